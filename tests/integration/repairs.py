"""What the page "Repairs" lists, and where its dialogs are."""

from typing import Any, Final

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

FIX: Final = "/api/repairs/issues/fix"


async def listed(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, key: str
) -> dict[str, Any]:
    """Return what the page lists under a key."""
    client = await hass_ws_client(hass)
    await client.send_json_auto_id({"type": "repairs/list_issues"})
    issues = (await client.receive_json())["result"]["issues"]
    (found,) = [each for each in issues if each["translation_key"] == key]
    return dict(found)
