"""What an action is, and how it refuses."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from homeassistant.core import ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..const import DOMAIN

TEXTS = vol.All(cv.ensure_list, [cv.string])
"""One text or several."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be asked for by name, with fields, and may have an answer."""

    name: str
    handle: Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]
    schema: vol.Schema
    """Of its fields; what a sentence can explain better is refused by `handle`."""
    answers: SupportsResponse
    is_for_everybody: bool = False
    """Or for administrators alone; automations may always."""


def refusal(reason: str, /, **placeholders: str) -> ServiceValidationError:
    """Return what to raise when something can't be done as it was asked for.

    Args:
        reason: key of its sentence.
        placeholders: what stands in that.
    """
    return ServiceValidationError(
        translation_domain=DOMAIN, translation_key=reason, translation_placeholders=placeholders
    )
