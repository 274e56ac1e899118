"""The page that shows what a sender of webhooks has to be told."""

from collections.abc import Mapping
import re
import secrets
from typing import Any, Final

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult, OptionsFlow
from homeassistant.const import CONF_WEBHOOK_ID
from homeassistant.helpers.selector import BooleanSelector, TextSelector
import voluptuous as vol

from ..const import CONF_LOCAL_ONLY, CONF_WEBHOOK_SECRET
from ..receiving.address import async_webhook_address
from ..settings import AccountSettings
from .check import Problem, errors_of

SENDER_FORM: Final = vol.Schema({vol.Required(CONF_LOCAL_ONLY, default=True): BooleanSelector()})
"""Where the senders of a receiver are."""

RECEIVER_FORM: Final = vol.Schema({vol.Required(CONF_WEBHOOK_SECRET): TextSelector()})
"""The address stands above it: nothing could be copied from a field that can't be changed."""

_SECRET: Final = re.compile(r"[!-~]{16,200}")
"""Printable and without spaces, so that it fits into a header; long enough not to be guessed."""


def new_secret() -> str:
    """Return a secret that nobody can guess."""
    return secrets.token_urlsafe(32)


def find_secret_problem(user_input: Mapping[str, Any]) -> Problem | None:
    """Say why a text is no secret."""
    is_fit = _SECRET.fullmatch(user_input[CONF_WEBHOOK_SECRET])
    return None if is_fit else Problem("secret_unfit")


async def async_show_receiver(
    flow: ConfigFlow | OptionsFlow,
    hook: Mapping[str, Any],
    options: Mapping[str, Any],
    problem: Problem | None,
) -> ConfigFlowResult:
    """Show a webhook's address and secret.

    Args:
        flow: whose page it is.
        hook: the webhook's id, and the secret that is shown.
        options: of the account; they say where its senders are.
        problem: with the secret that was filled in.
    """
    local_only = AccountSettings.from_options(options).local_only
    address = await async_webhook_address(flow.hass, hook[CONF_WEBHOOK_ID], local_only=local_only)
    return flow.async_show_form(
        step_id="receiver",
        data_schema=flow.add_suggested_values_to_schema(RECEIVER_FORM, hook),
        errors=errors_of(problem, RECEIVER_FORM),
        description_placeholders={"address": address},
    )
