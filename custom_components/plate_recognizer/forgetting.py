"""How what was deleted disappears from what entities show, and from what would be restored.

An entity that went on showing it would have it written into Home Assistant's files again.
"""

from abc import abstractmethod
from dataclasses import dataclass, replace
from typing import Any, Final, override

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, restore_state
from homeassistant.helpers.dispatcher import async_dispatcher_connect, async_dispatcher_send
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.restore_state import ExtraStoredData, RestoreEntity, RestoreStateData
from homeassistant.util.signal_type import SignalTypeFormat

from .const import DOMAIN
from .pipeline.traces import NO_TRACES, Traces

_DELETED: Final[SignalTypeFormat[Traces]] = SignalTypeFormat(f"{DOMAIN}_deleted_{{}}")
_SHOWS: Final = "shows"


async def async_forget_shown(hass: HomeAssistant, entry_id: str, traces: Traces) -> None:
    """Have an account's entities show nothing of what was deleted, and none of it restored.

    When this returns, Home Assistant's file of what it would restore is written anew.
    """
    async_dispatcher_send(hass, _DELETED.format(entry_id), traces)
    remembered = restore_state.async_get(hass).last_states
    for entity_id in own_entity_ids(hass, entry_id) & remembered.keys():
        stored = remembered[entity_id]
        extra = stored.extra_data and stored.extra_data.as_dict()
        if traces.everything or traces.are_in([stored.state.state, stored.state.attributes, extra]):
            del remembered[entity_id]
    await RestoreStateData.async_save_persistent_states(hass)


def own_entity_ids(hass: HomeAssistant, entry_id: str) -> frozenset[str]:
    """Return the ids of an account's entities, and of those it had: as far as they are known.

    Those of a camera or vehicle that was removed are nobody's any more: they count as everybody's.
    The registry knows them for a month.
    """
    registry = er.async_get(hass)
    present = er.async_entries_for_config_entry(registry, entry_id)
    removed = (each for each in registry.deleted_entities.values() if each.platform == DOMAIN)
    return frozenset(
        (
            *(each.entity_id for each in present),
            *(each.entity_id for each in removed if each.config_entry_id in {entry_id, None}),
        )
    )


class ForgetfulEntity(Entity):
    """One that shows something of sightings or visits, until they are deleted."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        if (entry := self.platform.config_entry) is not None:
            signal = _DELETED.format(entry.entry_id)
            self.async_on_remove(async_dispatcher_connect(self.hass, signal, self._async_deleted))

    @callback
    def _async_deleted(self, traces: Traces) -> None:
        if traces.everything or self._shows_any_of(traces):
            self._forget()
            self.async_write_ha_state()

    def _shows_any_of(self, traces: Traces) -> bool:
        shown = self.hass.states.get(self.entity_id)
        return shown is not None and traces.are_in([shown.state, shown.attributes])

    @abstractmethod
    def _forget(self) -> None:
        """Show nothing, as before the first scan."""


@dataclass
class _Shown(ExtraStoredData):
    """What an entity stores by itself, and of whom it is."""

    value: ExtraStoredData | None
    shows: Traces

    @override
    def as_dict(self) -> dict[str, Any]:
        return {**(self.value.as_dict() if self.value else {}), _SHOWS: self.shows.as_dict()}


class RememberingEntity(ForgetfulEntity, RestoreEntity):
    """One that shows something of sightings without naming them, also after a restart."""

    _shows = NO_TRACES
    """Of whom it is."""

    @property
    @override
    def extra_restore_state_data(self) -> Any:
        """What the platform stores, and of whom it is."""
        return _Shown(super().extra_restore_state_data, self._shows)

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        if self._shows is NO_TRACES and (last := await self.async_get_last_extra_data()):
            shown = Traces.restored(last.as_dict().get(_SHOWS, {}))
            plates = frozenset(filter(self._may_remember, shown.plates))
            self._shows = replace(shown, plates=plates)

    def _may_remember(self, _plate: str) -> bool:
        """Say whether a plate from before the last start may be written down again."""
        return True

    @override
    def _shows_any_of(self, traces: Traces) -> bool:
        return traces.meet(self._shows) or super()._shows_any_of(traces)

    @callback
    @override
    def _async_deleted(self, traces: Traces) -> None:
        super()._async_deleted(traces)
        if traces.meet(self._shows):
            self._shows = NO_TRACES
