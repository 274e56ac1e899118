"""The form of a camera, and how what is filled in is stored."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from homeassistant.const import CONF_NAME, UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import section
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
)
import voluptuous as vol

from ..api.engine import EngineConfigError
from ..api.regions import RegionChoice
from ..const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_ENGINE,
    CONF_FRAMES,
    CONF_MASKS,
    CONF_MIN_SCORE,
    CONF_PLACE,
    CONF_REGIONS,
    CONF_SCAN_INTERVAL,
    CONF_SENSITIVITY,
    CONF_SURE_SCORE,
    CONF_TRIGGERS,
    CONF_WEBHOOK_CAMERA,
    CONF_ZONE,
    DOMAIN,
)
from ..entity_reference import entity_reference, referenced_entity_id
from ..pipeline.area import Area, AreaError
from ..pipeline.gate import DEFAULT_SENSITIVITY
from ..settings import CameraSettings
from .camera_sections import (
    BURST,
    BURST_FIELDS,
    BURST_KEYS,
    EDGES,
    SCORE_FIELDS,
    SCORE_KEYS,
    SCORES,
    WEBHOOK,
    WEBHOOK_KEYS,
    ZONE_FIELDS,
    webhook_fields,
)
from .check import Problem
from .forms import CAMERA_ENTITY, OWN_ENGINE, regions_selector

SHORTEST_INTERVAL: Final = 1
"""Seconds between two interval scans, at least: a trial account takes no more lookups."""
LONGEST_INTERVAL: Final = 60 * 60
"""Seconds, at most: an interval begins anew with each start of Home Assistant. What happens less
often is better asked for by an automation."""

MOST_MASKS: Final = 20
"""More than anybody draws. Whether they hide everything is found out by all their edges."""

_INTERVAL: Final = NumberSelector(
    NumberSelectorConfig(
        step="any", unit_of_measurement=UnitOfTime.SECONDS, mode=NumberSelectorMode.BOX
    )
)
_SENSITIVITY: Final = NumberSelector(
    NumberSelectorConfig(min=0, max=100, step=1, mode=NumberSelectorMode.SLIDER)
)

_KEPT: Final = (CONF_PLACE, CONF_SCAN_INTERVAL, CONF_SENSITIVITY, CONF_REGIONS)
"""Fields that are stored as they are filled in."""


def camera_form(regions: Sequence[RegionChoice], webhook_names: Sequence[str]) -> vol.Schema:
    """Return the form of a camera.

    Args:
        regions: are suggested, any text is taken.
        webhook_names: by which senders have called cameras that nobody knows.
    """
    return vol.Schema(
        {
            vol.Optional(CONF_CAMERA_ENTITY_ID): CAMERA_ENTITY,
            vol.Optional(CONF_NAME): TextSelector(),
            vol.Optional(CONF_PLACE): TextSelector(),
            vol.Required(BURST): section(BURST_FIELDS, {"collapsed": True}),
            vol.Optional(CONF_SCAN_INTERVAL): _INTERVAL,
            vol.Required(CONF_SENSITIVITY, default=DEFAULT_SENSITIVITY): _SENSITIVITY,
            vol.Required(CONF_ZONE): section(ZONE_FIELDS, {"collapsed": True}),
            vol.Required(SCORES): section(SCORE_FIELDS, {"collapsed": True}),
            vol.Optional(CONF_REGIONS, default=list): regions_selector(regions),
            vol.Required(CONF_ENGINE): section(OWN_ENGINE, {"collapsed": True}),
            vol.Required(WEBHOOK): section(
                vol.Schema(webhook_fields(webhook_names)), {"collapsed": True}
            ),
        }
    )


def filled_in(hass: HomeAssistant, data: Mapping[str, Any], title: str) -> dict[str, Any]:
    """Return what the form shows of a camera that is stored like this."""
    camera = data.get(CONF_CAMERA_ENTITY_ID)
    camera = camera if isinstance(camera, str) else None
    zone, triggers = data.get(CONF_ZONE), data.get(CONF_TRIGGERS)
    return {
        **{key: data[key] for key in _KEPT if key in data},
        CONF_CAMERA_ENTITY_ID: referenced_entity_id(hass, camera) if camera else None,
        CONF_NAME: title,
        CONF_ZONE: {
            **(zone if isinstance(zone, Mapping) and zone else EDGES),
            CONF_MASKS: data.get(CONF_MASKS, []),
        },
        BURST: {
            **{key: data[key] for key in BURST_KEYS if key in data},
            CONF_TRIGGERS: [
                entity_id
                for each in (triggers if isinstance(triggers, list | tuple) else ())
                if isinstance(each, str) and (entity_id := referenced_entity_id(hass, each))
            ],
        },
        SCORES: {key: data[key] for key in SCORE_KEYS if key in data},
        CONF_ENGINE: data.get(CONF_ENGINE, {}),
        WEBHOOK: {key: data[key] for key in WEBHOOK_KEYS if key in data},
    }


def stored(hass: HomeAssistant, user_input: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a camera subentry stores of a filled-in form; its name is always there."""
    entity_id = user_input.get(CONF_CAMERA_ENTITY_ID)
    zone = {edge: user_input[CONF_ZONE][edge] for edge in EDGES}
    webhook = {**user_input[WEBHOOK]}
    webhook_camera = webhook.get(CONF_WEBHOOK_CAMERA, "").strip()
    data = {
        CONF_CAMERA_ENTITY_ID: entity_reference(hass, entity_id) if entity_id else None,
        CONF_NAME: user_input.get(CONF_NAME, "").strip()
        or (_name_of(hass, entity_id) if entity_id else webhook_camera),
        CONF_PLACE: user_input.get(CONF_PLACE, "").strip(),
        CONF_SCAN_INTERVAL: user_input.get(CONF_SCAN_INTERVAL),
        CONF_SENSITIVITY: user_input[CONF_SENSITIVITY],
        **{key: user_input[BURST][key] for key in BURST_KEYS},
        CONF_FRAMES: int(user_input[BURST][CONF_FRAMES]),
        CONF_TRIGGERS: [entity_reference(hass, each) for each in user_input[BURST][CONF_TRIGGERS]],
        CONF_ZONE: zone if zone != EDGES else None,
        CONF_MASKS: [mask for mask in user_input[CONF_ZONE][CONF_MASKS] if mask.strip()],
        **user_input[SCORES],
        CONF_REGIONS: user_input[CONF_REGIONS],
        CONF_ENGINE: without_empty(user_input[CONF_ENGINE]),
        **({**webhook, CONF_WEBHOOK_CAMERA: webhook_camera} if webhook_camera else {}),
    }
    return without_empty(data)


