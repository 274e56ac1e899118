"""From what is asked for to a condition in SQL."""

from collections.abc import Collection, Iterator

from .records import Wanted

_LIST_OF_VEHICLE = "substr(vehicle_id, 1, instr(vehicle_id, ':') - 1)"
"""Empty for one that is on no list."""


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
        of_list, lists = _among(
            "substr(vehicle_id, 1, instr(vehicle_id, ':') - 1)", wanted.vehicles
        )
        yield f"({exactly} OR {of_list})", values + lists
    if wanted.has_picture:
        yield "picture_id IS NOT NULL", []


def _among(expression: str, chosen: Collection[str]) -> tuple[str, list[object]]:
    marks = ", ".join("?" * len(chosen))
    return f"{expression} IN ({marks})", [*sorted(chosen)]
