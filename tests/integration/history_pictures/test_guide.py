"""What the guide shows of dashboards and notifications works as it stands there."""

from http import HTTPStatus
import re
from typing import Any

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.components.media_source import async_resolve_media
from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer.history.records import Wanted
from custom_components.plate_recognizer.keeper import async_history
from sandbox.process import SandboxProcess

from ..test_guide_examples import DOCS
from .conftest import MediaBrowser, see

GUIDE = (DOCS / "history.md").read_text()
EXAMPLES = [parse_yaml(text) for text in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)]
CARDS = [each for each in EXAMPLES if "type" in each]
NOTIFYING = [each for each in EXAMPLES if "sighted" in str(each) or "arrived" in str(each)]


def test_the_guide_shows_cards_and_notifications() -> None:
    assert len(CARDS) == 3
    assert len(NOTIFYING) == 2


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card["type"])
async def test_a_card_shows_what_there_is(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    browser: MediaBrowser,
    card: dict[str, Any],
) -> None:
    await see(hass, cloud, "ab12cde")

    entities = [card[key] for key in ("entity", "image_entity") if key in card]
    assert [each for each in entities if hass.states.get(each) is None] == []
    if (image := card.get("image")) is not None:
        media = await async_resolve_media(hass, image["media_content_id"], None)
        assert media.mime_type == image["media_content_type"]


@pytest.mark.parametrize("example", NOTIFYING, ids=lambda each: each["triggers"][0]["trigger"])
async def test_a_notification_has_the_address_of_its_picture(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    example: dict[str, Any],
) -> None:
    images: list[str] = []

    @callback
    def notify(call: ServiceCall) -> None:
        images.append(call.data["data"]["image"])

    hass.services.async_register("notify", "mobile_app_annas_phone", notify)
    automation = {"alias": "Tested", **example}
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: automation})
    await hass.async_block_till_done()
    client = await hass_client()

    await see(hass, cloud, "ab12cde")  # the first scan after a start is no arrival
    await see(hass, cloud, "xy98zzz")

    [newest] = await async_history(hass, account.entry_id).async_find(Wanted(), 1)
    assert images == [f"/api/plate_recognizer/sightings/{newest.sighting_id}"]
    assert (await client.get(images[0])).status == HTTPStatus.OK
    await hass.services.async_call(
        AUTOMATION, "turn_off", {"entity_id": "automation.tested"}, blocking=True
    )
