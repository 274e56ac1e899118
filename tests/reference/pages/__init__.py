"""The pages of the reference."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from . import actions, decisions, entities, events, index, options, repairs, triggers

PAGES: Final[dict[str, Callable[[], str]]] = {
    "index.md": index.page,
    "entities.md": entities.page,
    "events.md": events.page,
    "actions.md": actions.page,
    "triggers.md": triggers.page,
    "options.md": options.page,
    "decisions.md": decisions.page,
    "repairs.md": repairs.page,
}

FOLDER: Final = Path(__file__).parents[3] / "docs" / "reference"


def write(folder: Path) -> None:
    """Write all pages into a folder."""
    for name, page in PAGES.items():
        (folder / name).write_text(page())
