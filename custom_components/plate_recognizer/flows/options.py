"""The dialog for an account's options."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.core import HomeAssistant
import voluptuous as vol

from ..api.engine import EngineConfigError
from ..api.regions import region_choices
from ..const import CONF_KIND, CONF_REGIONS, SUBENTRY_TYPE_CAMERA, AccountKind
from ..settings import RecognitionSettings
from .check import Problem, errors_of, find_recognition_problem, placeholders_of
from .forms import options_form, recognition_form
from .region_note import async_region_note


async def async_recognition_form(hass: HomeAssistant) -> vol.Schema:
    """Return the form for regions and engine; reads the list of regions from its file."""
    return recognition_form(await hass.async_add_executor_job(region_choices))


class AccountOptionsFlow(OptionsFlow):
    """Changes how an account recognises."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what is set, and store what is changed."""
        problem = None
        if user_input is not None:
            problem = find_recognition_problem(user_input) or self._find_camera_problem(user_input)
            if problem is None:
                return self.async_create_entry(data={**self.config_entry.options, **user_input})
        regions = await self.hass.async_add_executor_job(region_choices)
        form = options_form(regions, AccountKind(self.config_entry.data[CONF_KIND]))
        shown = user_input or self.config_entry.options
        note = await async_region_note(self.hass, shown.get(CONF_REGIONS, ()))
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(form, shown),
            errors=errors_of(problem, form),
            description_placeholders={**placeholders_of(problem), "notes": note},
        )

    def _find_camera_problem(self, options: Mapping[str, Any]) -> Problem | None:
        """Say which camera's own settings would contradict these options."""
        for subentry in self.config_entry.get_subentries_of_type(SUBENTRY_TYPE_CAMERA):
            try:
                RecognitionSettings.merged(options, subentry.data).validate()
            except EngineConfigError as error:
                if error.slug == "region_strict_without_regions":
                    return Problem("camera_without_regions", {"camera": subentry.title})
        return None
