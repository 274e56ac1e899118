"""Which camera is meant: people choose its device, automations have its entity or its name."""

from collections.abc import Iterator

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from ..account import PlateRecognizerConfigEntry
from ..const import CONF_CAMERA_ENTITY_ID, SUBENTRY_TYPE_CAMERA
from ..entity_reference import referenced_entity_id


@callback
def async_cameras(
    hass: HomeAssistant, account: PlateRecognizerConfigEntry, named: str
) -> Iterator[tuple[str, str]]:
    """Find the cameras of an account that are called so, each as its subentry and its device.

    Args:
        hass: whose devices there are.
        account: whose cameras are searched.
        named: a device's id, a camera entity that is read, or a name in whatever case.
    """
    wanted = named.strip().casefold()
    for device in dr.async_entries_for_config_entry(dr.async_get(hass), account.entry_id):
        subentry_id = device.config_subentry_id
        if subentry_id is None or (subentry := account.subentries.get(subentry_id)) is None:
            continue
        if subentry.subentry_type != SUBENTRY_TYPE_CAMERA:
            continue
        entity_id = referenced_entity_id(hass, subentry.data.get(CONF_CAMERA_ENTITY_ID))
        if wanted in {device.id, entity_id, subentry.title.casefold()}:
            yield subentry_id, device.id
