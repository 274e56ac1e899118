"""The dialogs of a vehicle subentry: who it is, and a warning before plates get confused."""

from typing import Any

from homeassistant.config_entries import ConfigSubentry, SubentryFlowResult
from homeassistant.const import CONF_NAME

from ..const import CONF_CAMERAS, CONF_PLATES, SUBENTRY_TYPE_CAMERA, SUBENTRY_TYPE_VEHICLE
from ..vehicles import known_vehicles
from .check import Problem, errors_of, placeholders_of
from .sentences import plain
from .strangers import async_strangers
from .subentry import SubentryDialog
from .vehicle_form import find_vehicle_problem, regions_that_are_told, stored, vehicle_form

type Input = dict[str, Any]


class VehicleFlow(SubentryDialog):
    """Makes a vehicle known to an account, or changes one."""

    def __init__(self) -> None:
        self._input: Input | None = None
        self._data: Input = {}
        self._confused: dict[str, str] = {}

    async def async_step_user(self, user_input: Input | None = None) -> SubentryFlowResult:
        """Ask who it is."""
        return await self._async_step_form("user", user_input)

    async def async_step_reconfigure(self, user_input: Input | None = None) -> SubentryFlowResult:
        """Ask what to change."""
        if self._input is None:
            self._input = {**self.subentry.data, CONF_NAME: self.subentry.title}
        return await self._async_step_form("reconfigure", user_input)

    async def async_step_settings(self, _user_input: Input | None = None) -> SubentryFlowResult:
        """Go back to the form."""
        return await self._async_step_form(self.form_step)

    async def _async_step_form(
        self, step_id: str, user_input: Input | None = None
    ) -> SubentryFlowResult:
        problem: Problem | None = None
        if user_input is not None:
            self._input, self._data = user_input, stored(user_input)
            if (problem := find_vehicle_problem(self._data, self._others)) is None:
                return await self._async_step_checked()
        cameras = self.account.get_subentries_of_type(SUBENTRY_TYPE_CAMERA)
        regions = await self.hass.async_add_executor_job(regions_that_are_told)
        chosen = (self._input or {}).get(CONF_CAMERAS)
        form = vehicle_form(
            regions,
            cameras,
            [each for each in chosen if isinstance(each, str)] if isinstance(chosen, list) else (),
            await async_strangers(self.hass, self.account),
        )
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(form, self._input),
            errors=errors_of(problem, form),
            description_placeholders=placeholders_of(problem),
        )

    async def _async_step_checked(self) -> SubentryFlowResult:
        self._confused = await self.hass.async_add_executor_job(
            _confused, self._data[CONF_PLATES], self._others
        )
        return await (self.async_step_lookalike() if self._confused else self.async_step_save())

    async def async_step_lookalike(self, _user_input: Input | None = None) -> SubentryFlowResult:
        """Warn of known plates that this one may be taken for when it is misread."""
        pairs = (f"- {plain(plate)}: {plain(names)}" for plate, names in self._confused.items())
        return self.async_show_menu(
            step_id="lookalike",
            menu_options=["settings", "save"],
            description_placeholders={"pairs": "\n".join(pairs)},
        )

    async def async_step_save(self, _user_input: Input | None = None) -> SubentryFlowResult:
        """Store the vehicle as filled in, unless another one has taken its plate meanwhile."""
        if find_vehicle_problem(self._data, self._others) is not None:
            return await self._async_step_form(self.form_step, self._input)
        return self._store(SUBENTRY_TYPE_VEHICLE, self._data)


def _confused(plates: list[str], others: list[ConfigSubentry]) -> dict[str, str]:
    """Name for each plate the vehicles whose plates it may be confused with, if there are any."""
    known = known_vehicles(others)
    found = {plate: known.lookalikes(plate) for plate in plates}
    return {plate: ", ".join(names) for plate, names in found.items() if names}
