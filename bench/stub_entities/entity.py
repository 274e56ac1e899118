"""What all its entities have in common, and how a platform adds them."""

from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

DOMAIN: Final = "stub_entities"

type StubEntry = ConfigEntry[Stub]
type Outline = dict[str, dict[str, list[str]]]
"""The keys of the entities by platform, for each type of subentry and for the entry itself."""
type SetUp = Callable[
    [HomeAssistant, StubEntry, AddConfigEntryEntitiesCallback], Coroutine[Any, Any, None]
]

ENTRY: Final = "entry"
"""Stands for the entry itself, among the types of subentries."""


@dataclass
class Stub:
    """What an entry runs."""

    subentries: dict[str, ConfigSubentry]
    """Those whose entities there are."""
    add_entities: list[Callable[[ConfigSubentry], None]] = field(default_factory=list)
    """One for each platform."""


class StubEntity(Entity):
    """Has a name, a device and a state."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, owner: str, device: str, key: str) -> None:
        self._attr_name = key
        self._attr_unique_id = f"{owner}_{key}"
        self._attr_device_info = DeviceInfo(identifiers={(DOMAIN, owner)}, name=device)


def set_up(platform: Platform, stub: type[StubEntity]) -> SetUp:
    """Make the function that Home Assistant looks for in a platform's module."""

    async def async_setup_entry(
        _hass: HomeAssistant, entry: StubEntry, add: AddConfigEntryEntitiesCallback
    ) -> None:
        def entities(kind: str, owner: str, device: str) -> Iterable[StubEntity]:
            return [stub(owner, device, key) for key in entry.data[kind].get(platform, ())]

        def add_subentry(subentry: ConfigSubentry) -> None:
            add(
                entities(subentry.subentry_type, subentry.subentry_id, subentry.title),
                config_subentry_id=subentry.subentry_id,
            )

        add(entities(ENTRY, entry.entry_id, entry.title))
        entry.runtime_data.add_entities.append(add_subentry)
        for subentry in entry.subentries.values():
            add_subentry(subentry)

    return async_setup_entry
