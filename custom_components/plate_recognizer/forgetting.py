"""How what was deleted disappears from what entities show, and from what would be restored.

An entity that went on showing it would have it written into Home Assistant's files again.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Self, override

from homeassistant.core import HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er, restore_state
from homeassistant.helpers.dispatcher import async_dispatcher_connect, async_dispatcher_send
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.restore_state import (
    ExtraStoredData,
    RestoreEntity,
    RestoreStateData,
    StoredState,
)
from homeassistant.util import dt as dt_util
from homeassistant.util.signal_type import SignalTypeFormat

from .const import DOMAIN
from .pipeline.traces import NO_TRACES, Traces
from .pipeline.unmasked import Unmasked, told_at

_DELETED: Final[SignalTypeFormat[Traces]] = SignalTypeFormat(f"{DOMAIN}_deleted_{{}}")
_UNMASKED: Final[SignalTypeFormat[Unmasked]] = SignalTypeFormat(f"{DOMAIN}_unmasked_{{}}")
_SHOWS: Final = "shows"
_COUNTS: Final = frozenset({"visits_today", "strangers_week", "average_stay"})
"""Keys of what an account itself shows of vehicles; all else of it is usage."""
_SETTINGS: Final = frozenset({"scanning", "scan"})
"""Keys of what a camera has that tells nothing of vehicles."""
_TOLD_AT: Final = "told_at"


async def async_forget_shown(hass: HomeAssistant, entry_id: str, traces: Traces) -> None:
    """Have an account's entities show nothing of what was deleted, and none of it restored.

    When this returns, Home Assistant's file of what it would restore is written anew.
    """
    async_dispatcher_send(hass, _DELETED.format(entry_id), traces)
    remembered = restore_state.async_get(hass).last_states
    owned = own_entities(hass, entry_id)
    for entity_id in owned.keys() & remembered.keys():
        stored = remembered[entity_id]
        extra = stored.extra_data and stored.extra_data.as_dict()
        own = owned[entity_id]
        shown = [own.shown(stored.state.state), stored.state.attributes, extra]
        if (traces.everything and own.tells_of_vehicles) or traces.are_in(shown):
            del remembered[entity_id]
    await RestoreStateData.async_save_persistent_states(hass)


async def async_forget_unmasked(hass: HomeAssistant, entry_id: str, unmasked: Unmasked) -> None:
    """Have an account's entities show no stranger who is to be masked by now, likewise."""
    async_dispatcher_send(hass, _UNMASKED.format(entry_id), unmasked)
    remembered = restore_state.async_get(hass).last_states
    owned = own_entities(hass, entry_id)
    for entity_id in owned.keys() & remembered.keys():
        if _is_unmasked(remembered[entity_id], unmasked, is_plate=owned[entity_id].is_plate):
            del remembered[entity_id]
    await RestoreStateData.async_save_persistent_states(hass)


def _is_unmasked(stored: StoredState, unmasked: Unmasked, *, is_plate: bool) -> bool:
    state, attributes = stored.state.state, stored.state.attributes
    extra = stored.extra_data.as_dict() if stored.extra_data else {}
    at = _told_at(extra) or told_at(attributes, stored.state.last_updated)
    if not unmasked.is_due(at):
        return False
    plates = Traces.restored(extra.get(_SHOWS, {})).plates
    is_shown = unmasked.is_plate(state) if is_plate else unmasked.is_shown(state, attributes)
    return is_shown or any(map(unmasked.is_plate, plates))


def _told_at(extra: Mapping[str, Any]) -> datetime | None:
    text = extra.get(_TOLD_AT)
    return dt_util.parse_datetime(text) if isinstance(text, str) else None


@dataclass(frozen=True, slots=True)
class OwnEntity:
    """What an account's entity is, by its unique id."""

    owner: str | None
    """The subentry of a camera, a vehicle or a list; None for the account itself."""
    key: str
    """Of its description."""

    @classmethod
    def of(cls, unique_id: str, entry_id: str) -> Self:
        """Take the unique id apart. No id of an owner has an underscore."""
        owner, _, key = unique_id.partition("_")
        return cls(None if owner == entry_id else owner, key)

    @property
    def tells_of_vehicles(self) -> bool:
        """Whether it shows what was seen, or what was decided on it: neither settings nor usage."""
        return self.key in _COUNTS if self.owner is None else self.key not in _SETTINGS

    @property
    def is_plate(self) -> bool:
        """Whether its state is a plate, and says nothing else."""
        return self.key == "plate"

    def shown(self, state: str | None) -> dict[str, str | None]:
        """Return its state as plain data, under the key that says whether it is a plate."""
        return {self.key: state}


