"""How the media browser names what it shows."""

from dataclasses import dataclass
import re
from typing import Final, Self
from urllib.parse import quote, unquote

from ..history.browse import GroupedBy

SIGHTING_ID: Final = r"[0-9A-HJKMNP-TV-Z]{26}"
"""A pattern of them."""

_SIGHTING: Final = re.compile(rf"sighting/({SIGHTING_ID})")
_SHELF: Final = re.compile(
    rf"(?P<entry>[0-9A-Za-z]{{1,40}})"
    rf"(?:/(?P<by>{'|'.join(GroupedBy)})(?:/(?P<key>[0-9A-Za-z_.~%-]{{1,900}}))?"
    r"(?::(?P<offset>[1-9][0-9]{0,5}))?)?"
)


class UnknownIdentifier(ValueError):  # noqa: N818 - it says what it is
    """Nothing of ours is called so."""


@dataclass(frozen=True, slots=True)
class PictureId:
    """The picture of a sighting."""

    sighting_id: str

    def __str__(self) -> str:
        return f"sighting/{self.sighting_id}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What holds pictures, or further shelves."""

    entry_id: str
    """Of the account."""
    by: GroupedBy | None = None
    """None for the account as a whole."""
    key: str | None = None
    """Of a group; None for all of them."""
    offset: int = 0
    """How much of its list stands on the shelves before."""

    def __str__(self) -> str:
        parts = [self.entry_id, self.by, self.key and quote(self.key, safe="")]
        path = "/".join(part for part in parts if part)
        return f"{path}:{self.offset}" if self.offset else path

    @classmethod
    def parse(cls, identifier: str) -> Self:
        """Read what `str` gives, to the letter.

        Raises:
            UnknownIdentifier: it is anything else.
        """
        if (match := _SHELF.fullmatch(identifier)) is None:
            raise UnknownIdentifier(identifier)
        by, key = match["by"], match["key"]
        shelf = cls(
            match["entry"],
            GroupedBy(by) if by else None,
            unquote(key) if key else None,
            int(match["offset"] or 0),
        )
        is_whole = shelf.by is not GroupedBy.STATUS or shelf.key
        if str(shelf) != identifier or not is_whole:
            raise UnknownIdentifier(identifier)
        return shelf


def parse(identifier: str) -> PictureId | Shelf:
    """Read what `str` gives of one of them.

    Raises:
        UnknownIdentifier: it is anything else.
    """
    if (match := _SIGHTING.fullmatch(identifier)) is not None:
        return PictureId(match[1])
    return Shelf.parse(identifier)
