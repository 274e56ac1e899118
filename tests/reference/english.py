"""The texts that the integration shows, in English."""

from typing import Any, Final

from tests.metadata.files import INTEGRATION, read_json

TEXTS: Final = read_json(INTEGRATION / "translations" / "en.json")


def node(*path: str) -> dict[str, Any]:
    """Return what stands under a path."""
    found = TEXTS
    for key in path:
        found = found[key]
    return found


def text(*path: str) -> str:
    """Return the text under a path."""
    *parents, last = path
    found = node(*parents)[last]
    assert isinstance(found, str)
    return found
