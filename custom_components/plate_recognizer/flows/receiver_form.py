"""The page that shows what a sender of webhooks has to be told."""

from collections.abc import Mapping
import re
import secrets
from typing import Any, Final

from homeassistant.helpers.selector import BooleanSelector, TextSelector
import voluptuous as vol

from ..const import CONF_LOCAL_ONLY, CONF_WEBHOOK_SECRET
from .check import Problem

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
