"""The page of all messages under Repairs."""

from collections.abc import Iterator

from ..descriptions import descriptions
from ..english import node
from ..markdown import anchored, code, page as written, table, with_names


def page() -> str:
    """Return the page."""
    return written(
        "Repairs",
        "Every message that can stand under *Settings → System → Repairs*. One that can be *fixed*"
        " opens a dialog; all others go by themselves when what they tell of is over.",
        table(
            ("Message", "Title", "Severity", "Can be fixed", "What it means, and what to do"),
            (_row(key) for key in node("issues")),
        ),
        "The dialogs ask for:",
        table(
            ("Message", "Key", "Label", "Meaning"),
            (
                (code(key), code(name), label, with_names(meanings[name]))
                for key in node("issues")
                for name, label, meanings in _asked(key)
            ),
        ),
    )


def asked(key: str) -> set[str]:
    """Return the keys of the fields that a message's dialog has."""
    return {name for name, _, _ in _asked(key)}


def _asked(key: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    if is_fixable(key):
        for step in node("issues", key, "fix_flow", "step").values():
            for name, label in step.get("data", {}).items():
                yield name, label, step["data_description"]


def severity(key: str) -> str:
    """Return how severe a message is."""
    found = descriptions()["repairs"][key]["severity"]
    assert isinstance(found, str)
    return found


def is_fixable(key: str) -> bool:
    """Whether a message opens a dialog: Home Assistant shows that one in place of a text."""
    return "fix_flow" in node("issues", key)


def _row(key: str) -> tuple[str, ...]:
    return (
        anchored(key, code(key)),
        with_names(node("issues", key)["title"]),
        severity(key),
        "yes" if is_fixable(key) else "no",
        with_names(_description(key)),
    )


def _description(key: str) -> str:
    issue = node("issues", key)
    if not is_fixable(key):
        return str(issue["description"])
    return " ".join(each["description"] for each in issue["fix_flow"]["step"].values())
