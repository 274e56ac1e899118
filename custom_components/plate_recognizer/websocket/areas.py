"""Zone and masks of a camera, to be drawn on a picture that it gives now."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.const import CONF_NAME
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..actions.accounts import async_account
from ..actions.action import refusal
from ..capture import CameraFailed, async_capture
from ..const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_MASKS,
    CONF_ZONE,
    DOMAIN,
)
from ..entity_reference import referenced_entity_id
from ..flows.camera_form import find_areas_problem
from ..pipeline.area import Area
from ..pipeline.canvas import canvas_of
from ..pipeline.frame import BrokenPicture
from .access import camera_subentry

REFUSED: Final = "invalid_area"
"""Code of the error whose translation key is that of the form, with the same placeholders."""

_EDGES: Final = ("left", "top", "right", "bottom")
_EDGE: Final = vol.All(vol.Any(int, float), vol.Coerce(float))
_AREA: Final = vol.Schema({vol.Required(edge): _EDGE for edge in _EDGES})


@websocket_api.websocket_command(
    {
        vol.Required("type"): "plate_recognizer/areas/get",
        vol.Optional("config_entry_id"): str,
        vol.Required("subentry_id"): str,
    }
)
@websocket_api.require_admin
@websocket_api.async_response
async def get_areas(
    hass: HomeAssistant, connection: ActiveConnection, message: dict[str, Any]
) -> None:
    """Answer with a camera's zone and masks, in per cent, and with what it sees now."""
    account = async_account(hass, message.get("config_entry_id"))
    subentry = camera_subentry(account, message["subentry_id"])
    reference = subentry.data.get(CONF_CAMERA_ENTITY_ID)
    if reference is None:
        raise refusal("areas_without_picture", camera=subentry.title)
    try:
        entity_id = referenced_entity_id(hass, reference)
        frame = await async_capture(hass, entity_id, dt_util.utcnow())
        picture = await hass.async_add_executor_job(_shown, frame.content)
    except (CameraFailed, BrokenPicture) as error:
        raise refusal("camera_failed", camera=subentry.title, detail=str(error)) from error
    connection.send_result(
        message["id"],
        {
            "camera": subentry.title,
            **picture,
            CONF_ZONE: subentry.data.get(CONF_ZONE),
            CONF_MASKS: [
                asdict(mask) for mask in map(Area.parse, subentry.data.get(CONF_MASKS, ()))
            ],
        },
    )


@websocket_api.websocket_command(
    {
        vol.Required("type"): "plate_recognizer/areas/set",
        vol.Optional("config_entry_id"): str,
        vol.Required("subentry_id"): str,
        vol.Required(CONF_ZONE): vol.Any(None, _AREA),
        vol.Required(CONF_MASKS): [_AREA],
    }
)
@websocket_api.require_admin
@callback
def set_areas(hass: HomeAssistant, connection: ActiveConnection, message: dict[str, Any]) -> None:
    """Store a camera's zone and masks as they were drawn, if the form would take them."""
    entry = async_account(hass, message.get("config_entry_id"))
    subentry = camera_subentry(entry, message["subentry_id"])
    drawn = {
        CONF_ZONE: message[CONF_ZONE],
        CONF_MASKS: [_text(mask) for mask in message[CONF_MASKS]],
    }
    others = {key: value for key, value in subentry.data.items() if key not in drawn}
    data = {**others, **{key: value for key, value in drawn.items() if value}}
    problem = find_areas_problem({**data, CONF_NAME: subentry.title}, entry.options)
    if problem is not None:
        connection.send_error(
            message["id"],
            REFUSED,
            problem.slug,
            translation_domain=DOMAIN,
            translation_key=problem.slug,
            translation_placeholders=dict(problem.placeholders),
        )
        return
    hass.config_entries.async_update_subentry(entry, subentry, data=data)
    connection.send_result(message["id"])


def _shown(content: bytes) -> dict[str, Any]:
    """Return a picture upright and of a size to draw on. It takes time."""
    canvas = canvas_of(content)
    width, height = canvas.picture.size
    address = f"data:image/jpeg;base64,{b64encode(canvas.jpeg()).decode()}"
    return {"picture": address, "width": width, "height": height}


def _text(area: Mapping[str, float]) -> str:
    return ", ".join(f"{area[edge]:g}" for edge in _EDGES)