def own_entities(hass: HomeAssistant, entry_id: str) -> dict[str, OwnEntity]:
    """Return an account's entities by their ids, and those it had: as far as they are known.

    Those of a camera or vehicle that was removed are nobody's any more: they count as everybody's.
    The registry knows them for a month.
    """
    registry = er.async_get(hass)
    present = er.async_entries_for_config_entry(registry, entry_id)
    removed = (
        each
        for each in registry.deleted_entities.values()
        if each.platform == DOMAIN and each.config_entry_id in {entry_id, None}
    )
    # One that is there has the say over one that has had its id before.
    owned = {each.entity_id: OwnEntity.of(each.unique_id, entry_id) for each in removed}
    return owned | {each.entity_id: OwnEntity.of(each.unique_id, entry_id) for each in present}


class ForgetfulEntity(Entity):
    """One that shows something of sightings or visits, until they are deleted."""

    _own: OwnEntity | None = None

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        if (entry := self.platform.config_entry) is not None and self.unique_id is not None:
            self._own = OwnEntity.of(self.unique_id, entry.entry_id)
            signal = _DELETED.format(entry.entry_id)
            self.async_on_remove(async_dispatcher_connect(self.hass, signal, self._async_deleted))
            signal_of_masking = _UNMASKED.format(entry.entry_id)
            self.async_on_remove(
                async_dispatcher_connect(self.hass, signal_of_masking, self._async_mask)
            )

    @callback
    def _async_deleted(self, traces: Traces) -> None:
        if traces.everything or self._shows_any_of(traces):
            self._forget()
            self.async_write_ha_state()

    def _shows_any_of(self, traces: Traces) -> bool:
        shown = self.hass.states.get(self.entity_id)
        if shown is None or self._own is None:
            return False
        return traces.are_in([self._own.shown(shown.state), shown.attributes])

    @callback
    def _async_mask(self, unmasked: Unmasked) -> None:
        if self._shows_unmasked(unmasked):
            self._forget()
            self.async_write_ha_state()

    def _shows_unmasked(self, unmasked: Unmasked) -> bool:
        shown = self.hass.states.get(self.entity_id)
        if shown is None or not unmasked.is_due(self._told_at(shown)):
            return False
        return self._tells_of(unmasked, shown)

    def _told_at(self, shown: State) -> datetime:
        return told_at(shown.attributes, shown.last_updated)

    def _tells_of(self, unmasked: Unmasked, shown: State) -> bool:
        return unmasked.is_shown(shown.state, shown.attributes)

    @abstractmethod
    def _forget(self) -> None:
        """Show nothing, as before the first scan."""


@dataclass
class _Shown(ExtraStoredData):
    """What an entity stores by itself, and of whom it is."""

    value: ExtraStoredData | None
    shows: Traces
    told_at: datetime | None

    @override
    def as_dict(self) -> dict[str, Any]:
        return {
            **(self.value.as_dict() if self.value else {}),
            _SHOWS: self.shows.as_dict(),
            _TOLD_AT: self.told_at and self.told_at.isoformat(),
        }


class RememberingEntity(ForgetfulEntity, RestoreEntity):
    """One that shows something of sightings without naming them, also after a restart."""

    _traces = NO_TRACES
    _since: datetime | None = None
    """When it was told what it shows, also before the last start."""

    @property
    def _shows(self) -> Traces:
        """Of whom it is."""
        return self._traces

    @_shows.setter
    def _shows(self, traces: Traces) -> None:
        self._traces, self._since = traces, dt_util.utcnow()

    @property
    @override
    def extra_restore_state_data(self) -> Any:
        """What the platform stores, and of whom it is."""
        return _Shown(super().extra_restore_state_data, self._shows, self._since)

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        if self._shows is NO_TRACES and (last := await self.async_get_last_extra_data()):
            shown = Traces.restored(last.as_dict().get(_SHOWS, {}))
            plates = frozenset(filter(self._may_remember, shown.plates))
            self._traces = replace(shown, plates=plates)
            self._since = _told_at(last.as_dict())
        if self._since is None and (state := await self.async_get_last_state()) is not None:
            self._since = state.last_updated

    @override
    def _told_at(self, shown: State) -> datetime:
        return self._since or super()._told_at(shown)

    @callback
    @override
    def _async_mask(self, unmasked: Unmasked) -> None:
        super()._async_mask(unmasked)
        if self._since is not None and unmasked.is_due(self._since):
            plates = (each for each in self._traces.plates if not unmasked.is_plate(each))
            self._traces = replace(self._traces, plates=frozenset(plates))

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
