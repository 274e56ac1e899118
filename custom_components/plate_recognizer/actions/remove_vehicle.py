"""The action that has a vehicle known no more."""

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv, device_registry as dr
import voluptuous as vol

from ..const import SUBENTRY_TYPE_VEHICLE
from .accounts import async_account, async_accounts
from .action import Action, refusal

_VEHICLE_ID = "vehicle_id"

_SCHEMA = vol.Schema(
    {
        vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string,
        vol.Optional(_VEHICLE_ID, default=""): cv.string,
    }
)


async def _remove(call: ServiceCall) -> ServiceResponse:
    hass, named = call.hass, call.data[_VEHICLE_ID].strip()
    if not named:
        raise refusal("vehicle_missing")
    entry_id = call.data.get(ATTR_CONFIG_ENTRY_ID)
    accounts = async_accounts(hass) if entry_id is None else [async_account(hass, entry_id)]
    vehicle_id = subentry_of_device(hass, named) or named
    for account in accounts:
        vehicle = account.subentries.get(vehicle_id)
        if vehicle is None or vehicle.subentry_type != SUBENTRY_TYPE_VEHICLE:
            continue
        hass.config_entries.async_remove_subentry(account, vehicle_id)
        if account.state is ConfigEntryState.LOADED:
            await account.runtime_data.async_adopt_vehicles()
        return {_VEHICLE_ID: vehicle_id}
    raise refusal("vehicle_unknown", vehicle=named)


def subentry_of_device(hass: HomeAssistant, device_id: str) -> str | None:
    """Return the subentry of a device; None if it is none or has none."""
    device = dr.async_get(hass).async_get(device_id)
    return device.config_subentry_id if device else None


REMOVE_VEHICLE = Action("remove_vehicle", _remove, _SCHEMA, SupportsResponse.OPTIONAL)
