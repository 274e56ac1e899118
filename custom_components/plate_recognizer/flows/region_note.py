"""Regions that no list knows are taken all the same: the vendor's list isn't complete."""

from collections.abc import Iterable

from homeassistant.core import HomeAssistant

from ..api.regions import region_name
from .sentences import alert, async_sentence


async def async_region_note(hass: HomeAssistant, regions: Iterable[str]) -> str:
    """Return a note for the description of a form, as Markdown; nothing if all are listed."""
    unknown = await hass.async_add_executor_job(_unknown, tuple(regions))
    if not unknown:
        return ""
    words = {"regions": ", ".join(unknown)}
    return alert(await async_sentence(hass, "common", "region_unknown", words), "info")


def _unknown(regions: Iterable[str]) -> list[str]:
    return [region for region in regions if region_name(region) is None]
