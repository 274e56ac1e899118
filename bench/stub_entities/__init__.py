"""An integration that only has entities: what is above it is the measured integration's own.

Its entry's data says which entities there are for each type of subentry. It adds them as Home
Assistant wants it: a device for each subentry, a call for each platform and subentry.
"""

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.entity_component import DATA_INSTANCES

from .entity import Stub, StubEntry

_PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.EVENT,
    Platform.IMAGE,
    Platform.SENSOR,
    Platform.SWITCH,
]


async def async_setup_entry(hass: HomeAssistant, entry: StubEntry) -> bool:
    """Add all entities."""
    entry.runtime_data = Stub(dict(entry.subentries))
    entry.async_on_unload(entry.add_update_listener(_async_entry_changed))
    await hass.config_entries.async_forward_entry_setups(entry, _PLATFORMS)
    await hass.data[DATA_INSTANCES][Platform.IMAGE_PROCESSING].async_setup_entry(entry)
    return True


async def async_unload_entry(hass: HomeAssistant, entry: StubEntry) -> bool:
    """Remove all entities."""
    unloaded = await hass.config_entries.async_unload_platforms(entry, _PLATFORMS)
    component = hass.data[DATA_INSTANCES][Platform.IMAGE_PROCESSING]
    return await component.async_unload_entry(entry) and unloaded


async def _async_entry_changed(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Add the entities of new subentries, and rename the devices of the others where needed."""
    stub: Stub = entry.runtime_data
    new = entry.subentries.keys() - stub.subentries.keys()
    stub.subentries = dict(entry.subentries)
    devices = dr.async_get(hass)
    for device in dr.async_entries_for_config_entry(devices, entry.entry_id):
        title = device.config_subentry_id and entry.subentries[device.config_subentry_id].title
        if title and device.name != title:
            devices.async_update_device(device.id, name=title)
    for subentry_id in new:
        for add in stub.add_entities:
            add(entry.subentries[subentry_id])