def _name_of(hass: HomeAssistant, entity_id: str) -> str:
    state = hass.states.get(entity_id)
    return state.name if state else entity_id


def without_empty(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what was left empty; a zero is a value."""
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}


def find_camera_problem(
    hass: HomeAssistant, data: Mapping[str, Any], options: Mapping[str, Any]
) -> Problem | None:
    """Say what in a camera's data contradicts itself, or the options of its account."""
    return (
        _find_number_problem(data)
        or _find_trigger_problem(hass, data)
        or _find_area_problem(data)
        or _find_settings_problem(data, options)
    )


def _find_number_problem(data: Mapping[str, Any]) -> Problem | None:
    interval = data.get(CONF_SCAN_INTERVAL, 0)
    if interval != 0 and not SHORTEST_INTERVAL <= interval <= LONGEST_INTERVAL:
        return Problem("interval_out_of_range", {"interval": f"{interval:g}"})
    if data[CONF_MIN_SCORE] > data[CONF_SURE_SCORE]:
        scores = {key: f"{data[key]:g}" for key in (CONF_MIN_SCORE, CONF_SURE_SCORE)}
        return Problem("scores_crossed", scores)
    return _find_mask_number_problem(data)


def find_areas_problem(data: Mapping[str, Any], options: Mapping[str, Any]) -> Problem | None:
    """Say why a camera's zone and masks can't be as its data have them."""
    return (
        _find_mask_number_problem(data)
        or _find_area_problem(data)
        or _find_settings_problem(data, options)
    )


def _find_mask_number_problem(data: Mapping[str, Any]) -> Problem | None:
    if len(data.get(CONF_MASKS, ())) > MOST_MASKS:
        return Problem("too_many_masks", {"most": str(MOST_MASKS)})
    return None


def _find_trigger_problem(hass: HomeAssistant, data: Mapping[str, Any]) -> Problem | None:
    """Say which trigger is one of our own entities: a scan would set off the next one."""
    for reference in data.get(CONF_TRIGGERS, ()):
        registered = er.async_get(hass).async_get(referenced_entity_id(hass, reference) or "")
        if registered is not None and registered.platform == DOMAIN:
            return Problem("trigger_is_own", {"trigger": registered.entity_id})
    return None


def _find_area_problem(data: Mapping[str, Any]) -> Problem | None:
    """Say which of zone and masks is no area, by the word that the form has for it."""
    try:
        Area(**(data.get(CONF_ZONE) or EDGES))
    except AreaError as error:
        return Problem(error.slug.replace("area", "zone", 1), error.placeholders)
    try:
        for mask in data.get(CONF_MASKS, ()):
            Area.parse(mask)
    except AreaError as error:
        return Problem(error.slug.replace("area", "mask", 1), error.placeholders)
    return None


def _find_settings_problem(data: Mapping[str, Any], options: Mapping[str, Any]) -> Problem | None:
    try:
        settings = CameraSettings.from_data(data, data[CONF_NAME], options)
        settings.recognition.validate(chosen=data.get(CONF_ENGINE, {}))
    except (AreaError, EngineConfigError) as error:
        return Problem(error.slug, error.placeholders)
    return None
