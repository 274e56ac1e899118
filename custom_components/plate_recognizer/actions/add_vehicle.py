"""The action that makes a vehicle known: as its form does, with the same defaults and refusals."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import ATTR_CONFIG_ENTRY_ID, CONF_NAME
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..account import Account, PlateRecognizerConfigEntry
from ..const import (
    CONF_CAMERAS,
    CONF_CATEGORY,
    CONF_MATCHING,
    CONF_MAY_OPEN,
    CONF_NOTE,
    CONF_PLATES,
    CONF_REGION,
    CONF_TIMES,
    CONF_VALID_FROM,
    CONF_VALID_UNTIL,
    SUBENTRY_TYPE_VEHICLE,
)
from ..flows.vehicle_form import (
    find_vehicle_problem,
    regions_that_are_told,
    stored,
    vehicle_form,
)
from ..pipeline.match import Match
from ..pipeline.verdict import Category
from ..vehicles import known_subentries
from .accounts import async_account, async_refuse_if_stopped
from .action import TEXTS, Action, refusal
from .cameras import async_cameras
from .values import chosen, moment

_SIGHTING_ID = "sighting_id"

_SCHEMA = vol.Schema(
    {
        vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string,
        vol.Optional(_SIGHTING_ID): cv.string,
        vol.Optional(CONF_NAME, default=""): cv.string,
        vol.Optional(CONF_PLATES): TEXTS,
        vol.Optional(CONF_CATEGORY): cv.string,
        vol.Optional(CONF_MAY_OPEN): cv.boolean,
        vol.Optional(CONF_MATCHING): cv.string,
        vol.Optional(CONF_REGION): cv.string,
        vol.Optional(CONF_CAMERAS): TEXTS,
        vol.Optional(CONF_VALID_FROM): object,
        vol.Optional(CONF_VALID_UNTIL): object,
        vol.Optional(CONF_TIMES): TEXTS,
        vol.Optional(CONF_NOTE): cv.string,
    }
)


async def _add(call: ServiceCall) -> ServiceResponse:
    hass = call.hass
    await hass.async_add_executor_job(regions_that_are_told)
    account = async_account(hass, call.data.get(ATTR_CONFIG_ENTRY_ID))
    running = account.runtime_data
    _refuse_empty_limits(call.data)
    plates = await _plates(running, call.data)
    # The last wait: nothing may change between what is checked and what is stored.
    async_refuse_if_stopped(running)
    data = _stored(hass, account, {**call.data, CONF_PLATES: plates})
    others = known_subentries(account)
    if problem := find_vehicle_problem(data, others):
        raise refusal(problem.slug, **problem.placeholders)
    vehicle = ConfigSubentry(
        data=MappingProxyType(data),
        subentry_type=SUBENTRY_TYPE_VEHICLE,
        title=data[CONF_NAME],
        unique_id=f"{SUBENTRY_TYPE_VEHICLE}:{uuid4()}",
    )
    hass.config_entries.async_add_subentry(account, vehicle)
    await account.runtime_data.async_adopt_vehicles()
    return {"vehicle_id": vehicle.subentry_id, CONF_PLATES: data[CONF_PLATES]}


def _refuse_empty_limits(fields: Mapping[str, Any]) -> None:
    """Refuse a limit that is there and says nothing, such as of a template that found nothing.

    Left out, it would be none, and the vehicle known everywhere and at any time.
    """
    for key in (CONF_CAMERAS, CONF_TIMES, CONF_REGION):
        if key in fields and not any(text.strip() for text in fields[key]):
            raise refusal("field_empty", field=key)


def _stored(
    hass: HomeAssistant, account: PlateRecognizerConfigEntry, fields: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what the form would store, had it been filled in with these fields."""
    filled_in = {
        key: value
        for key, value in fields.items()
        if key not in {ATTR_CONFIG_ENTRY_ID, _SIGHTING_ID}
    }
    for key, choices in (
        (CONF_CATEGORY, list(Category)),
        (CONF_MATCHING, [each for each in Match if each is not Match.NONE]),
    ):
        if key in fields:
            filled_in[key] = chosen(key, fields[key], choices)
    for key in (CONF_VALID_FROM, CONF_VALID_UNTIL):
        if key in fields:
            time = moment(fields[key], is_end=key == CONF_VALID_UNTIL).replace(tzinfo=None)
            filled_in[key] = time.isoformat(" ", "seconds")
    cameras = _cameras(hass, account, fields.get(CONF_CAMERAS, ()))
    filled_in[CONF_CAMERAS] = cameras
    return stored(vehicle_form((), (), cameras)(filled_in))


async def _plates(running: Account, fields: Mapping[str, Any]) -> list[str]:
    """Return the plates: as given, of the sighting that is named, or of the latest stranger."""
    if CONF_PLATES in fields:
        if _SIGHTING_ID in fields:
            raise refusal("plates_and_sighting")
        plates: list[str] = fields[CONF_PLATES]
        return plates
    if _SIGHTING_ID in fields:
        if (sighting := await running.history.async_get(fields[_SIGHTING_ID])) is None:
            raise refusal("sighting_unknown", sighting=fields[_SIGHTING_ID])
    elif fields.get(CONF_MAY_OPEN):
        raise refusal("may_open_unnamed")
    else:
        strangers = await running.history.async_strangers(running.vehicles.async_knows, 1)
        if not strangers:
            raise refusal("sighting_masked" if running.strangers.are_masked else "no_stranger")
        [sighting] = strangers
    if sighting.plate_key is None:
        raise refusal("sighting_unread")
    if sighting.is_masked:
        raise refusal("sighting_masked")
    return [sighting.data["plate"]]


def _cameras(
    hass: HomeAssistant, account: PlateRecognizerConfigEntry, names: list[str]
) -> list[str]:
    cameras: list[str] = []
    for name in names:
        found = [subentry_id for subentry_id, _ in async_cameras(hass, account, name)]
        if not found:
            raise refusal("camera_unknown", camera=name)
        cameras += [each for each in found if each not in cameras]
    return cameras


ADD_VEHICLE = Action("add_vehicle", _add, _SCHEMA, SupportsResponse.OPTIONAL)
