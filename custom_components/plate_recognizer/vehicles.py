"""The vehicles that an account knows, as they are set now."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time
import logging
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import MAX_LENGTH_STATE_STATE
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .const import (
    CONF_CAMERAS,
    CONF_CATEGORY,
    CONF_MATCHING,
    CONF_MAY_OPEN,
    CONF_PLATES,
    CONF_REGION,
    CONF_TIMES,
    CONF_VALID_FROM,
    CONF_VALID_UNTIL,
    KNOWN_VEHICLE_TYPES,
    SUBENTRY_TYPE_PLATE_LIST,
)
from .listeners import ListenersByKey
from .pipeline.known_plates import KnownPlate
from .pipeline.known_vehicles import KnownVehicle, KnownVehicles, subentry_of
from .pipeline.match import Match
from .pipeline.sighting import Sighting
from .pipeline.verdict import Category, Circumstances, VehicleRules, WeeklyTime
from .pipeline.weekly_times import parse_weekly_times
from .plate_lists import listed_vehicles
from .stored_values import StoredValueError, StoredValues

_LOGGER = logging.getLogger(__name__)


class Vehicles:
    """Says who a sighting is, and tells those who wait for a vehicle."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._known = KnownVehicles()
        self._adopted: tuple[object, ...] = ()
        self._index: asyncio.Future[KnownVehicles] | None = None
        self._listeners = ListenersByKey[tuple[str, bool], [Sighting]]()

    async def async_adopt(self, subentries: Iterable[ConfigSubentry]) -> None:
        """Know these vehicles from when this returns. What is under way is judged as before."""
        vehicles = tuple(subentries)
        adopted = (
            dt_util.get_default_time_zone(),
            *((each.subentry_id, each.title, each.data) for each in vehicles),
        )
        if self._index is None or adopted != self._adopted:
            self._adopted = adopted
            self._index = self._hass.async_add_executor_job(known_vehicles, vehicles)
        index = self._index
        known = await index
        if index is self._index:  # else they changed again, and a later call knows better
            self._known = known

    @property
    def known(self) -> KnownVehicles:
        """The vehicles that are known now. It doesn't change."""
        return self._known

    @property
    def has_who_may_open(self) -> bool:
        """Whether any known vehicle may open a door."""
        return self._known.has_who_may_open

    @property
    def fingerprints(self) -> Mapping[str, int]:
        """Of the known vehicles, by their ids."""
        return self._known.fingerprints

    @callback
    def async_identify(self, sighting: Sighting, camera_id: str) -> Sighting:
        """Return a sighting with the verdict on it."""
        circumstances = Circumstances(
            sighting.look.taken_at, dt_util.get_default_time_zone(), camera_id
        )
        return self._known.identify(sighting, circumstances)

    @callback
    def async_knows(self, plate: str) -> bool:
        """Whether a plate is that of a known vehicle, whatever that may do."""
        return self._known.knows(plate)

    @callback
    def async_on_sighting(
        self, subentry_id: str, listener: Callable[[Sighting], None], *, last: bool
    ) -> CALLBACK_TYPE:
        """Call `listener` for each sighting of a vehicle or one of a list, wherever it is seen.

        Args:
            subentry_id: of the vehicle or the list.
            listener: is told.
            last: after all those that aren't: states stand before an event sets automations off.
        """
        return self._listeners.async_add((subentry_id, last), listener)

    @callback
    def async_tell(self, sighting: Sighting) -> None:
        """Tell who waits for the vehicle of a sighting."""
        if sighting.known is not None:
            subentry_id = subentry_of(sighting.known.vehicle_id)
            for last in (False, True):
                self._listeners.async_call((subentry_id, last), sighting)


def known_subentries(entry: ConfigEntry) -> list[ConfigSubentry]:
    """Return the vehicles and the lists of plates that an account has."""
    return [each for kind in KNOWN_VEHICLE_TYPES for each in entry.get_subentries_of_type(kind)]


def known_vehicles(subentries: Iterable[ConfigSubentry]) -> KnownVehicles:
    """Index vehicles, and those of lists.

    Subentries whose settings are none any more are left out, and named in the log.
    """
    vehicles: list[KnownVehicle] = []
    for each in subentries:
        try:
            vehicles += _vehicles_of(each)
        except ValueError as error:
            _LOGGER.error("%s isn't known, change its settings: %r", each.title, error)  # noqa: TRY400 - they are at fault, not the code
    return KnownVehicles(vehicles)


def _vehicles_of(subentry: ConfigSubentry) -> tuple[KnownVehicle, ...]:
    settings = (subentry.subentry_id, subentry.title, subentry.data)
    if subentry.subentry_type == SUBENTRY_TYPE_PLATE_LIST:
        return tuple(listed_vehicles(*settings))
    return (known_vehicle(*settings),)


def known_vehicle(vehicle_id: str, name: str, data: Mapping[str, Any]) -> KnownVehicle:
    """Read what a vehicle subentry stores; what is missing has its default.

    Args:
        vehicle_id: the subentry's id.
        name: its title, where Home Assistant itself lets a user change it.
        data: of the subentry.

    Raises:
        ValueError: something is nothing that it can be, such as a plate without letters or digits.
            `StoredValueError` is one, too.
    """
    stored = StoredValues(data)
    category = stored.choice(CONF_CATEGORY, Category, Category.RESIDENT)
    cameras, region = stored.texts(CONF_CAMERAS), stored.text(CONF_REGION)
    if not (plates := stored.texts(CONF_PLATES)):
        raise StoredValueError(CONF_PLATES)
    return KnownVehicle(
        vehicle_id,
        name[:MAX_LENGTH_STATE_STATE],
        plates=tuple(
            KnownPlate.of(
                plate,
                vehicle_id,
                region,
                is_blocked=category is Category.BLOCKED,
            )
            for plate in plates
        ),
        rules=VehicleRules(
            category,
            matching=stored.choice(CONF_MATCHING, Match, Match.EXACT),
            valid_from=_moment(stored.text(CONF_VALID_FROM)),
            valid_until=_last_moment(stored.text(CONF_VALID_UNTIL)),
            times=_weekly_times(stored.texts(CONF_TIMES)),
            cameras=frozenset(cameras) if CONF_CAMERAS in data else None,
        ),
        may_open=stored.flag(CONF_MAY_OPEN, default=False),
    )


def _moment(text: str | None) -> datetime | None:
    """Read a time of day here, as forms store it.

    Raises:
        ValueError: it is none. Taking it for none at all would let a guest in for ever.
    """
    if text is None:
        return None
    naive = datetime.fromisoformat(text)
    return naive.replace(tzinfo=naive.tzinfo or dt_util.get_default_time_zone())


def _last_moment(text: str | None) -> datetime | None:
    """Read until when, likewise. Midnight is the end of its day: who chooses a day alone gets that.

    Raises:
        ValueError: it is none.
    """
    moment = _moment(text)
    if moment is None or moment.time() != time.min:
        return moment
    return datetime.combine(moment, time.max, moment.tzinfo)


def _weekly_times(lines: Iterable[str]) -> tuple[WeeklyTime, ...]:
    """Read when a vehicle is valid, as forms store it.

    Raises:
        WeeklyTimeError: a line isn't understood.
    """
    return tuple(span for line in lines for span in parse_weekly_times(line))
