"""The dialogs of a camera subentry."""

from typing import Any
from uuid import uuid4

from homeassistant.config_entries import (
    ConfigSubentryData,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.const import CONF_NAME
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from ..const import CONF_CAMERA_ENTITY_ID, SUBENTRY_TYPE_CAMERA
from .forms import CAMERA_FORM


class CameraFlow(ConfigSubentryFlow):
    """Adds a camera to an account, or has it read another one."""

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask which camera to read."""
        if user_input is None:
            return self.async_show_form(step_id="user", data_schema=CAMERA_FORM)
        camera = camera_subentry(
            self.hass, user_input[CONF_CAMERA_ENTITY_ID], user_input.get(CONF_NAME)
        )
        return self.async_create_entry(
            title=camera["title"], data=camera["data"], unique_id=camera["unique_id"]
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for another camera or name."""
        subentry = self._get_reconfigure_subentry()
        registry = er.async_get(self.hass)
        if user_input is not None:
            camera = camera_subentry(
                self.hass, user_input[CONF_CAMERA_ENTITY_ID], user_input.get(CONF_NAME)
            )
            return self.async_update_and_abort(
                self._get_entry(),
                subentry,
                title=camera["title"],
                data_updates=camera["data"],
            )
        shown = {
            CONF_CAMERA_ENTITY_ID: er.async_resolve_entity_id(
                registry, subentry.data[CONF_CAMERA_ENTITY_ID]
            ),
            CONF_NAME: subentry.title,
        }
        return self.async_show_form(
            step_id="reconfigure",
            data_schema=self.add_suggested_values_to_schema(CAMERA_FORM, shown),
        )


def camera_subentry(
    hass: HomeAssistant, entity_id: str, name: str | None = None
) -> ConfigSubentryData:
    """Return the subentry for a camera entity, named after it unless `name` says otherwise.

    What is stored of the entity is its registry id where it has one: a rename does no harm.
    """
    registered = er.async_get(hass).async_get(entity_id)
    state = hass.states.get(entity_id)
    title = name or (state.name if state else entity_id)
    return ConfigSubentryData(
        subentry_type=SUBENTRY_TYPE_CAMERA,
        unique_id=f"{SUBENTRY_TYPE_CAMERA}:{uuid4()}",
        title=title,
        data={
            CONF_CAMERA_ENTITY_ID: registered.id if registered else entity_id,
            CONF_NAME: title,
        },
    )
