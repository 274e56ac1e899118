"""Has a backup hold a history that is whole, while it goes on being kept."""

import logging

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .keeper import async_histories

_LOGGER = logging.getLogger(__name__)


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Have the files of all histories stay as they are: what comes goes into their logs."""
    for history in async_histories(hass):
        try:
            await history.async_hold()
        except HomeAssistantError as error:
            # That of all else in this home must not fail because of it.
            _LOGGER.warning("A history may not be whole in this backup: %s", error)


async def async_post_backup(hass: HomeAssistant) -> None:
    """Go on as before."""
    for history in async_histories(hass):
        await history.async_release()
