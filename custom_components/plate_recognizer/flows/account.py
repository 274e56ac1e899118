"""The dialogs of an account: setting it up, a new token, another address."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.components import webhook
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigFlow,
    ConfigFlowResult,
    ConfigSubentryFlow,
    OptionsFlow,
)
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_WEBHOOK_ID
from homeassistant.core import callback
from homeassistant.data_entry_flow import AbortFlow
import voluptuous as vol
from yarl import URL

from ..account import PlateRecognizerConfigEntry
from ..api.endpoint import CLOUD_URL, UrlError
from ..clients import create_client
from ..const import (
    CONF_ADVANCED,
    CONF_CAMERAS,
    CONF_KIND,
    CONF_REGIONS,
    CONF_WEBHOOK_SECRET,
    DOMAIN,
    MODELS,
    SUBENTRY_TYPE_CAMERA,
    SUBENTRY_TYPE_PLATE_LIST,
    SUBENTRY_TYPE_VEHICLE,
    AccountKind,
)
from ..receiving.address import async_dialog_ended
from .camera import CameraFlow, camera_subentry
from .check import (
    Problem,
    async_find_account_problem,
    errors_of,
    find_recognition_problem,
    placeholders_of,
)
from .forms import ADDRESS_FORM, CAMERAS_FORM, TOKEN_FORM, cloud_form
from .options import AccountOptionsFlow, async_recognition_form
from .plate_list import PlateListFlow
from .receiver_form import SENDER_FORM, async_show_receiver, find_secret_problem, new_secret
from .region_note import async_region_note
from .vehicle import VehicleFlow

type Input = dict[str, Any]


class AccountFlow(ConfigFlow, domain=DOMAIN):
    """Sets an account up: what kind it is, how it recognises, which cameras it reads."""

    VERSION = 1
    MINOR_VERSION = 1

    def __init__(self) -> None:
        self._data: Input = {}
        self._options: Input = {}

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: PlateRecognizerConfigEntry) -> OptionsFlow:
        return AccountOptionsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: PlateRecognizerConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        return {
            SUBENTRY_TYPE_CAMERA: CameraFlow,
            SUBENTRY_TYPE_VEHICLE: VehicleFlow,
            SUBENTRY_TYPE_PLATE_LIST: PlateListFlow,
        }

    @override
    async def async_step_user(self, user_input: Input | None = None) -> ConfigFlowResult:
        """Ask what kind of account it is."""
        return self.async_show_menu(step_id="user", menu_options=list(AccountKind))

    async def async_step_cloud(self, user_input: Input | None = None) -> ConfigFlowResult:
        """Ask for the token of a cloud account."""
        account = user_input and {
            CONF_TOKEN: user_input[CONF_TOKEN],
            CONF_URL: user_input[CONF_ADVANCED][CONF_URL],
        }
        return await self._async_step_account(
            AccountKind.CLOUD, cloud_form(CLOUD_URL), user_input, account
        )

    async def async_step_sdk(self, user_input: Input | None = None) -> ConfigFlowResult:
        """Ask for the address of an On-Premise SDK."""
        return await self._async_step_account(AccountKind.SDK, ADDRESS_FORM, user_input, user_input)

    async def async_step_webhook(self, user_input: Input | None = None) -> ConfigFlowResult:
        """Ask where the senders are of an account that only receives."""
        if user_input is None:
            return self.async_show_form(step_id="webhook", data_schema=SENDER_FORM)
        self._options = user_input
        self._data = {
            CONF_KIND: AccountKind.WEBHOOK.value,
            CONF_WEBHOOK_ID: webhook.async_generate_id(),
            CONF_WEBHOOK_SECRET: new_secret(),
        }
        return await self.async_step_receiver()

    async def async_step_receiver(self, user_input: Input | None = None) -> ConfigFlowResult:
        """Show a receiver's address and secret, and create it, or have it know another secret."""
        problem = None
        if user_input is not None and (problem := find_secret_problem(user_input)) is None:
            self._data[CONF_WEBHOOK_SECRET] = user_input[CONF_WEBHOOK_SECRET]
            if self.source == SOURCE_RECONFIGURE:
                return self._finish(self._get_reconfigure_entry(), self._data)
            return self.async_create_entry(
                title=_title(self._data), data=self._data, options=self._options
            )
        shown = {**self._data, **(user_input or {})}
        return await async_show_receiver(self, shown, self._options, problem)

    @callback
    @override
    def async_remove(self) -> None:
        """Give up what was only shown when the dialog ends, however it ends."""
        async_dialog_ended(self.hass, self._data.get(CONF_WEBHOOK_ID))

    async def _async_step_account(
        self, kind: AccountKind, form: vol.Schema, user_input: Input | None, account: Input | None
    ) -> ConfigFlowResult:
        problem = None
        if account is not None:
            self._data = {CONF_KIND: kind.value, **account}
            if (problem := await self._find_problem(self._data)) is None:
                return await self.async_step_recognition()
        return self._show(kind.value, form, user_input, problem)

    async def async_step_recognition(self, user_input: Input | None = None) -> ConfigFlowResult:
        """Ask where the plates are from and how the engine looks for them."""
        problem = None
        if user_input is not None and (problem := find_recognition_problem(user_input)) is None:
            self._options = user_input
            return await self.async_step_cameras()
        form = await async_recognition_form(self.hass)
        return self._show("recognition", form, user_input, problem)

    async def async_step_cameras(self, user_input: Input | None = None) -> ConfigFlowResult:
        """Ask which cameras to read, and create the account with them."""
        if user_input is None:
            note = await async_region_note(self.hass, self._options[CONF_REGIONS])
            return self.async_show_form(
                step_id="cameras",
                data_schema=CAMERAS_FORM,
                description_placeholders={"notes": note},
            )
        self._abort_if_configured(self._data, None)  # another dialog may have been quicker
        return self.async_create_entry(
            title=_title(self._data),
            data=self._data,
            options=self._options,
            subentries=[
                camera_subentry(self.hass, entity_id) for entity_id in user_input[CONF_CAMERAS]
            ],
        )

    async def async_step_reconfigure(self, user_input: Input | None = None) -> ConfigFlowResult:
        """Ask for another address or token of the account; no token means the one it has."""
        entry = self._get_reconfigure_entry()
        if entry.data[CONF_KIND] == AccountKind.WEBHOOK:
            self._data, self._options = {**entry.data}, {**entry.options}
            return await self.async_step_receiver()
        problem = None
        if user_input is not None:
            data = {**entry.data, **{key: text for key, text in user_input.items() if text}}
            if (problem := await self._find_problem(data, entry)) is None:
                return self._finish(entry, data)
        shown = user_input or {CONF_URL: entry.data[CONF_URL]}
        return self._show("reconfigure", ADDRESS_FORM, shown, problem)

    async def async_step_reauth(
        self,
        entry_data: Mapping[str, Any],  # noqa: ARG002 - Home Assistant hands it in
    ) -> ConfigFlowResult:
        """Start over with the token, which the API has refused."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: Input | None = None) -> ConfigFlowResult:
        """Ask for a new token."""
        entry = self._get_reauth_entry()
        problem = None
        if user_input is not None:
            data = {**entry.data, CONF_TOKEN: user_input[CONF_TOKEN]}
            if (problem := await self._find_problem(data, entry)) is None:
                return self._finish(entry, data)
        return self._show("reauth_confirm", TOKEN_FORM, None, problem)

    async def _find_problem(
        self, data: Input, own: PlateRecognizerConfigEntry | None = None
    ) -> Problem | None:
        """Check an account's data, and put token and address into their normal form.

        Aborts if another entry than `own` has the same account.
        """
        if CONF_TOKEN in data:
            data[CONF_TOKEN] = data[CONF_TOKEN].strip()
        try:
            client = create_client(self.hass, data)
        except UrlError as error:
            return Problem(error.slug)
        data[CONF_URL] = client.url
        self._abort_if_configured(data, own)
        return await async_find_account_problem(client)

    def _abort_if_configured(self, data: Input, own: PlateRecognizerConfigEntry | None) -> None:
        """A cloud account is its token, an SDK its address."""
        identity = CONF_TOKEN if data[CONF_KIND] == AccountKind.CLOUD else CONF_URL
        for entry in self._async_current_entries(include_ignore=False):
            if entry is not own and all(
                entry.data.get(key) == data[key] for key in (CONF_KIND, identity)
            ):
                raise AbortFlow("already_configured")

    def _finish(self, entry: PlateRecognizerConfigEntry, data: Input) -> ConfigFlowResult:
        """Store the account's data and have it run on them."""
        title = _title(data) if entry.title == _title(entry.data) else entry.title
        if entry.update_listeners:  # it runs: its listener reloads it
            if data == entry.data:  # and hears of no change; but who was refused asks no more
                self.hass.config_entries.async_schedule_reload(entry.entry_id)
            return self.async_update_and_abort(entry, data=data, title=title)
        return self.async_update_reload_and_abort(entry, data=data, title=title)

    def _show(
        self, step_id: str, form: vol.Schema, user_input: Input | None, problem: Problem | None
    ) -> ConfigFlowResult:
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(form, user_input),
            errors=errors_of(problem, form),
            description_placeholders=placeholders_of(problem),
        )


def _title(data: Mapping[str, Any]) -> str:
    kind = AccountKind(data[CONF_KIND])
    if kind is not AccountKind.SDK:
        return MODELS[kind]
    return f"{MODELS[kind]} ({URL(data[CONF_URL]).host})"
