"""The page of all fields of all dialogs."""

from ..forms import Field, Form, forms
from ..markdown import anchored, code, page as written, table, with_names


def page() -> str:
    """Return the page."""
    told = forms()
    return written(
        "Options",
        "Every field of every dialog. *Key* is what it is called where Home Assistant stores it,"
        " and in diagnostics; what stands before the dot is the section of the form. A field"
        " without a default may be left empty, unless it is *needed*.",
        "\n".join(f"- [{form.title}](#{form.anchor})" for form in told),
        *(_form(form) for form in told),
    )


def _form(form: Form) -> str:
    head = ["Key", "Label", *(["Of"] if form.differs else []), "Takes", "Default", "Meaning"]
    rows = (_row(form, field) for field in form.fields())
    return f"## {form.title}\n\n{form.where}.\n\n{table(head, rows)}"


def _row(form: Form, field: Field) -> tuple[str, ...]:
    of_all = len(field.kinds) == len(form.schemas)
    return (
        anchored(f"{form.anchor}-{field.path.replace('.', '-')}", code(field.path)),
        field.label,
        *(["all" if of_all else ", ".join(field.kinds)] if form.differs else []),
        field.takes,
        field.default or ("*needed*" if field.required else ""),
        with_names(field.means),
    )
