"""Finds plates of vehicles that nobody knows, in what was told when they were shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from .known_vehicles import KnownVehicles
from .masking import MASKED, is_readable
from .plate_text import normal_form
from .pseudonyms import is_pseudonym
from .sighting import Sighting

_TIMES: Final = ("taken_at", "ended_at", "started_at")
"""When that was of which data tells: of a sighting, or of a visit that has begun or ended."""


@dataclass(frozen=True, slots=True)
class Unmasked:
    """Says what has to be masked by now, each thing by itself: no list of plates is needed."""

    known: KnownVehicles
    """Now: whom nobody knows any more is a stranger."""

    before: datetime | None = None
    """Since when strangers are shown; None if they never are."""

    def is_due(self, told_at: datetime) -> bool:
        """Say whether what was told at a time is old enough."""
        return self.before is None or told_at < self.before

    def is_plate(self, text: object) -> bool:
        """Say whether the state of an entity that shows plates has to be masked.

        It says no more of whom it is than the plate, in capitals. Of known vehicles that is theirs
        to the letter: another one may be a stranger's as well.
        """
        if not isinstance(text, str) or text != text.upper() or is_pseudonym(text):
            return False
        normal = normal_form(text)
        return normal is not None and not self.known.knows(normal)

    def is_in(self, data: Mapping[str, Any]) -> bool:
        """Say whether an event's data, or attributes that have it, tell of a stranger's plate."""
        status, vehicle_id = data.get("status"), data.get("vehicle_id")
        if status in MASKED:
            return is_readable(data)
        return isinstance(vehicle_id, str) and not self.known.has(vehicle_id)

    def is_shown(self, state: object, attributes: Mapping[str, Any]) -> bool:
        """Say whether an entity's state tells of one: with an event's data, or as core's ALPR."""
        if not isinstance(plates := attributes.get("plates"), Mapping):
            return self.is_in(attributes)
        detections = attributes.get("detections", ())
        return any(map(self.is_plate, (state, *plates))) or any(map(self.is_in, detections))

    def is_of(self, sighting: Sighting) -> bool:
        """Say whether a sighting is of a vehicle that has to be masked."""
        known = sighting.known
        return sighting.status in MASKED or (
            known is not None and not self.known.has(known.vehicle_id)
        )


def told_at(data: Mapping[str, Any], otherwise: datetime) -> datetime:
    """Return of when it is that event data, or attributes that have it, tell.

    Args:
        data: of a sighting or a visit.
        otherwise: where it doesn't say that.
    """
    for text in (data.get(key) for key in _TIMES):
        try:
            return datetime.fromisoformat(text).astimezone(UTC)  # type: ignore[arg-type]
        except TypeError, ValueError:
            continue
    return otherwise
