"""Every message under Repairs is raised as the reference says."""

from http import HTTPStatus
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer import quota
from custom_components.plate_recognizer.const import DOMAIN
from custom_components.plate_recognizer.history.keeping import Trouble
from custom_components.plate_recognizer.history_troubles import HistoryTroubles
from sandbox.process import SandboxProcess
from tests.integration.answers import plate
from tests.integration.conftest import camera_subentry, cloud_entry, scan, sdk_entry, set_up
from tests.integration.receiving.conftest import SenderTo, receiver_entry, stream_payload

from .english import node
from .pages.repairs import asked, is_fixable, severity


def raised(hass: HomeAssistant) -> dict[str, ir.IssueEntry]:
    """Return the messages that stand there, by their keys. Each is as the reference says."""
    found = {
        each.translation_key: each
        for each in ir.async_get(hass).issues.values()
        if each.domain == DOMAIN and each.active and each.translation_key is not None
    }
    for key, issue in found.items():
        assert issue.severity == severity(key), key
        assert issue.is_fixable == is_fixable(key), key
    return found


async def test_troubles_of_the_history(hass: HomeAssistant) -> None:
    HistoryTroubles(hass, "01ACCOUNT").async_tell(frozenset(Trouble), "why")

    assert raised(hass).keys() == {each.value for each in Trouble}


@pytest.mark.usefixtures("camera")
async def test_an_account_without_credits(hass: HomeAssistant, cloud: SandboxProcess) -> None:
    cloud.set_account(calls=100, limit=100)
    await set_up(hass, cloud_entry(cloud, camera_subentry()))

    await scan(hass)

    assert raised(hass).keys() == {"no_credits"}


@pytest.mark.usefixtures("camera")
async def test_an_account_with_few_credits(hass: HomeAssistant, sdk: SandboxProcess) -> None:
    sdk.set_account(calls=900, limit=1000)

    await set_up(hass, sdk_entry(sdk, camera_subentry()))

    assert raised(hass).keys() == {"quota_low_no_forecast_no_reset"}


def test_the_same_with_other_words_where_more_is_known() -> None:
    words = set(quota._TEXTS.values())

    assert words == {key for key in node("issues") if key.startswith(quota.ISSUE)}
    assert len({severity(key) for key in words}) == 1
    assert not any(map(is_fixable, words))


async def test_a_camera_that_lost_its_entity(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: object,
    hass_client: ClientSessionGenerator,
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    registered = er.async_get(hass).async_get("camera.driveway")
    assert registered is not None
    await set_up(hass, cloud_entry(cloud, camera_subentry(camera_entity_id=registered.id)))

    er.async_get(hass).async_remove("camera.driveway")
    await hass.async_block_till_done()

    found = raised(hass)
    assert found.keys() == {"camera_missing"}
    assert await fields_of(found["camera_missing"], hass_client) == asked("camera_missing")


async def test_webhooks_that_nobody_can_use(
    hass: HomeAssistant, sender_to: SenderTo, hass_client: ClientSessionGenerator
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    sender = await sender_to(receiver_entry())

    await sender.send(stream_payload(plate("ab12cde")))
    await sender.send({"planted": 1})
    assert await sender.post("{}", secret="wrong") == HTTPStatus.UNAUTHORIZED

    found = raised(hass)
    assert found.keys() == OF_WEBHOOKS
    for key in ("webhook_camera_unknown", "webhook_not_understood"):
        assert await fields_of(found[key], hass_client) == asked(key)


OF_WEBHOOKS: Final = {"webhook_camera_unknown", "webhook_not_understood", "webhook_secret_wrong"}


def test_each_message_of_the_reference_is_raised_here() -> None:
    of_history = {each.value for each in Trouble}
    others = {"no_credits", "camera_missing", *OF_WEBHOOKS, *quota._TEXTS.values()}

    assert node("issues").keys() == of_history | others


async def fields_of(issue: ir.IssueEntry, hass_client: ClientSessionGenerator) -> set[str]:
    """Open a message's dialog, as the frontend does; return what it asks for."""
    client = await hass_client()
    opened = {"handler": DOMAIN, "issue_id": issue.issue_id}
    async with client.post("/api/repairs/issues/fix", json=opened) as response:
        form: dict[str, Any] = await response.json()
    assert form["type"] == "form"
    return {field["name"] for field in form["data_schema"] or ()}
