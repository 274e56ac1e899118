"""What a user does about a repair issue."""

from typing import Any

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.core import HomeAssistant
import voluptuous as vol

from .const import CONF_CAMERA_ENTITY_ID
from .entity_reference import entity_reference
from .flows.forms import CAMERA_ENTITY
from .missing_camera import async_forget_missing, is_missing


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Return the dialog for a camera without an entity: no other issue is fixable."""
    assert data is not None  # noqa: S101 - as the issue was raised
    return MissingCameraFlow(str(data["entry_id"]), str(data["subentry_id"]))


class MissingCameraFlow(RepairsFlow):
    """Has the user choose another camera entity. All else stays as it is set."""

    def __init__(self, entry_id: str, subentry_id: str) -> None:
        self._entry_id = entry_id
        self._subentry_id = subentry_id

    async def async_step_init(self, _data: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Begin; what comes in is the issue's own data."""
        return await self.async_step_camera()

    async def async_step_camera(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Ask for another camera entity."""
        entry = self.hass.config_entries.async_get_entry(self._entry_id)
        if entry is None or (subentry := entry.subentries.get(self._subentry_id)) is None:
            async_forget_missing(self.hass, self._subentry_id)
            return self.async_abort(reason="camera_removed")
        errors = {}
        if user_input is not None and is_missing(self.hass, user_input[CONF_CAMERA_ENTITY_ID]):
            errors[CONF_CAMERA_ENTITY_ID] = "also_missing"
        elif user_input is not None:
            camera = entity_reference(self.hass, user_input[CONF_CAMERA_ENTITY_ID])
            data = {**subentry.data, CONF_CAMERA_ENTITY_ID: camera}
            self.hass.config_entries.async_update_subentry(entry, subentry, data=data)
            return self.async_create_entry(data={})
        return self.async_show_form(
            step_id="camera",
            data_schema=vol.Schema({vol.Required(CONF_CAMERA_ENTITY_ID): CAMERA_ENTITY}),
            errors=errors,
            description_placeholders={"camera": subentry.title},
        )
