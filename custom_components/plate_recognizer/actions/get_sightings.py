"""The action that tells of the latest sightings."""

from collections.abc import Iterable
import heapq
from itertools import islice

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..account import PlateRecognizerConfigEntry
from ..const import CONF_PLACE
from ..pipeline.pseudonyms import plate_key
from ..pipeline.recent import MOST_SIGHTINGS, Wanted
from ..pipeline.sighting import Status
from ..recent_sightings import recent_sightings
from .accounts import async_account, async_accounts
from .action import TEXTS, Action, refusal
from .cameras import async_cameras
from .values import SINCE, UNTIL, chosen, span, whole_number

_CAMERA = "camera"
_PLATE = "plate"
_STATUS = "status"
_LIMIT = "limit"
_DEFAULT_LIMIT = 100

_SCHEMA = vol.Schema(
    {
        vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string,
        vol.Optional(SINCE): object,
        vol.Optional(UNTIL): object,
        vol.Optional(CONF_PLACE, default=list): TEXTS,
        vol.Optional(_CAMERA, default=list): TEXTS,
        vol.Optional(_PLATE, default=list): TEXTS,
        vol.Optional(_STATUS, default=list): TEXTS,
        vol.Optional(_LIMIT, default=_DEFAULT_LIMIT): object,
    }
)


async def _get(call: ServiceCall) -> ServiceResponse:
    fields, hass = call.data, call.hass
    entry_id = fields.get(ATTR_CONFIG_ENTRY_ID)
    accounts = async_accounts(hass) if entry_id is None else [async_account(hass, entry_id)]
    remembered = [recent_sightings(hass, each.entry_id) for each in accounts]
    limit = whole_number(fields[_LIMIT], MOST_SIGHTINGS)
    since, until = span(fields)
    wanted = Wanted(
        since,
        until,
        places=frozenset(place.strip().casefold() for place in fields[CONF_PLACE]),
        cameras=_cameras(hass, accounts, fields[_CAMERA]),
        plates=frozenset(map(_plate_key, fields[_PLATE])),
        statuses=frozenset(chosen(_STATUS, status, Status) for status in fields[_STATUS]),
    )
    newest_first = heapq.merge(*remembered, key=lambda each: each.taken_at, reverse=True)
    found = islice(filter(wanted.includes, newest_first), limit)
    return {"sightings": [dict(each.data) for each in found]}


def _plate_key(plate: str) -> str:
    if (key := plate_key(plate.strip().upper())) is None:
        raise refusal("plate_sought_empty", plate=plate)
    return key


def _cameras(
    hass: HomeAssistant, accounts: Iterable[PlateRecognizerConfigEntry], names: Iterable[str]
) -> frozenset[str]:
    """Return all that sightings of these cameras may call them; removed ones are known by name."""
    cameras: set[str] = set()
    for name in names:
        found = {device_id for each in accounts for _, device_id in async_cameras(hass, each, name)}
        told = {
            called
            for each in accounts
            for sighting in recent_sightings(hass, each.entry_id)
            for called in sighting.camera_names
        }
        wanted = name.strip().casefold()
        if not found and wanted not in told:
            raise refusal("camera_unknown", camera=name)
        cameras |= {wanted, *found}
    return frozenset(cameras)


GET_SIGHTINGS = Action("get_sightings", _get, _SCHEMA, SupportsResponse.ONLY, is_for_everybody=True)
