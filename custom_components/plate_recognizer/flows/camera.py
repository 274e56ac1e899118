"""The dialogs of a camera subentry: how it is read, and a test before it is stored."""

from collections.abc import Mapping
from typing import Any, Final, override
from urllib.parse import urlencode
from uuid import uuid4

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigSubentryData,
    SubentryFlowResult,
)
from homeassistant.const import CONF_NAME
from homeassistant.core import HomeAssistant, callback

from ..api.regions import region_choices
from ..card import PANEL
from ..const import CONF_CAMERA_ENTITY_ID, CONF_KIND, SUBENTRY_TYPE_CAMERA, AccountKind
from ..entity_reference import entity_reference
from ..receiving.receiver import async_inbox
from .camera_form import camera_form, filled_in, find_camera_problem, stored
from .camera_trial import CameraTrial, Outcome
from .check import Problem, errors_of, find_unfit_number, placeholders_of
from .forms import readable
from .received_camera import (
    find_received_problem,
    received_camera_form,
    received_filled_in,
    received_stored,
)
from .subentry import SubentryDialog

type Input = dict[str, Any]

MENUS: Final = {
    "picture": ("lookup", "test", "settings", "save"),
    "no_picture": ("test", "settings", "save"),
    "plates": ("save", "settings", "test"),
    "no_plates": ("test", "settings", "save"),
    "lookup_failed": ("lookup", "settings", "save"),
}
"""What can be chosen after each outcome of a test."""


