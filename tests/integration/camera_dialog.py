"""Going through the dialog of a camera as the frontend does."""

import re
from typing import Any

from homeassistant.config_entries import SOURCE_USER, SubentryFlowResult
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .conftest import (
    fill_in_camera,
)

CAMERA = "camera.driveway"


async def open_form(hass: HomeAssistant, account: MockConfigEntry) -> SubentryFlowResult:
    return await hass.config_entries.subentries.async_init(
        (account.entry_id, "camera"), context={"source": SOURCE_USER}
    )


async def tested(
    hass: HomeAssistant, account: MockConfigEntry, **fields: object
) -> SubentryFlowResult:
    """Fill in the form for the driveway's camera, and return what comes after it."""
    form = await open_form(hass, account)
    return await fill_in_camera(hass, form, camera_entity_id=CAMERA, **fields)


def words(result: SubentryFlowResult) -> dict[str, str]:
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    return dict(placeholders)


def suggested(form: SubentryFlowResult) -> dict[str, Any]:
    """Return what a form shows as filled in, sections included."""
    schema = form["data_schema"]
    assert schema is not None
    return {
        str(key): {
            str(inner): (inner.description or {}).get("suggested_value")
            for inner in value.schema.schema
        }
        if hasattr(value, "schema")
        else (key.description or {}).get("suggested_value")
        for key, value in schema.schema.items()
    }


def read(markdown: str) -> str:
    """Return Markdown as a person reads it: without the backslashes that keep text plain."""
    return re.sub(r"\\(.)", r"\1", markdown)
