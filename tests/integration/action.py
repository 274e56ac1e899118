"""Having something done by an action, as automations do."""

from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.plate_recognizer.const import DOMAIN


async def act(hass: HomeAssistant, name: str, /, **fields: object) -> dict[str, Any]:
    """Call one of the integration's actions, and return its answer."""
    return await _act(hass, name, fields, Context())


async def act_as(
    user: MockUser, hass: HomeAssistant, name: str, /, **fields: object
) -> dict[str, Any]:
    """Call an action as somebody who has logged in."""
    return await _act(hass, name, fields, Context(user_id=user.id))


async def _act(
    hass: HomeAssistant, name: str, fields: dict[str, object], context: Context
) -> dict[str, Any]:
    answer: dict[str, Any] | None = await hass.services.async_call(
        DOMAIN, name, fields, blocking=True, return_response=True, context=context
    )
    await hass.async_block_till_done()
    assert answer is not None
    return answer


async def refused(hass: HomeAssistant, name: str, /, **fields: object) -> str:
    """Call an action that has to be refused with a whole sentence; return the sentence's key."""
    with pytest.raises(ServiceValidationError) as raised:
        await act(hass, name, **fields)
    error = raised.value
    assert error.translation_domain == DOMAIN
    assert error.translation_key is not None
    sentence = str(error)
    assert " " in sentence, "not the key alone"
    assert "{" not in sentence, "all is filled in"
    return error.translation_key
