"""The words for what a vehicle is, in the language of the home."""

from collections.abc import Mapping

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from .const import CONF_STATUS, DOMAIN
from .pipeline.sighting import Status


async def async_status_words(hass: HomeAssistant) -> Mapping[Status, str]:
    """Return a word for each status, such as "Known"."""
    texts = await async_get_translations(hass, hass.config.language, "selector", [DOMAIN])
    key = f"component.{DOMAIN}.selector.{CONF_STATUS}.options"
    return {status: texts[f"{key}.{status}"] for status in Status}
