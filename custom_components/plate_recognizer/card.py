"""Serves the dashboard card and the page of a camera, where there is a frontend."""

import logging
from pathlib import Path
from typing import Final

from homeassistant.components import frontend, panel_custom
from homeassistant.components.http import StaticPathConfig
from homeassistant.core import HomeAssistant
from homeassistant.loader import async_get_integration

from .const import DOMAIN

_LOGGER: Final = logging.getLogger(__name__)

PANEL: Final = "plate-recognizer"
"""The page's path; it stands in no sidebar."""

_FILES: Final = Path(__file__).with_name("frontend")
_ADDRESS: Final = f"/{DOMAIN}/frontend"


async def async_serve_card(hass: HomeAssistant) -> None:
    """Have each dashboard know the card. Its address has the version: browsers keep what it was."""
    if frontend.DOMAIN not in hass.config.components:
        return
    version = (await async_get_integration(hass, DOMAIN)).version
    files = StaticPathConfig(_ADDRESS, str(_FILES), cache_headers=True)
    await hass.http.async_register_static_paths([files])
    frontend.add_extra_js_url(hass, f"{_ADDRESS}/plate-recognizer-card.js?{version}")
    if frontend.async_panel_exists(hass, PANEL):
        _LOGGER.warning(
            "A dashboard has the address /%s, so a camera's zone can't be drawn on the page that "
            "belongs there. Give the dashboard another address, and restart Home Assistant",
            PANEL,
        )
        return
    await panel_custom.async_register_panel(
        hass,
        PANEL,
        "plate-recognizer-panel",
        module_url=f"{_ADDRESS}/plate-recognizer-panel.js?{version}",
        require_admin=True,
    )
