"""Tables and their parts in Markdown."""

from collections.abc import Iterable, Sequence
import json
import re
from typing import Final

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")

WRITTEN: Final = (
    "<!-- Written from the code: script/test tests/reference --reference docs/reference -->"
)


def page(title: str, *parts: str) -> str:
    """Return a page."""
    return "\n\n".join((f"# {title}", WRITTEN, *(part for part in parts if part))) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(cell, line))} |" for line in lines)


def cell(text: str) -> str:
    """Return a text as it can stand in a cell."""
    return re.sub(r"(?<!\\)\|", r"\\|", text.strip()).replace("\n\n", "<br>").replace("\n", "<br>")


def code(value: object) -> str:
    """Return a value as it is written, null as such."""
    return f"`{value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}`"


def anchored(anchor: str, text: str) -> str:
    """Return a text that a link can lead to."""
    return f'<a id="{anchor}"></a>{text}'


def with_names(text: str) -> str:
    """Return a text of the translations with a name in the place of what is filled in."""
    parts = text.split("`")
    parts[::2] = [_PLACEHOLDER.sub(r"*\1*", part) for part in parts[::2]]
    parts[1::2] = [_PLACEHOLDER.sub(lambda found: found[1].upper(), part) for part in parts[1::2]]
    return "`".join(parts)
