"""The vehicles that an account knows, as they are set now."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .const import (
    CONF_CAMERAS,
    CONF_CATEGORY,
    CONF_MATCHING,
    CONF_MAY_OPEN,
    CONF_PLATES,
    CONF_REGION,
    CONF_VALID_FROM,
    CONF_VALID_UNTIL,
)
from .pipeline.known_plates import KnownPlate
from .pipeline.known_vehicles import KnownVehicle, KnownVehicles
from .pipeline.match import Match
from .pipeline.sighting import Sighting
from .pipeline.verdict import Category, Circumstances, VehicleRules


class Vehicles:
    """Says who a sighting is, and tells those who wait for a vehicle."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._known = KnownVehicles()
        self._stored: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()
        self._listeners: dict[str, list[Callable[[Sighting], None]]] = {}

    async def async_adopt(self, subentries: Iterable[ConfigSubentry]) -> None:
        """Know these vehicles from now on. What is under way is judged as it was before."""
        stored = tuple((each.subentry_id, each.title, each.data) for each in subentries)
        if stored == self._stored:
            return
        self._stored = stored
        known = await self._hass.async_add_executor_job(_known_vehicles, stored)
        if stored is self._stored:  # else they were changed again, and a later call knows better
            self._known = known

    @callback
    def async_identify(self, sighting: Sighting, camera_id: str) -> Sighting:
        """Return a sighting with the verdict on it."""
        circumstances = Circumstances(
            sighting.look.taken_at, dt_util.get_default_time_zone(), camera_id
        )
        return self._known.identify(sighting, circumstances)

    @callback
    def async_on_sighting(
        self, vehicle_id: str, listener: Callable[[Sighting], None]
    ) -> CALLBACK_TYPE:
        """Call `listener` for each sighting of a vehicle, wherever it is seen."""
        listeners = self._listeners.setdefault(vehicle_id, [])
        listeners.append(listener)
        return lambda: listeners.remove(listener)

    @callback
    def async_tell(self, sighting: Sighting) -> None:
        """Tell who waits for the vehicle of a sighting."""
        if sighting.known is not None:
            for listener in tuple(self._listeners.get(sighting.known.vehicle_id, ())):
                listener(sighting)


def _known_vehicles(stored: Iterable[tuple[str, str, Mapping[str, Any]]]) -> KnownVehicles:
    return KnownVehicles(known_vehicle(*each) for each in stored)


def known_vehicle(vehicle_id: str, name: str, data: Mapping[str, Any]) -> KnownVehicle:
    """Read what a vehicle subentry stores; what is missing has its default.

    Args:
        vehicle_id: the subentry's id.
        name: its title, where Home Assistant itself lets a user change it.
        data: of the subentry.

    Raises:
        NoPlateError: one of the plates has neither letters nor digits.
    """
    category = Category(data.get(CONF_CATEGORY, Category.RESIDENT))
    cameras = data.get(CONF_CAMERAS)
    return KnownVehicle(
        vehicle_id,
        name,
        plates=tuple(
            KnownPlate.of(
                plate,
                vehicle_id,
                data.get(CONF_REGION),
                is_blocked=category is Category.BLOCKED,
            )
            for plate in data[CONF_PLATES]
        ),
        rules=VehicleRules(
            category,
            matching=Match(data.get(CONF_MATCHING, Match.EXACT)),
            valid_from=_moment(data.get(CONF_VALID_FROM)),
            valid_until=_moment(data.get(CONF_VALID_UNTIL)),
            cameras=None if cameras is None else frozenset(cameras),
        ),
        may_open=data.get(CONF_MAY_OPEN, False),
    )


def _moment(text: str | None) -> datetime | None:
    """Read a time of day here, as forms store it."""
    if text is None or (naive := dt_util.parse_datetime(text)) is None:
        return None
    return naive.replace(tzinfo=naive.tzinfo or dt_util.get_default_time_zone())
