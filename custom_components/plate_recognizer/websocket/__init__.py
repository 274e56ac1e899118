"""What the card, the editor of areas and the coach ask for, over Home Assistant's WebSocket."""

from homeassistant.components import websocket_api
from homeassistant.core import HomeAssistant, callback

from .areas import get_areas, set_areas
from .coach import get_coaching
from .overview import subscribe_overview
from .visits import list_visits

_COMMANDS = (subscribe_overview, list_visits, get_areas, set_areas, get_coaching)


@callback
def async_set_up_commands(hass: HomeAssistant) -> None:
    """Have them answered."""
    for command in _COMMANDS:
        websocket_api.async_register_command(hass, command)
