"""Has a backup hold a history that is whole, while it goes on being kept."""

from homeassistant.core import HomeAssistant

from .keeper import async_histories


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Have the files of all histories stay as they are: what comes goes into their logs."""
    for history in async_histories(hass):
        await history.async_hold()


async def async_post_backup(hass: HomeAssistant) -> None:
    """Go on as before."""
    for history in async_histories(hass):
        await history.async_release()
