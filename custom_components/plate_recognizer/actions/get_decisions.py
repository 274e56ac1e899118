"""The action that tells why something was recognised, or why nothing was."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, Final

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonValueType
import voluptuous as vol

from ..account import PlateRecognizerConfigEntry
from ..const import CONF_CAMERA_ENTITY_ID, SUBENTRY_TYPE_CAMERA
from ..decision_keeper import decision_journal
from ..entity_reference import referenced_entity_id
from ..pipeline.journal import MOST_ENTRIES, Journal
from ..pipeline.journal_records import JournalCamera, JournalEntry
from .accounts import async_account
from .action import TEXTS, Action, refusal
from .cameras import async_cameras
from .decision_summary import Told, summary
from .decision_words import DecisionWords
from .values import SINCE, UNTIL, span, whole_number

_CAMERA: Final = "camera"
_LIMIT: Final = "limit"
_DEFAULT_LIMIT: Final = 100

_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string,
        vol.Optional(SINCE): object,
        vol.Optional(UNTIL): object,
        vol.Optional(_CAMERA, default=list): TEXTS,
        vol.Optional(_LIMIT, default=_DEFAULT_LIMIT): object,
    }
)


async def _get(call: ServiceCall) -> ServiceResponse:
    fields, hass = call.data, call.hass
    account = async_account(hass, fields.get(ATTR_CONFIG_ENTRY_ID))
    limit = whole_number(fields[_LIMIT], MOST_ENTRIES)
    now = dt_util.utcnow()
    words = await DecisionWords.async_load(hass, account.title, now)
    journal = decision_journal(hass, account.entry_id)
    told = _told(account, journal, _cameras(hass, account, journal, fields[_CAMERA]), fields, now)
    cameras = {camera.camera_id: camera for camera in told.cameras}
    counts: Counter[str] = Counter()
    for entry in told.entries:
        counts[entry.reason.value] += entry.count
    return {
        "summary": summary(told, journal, account.runtime_data.scanners, words),
        "counts": dict(counts.most_common()),
        "decisions": [
            _decision(entry, cameras[entry.camera.camera_id], words)
            for entry in islice(told.entries, limit)
        ],
    }


def _told(
    account: PlateRecognizerConfigEntry,
    journal: Journal,
    cameras: Mapping[str, JournalCamera],
    fields: Mapping[str, Any],
    now: datetime,
) -> Told:
    """Find what was decided on these cameras."""
    since, until = span(fields)
    if since is not None and since > now:
        raise refusal("since_still_to_come", since=str(fields[SINCE]))
    since, until = since or journal.begins, min(until or now, now)
    entries = tuple(
        entry for entry in journal.entries(since, until) if entry.camera.camera_id in cameras
    )
    decided = {entry.camera.camera_id for entry in entries}
    told_of = tuple(
        camera
        for camera_id, camera in cameras.items()
        # Of a camera that is gone nothing but its decisions is of interest, unless it is named.
        if camera_id in account.subentries or camera_id in decided or fields[_CAMERA]
    )
    return Told(since, until, told_of, entries)


def _cameras(
    hass: HomeAssistant,
    account: PlateRecognizerConfigEntry,
    journal: Journal,
    names: Iterable[str],
) -> dict[str, JournalCamera]:
    """Return the cameras that are asked for; removed ones are known by name."""
    of_now = {
        subentry.subentry_id: JournalCamera(
            subentry.subentry_id,
            subentry.title,
            referenced_entity_id(hass, subentry.data.get(CONF_CAMERA_ENTITY_ID)),
        )
        for subentry in account.get_subentries_of_type(SUBENTRY_TYPE_CAMERA)
    }
    cameras = {each.camera_id: each for each in journal.cameras} | of_now
    if not (names := list(names)):
        return cameras
    chosen: set[str] = set()
    for name in names:
        wanted = name.strip().casefold()
        found = {camera_id for camera_id, _ in async_cameras(hass, account, name)}
        found = found or {key for key, each in cameras.items() if wanted in _called(each)}
        if not found:
            raise refusal("camera_unknown", camera=name)
        chosen |= found
    return {key: camera for key, camera in cameras.items() if key in chosen}


def _called(camera: JournalCamera) -> set[str | None]:
    return {camera.name.casefold(), camera.entity_id}


def _decision(
    entry: JournalEntry, camera: JournalCamera, words: DecisionWords
) -> dict[str, JsonValueType]:
    return {
        "camera": camera.name,
        "camera_entity_id": camera.entity_id,
        "reason": entry.reason.value,
        "meaning": words.meaning(entry, camera.name),
        "since": entry.since.isoformat(),
        "until": entry.until.isoformat(),
        "count": entry.count,
        "details": dict(entry.last),
    }


GET_DECISIONS: Final = Action("get_decisions", _get, _SCHEMA, SupportsResponse.ONLY)
