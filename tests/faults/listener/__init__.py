"""An integration of the tests: writes into the log whatever is told, from the very start on."""

import json
import logging
from typing import Any

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import ConfigType

_LOGGER = logging.getLogger(__name__)

CONFIG_SCHEMA = cv.empty_config_schema("listener")


async def async_setup(hass: HomeAssistant, _config: ConfigType) -> bool:
    """Listen."""

    @callback
    def told(event: Event[Any]) -> None:
        _LOGGER.info("%s", json.dumps({"event": event.event_type, **event.data}))

    for name in ("sighting", "visit_started", "visit_ended"):
        hass.bus.async_listen(f"plate_recognizer_{name}", told)
    return True
