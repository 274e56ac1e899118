"""The plates of the known vehicles, to be found by what is read of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from ..api.regions import predicted_country
from .misreading import Misreading, misreading, skeleton
from .plate_text import normal_form


class NoPlateError(ValueError):
    """A text has no letter and no digit, so it is no plate."""


@dataclass(frozen=True, slots=True)
class KnownPlate:
    """One plate of a known vehicle; all of its plates agree in region and in `is_blocked`."""

    normal: str
    """Its normal form."""
    written: str
    """As its owner wrote it."""
    vehicle_id: str
    region: str | None = None
    """Where it is from, as the API's code; None if it may be from anywhere."""
    is_blocked: bool = False
    """Whether the vehicle is to be kept out."""

    @classmethod
    def of(
        cls, written: str, vehicle_id: str, region: str | None = None, *, is_blocked: bool = False
    ) -> Self:
        """Take a plate as it is written.

        Raises:
            NoPlateError: it has neither letters nor digits.
        """
        if (normal := normal_form(written)) is None:
            raise NoPlateError(written)
        return cls(normal, written, vehicle_id, region, is_blocked)


class PlateIndex:
    """Finds the known plates that may have been read as a text. It doesn't change.

    What it costs to ask depends on how many plates resemble the text, not on how many there are.
    Plates lie under their skeleton, so that a text finds all those it can be confused with, and
    under that without its first and its last character.

    Build it in an executor: 10,000 plates take some 10 ms, and regions are read from a file.
    """

    __slots__ = ("_countries", "_shortened", "_whole")

    def __init__(self, plates: Iterable[KnownPlate]) -> None:
        self._whole: defaultdict[str, list[KnownPlate]] = defaultdict(list)
        self._shortened: defaultdict[str, list[KnownPlate]] = defaultdict(list)
        self._countries: dict[str, str | None] = {}
        for plate in plates:
            bones = skeleton(plate.normal)
            self._whole[bones].append(plate)
            self._shortened[bones[1:]].append(plate)
            self._shortened[bones[:-1]].append(plate)
            if plate.region is not None and plate.region not in self._countries:
                self._countries[plate.region] = predicted_country(plate.region)

    def is_foreign(self, plate: KnownPlate, region: str) -> bool:
        """Whether a plate that was read in a region is from another country than that.

        It isn't if either country is unknown, or one that answers can't name: then the API calls
        each plate from there something else, and that says nothing.
        """
        if plate.region is None or (own := self._countries[plate.region]) is None:
            return False
        return predicted_country(region) not in {own, None}

    def near(self, read: str) -> Iterator[tuple[KnownPlate, Misreading]]:
        """Find the plates that may have been read as a normal form, each once, in no order."""
        bones = skeleton(read)
        for plate in {
            *self._whole.get(bones, ()),
            *self._whole.get(bones[1:], ()),
            *self._whole.get(bones[:-1], ()),
            *self._shortened.get(bones, ()),
        }:
            if (how := misreading(plate.normal, read)) is not None:
                yield plate, how

    def exactly(self, read: str) -> Iterator[tuple[KnownPlate, Misreading]]:
        """Find the plates that a normal form is, each once, in no order."""
        for plate in {*self._whole.get(skeleton(read), ())}:
            how = misreading(plate.normal, read)
            if how is not None and how.is_exact:
                yield plate, how
