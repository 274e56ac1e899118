"""What a subentry stores of a list of plates, and the known vehicles that this makes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from homeassistant.const import CONF_NAME, MAX_LENGTH_STATE_STATE
from homeassistant.util import dt as dt_util

from .const import (
    CONF_CATEGORY,
    CONF_MATCHING,
    CONF_MAY_OPEN,
    CONF_PLATE,
    CONF_ROWS,
    CONF_VALID_UNTIL,
)
from .pipeline.known_plates import KnownPlate
from .pipeline.known_vehicles import KnownVehicle
from .pipeline.match import Match
from .pipeline.plate_list import ListedPlate, read_moment
from .pipeline.verdict import Category, VehicleRules
from .stored_values import StoredValueError, StoredValues


def stored_rows(rows: Iterable[ListedPlate]) -> dict[str, dict[str, str]]:
    """Return rows as they are stored: by the normal form, so that a plate is found at once."""
    return {
        row.normal: {
            key: text
            for key, text in (
                (CONF_PLATE, row.plate),
                (CONF_NAME, row.name),
                (CONF_VALID_UNTIL, row.valid_until),
            )
            if text
        }
        for row in rows
    }


def listed_plates(data: Mapping[str, Any]) -> Iterator[ListedPlate]:
    """Read the rows that a subentry stores; their lines are those of an export.

    Raises:
        StoredValueError: there are no rows, or one can't be read.
    """
    rows = data.get(CONF_ROWS)
    if not isinstance(rows, Mapping) or not all(isinstance(row, Mapping) for row in rows.values()):
        raise StoredValueError(CONF_ROWS)
    for line, (normal, row) in enumerate(rows.items(), start=2):
        texts = (row.get(CONF_PLATE), row.get(CONF_NAME, ""), row.get(CONF_VALID_UNTIL, ""))
        if not all(isinstance(text, str) for text in texts):  # ten thousand: without more ado
            raise StoredValueError(CONF_ROWS)
        yield ListedPlate(normal, *texts, line)


def listed_vehicles(list_id: str, title: str, data: Mapping[str, Any]) -> Iterator[KnownVehicle]:
    """Read the vehicles of a list: each row is one.

    Args:
        list_id: the subentry's id.
        title: its title, which names the vehicles that have no name of their own.
        data: of the subentry.

    Raises:
        ValueError: something is nothing that it can be, such as a day that no month has.
            `StoredValueError` is one, too.
    """
    stored = StoredValues(data)
    category = stored.choice(CONF_CATEGORY, Category, Category.RESIDENT)
    matching = stored.choice(CONF_MATCHING, Match, Match.EXACT)
    may_open = stored.flag(CONF_MAY_OPEN, default=False)
    rules: dict[str, VehicleRules] = {}
    for row in listed_plates(data):
        if row.valid_until not in rules:
            valid_until = _moment_here(row.valid_until)
            rules[row.valid_until] = VehicleRules(category, matching, valid_until=valid_until)
        vehicle_id = f"{list_id}:{row.normal}"  # `subentry_of` takes it apart
        is_blocked = category is Category.BLOCKED
        yield KnownVehicle(
            vehicle_id,
            (row.name or title)[:MAX_LENGTH_STATE_STATE],
            plates=(KnownPlate.of(row.plate, vehicle_id, is_blocked=is_blocked),),
            rules=rules[row.valid_until],
            may_open=may_open,
        )


def _moment_here(text: str) -> datetime | None:
    return read_moment(text).replace(tzinfo=dt_util.get_default_time_zone()) if text else None
