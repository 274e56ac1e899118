"""What remains of strangers where their plates may not be seen: all but what tells the plate.

Only vehicles that nobody knows are masked, and those whose plate wasn't read: what was made out of
it may be nearly all of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from ..api.models import Box, Detection
from .match import Match
from .pseudonyms import Pseudonyms, is_pseudonym
from .sighting import Sighting, Status, StatusReason
from .visit import Visit

MASKED: Final = frozenset({Status.STRANGER, Status.UNREAD})

_OF_NOBODY: Final[Mapping[str, Any]] = {
    "status": Status.STRANGER.value,
    "status_reason": StatusReason.NO_MATCH.value,
    "vehicle": None,
    "vehicle_id": None,
    "category": None,
    "may_open": None,
    "match": Match.NONE.value,
}


def masked(sighting: Sighting, pseudonyms: Pseudonyms, at: datetime) -> Sighting:
    """Return a sighting as it may be seen: a known vehicle's as it is, any other without its plate.

    What is masked already stays as it is. How sure the reading was, where the plate and the vehicle
    are, and what the vehicle looks like stay, too.

    Args:
        sighting: with its verdict.
        pseudonyms: by which strangers are called.
        at: the time of now.
    """
    if sighting.status not in MASKED:
        return sighting
    plate, text = sighting.plate, sighting.reading.text if sighting.reading else ""
    if plate is not None and not (is_pseudonym(plate) and not text):
        plate = pseudonyms.of(plate, at)
    return replace(sighting, plate=plate, detection=_without_text(sighting.detection))


def _without_text(detection: Detection) -> Detection:
    plate = detection.plate and replace(detection.plate, text="", candidates=())
    return replace(detection, plate=plate, source_url=None, user_data=None, extra={})


def masked_visit(visit: Visit, pseudonyms: Pseudonyms, at: datetime) -> Visit:
    """Return a visit as it may be seen, likewise."""
    best = masked(visit.best, pseudonyms, at)
    return visit if best is visit.best else replace(visit, best=best)


def kept_visit(visit: Visit, pseudonyms: Pseudonyms, at: datetime, edition: int) -> Visit:
    """Return a visit as it may be written down: of who isn't known, only the pseudonym is.

    Read again, it is the visit of a vehicle without a plate: known again by where it stands.

    Args:
        visit: that is open, or whose vehicle may still be there.
        pseudonyms: by which strangers are called.
        at: the time of now.
        edition: of the known vehicles.
    """
    seen = masked_visit(visit, pseudonyms, at)
    if seen is visit or seen.best.plate is None:
        return seen
    kept = visit.without_plate(replace(seen.best, plate=None), edition)
    return replace(kept, pseudonym=seen.best.plate)


def masked_data(data: Mapping[str, Any], pseudonyms: Pseudonyms, at: datetime) -> dict[str, Any]:
    """Return an event's data of a sighting or a visit as if it had been masked when it was told.

    Args:
        data: of the event, with all of its keys or a part of them.
        pseudonyms: by which strangers are called.
        at: the time of now.
    """
    if data.get("status") not in MASKED:
        return dict(data)
    plate = data.get("plate")
    if plate is not None and not (is_pseudonym(plate) and not data.get("plate_raw")):
        plate = pseudonyms.of(plate, at)
    hidden: dict[str, Any] = {
        "plate": plate,
        "plate_raw": None,
        "candidates": [],
        "user_data": None,
    }
    return {key: hidden.get(key, value) for key, value in data.items()}


def is_readable(data: Mapping[str, Any]) -> bool:
    """Say whether an event's data tells a plate, or what was made out of it."""
    plate = data.get("plate")
    is_told = isinstance(plate, str) and not is_pseudonym(plate)
    return is_told or any(data.get(key) for key in ("plate_raw", "candidates", "user_data"))


def as_strangers(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return an event's data as if nobody had known the vehicle, as nobody does any more.

    The id of one of a list has its plate in it.
    """
    return {key: _OF_NOBODY.get(key, value) for key, value in data.items()}


def boxes_to_hide(sightings: Iterable[Sighting]) -> tuple[Box, ...]:
    """Return what is to be painted out of a picture so that it shows no stranger's plate.

    That is the plate, or the vehicle where nobody knows where its plate is. Of known vehicles
    nothing is hidden. In pixels of the full picture.

    Args:
        sightings: all that the picture shows, told or not.
    """
    return boxes_of(each for each in sightings if each.status in MASKED)


def boxes_of(strangers: Iterable[Sighting]) -> tuple[Box, ...]:
    """Return what is to be painted out for each of these, likewise."""
    boxes = (each.plate_box or each.vehicle_box for each in strangers)
    return tuple(box for box in boxes if box is not None)
