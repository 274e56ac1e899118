"""What the page "Repairs" tells of webhooks, and what its dialogs end."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from custom_components.plate_recognizer.const import DOMAIN
from custom_components.plate_recognizer.receiving.inbox import Outcome
from tests.integration.repairs import FIX, listed

from .conftest import SenderTo, receiver_entry


@pytest.fixture(autouse=True)
async def repairs(hass: HomeAssistant) -> None:
    """Have Home Assistant's own dialogs, and the way to them, before the server starts."""
    for component in ("repairs", "websocket_api"):
        assert await async_setup_component(hass, component, {})


async def test_a_webhook_that_nobody_understands_is_read_of_and_goes_until_the_next_one(
    hass: HomeAssistant,
    sender_to: SenderTo,
    hass_client: ClientSessionGenerator,
    hass_ws_client: WebSocketGenerator,
) -> None:
    sender = await sender_to(receiver_entry())
    assert await sender.send({"data": {"results": "none"}}) is Outcome.NOT_UNDERSTOOD
    told = await listed(hass, hass_ws_client, "webhook_not_understood")
    assert told["is_fixable"]

    client = await hass_client()
    start = {"handler": DOMAIN, "issue_id": told["issue_id"]}
    form = await (await client.post(FIX, json=start)).json()
    assert form["step_id"] == "confirm"
    assert form["description_placeholders"] == told["translation_placeholders"]
    ended = await (await client.post(f"{FIX}/{form['flow_id']}", json={})).json()

    assert ended["type"] == "create_entry"
    assert not ir.async_get(hass).issues
    assert await sender.send({"data": {"results": "again"}}) is Outcome.NOT_UNDERSTOOD
    assert await listed(hass, hass_ws_client, "webhook_not_understood")


async def test_a_dialog_of_a_message_that_cannot_be_mended_is_not_begun(
    hass: HomeAssistant, sender_to: SenderTo, hass_client: ClientSessionGenerator
) -> None:
    sender = await sender_to(receiver_entry())
    assert await sender.post(b"{}", None) == 401
    (told,) = ir.async_get(hass).issues.values()
    assert told.translation_key == "webhook_secret_wrong"

    client = await hass_client()
    start = {"handler": DOMAIN, "issue_id": told.issue_id}

    assert (await client.post(FIX, json=start)).status == 400
