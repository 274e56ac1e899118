"""What a user does about a repair issue."""

from types import MappingProxyType
from typing import Any
from uuid import uuid4

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState, ConfigSubentry
from homeassistant.const import CONF_NAME
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import TextSelector
import voluptuous as vol

from .account import PlateRecognizerConfigEntry
from .const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_PLACE,
    CONF_WEBHOOK_CAMERA,
    SUBENTRY_TYPE_CAMERA,
)
from .entity_reference import entity_reference
from .flows.check import errors_of
from .flows.forms import CAMERA_ENTITY
from .flows.received_camera import find_received_problem
from .flows.sentences import plain
from .missing_camera import async_forget_missing, is_missing

CONF_CAMERA = "camera"


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Return the dialog for an issue."""
    if data is None:  # there is nothing to choose: it is read, and goes
        return ConfirmRepairFlow()
    entry_id = str(data["entry_id"])
    if CONF_CAMERA in data:
        return AdoptCameraFlow(entry_id, str(data[CONF_CAMERA]))
    if "subentry_id" in data:
        return MissingCameraFlow(entry_id, str(data["subentry_id"]))
    return NoCreditsFlow(entry_id)


class NoCreditsFlow(RepairsFlow):
    """Asks the API whether there are lookups again: the user may have bought some."""

    def __init__(self, entry_id: str) -> None:
        self._entry_id = entry_id

    async def async_step_init(self, _data: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Begin; what comes in is the issue's own data."""
        return await self.async_step_credits()

    async def async_step_credits(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Say what can be done, and see whether it was."""
        entry: PlateRecognizerConfigEntry | None
        entry = self.hass.config_entries.async_get_entry(self._entry_id)
        if entry is None or entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="account_not_running")
        errors = {}
        if user_input is not None:
            usage = entry.runtime_data.usage
            await usage.async_ask_anew()
            if not usage.last_update_success:
                errors["base"] = "not_answered"
            elif not usage.asked.remaining:
                errors["base"] = "still_used_up"
            else:
                return self.async_create_entry(data={})
        return self.async_show_form(
            step_id="credits",
            data_schema=vol.Schema({}),
            errors=errors,
            description_placeholders={"account": entry.title},
        )


class AdoptCameraFlow(RepairsFlow):
    """Adds a camera that a sender has named. All else is at its default, and can be changed."""

    def __init__(self, entry_id: str, webhook_camera: str) -> None:
        self._entry_id = entry_id
        self._webhook_camera = webhook_camera

    async def async_step_init(self, _data: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Begin; what comes in is the issue's own data."""
        return await self.async_step_adopt()

    async def async_step_adopt(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask what the camera is called here."""
        entry = self.hass.config_entries.async_get_entry(self._entry_id)
        if entry is None:
            return self.async_abort(reason="account_removed")
        others = [each.data for each in entry.get_subentries_of_type(SUBENTRY_TYPE_CAMERA)]
        own = {CONF_WEBHOOK_CAMERA: self._webhook_camera}
        problem = find_received_problem(own, others, has_api=False)
        if user_input is not None and problem is None:
            name = user_input[CONF_NAME].strip() or self._webhook_camera
            data = {**own, CONF_NAME: name}
            if place := user_input.get(CONF_PLACE, "").strip():
                data[CONF_PLACE] = place
            self.hass.config_entries.async_add_subentry(
                entry,
                ConfigSubentry(
                    data=MappingProxyType(data),
                    subentry_type=SUBENTRY_TYPE_CAMERA,
                    title=name,
                    unique_id=f"{SUBENTRY_TYPE_CAMERA}:{uuid4()}",
                ),
            )
            return self.async_create_entry(data={})
        form = vol.Schema(
            {
                vol.Required(CONF_NAME, default=self._webhook_camera): TextSelector(),
                vol.Optional(CONF_PLACE): TextSelector(),
            }
        )
        return self.async_show_form(
            step_id="adopt",
            data_schema=form,
            errors=errors_of(problem, form),
            description_placeholders={
                "camera": self._webhook_camera,  # in the title, which is no Markdown
                "camera_as_text": plain(self._webhook_camera),
                "account": entry.title,
            },
        )


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
