"""Reading values that may be of any type: what is not what it should be is None."""

from collections.abc import Mapping
from datetime import UTC, datetime
import math
from typing import Any, Final

from .models import Box

_NUMERIC: Final = (int, float, str)  # a union would take five times as long to check
_LARGEST: Final = 2**53
"""Beyond this a number is no measure of anything here, and other programs cannot hold it."""


def text(value: object) -> str | None:
    """Read a text that says something, verbatim."""
    if not isinstance(value, str) or not value.strip() or "\0" in value:  # no database takes that
        return None
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a surrogate pair: whoever stores it would fail
        return None
    return value


def label(value: object) -> str | None:
    """Read a name that may be a number: `1` and `"1"` are the same."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) <= _LARGEST else None
    return text(value)


def number(value: object) -> float | None:
    """Read a number from an integer, a float or a text (Stream sends those)."""
    if isinstance(value, bool) or not isinstance(value, _NUMERIC):
        return None
    try:
        read = float(value)
    except ValueError, OverflowError:
        return None
    return read if math.isfinite(read) and abs(read) <= _LARGEST else None


def whole(value: object) -> int | None:
    """Read a number, rounded."""
    read = number(value)
    return None if read is None else round(read)


def within(value: object, least: int, most: int) -> int | None:
    """Read a number, rounded, that lies between the two."""
    read = whole(value)
    return read if read is not None and least <= read <= most else None


def count(value: object) -> int | None:
    """Read how many there are of something."""
    return within(value, 0, _LARGEST)


def score(value: object) -> float | None:
    """Read a confidence. One outside 0 to 1 has another meaning than ours and is None."""
    read = number(value)
    return read if read is not None and 0 <= read <= 1 else None


def mapping(value: object) -> Mapping[str, Any]:
    """Read an object; anything else is an empty one."""
    return value if isinstance(value, dict) else {}


def mappings(value: object) -> list[Mapping[str, Any]]:
    """Read the objects of a list; anything else in it is left out."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def box(value: object) -> Box | None:
    """Read a rectangle. The API writes "none" as all zeros: without an area there is no box."""
    corners = mapping(value)
    xmin, ymin, xmax, ymax = (whole(corners.get(key)) for key in ("xmin", "ymin", "xmax", "ymax"))
    if xmin is None or ymin is None or xmax is None or ymax is None:
        return None
    return Box(xmin, ymin, xmax, ymax) if xmin < xmax and ymin < ymax else None


def moment(value: object) -> datetime | None:
    """Read a point in time as UTC, also where no zone is given.

    That is right for the account's reset alone, which the API gives in UTC: a few hours' error
    there would do no harm. A picture's timestamp without a zone is in an unknown one.
    """
    try:
        read = datetime.fromisoformat(text(value) or "")
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except ValueError, OverflowError:
        return None