class CameraFlow(SubentryDialog):
    """Adds a camera to an account or changes one, and has the user try it."""

    def __init__(self) -> None:
        self._input: Input | None = None
        self._data: Input = {}
        self._trial: CameraTrial | None = None
        self._outcome = Outcome("no_picture", {})

    async def async_step_user(self, user_input: Input | None = None) -> SubentryFlowResult:
        """Ask which camera to read, and how."""
        if not self._has_api:
            return await self.async_step_received()
        return await self._async_step_settings("user", user_input)

    async def async_step_reconfigure(self, user_input: Input | None = None) -> SubentryFlowResult:
        """Ask what to change."""
        if not self._has_api:
            return await self.async_step_received()
        if self._input is None:
            subentry = self.subentry
            form = camera_form((), ())  # whose choices take any text
            self._input = readable(form, filled_in(self.hass, subentry.data, subentry.title))
        return await self._async_step_settings("reconfigure", user_input)

    async def async_step_received(self, user_input: Input | None = None) -> SubentryFlowResult:
        """Ask what the sender calls a camera, where the account only receives."""
        problem: Problem | None = None
        if user_input is not None and (problem := find_unfit_number(user_input)) is None:
            self._data = received_stored(user_input)
            problem = find_received_problem(self._data, self._other_cameras, has_api=False)
            if problem is None:
                return await self.async_step_save()
        shown = user_input
        if shown is None and self.source == SOURCE_RECONFIGURE:
            shown = received_filled_in(self.subentry.data, self.subentry.title)
        form = received_camera_form(self._webhook_names)
        return self.async_show_form(
            step_id="received",
            data_schema=self.add_suggested_values_to_schema(form, shown),
            errors=errors_of(problem, form),
            description_placeholders=placeholders_of(problem),
        )

    @property
    def _has_api(self) -> bool:
        """Whether the account can look up pictures."""
        return bool(self.account.data[CONF_KIND] != AccountKind.WEBHOOK)

    @property
    def _webhook_names(self) -> list[str]:
        """By which senders have called cameras that nobody knows."""
        return sorted(async_inbox(self.hass, self.account.entry_id).unknown_names)

    @property
    def _other_cameras(self) -> list[Mapping[str, Any]]:
        own = self.subentry.subentry_id if self.source == SOURCE_RECONFIGURE else None
        return [
            each.data
            for each in self.account.get_subentries_of_type(SUBENTRY_TYPE_CAMERA)
            if each.subentry_id != own
        ]

    async def async_step_settings(self, _user_input: Input | None = None) -> SubentryFlowResult:
        """Go back to the form."""
        return await self._async_step_settings(self.form_step)

    async def _async_step_settings(
        self, step_id: str, user_input: Input | None = None
    ) -> SubentryFlowResult:
        problem: Problem | None = None
        if user_input is not None:
            self._input = user_input
            if (problem := find_unfit_number(user_input)) is None:
                self._data = stored(self.hass, user_input)
                problem = find_received_problem(
                    self._data, self._other_cameras, has_api=True
                ) or find_camera_problem(self.hass, self._data, self.account.options)
            if problem is None and CONF_CAMERA_ENTITY_ID not in self._data:
                return await self.async_step_save()  # there is no picture to be tested
            if problem is None:
                return await self.async_step_test()
        regions = await self.hass.async_add_executor_job(region_choices)
        form = camera_form(regions, self._webhook_names)
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(form, self._input),
            errors=errors_of(problem, form),
            description_placeholders={**placeholders_of(problem), **self._areas_page},
        )

    async def async_step_test(self, _user_input: Input | None = None) -> SubentryFlowResult:
        """Take a picture, and show it as it would be sent. Costs nothing."""
        if self._trial is None:
            self._trial = CameraTrial(self.hass, self.account)
        self._outcome = await self._trial.async_take_picture(self._data)
        return await self._async_step_outcome()

    async def async_step_lookup(self, _user_input: Input | None = None) -> SubentryFlowResult:
        """Have the API read the picture that was shown, and tell what it read. Costs one lookup."""
        assert self._trial is not None  # noqa: S101 - the menu that leads here comes from a test
        self._outcome = await self._trial.async_look_up(self._camera_id)
        return await self._async_step_outcome()

    async def _async_step_outcome(self, _user_input: Input | None = None) -> SubentryFlowResult:
        """Show how the last test ended, also to a page that asks again: once is paid for."""
        return self.async_show_menu(
            step_id=self._outcome.step_id,
            menu_options=list(MENUS[self._outcome.step_id]),
            description_placeholders=self._outcome.placeholders,
        )

    async_step_picture = _async_step_outcome
    async_step_no_picture = _async_step_outcome
    async_step_plates = _async_step_outcome
    async_step_no_plates = _async_step_outcome
    async_step_lookup_failed = _async_step_outcome

    async def async_step_save(self, _user_input: Input | None = None) -> SubentryFlowResult:
        """Store the camera as it was filled in."""
        return self._store(SUBENTRY_TYPE_CAMERA, self._data)

    @callback
    @override
    def async_remove(self) -> None:
        """Drop the pictures when the dialog ends, however it ends."""
        if self._trial is not None:
            self._trial.async_end()

    @property
    def _areas_page(self) -> dict[str, str]:
        """Where zone and masks can be drawn; a new camera has no such page yet."""
        if self.source != SOURCE_RECONFIGURE:
            return {}
        which = {"account": self.account.entry_id, "camera": self.subentry.subentry_id}
        return {"areas_page": f"/{PANEL}?{urlencode(which)}"}

    @property
    def _camera_id(self) -> str | None:
        """What the API knows the camera by; a new one has no id yet."""
        if self.source == SOURCE_RECONFIGURE:
            return self.subentry.subentry_id
        return None


def camera_subentry(hass: HomeAssistant, entity_id: str) -> ConfigSubentryData:
    """Return the subentry for a camera entity, named after it, with all else at its default."""
    state = hass.states.get(entity_id)
    title = state.name if state else entity_id
    return ConfigSubentryData(
        subentry_type=SUBENTRY_TYPE_CAMERA,
        unique_id=f"{SUBENTRY_TYPE_CAMERA}:{uuid4()}",
        title=title,
        data={CONF_CAMERA_ENTITY_ID: entity_reference(hass, entity_id), CONF_NAME: title},
    )
