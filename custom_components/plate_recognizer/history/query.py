"""From what is asked for to a condition in SQL."""

from collections.abc import Collection, Iterator
from typing import Final

from .records import Wanted

_LIST_OF_VEHICLE: Final = "substr(vehicle_id, 1, instr(vehicle_id, ':') - 1)"
"""Of one that is on a list; there is an index of exactly this."""


def sql_of(wanted: Wanted) -> tuple[str, list[object]]:
    """Return a condition on the table of sightings, and the values in it."""
    terms, values = ["1"], list[object]()
    for term, bound in _terms(wanted):
        terms.append(term)
        values += bound
    return " AND ".join(terms), values


def _terms(wanted: Wanted) -> Iterator[tuple[str, list[object]]]:
    if wanted.since is not None:
        yield "taken_at >= ?", [wanted.since.timestamp()]
    if wanted.until is not None:
        yield "taken_at <= ?", [wanted.until.timestamp()]
    for column, chosen in (
        ("place", wanted.places),
        ("plate_key", wanted.plates),
        ("status", wanted.statuses),
        ("sighting_id", wanted.sighting_ids),
    ):
        if chosen:
            yield _among(column, chosen)
    if wanted.cameras:
        by_id, values = _among("camera_id", wanted.cameras)
        by_name, names = _among("camera", wanted.cameras)
        yield f"({by_id} OR {by_name})", values + names
    if wanted.vehicles:
        exactly, values = _among("vehicle_id", wanted.vehicles)
        of_list, lists = _among(_LIST_OF_VEHICLE, wanted.vehicles)
        is_on_one = "instr(vehicle_id, ':') > 0"
        yield f"({exactly} OR ({is_on_one} AND {of_list}))", values + lists
    if wanted.has_picture:
        yield "picture_id IS NOT NULL", []


def _among(expression: str, chosen: Collection[str]) -> tuple[str, list[object]]:
    marks = ", ".join("?" * len(chosen))
    return f"{expression} IN ({marks})", [*sorted(chosen)]
