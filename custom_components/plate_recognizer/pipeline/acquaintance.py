"""Which vehicles were known when a plate was lost: only they were ever compared with it.

A visit loses its plate where a stranger's may not be written down, or was deleted. From then on,
whoever is read elsewhere at the place may be the vehicle that has been there all along; unless it
is known for longer, as then its visit would have been a known vehicle's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self
from zlib import crc32

from .match import Match
from .sighting import Sighting
from .visit import Visit

_MOST_EDITIONS: Final = 2**53
"""That can be written down."""


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Since when vehicles are known as they are now, counted in changes: clocks are put back."""

    edition: int = 0
    """How often the known vehicles have changed."""
    changed: Mapping[str, int] = field(default_factory=dict)
    """In which edition a vehicle was added or its plates were changed, by its id; without those
    that are known for longer than anybody asks for."""
    digest: int | None = None
    """Of the vehicles of this edition; None if nobody knows who they were."""
    fingerprints: Mapping[str, int] = field(default_factory=dict)
    """Of the same vehicles, by their ids; not written down."""

    def after(self, fingerprints: Mapping[str, int]) -> Self:
        """Return it with these as the vehicles that are known from now on.

        If they have changed while nobody saw how, all of them count as added now.

        Args:
            fingerprints: see `KnownVehicles.fingerprints`.
        """
        digest = crc32(str(sorted(fingerprints.items())).encode())
        if digest == self.digest:
            return replace(self, fingerprints=fingerprints)
        edition = self.edition + 1
        changed = {
            vehicle_id: self.changed.get(vehicle_id, 0)
            if self.fingerprints.get(vehicle_id) == fingerprint
            else edition
            for vehicle_id, fingerprint in fingerprints.items()
        }
        return type(self)(edition, changed, digest, fingerprints)

    def knew(self, sighting: Sighting, edition: int) -> bool:
        """Say whether a vehicle was known in an edition, and would have been read as itself then.

        Of one whose plate is only nearly right nobody can say so once anything has changed: it may
        have been as near to another vehicle's.
        """
        if sighting.known is None:
            return False
        if edition == self.edition:
            return True
        is_old = self.changed.get(sighting.known.vehicle_id, 0) <= edition
        return is_old and sighting.match is Match.EXACT

    def stored(self, oldest_lost: int) -> dict[str, Any]:
        """Return it as JSON can hold it, for visits that lost their plates in an edition or later.

        That is little: who has been known for longer is not in it.
        """
        changed = {each: since for each, since in self.changed.items() if since > oldest_lost}
        return {"edition": self.edition, "digest": self.digest, "changed": changed}

    @classmethod
    def restored(cls, stored: object, visits: Iterable[Visit]) -> Self:
        """Return what was stored beside visits. Where it can't be read, nobody was known."""
        newest = max((each.plate_lost_in or 0 for each in visits), default=0)
        match stored:
            case {"edition": int(edition), "digest": int(digest), "changed": dict(changed)} if (
                newest <= edition <= _MOST_EDITIONS
                and 0 <= digest < 2**32
                and all(isinstance(each, int) and each <= edition for each in changed.values())
            ):
                return cls(edition, changed, digest)
        return cls(newest)


def oldest(editions: Iterable[int | None]) -> int | None:
    """Return the oldest edition of those in which plates were lost; None if none was."""
    return min((each for each in editions if each is not None), default=None)
