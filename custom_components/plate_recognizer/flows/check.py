"""What the dialogs check before they store anything; nothing here costs a lookup."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import math
from typing import Any

from homeassistant.const import CONF_NAME, CONF_TOKEN, CONF_URL
from homeassistant.data_entry_flow import section
import voluptuous as vol

from ..api.engine import EngineConfigError
from ..api.errors import SnapshotError
from ..const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_ENGINE,
    CONF_FILE,
    CONF_MAY_OPEN,
    CONF_PLATES,
    CONF_REGION,
    CONF_REGIONS,
    CONF_ROWS,
    CONF_SCAN_INTERVAL,
    CONF_TIMES,
    CONF_VALID_UNTIL,
    CONF_WEBHOOK_CAMERA,
    CONF_WEBHOOK_SECRET,
)
from ..exceptions import NO_DETAIL
from ..pipeline.plate_list import LIST_PROBLEMS
from ..settings import RecognitionSettings
from ..usage import AccountClient, async_ask_usage


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something can't be stored: the key of its sentence, and what stands in it."""

    slug: str
    placeholders: Mapping[str, str] = field(default_factory=dict)


_FIELDS = {
    "token_refused": CONF_TOKEN,
    "url_invalid": CONF_URL,
    "url_not_https": CONF_URL,
    "unreachable": CONF_URL,
    "interval_out_of_range": CONF_SCAN_INTERVAL,
    "name_missing": CONF_NAME,
    "plates_missing": CONF_PLATES,
    "plates_in_one_field": CONF_PLATES,
    "plate_too_long": CONF_PLATES,
    "plate_empty": CONF_PLATES,
    "plate_taken": CONF_PLATES,
    "may_not_open": CONF_MAY_OPEN,
    "region_not_told": CONF_REGION,
    "time_unreadable": CONF_TIMES,
    "time_day_unknown": CONF_TIMES,
    "time_day_unclear": CONF_TIMES,
    "time_no_clock": CONF_TIMES,
    "time_without_length": CONF_TIMES,
    "validity_reversed": CONF_VALID_UNTIL,
    "list_twice": CONF_FILE,
    "list_file_gone": CONF_FILE,
    "list_file_faulty": CONF_FILE,
    "secret_unfit": CONF_WEBHOOK_SECRET,
    "nothing_to_read": CONF_CAMERA_ENTITY_ID,
    "webhook_camera_missing": CONF_WEBHOOK_CAMERA,
    "webhook_camera_taken": CONF_WEBHOOK_CAMERA,
    **dict.fromkeys((*LIST_PROBLEMS, "row_plate_taken"), CONF_ROWS),
    **dict.fromkeys(("region_strict_without_regions", "camera_without_regions"), CONF_REGIONS),
    **dict.fromkeys(("text_format_invalid", "text_format_capitals"), "text_formats"),
}
"""The field at fault, for problems that are one field's. Others may name it as `key`."""


def errors_of(problem: Problem | None, form: vol.Schema) -> dict[str, str]:
    """Return the errors that a form shows: at the field at fault, or above its section.

    Home Assistant's pages show none at a field inside of a section.
    """
    if problem is None:
        return {}
    at_fault = _FIELDS.get(problem.slug) or problem.placeholders.get("key")
    for key, value in form.schema.items():
        is_inside = isinstance(value, section) and at_fault in value.schema.schema
        if key == at_fault or is_inside:
            return {str(key): problem.slug}
    return {"base": problem.slug}


def placeholders_of(problem: Problem | None) -> dict[str, str]:
    """Return what stands in the sentences of a form's errors."""
    return {} if problem is None else dict(problem.placeholders)


async def async_find_account_problem(client: AccountClient) -> Problem | None:
    """Ask the API for the account's usage, which is free; say what is wrong, None if nothing."""
    try:
        await async_ask_usage(client)
    except SnapshotError as error:
        return Problem(error.slug, {"detail": error.detail or NO_DETAIL})
    return None


def find_unfit_number(user_input: Mapping[str, Any]) -> Problem | None:
    """Say which number of a form, sections included, is none: Home Assistant lets NaN through."""
    for key, value in user_input.items():
        if isinstance(value, Mapping):
            if problem := find_unfit_number(value):
                return problem
        elif isinstance(value, float) and not math.isfinite(value):
            return Problem("value_unknown", {"key": key, "value": str(value)})
    return None


def find_recognition_problem(user_input: Mapping[str, Any]) -> Problem | None:
    """Say what in the regions and the engine's configuration contradicts itself."""
    if problem := find_unfit_number(user_input):
        return problem
    try:
        RecognitionSettings.merged(user_input, own={}).validate(user_input.get(CONF_ENGINE, {}))
    except EngineConfigError as error:
        return Problem(error.slug, error.placeholders)
    return None
