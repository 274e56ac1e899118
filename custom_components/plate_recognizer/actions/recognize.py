"""The action that reads a picture from anywhere: a lookup, and if wanted a sighting."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonValueType
import voluptuous as vol

from ..account import Account
from ..const import CONF_ENGINE, CONF_KIND, CONF_MMC, CONF_REGIONS, AccountKind
from ..exceptions import scan_error
from ..pipeline.event_data import sighting_data
from ..scan import Scan
from ..scanner import CameraScanner
from .accounts import async_account, async_refuse_if_stopped
from .action import TEXTS, Action, refusal
from .cameras import async_cameras
from .look_up import Manner, async_look_up, overridden
from .pictures import (
    BASE64,
    CAMERA_ENTITY,
    IMAGE_ENTITY,
    MEDIA,
    PATH,
    SOURCES,
    URL,
    chosen_source,
)

_RECORD: Final = "record"
_CAMERA: Final = "camera"

_WITH_LOOKUPS: Final = (AccountKind.CLOUD, AccountKind.SDK)

_OF_A_SIGHTING: Final = ("sighting_id",)
_OF_A_CAMERA: Final = ("place", "camera", "device_id")
"""Keys that say nothing where there is none."""

_ENTITY_ID: Final = vol.All(cv.string, str.strip, str.lower)

_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string,
        vol.Optional(CAMERA_ENTITY): _ENTITY_ID,
        vol.Optional(IMAGE_ENTITY): _ENTITY_ID,
        vol.Optional(MEDIA): object,
        vol.Optional(PATH): cv.string,
        vol.Optional(BASE64): cv.string,
        vol.Optional(URL): cv.string,
        vol.Optional(CONF_REGIONS): TEXTS,
        vol.Optional(CONF_MMC): cv.boolean,
        vol.Optional(CONF_ENGINE): object,
        vol.Optional(_RECORD, default=False): cv.boolean,
        vol.Optional(_CAMERA, default=""): cv.string,
    }
)


async def _recognize(call: ServiceCall) -> ServiceResponse:
    hass, fields = call.hass, call.data
    account = async_account(hass, fields.get(ATTR_CONFIG_ENTRY_ID))
    if account.data[CONF_KIND] not in _WITH_LOOKUPS:
        raise refusal("account_without_lookups", account=account.title)
    running = account.runtime_data  # once: whoever stops the account takes it away
    source = chosen_source(fields)
    camera = _camera(hass, running, fields[_CAMERA].strip())
    if fields[_RECORD] and camera is None:
        raise refusal("record_needs_camera")
    if not (fields[_RECORD] or call.return_response):
        raise refusal("answer_unwanted")
    if camera is not None and fields[_RECORD] and _is_read_by(camera, source, fields):
        scan = await _scan(running, camera, fields)
    else:
        scan = await _read(hass, running, camera, source, fields)
    # The lookup is counted when what waits for the answer has gone on.
    await asyncio.sleep(0)
    return _answer(running, scan, camera, is_recorded=fields[_RECORD])


def _camera(hass: HomeAssistant, running: Account, named: str) -> CameraScanner | None:
    """Return the camera that is named; None if none is."""
    if not named:
        return None
    found = [
        running.scanners[subentry_id]
        for subentry_id, _ in async_cameras(hass, running.entry, named)
        if subentry_id in running.scanners
    ]
    if not found:
        raise refusal("camera_unknown", camera=named)
    if len(found) > 1:
        raise refusal("several_cameras", camera=named)
    return found[0]


def _is_read_by(camera: CameraScanner, source: str, fields: Mapping[str, Any]) -> bool:
    """Say whether the picture is the one that the camera itself would take."""
    return source == CAMERA_ENTITY and fields[CAMERA_ENTITY] == camera.camera_entity_id


async def _scan(running: Account, camera: CameraScanner, fields: Mapping[str, Any]) -> Scan:
    """Have a camera scan as it always does when somebody asks."""
    scan = await camera.async_scan_with(overridden(camera.settings.recognition, fields))
    async_refuse_if_stopped(running)
    return _unless_failed(running, camera, scan)


def _unless_failed(running: Account, camera: CameraScanner, scan: Scan) -> Scan:
    if not scan.decision.answered:
        raise scan_error(scan.decision, running.entry.title, camera.settings.name)
    return scan


async def _read(
    hass: HomeAssistant,
    running: Account,
    camera: CameraScanner | None,
    source: str,
    fields: Mapping[str, Any],
) -> Scan:
    """Read a picture from anywhere else."""
    if camera is None:
        entity_id = fields[CAMERA_ENTITY] if source == CAMERA_ENTITY else None
        manner = Manner.of_account(running.entry, entity_id, fields)
    else:
        manner = Manner.of_camera(camera, fields)
    given = await SOURCES[source](hass, running.entry, fields[source])
    scan = await async_look_up(hass, running, given, manner)
    if camera is None or not fields[_RECORD]:
        return scan
    return _unless_failed(running, camera, camera.async_record(scan))


def _answer(
    running: Account,
    scan: Scan,
    camera: CameraScanner | None,
    *,
    is_recorded: bool,
) -> ServiceResponse:
    unknown = dict.fromkeys(
        (*(() if is_recorded else _OF_A_SIGHTING), *(() if camera else _OF_A_CAMERA))
    )
    # A picture of a printed plate is as good as a typed one, unless it is told to everybody.
    strangers = running.strangers if is_recorded else running.strangers.async_unlinked()
    detections: list[JsonValueType] = [
        {**sighting_data(sighting), **unknown}
        for sighting in strangers.async_sightings(scan.sightings)
    ]
    width, height = scan.image_size
    return {
        "detections": detections,
        "processing_time": scan.processing_time,
        "image_width": width,
        "image_height": height,
        "lookups_remaining": running.usage.data.remaining,
    }


RECOGNIZE: Final = Action("recognize", _recognize, _SCHEMA, SupportsResponse.OPTIONAL)
