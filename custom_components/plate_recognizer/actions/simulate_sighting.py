"""The action that plays through what would happen if a vehicle were seen."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonValueType
from homeassistant.util.ulid import ulid_now
import voluptuous as vol

from ..account import Account
from ..const import EVENT_SIMULATED_SIGHTING
from ..pipeline.event_data import sighting_data
from ..pipeline.rehearsal import Rehearsal, rehearse, steps_of
from ..pipeline.sighting import Sighting, Source, sightings_of
from ..pipeline.visit_data import visit_data
from ..scanner import CameraScanner
from .accounts import async_account, async_accounts
from .action import Action, refusal
from .cameras import async_cameras
from .simulated import SEEN, detection_of
from .values import moment

_CAMERA: Final = "camera"
_TAKEN_AT: Final = "taken_at"
_PLACE: Final = "place"
_READS: Final = "reads"
_SURE: Final = "sure"
_ENOUGH_READS: Final = 2

_OF_OUTCOME: Final = (
    "status",
    "status_reason",
    "match",
    "resembles",
    "vehicle",
    "vehicle_id",
    "category",
    "may_open",
    "sighting_id",
    "visit_id",
    "plate_raw",
    "year",
    "image_width",
    "image_height",
    "timestamp",
    "source",
    "account_id",
    "camera_entity_id",
    "device_id",
)
"""Keys of a sighting that follow from others, or from nothing. The event has them as given."""

_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string,
        vol.Required(_CAMERA): cv.string,
        **SEEN,
        vol.Optional(_TAKEN_AT): object,
        vol.Optional(_PLACE): cv.string,
        vol.Optional(_READS, default=1): vol.All(vol.Coerce(int), vol.Range(min=1)),
        vol.Optional(_SURE): cv.boolean,
        **{vol.Optional(key): object for key in _OF_OUTCOME},
    }
)


async def _simulate(call: ServiceCall) -> ServiceResponse:
    account, scanner = _camera(call.hass, call.data)
    sighting = _sighting(account, scanner, call.data)
    # As it would be told, and nothing by which a typed plate could be found among those seen.
    strangers = account.strangers.async_unlinked()
    played = rehearse(
        account.visits.tracker,
        sighting,
        scanner.subentry_id,
        scanner.objection_now,
        knows_strangers=not strangers.are_masked,
    )
    rehearsal = replace(
        played,
        sighting=strangers.async_sighting(played.sighting),
        visit=strangers.async_visit(played.visit),
    )
    given = {key: call.data[key] for key in _OF_OUTCOME if key in call.data}
    told = {**_told(rehearsal), **given}
    visit = visit_data(rehearsal.visit)
    call.hass.bus.async_fire(EVENT_SIMULATED_SIGHTING, {**visit, **told})
    steps: list[JsonValueType] = [*steps_of(rehearsal)]
    if given:
        keys: list[JsonValueType] = [*sorted(given)]
        steps.append({"step": "overridden", "keys": keys})
    return {"sighting": told, "visit": visit, "steps": steps}


def _camera(hass: HomeAssistant, fields: Mapping[str, Any]) -> tuple[Account, CameraScanner]:
    entry_id = fields.get(ATTR_CONFIG_ENTRY_ID)
    accounts = async_accounts(hass) if entry_id is None else [async_account(hass, entry_id)]
    found = [
        (entry.runtime_data, entry.runtime_data.scanners[subentry_id])
        for entry in accounts
        if entry.state is ConfigEntryState.LOADED
        for subentry_id, _ in async_cameras(hass, entry, fields[_CAMERA])
        if subentry_id in entry.runtime_data.scanners
    ]
    if not found:
        raise refusal("camera_unknown", camera=fields[_CAMERA])
    if len(found) > 1:
        raise refusal("several_cameras", camera=fields[_CAMERA])
    return found[0]


def _sighting(account: Account, scanner: CameraScanner, fields: Mapping[str, Any]) -> Sighting:
    """Return what a lookup would make of this, with the camera's own thresholds.

    Raises:
        ServiceValidationError: the camera would take no notice of it.
    """
    look = scanner.look(Source.SIMULATED)
    if _TAKEN_AT in fields:
        look = replace(look, taken_at=dt_util.as_utc(moment(fields[_TAKEN_AT])))
    look = replace(look, place=fields.get(_PLACE, look.place))
    detection, thresholds = detection_of(fields), scanner.settings.thresholds
    all_vehicles = scanner.settings.recognition.finds_all_vehicles
    for sighting in sightings_of(
        [detection], look, thresholds, ulid_now, all_vehicles=all_vehicles
    ):
        reads = fields[_READS] if sighting.plate is not None else 1
        sure = fields.get(_SURE, sighting.sure or reads >= _ENOUGH_READS)
        told = replace(sighting, reads=reads, sure=sure and sighting.plate is not None)
        return account.vehicles.async_identify(told, scanner.subentry_id)
    raise refusal(
        "simulated_below_dscore",
        camera=scanner.settings.name,
        dscore=str(fields["dscore"]),
        least=str(thresholds.min_dscore),
    )


def _told(rehearsal: Rehearsal) -> dict[str, Any]:
    return sighting_data(replace(rehearsal.sighting, visit_id=rehearsal.visit.visit_id))


SIMULATE_SIGHTING = Action("simulate_sighting", _simulate, _SCHEMA, SupportsResponse.OPTIONAL)
