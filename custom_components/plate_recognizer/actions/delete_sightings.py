"""The action that deletes what was seen: one sighting, all of a vehicle or a plate, everything."""

from typing import Final

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..deletion import async_delete
from ..history.records import Wanted, plate_key
from .accounts import async_account, async_accounts
from .action import TEXTS, Action, refusal
from .remove_vehicle import subentry_of_device

_SIGHTING_ID: Final = "sighting_id"
_VEHICLE: Final = "vehicle"
_PLATE: Final = "plate"
_EVERYTHING: Final = "everything"

_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string,
        vol.Optional(_SIGHTING_ID, default=list): TEXTS,
        vol.Optional(_VEHICLE, default=list): TEXTS,
        vol.Optional(_PLATE, default=list): TEXTS,
        vol.Optional(_EVERYTHING, default=False): cv.boolean,
    }
)


async def _delete(call: ServiceCall) -> ServiceResponse:
    fields, hass = call.data, call.hass
    # What a template has not found is left out.
    named = {
        key: frozenset(text.strip() for text in fields[key] if text.strip())
        for key in (_SIGHTING_ID, _VEHICLE, _PLATE)
    }
    if sum(map(bool, named.values())) + fields[_EVERYTHING] != 1:
        # Several of them at once could mean what fits all, or what fits any of them.
        raise refusal("deletion_unclear")
    entry_id = fields.get(ATTR_CONFIG_ENTRY_ID)
    accounts = async_accounts(hass) if entry_id is None else [async_account(hass, entry_id)]
    wanted = Wanted(
        sighting_ids=named[_SIGHTING_ID],
        vehicles=frozenset(subentry_of_device(hass, each) or each for each in named[_VEHICLE]),
        plates=frozenset(map(_key, named[_PLATE])),
    )
    deleted = [
        await async_delete(hass, each, None if fields[_EVERYTHING] else wanted) for each in accounts
    ]
    return {
        "sightings": sum(each.sightings for each in deleted),
        "visits": sum(each.visits for each in deleted),
        "recorder": all(each.is_recorder_done for each in deleted),
    }


def _key(plate: str) -> str:
    if (key := plate_key(plate.upper())) is None:
        raise refusal("plate_sought_empty", plate=plate)
    return key


DELETE_SIGHTINGS: Final = Action("delete_sightings", _delete, _SCHEMA, SupportsResponse.OPTIONAL)
