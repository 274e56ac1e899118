"""The page that leads to the others."""

from ..markdown import page as written, table

_PAGES = {
    "entities.md": "Every entity of an account, a camera and a vehicle, with its attributes",
    "events.md": "Every event on the bus and every event entity, with the keys of their data",
    "actions.md": "Every action, with its fields and the keys of its answer",
    "triggers.md": "Every trigger and condition of automations, with its options",
    "options.md": "Every field of every dialog",
    "decisions.md": "Every reason that a camera's *Decision* can show, and what to do about it",
    "repairs.md": "Every message under *Repairs*, and what to do about it",
}


def page() -> str:
    """Return the page."""
    return written(
        "Reference",
        "Everything there is, by name. What to make of it is in the guide: begin with the"
        " [README](../../README.md).",
        table(
            ("Page", "What it lists"),
            (
                [f"[{name.removesuffix('.md').capitalize()}]({name})", what]
                for name, what in _PAGES.items()
            ),
        ),
        "These pages are written from the code, and a test compares them with what a running"
        " Home Assistant really has: nothing is missing from them, and nothing is on them that"
        " isn't there. Whoever changes the code writes them anew:",
        "```sh\nscript/test tests/reference --reference docs/reference\n```",
        "What the code has no words for stands in `tests/reference/descriptions.yaml`.",
    )
