"""Watches the entities that start a camera's bursts."""

from collections.abc import Callable, Iterable
from typing import Final

from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE, STATE_UNKNOWN, Platform
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.util import dt as dt_util

from .entity_reference import referenced_entity_id

TRIGGER_DOMAINS: Final = [Platform.BINARY_SENSOR, Platform.EVENT, Platform.BUTTON, "input_button"]
"""What can start a burst: something that turns on, or that has a time as its state."""


class TriggerEntities:
    """Calls back when one of some entities has turned on or fired, by whatever name it has."""

    def __init__(self, hass: HomeAssistant, triggered: Callable[[str], None]) -> None:
        self._hass = hass
        self._triggered = triggered
        self._references: tuple[str, ...] = ()
        self._stop_watching: list[CALLBACK_TYPE] = []

    @callback
    def async_watch(self, references: Iterable[str]) -> None:
        """Watch these entities, as they are stored, instead of those before."""
        self.async_stop()
        self._references = tuple(references)
        resolved = [referenced_entity_id(self._hass, each) for each in self._references]
        entity_ids = [entity_id for entity_id in resolved if entity_id is not None]
        if self._references:
            self._stop_watching = [
                async_track_state_change_event(self._hass, entity_ids, self._async_changed),
                self._hass.bus.async_listen(
                    er.EVENT_ENTITY_REGISTRY_UPDATED, self._async_renamed, _concerns_names
                ),
            ]

    @callback
    def async_stop(self) -> None:
        """Watch nothing more."""
        for stop in self._stop_watching:
            stop()
        self._stop_watching = []

    @callback
    def _async_changed(self, event: Event[EventStateChangedData]) -> None:
        old, new = event.data["old_state"], event.data["new_state"]
        if old is not None and new is not None and has_triggered(old, new):
            self._triggered(new.entity_id)

    @callback
    def _async_renamed(self, _event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        self.async_watch(self._references)


@callback
def _concerns_names(data: er.EventEntityRegistryUpdatedData) -> bool:
    """Say whether an entity has come, gone, or been renamed."""
    return data["action"] != "update" or "entity_id" in data["changes"]


def has_triggered(old: State, new: State) -> bool:
    """Say whether an entity has turned on or fired.

    One that comes back from being unavailable has done neither: it says how things have been, and
    an event or a button when the last time was. Unknown is how they begin: the first motion and
    the first ring count.
    """
    if new.state in {STATE_UNAVAILABLE, STATE_UNKNOWN} or old.state in {
        STATE_UNAVAILABLE,
        new.state,
    }:
        return False
    if new.domain == Platform.BINARY_SENSOR:
        return new.state == STATE_ON and old.state in {STATE_OFF, STATE_UNKNOWN}
    fired = dt_util.parse_datetime(new.state)
    return fired is not None and fired >= old.last_changed
