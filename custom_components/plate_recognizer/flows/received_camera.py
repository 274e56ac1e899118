"""The form of a camera of which webhooks tell, and what is stored of that."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from homeassistant.const import CONF_NAME
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import TextSelector
import voluptuous as vol

from ..const import CONF_CAMERA_ENTITY_ID, CONF_PLACE, CONF_WEBHOOK_CAMERA
from ..receiving.unknown_cameras import camera_key
from .camera_form import without_empty
from .camera_sections import SCORE_FIELDS, SCORE_KEYS, SCORES, WEBHOOK_KEYS, webhook_fields
from .check import Problem


def received_camera_form(webhook_names: Sequence[str]) -> vol.Schema:
    """Return the form of a camera whose account only receives: it has no pictures to be set up."""
    return vol.Schema(
        {
            **webhook_fields(webhook_names),
            vol.Optional(CONF_NAME): TextSelector(),
            vol.Optional(CONF_PLACE): TextSelector(),
            vol.Required(SCORES): section(SCORE_FIELDS, {"collapsed": True}),
        }
    )


def received_filled_in(data: Mapping[str, Any], title: str) -> dict[str, Any]:
    """Return what the form shows of a camera whose account only receives."""
    return {
        **{key: data[key] for key in (CONF_PLACE, *WEBHOOK_KEYS) if key in data},
        CONF_NAME: title,
        SCORES: {key: data[key] for key in SCORE_KEYS if key in data},
    }


def received_stored(user_input: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a camera subentry stores whose account only receives."""
    webhook_camera = user_input.get(CONF_WEBHOOK_CAMERA, "").strip()
    return without_empty(
        {
            **{key: user_input[key] for key in WEBHOOK_KEYS if key in user_input},
            CONF_WEBHOOK_CAMERA: webhook_camera,
            CONF_NAME: user_input.get(CONF_NAME, "").strip() or webhook_camera,
            CONF_PLACE: user_input.get(CONF_PLACE, "").strip(),
            **user_input[SCORES],
        }
    )


def find_received_problem(
    data: Mapping[str, Any], others: Iterable[Mapping[str, Any]], *, has_api: bool
) -> Problem | None:
    """Say why nothing could come of a camera.

    Args:
        data: of the camera.
        others: the data of the account's other cameras.
        has_api: whether the account could look up pictures of a camera entity.
    """
    webhook_camera = data.get(CONF_WEBHOOK_CAMERA)
    if webhook_camera is None and CONF_CAMERA_ENTITY_ID not in data:
        return Problem("nothing_to_read" if has_api else "webhook_camera_missing")
    if webhook_camera is None:
        return None
    names = (each.get(CONF_WEBHOOK_CAMERA) for each in others)
    taken = {camera_key(name) for name in names if isinstance(name, str)}
    if camera_key(webhook_camera) in taken:
        return Problem("webhook_camera_taken", {"camera": webhook_camera})
    return None
