"""Somebody sends what looks like a webhook, or a sender that is trusted was hacked."""

import asyncio
import json
import re

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.translation import async_get_translations
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer.const import DOMAIN, EVENT_SIGHTING, EVENT_VISIT_STARTED
from custom_components.plate_recognizer.receiving.inbox import Outcome
from custom_components.plate_recognizer.receiving.unknown_cameras import unknown_camera_issue_id
from tests.integration.answers import plate
from tests.integration.camera_dialog import read
from tests.integration.conftest import vehicle_subentry
from tests.integration.receiving.conftest import (
    SECRET,
    SenderTo,
    received_camera,
    receiver_entry,
    stream_payload,
)


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        "guessed",
        SECRET.upper(),
        SECRET[:-1],
        f"{SECRET}x",
        f"{SECRET}\u00e9".encode().decode("latin-1"),
    ],
)
async def test_a_webhook_without_the_secret_says_nothing(
    hass: HomeAssistant, sender_to: SenderTo, given: str | None
) -> None:
    sender = await sender_to(receiver_entry(received_camera(webhook_arrivals=True)))
    events = async_capture_events(hass, EVENT_SIGHTING)

    assert await sender.post(json.dumps(stream_payload(plate("ab12cde"))), given) == 401

    await hass.async_block_till_done()
    assert events == []
    assert sender.inbox.outcomes == {Outcome.WRONG_SECRET: 1}


async def test_very_many_of_them_fill_neither_memory_nor_the_users_repairs(
    hass: HomeAssistant, sender_to: SenderTo, caplog: pytest.LogCaptureFixture
) -> None:
    sender = await sender_to(receiver_entry(received_camera()))
    body = json.dumps(stream_payload(plate("ab12cde")))
    caplog.clear()

    statuses = await asyncio.gather(*(sender.post(body, f"guess-{each}") for each in range(300)))

    assert set(statuses) == {401}
    assert sender.inbox.waiting_bytes == 0
    assert len([each for each in ir.async_get(hass).issues if each[0] == DOMAIN]) == 1
    assert [each for each in caplog.records if each.name.startswith("custom_components")] == []


async def test_a_webhook_that_was_overheard_opens_no_door_when_it_is_sent_again(
    hass: HomeAssistant, sender_to: SenderTo
) -> None:
    sender = await sender_to(
        receiver_entry(received_camera(), vehicle_subentry("Golf", "AB12CDE", may_open=True))
    )
    visits = async_capture_events(hass, EVENT_VISIT_STARTED)
    payload = stream_payload(plate("ab12cde"))

    assert await sender.send(payload) is Outcome.TAKEN_IN
    assert await sender.send(payload) is Outcome.REPEATED

    (visit,) = visits
    assert (visit.data["may_open"], visit.data["arrival"]) == (True, False)


async def test_the_name_of_a_camera_is_no_link_and_no_picture_in_a_repair(
    hass: HomeAssistant, sender_to: SenderTo, hass_client: ClientSessionGenerator
) -> None:
    """A repair's text is Markdown: a picture in it would be fetched by whoever looks."""
    assert await async_setup_component(hass, "repairs", {})
    sender = await sender_to(receiver_entry(received_camera()))
    name = "![](http://evil.example/x.png)[Log in](http://evil.example) <img src=x> *a* `b`"
    await sender.send(stream_payload(plate("ab12cde"), camera=name))
    issue_id = unknown_camera_issue_id(sender.account.entry_id, name)
    client = await hass_client()

    start = {"handler": DOMAIN, "issue_id": issue_id}
    flow = await (await client.post("/api/repairs/issues/fix", json=start)).json()

    texts = await async_get_translations(hass, "en", "issues", {DOMAIN})
    step = f"component.{DOMAIN}.issues.webhook_camera_unknown.fix_flow.step.adopt"
    shown = texts[f"{step}.description"].format_map(flow["description_placeholders"])
    assert read(shown).count(name) == 1
    assert re.findall(r"(?<!\\)[\[<]", shown) == []
