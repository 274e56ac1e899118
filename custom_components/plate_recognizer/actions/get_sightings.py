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
from ..history.records import Wanted
from ..history.store import HistoryStore
from ..keeper import async_history
from ..pipeline.pseudonyms import plate_key
from ..pipeline.sighting import Status
from .accounts import async_account, async_accounts
from .action import TEXTS, Action, refusal
from .cameras import async_cameras
from .values import SINCE, UNTIL, chosen, span, whole_number

_CAMERA = "camera"
_PLATE = "plate"
_STATUS = "status"
_LIMIT = "limit"
_DEFAULT_LIMIT = 100
_MOST = 1_000
"""At once: an answer of a megabyte. More are asked for by time."""

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
    histories = [async_history(hass, each.entry_id) for each in accounts]
    limit = whole_number(fields[_LIMIT], _MOST)
    since, until = span(fields)
    wanted = Wanted(
        since,
        until,
        places=frozenset(place.strip().casefold() for place in fields[CONF_PLACE]),
        cameras=await _cameras(hass, accounts, fields[_CAMERA]),
        plates=frozenset(map(_plate_key, fields[_PLATE])),
        statuses=frozenset(chosen(_STATUS, status, Status) for status in fields[_STATUS]),
    )
    found = [await history.async_find(wanted, limit) for history in histories]
    newest_first = heapq.merge(*found, key=lambda each: each.taken_at, reverse=True)
    return {"sightings": [dict(each.data) for each in islice(newest_first, limit)]}


def _plate_key(plate: str) -> str:
    if (key := plate_key(plate.strip().upper())) is None:
        raise refusal("plate_sought_empty", plate=plate)
    return key


async def _cameras(
    hass: HomeAssistant, accounts: Iterable[PlateRecognizerConfigEntry], names: Iterable[str]
) -> frozenset[str]:
    """Return what these cameras are kept under; removed ones are known by name."""
    cameras: set[str] = set()
    told = frozenset[str]()
    for each in accounts:
        told |= await async_history(hass, each.entry_id).async_ask(HistoryStore.told_cameras)
    for name in names:
        found = {camera_id for each in accounts for camera_id, _ in async_cameras(hass, each, name)}
        wanted = name.strip().casefold()
        if not found and wanted not in told:
            raise refusal("camera_unknown", camera=name)
        cameras |= {wanted, *found}
    return frozenset(cameras)


GET_SIGHTINGS = Action("get_sightings", _get, _SCHEMA, SupportsResponse.ONLY, is_for_everybody=True)
