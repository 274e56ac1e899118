"""The dialog for an account's options."""

from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.components import webhook
from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.const import CONF_WEBHOOK_ID
from homeassistant.core import HomeAssistant, callback
import voluptuous as vol

from ..api.engine import EngineConfigError
from ..api.regions import region_choices
from ..const import (
    CONF_KIND,
    CONF_RECEIVES,
    CONF_REGIONS,
    CONF_WEBHOOK_SECRET,
    SUBENTRY_TYPE_CAMERA,
    AccountKind,
)
from ..receiving.address import async_dialog_ended
from ..settings import RecognitionSettings
from ..stored_values import StoredValueError
from .check import Problem, errors_of, find_recognition_problem, placeholders_of
from .forms import options_form, readable, recognition_form
from .receiver_form import async_show_receiver, find_secret_problem, new_secret
from .region_note import async_region_note

_HOOK: Final = (CONF_WEBHOOK_ID, CONF_WEBHOOK_SECRET)


async def async_recognition_form(hass: HomeAssistant) -> vol.Schema:
    """Return the form for regions and engine; reads the list of regions from its file."""
    return recognition_form(await hass.async_add_executor_job(region_choices))


class AccountOptionsFlow(OptionsFlow):
    """Changes how an account recognises, and what it receives."""

    def __init__(self) -> None:
        self._options: dict[str, Any] = {}
        self._hook: dict[str, str] = {}
        """What the account's data has to have for a webhook."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what is set, and store what is changed."""
        problem = None
        data = self.config_entry.data
        kind = AccountKind(data[CONF_KIND])
        self._hook |= {key: data[key] for key in _HOOK if key in data}
        if user_input is not None:
            problem = find_recognition_problem(user_input) or self._find_camera_problem(user_input)
            if problem is None:
                self._options = {**self.config_entry.options, **user_input}
                if kind is AccountKind.WEBHOOK or user_input[CONF_RECEIVES]:
                    return await self.async_step_receiver()
                return self.async_create_entry(data=self._options)
        regions = await self.hass.async_add_executor_job(region_choices)
        form = options_form(regions, kind)
        shown = user_input or readable(form, self.config_entry.options)
        note = await async_region_note(self.hass, shown.get(CONF_REGIONS, ()))
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(form, shown),
            errors=errors_of(problem, form),
            description_placeholders={**placeholders_of(problem), "notes": note},
        )

    async def async_step_receiver(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the webhook's address and secret, and store all of it."""
        data = self.config_entry.data
        self._hook.setdefault(CONF_WEBHOOK_ID, webhook.async_generate_id())
        self._hook.setdefault(CONF_WEBHOOK_SECRET, new_secret())
        problem = None
        if user_input is not None and (problem := find_secret_problem(user_input)) is None:
            hook = {**self._hook, CONF_WEBHOOK_SECRET: user_input[CONF_WEBHOOK_SECRET]}
            # Both at once: the account is reloaded for each change.
            self.hass.config_entries.async_update_entry(
                self.config_entry, data={**data, **hook}, options=self._options
            )
            return self.async_create_entry(data=self._options)
        shown = {**self._hook, **(user_input or {})}
        return await async_show_receiver(self, shown, self._options, problem)

    @callback
    @override
    def async_remove(self) -> None:
        """Give up what was only shown, or is needed no more, when the dialog ends."""
        async_dialog_ended(self.hass, self._hook.get(CONF_WEBHOOK_ID))

    def _find_camera_problem(self, options: Mapping[str, Any]) -> Problem | None:
        """Say which camera's own settings would contradict these options."""
        for subentry in self.config_entry.get_subentries_of_type(SUBENTRY_TYPE_CAMERA):
            try:
                RecognitionSettings.merged(options, subentry.data).validate(chosen={})
            except StoredValueError:
                continue  # it isn't read, whatever these options are
            except EngineConfigError as error:
                if error.slug == "region_strict_without_regions":
                    return Problem("camera_without_regions", {"camera": subentry.title})
        return None
