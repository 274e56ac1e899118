"""The devices of an account: its own, and one for each camera, vehicle and list."""

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from .const import CONF_KIND, DOMAIN, MANUFACTURER, MODELS, SUBENTRY_MODELS, AccountKind


@callback
def account_device(hass: HomeAssistant, entry: ConfigEntry, version: str | None) -> dr.DeviceEntry:
    """Return the device of an account, as it is called now.

    Args:
        hass: where it is.
        entry: of the account.
        version: of an On-Premise SDK.
    """
    return dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={(DOMAIN, entry.entry_id)},
        name=entry.title,
        manufacturer=MANUFACTURER,
        model=MODELS[AccountKind(entry.data[CONF_KIND])],
        sw_version=version,
        entry_type=dr.DeviceEntryType.SERVICE,
    )


@callback
def camera_device(
    hass: HomeAssistant, entry: ConfigEntry, subentry: ConfigSubentry, account_device_id: str
) -> dr.DeviceEntry:
    """Return the device of a camera, as it is called now."""
    return dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id,
        config_subentry_id=subentry.subentry_id,
        identifiers={(DOMAIN, subentry.subentry_id)},
        name=subentry.title,
        manufacturer=MANUFACTURER,
        model=SUBENTRY_MODELS[subentry.subentry_type],
        via_device_id=account_device_id,
    )


@callback
def vehicle_device(hass: HomeAssistant, entry: ConfigEntry, subentry: ConfigSubentry) -> None:
    """Have the device of a vehicle or a list there, as it is called now."""
    devices = dr.async_get(hass)
    identifier = (DOMAIN, subentry.subentry_id)
    device = devices.async_get_device_by_identifier(identifier, entry.entry_id)
    # Of hundreds of vehicles one has changed. To look takes a fiftieth of what the rest does.
    model = SUBENTRY_MODELS[subentry.subentry_type]
    if device is None or (device.name, device.model) != (subentry.title, model):
        devices.async_get_or_create(
            config_entry_id=entry.entry_id,
            config_subentry_id=subentry.subentry_id,
            identifiers={identifier},
            name=subentry.title,
            model=model,
        )
