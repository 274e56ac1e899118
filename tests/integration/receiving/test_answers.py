"""What a sender is answered, and when."""

import asyncio
import json
from pathlib import Path

from homeassistant.components import webhook
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util.aiohttp import MockRequest
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

import custom_components.plate_recognizer as integration
from custom_components.plate_recognizer.api.webhook import WebhookRecognition, parse_webhook
from custom_components.plate_recognizer.api.webhook_body import MOST_BYTES, MOST_TEXT_BYTES
from custom_components.plate_recognizer.const import EVENT_SIGHTING
from custom_components.plate_recognizer.diagnostics import async_get_config_entry_diagnostics
from custom_components.plate_recognizer.receiving import receiver, taking_in
from custom_components.plate_recognizer.receiving.inbox import MOST_WAITING, Outcome, Received
from custom_components.plate_recognizer.telling import ScanVisits
from tests.integration.answers import plate

from .conftest import (
    SECRET,
    WEBHOOK_ID,
    Sender,
    SenderTo,
    received_camera,
    receiver_entry,
    stream_payload,
)

WORDS = {
    path.stem: json.loads(path.read_text())["common"]
    for path in (Path(integration.__file__).parent / "translations").glob("*.json")
}
"""What is composed here, by language."""
YARD = received_camera("Yard", "yard", "01YARD")


def fail_to_read(monkeypatch: pytest.MonkeyPatch, text: bytes, times: int) -> None:
    """Have webhooks with a text in them fail before anything of them is told."""
    monkeypatch.setattr(receiver, "_RETRIES", (0.01, 0.01))
    parse, failures = parse_webhook, ["failure"] * times

    def failing(payload: object) -> WebhookRecognition:
        if text in json.dumps(payload).encode() and failures:
            raise RuntimeError(failures.pop())
        return parse(payload)

    monkeypatch.setattr(taking_in, "parse_webhook", failing)


@pytest.fixture
async def sender(sender_to: SenderTo) -> Sender:
    """Sends to an account with one camera."""
    return await sender_to(receiver_entry(received_camera()))


@pytest.mark.parametrize("header", [f"Token {SECRET}", f"Bearer {SECRET}", SECRET])
async def test_the_secret_may_have_any_word_before_it(sender: Sender, header: str) -> None:
    payload = json.dumps(stream_payload())
    assert await sender.post(payload, None, Authorization=header) == 200
    await sender.until(lambda: sender.inbox.outcomes == {Outcome.TAKEN_IN: 1})


@pytest.mark.parametrize("header", [{}, {"Authorization": "Token wrong"}, {"Authorization": "é"}])
async def test_without_the_secret_nothing_is_taken_in_and_the_user_is_told(
    hass: HomeAssistant, sender: Sender, header: dict[str, str]
) -> None:
    seen = async_capture_events(hass, EVENT_SIGHTING)
    issues = ir.async_get(hass)
    issue_id = receiver.wrong_secret_issue_id(sender.account.entry_id)

    assert await sender.post(json.dumps(stream_payload(plate("ab12cde"))), None, **header) == 401

    assert issues.async_get_issue("plate_recognizer", issue_id)
    await sender.send(stream_payload())
    assert not issues.async_get_issue("plate_recognizer", issue_id)
    assert not seen


@pytest.mark.parametrize(
    "body", [b"", b"plate=ab12cde", b"{", b"\xff\xd8\xff\xe0", b"--x\r\n\r\n--x--\r\n"]
)
async def test_what_holds_no_json_at_all_is_refused(sender: Sender, body: bytes) -> None:
    assert await sender.post(body) == 400
    assert sender.inbox.outcomes == {Outcome.NO_JSON: 1}


async def test_what_is_too_large_is_refused(sender: Sender) -> None:
    too_much_text = json.dumps({"data": "x" * MOST_TEXT_BYTES})

    assert await sender.post(b" " * (MOST_BYTES + 1)) == 413
    assert await sender.post(too_much_text) == 413


async def test_json_that_nobody_understands_is_taken_and_told_of_without_its_values(
    hass: HomeAssistant, sender: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    outcome = await sender.send({"hook": {"id": 1}, "data": {"results": "of SE51 CRT"}})

    assert outcome is Outcome.NOT_UNDERSTOOD
    issue_id = taking_in.not_understood_issue_id(sender.account.entry_id)
    issue = ir.async_get(hass).async_get_issue("plate_recognizer", issue_id)
    assert issue is not None
    assert issue.translation_placeholders == {
        "account": "Webhook receiver",
        "why": "its `results` are no list of objects",
    }
    (kept,) = sender.inbox.shapes
    assert kept["shape"] == {"hook": {"id": "number"}, "data": {"results": "text"}}
    assert "SE51" not in caplog.text
    for number in range(20):
        await sender.send({"number": number})
    assert len(sender.inbox.shapes) == 10
    assert caplog.text.count("doesn't understand") == 1

    await sender.send(stream_payload())
    await sender.send({"number": 20})
    assert caplog.text.count("doesn't understand") == 2


@pytest.mark.parametrize("language", sorted(WORDS))
@pytest.mark.parametrize(
    ("payload", "key"),
    [
        ([], "webhook_no_object"),
        ({"hook": {}}, "webhook_no_data"),
        ({"data": {"error": "SE51 CRT", "results": []}}, "webhook_error_reported"),
        ({"data": {"results": "SE51 CRT"}}, "webhook_no_results"),
    ],
)
async def test_why_a_webhook_is_not_understood_is_told_in_the_homes_language(
    hass: HomeAssistant, sender: Sender, language: str, payload: object, key: str
) -> None:
    hass.config.language = language

    await sender.send(payload)

    issue_id = taking_in.not_understood_issue_id(sender.account.entry_id)
    issue = ir.async_get(hass).async_get_issue("plate_recognizer", issue_id)
    assert issue is not None
    assert issue.translation_placeholders == {
        "account": "Webhook receiver",
        "why": WORDS[language][key],
    }


async def test_a_sender_is_answered_before_anything_is_made_of_it(
    hass: HomeAssistant, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = asyncio.Event()
    take_in = taking_in.TakingIn.async_take_in

    async def later(taking_in_now: taking_in.TakingIn, received: Received) -> Outcome:
        await go_on.wait()
        return await take_in(taking_in_now, received)

    monkeypatch.setattr(taking_in.TakingIn, "async_take_in", later)
    seen = async_capture_events(hass, EVENT_SIGHTING)

    assert await sender.post(json.dumps(stream_payload(plate("ab12cde")))) == 200

    assert not seen
    go_on.set()
    await sender.until(lambda: bool(seen))


async def test_a_burst_of_webhooks_is_answered_and_taken_in_up_to_the_limit(
    hass: HomeAssistant, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = asyncio.Event()
    take_in = taking_in.TakingIn.async_take_in

    async def held_up(taking_in_now: taking_in.TakingIn, received: Received) -> Outcome:
        await go_on.wait()
        return await take_in(taking_in_now, received)

    monkeypatch.setattr(taking_in.TakingIn, "async_take_in", held_up)
    seen = async_capture_events(hass, EVENT_SIGHTING)
    payloads = [
        stream_payload(plate(f"ab{number % 20}"), timestamp=f"2026-02-11T09:14:07.{number}Z")
        for number in range(MOST_WAITING + 5)
    ]

    statuses = [await sender.post(json.dumps(payload)) for payload in payloads]

    assert statuses == [200] * (MOST_WAITING + 5)
    assert len(sender.inbox) == MOST_WAITING
    go_on.set()
    await sender.until(lambda: not len(sender.inbox))
    assert len(seen) == MOST_WAITING
    assert sender.inbox.outcomes == {Outcome.TAKEN_IN: MOST_WAITING, Outcome.LOST: 5}


async def test_our_own_failure_is_tried_again_and_takes_nothing_from_others(
    hass: HomeAssistant, sender_to: SenderTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = await sender_to(receiver_entry(received_camera(), YARD))
    fail_to_read(monkeypatch, b"ab12cde", times=2)
    seen = async_capture_events(hass, EVENT_SIGHTING)

    assert await sender.post(json.dumps(stream_payload(plate("ab12cde")))) == 200
    assert await sender.post(json.dumps(stream_payload(plate("ef34ghj"), camera="yard"))) == 200
    await sender.until(lambda: sender.inbox.outcomes[Outcome.TAKEN_IN] == 2)

    assert [event.data["plate"] for event in seen] == ["EF34GHJ", "AB12CDE"]


async def test_what_is_tried_again_says_nothing_of_a_camera_that_has_told_more_since(
    hass: HomeAssistant, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_to_read(monkeypatch, b"ab12cde", times=1)

    for text in ("ab12cde", "ef34ghj"):
        assert await sender.post(json.dumps(stream_payload(plate(text)))) == 200
    await sender.until(lambda: not len(sender.inbox))

    plate_shown = hass.states.get("sensor.gate_plate")
    assert plate_shown is not None
    assert plate_shown.state == "EF34GHJ"
    assert sender.inbox.outcomes == {"taken_in": 1, "too_late": 1}


async def test_what_fails_while_it_is_told_is_not_told_twice(
    hass: HomeAssistant, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiver, "_RETRIES", (0.01, 0.01))
    end, failures = ScanVisits.async_end, ["first"]

    def failing(visits: ScanVisits) -> None:
        if failures:
            raise RuntimeError(failures.pop())
        end(visits)

    monkeypatch.setattr(ScanVisits, "async_end", failing)
    seen = async_capture_events(hass, EVENT_SIGHTING)

    assert await sender.send(stream_payload(plate("ab12cde"))) is Outcome.FAILED
    assert await sender.send(stream_payload(plate("ab12cde"))) is Outcome.REPEATED

    assert len(seen) == 1


async def test_what_fails_each_time_is_given_up(
    sender: Sender, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fail_to_read(monkeypatch, b"ab12cde", times=3)

    assert await sender.send(stream_payload(plate("ab12cde"))) is Outcome.FAILED

    assert caplog.text.count("failed to take in a webhook") == 3
    assert not len(sender.inbox)


async def test_what_waits_outlives_a_reload_of_the_account(
    hass: HomeAssistant, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as held_up:
        held_up.setattr(taking_in.TakingIn, "async_take_in", lambda *_: asyncio.Event().wait())
        assert await sender.post(json.dumps(stream_payload(plate("ab12cde")))) == 200
        await asyncio.sleep(0)
        await hass.config_entries.async_unload(sender.account.entry_id)
    seen = async_capture_events(hass, EVENT_SIGHTING)
    assert len(sender.inbox) == 1

    await hass.config_entries.async_setup(sender.account.entry_id)

    await sender.until(lambda: bool(seen))
    assert not len(sender.inbox)


@pytest.mark.parametrize("local_only", [True, False])
async def test_who_sends_from_outside_is_heard_only_if_that_is_allowed(
    hass: HomeAssistant, sender_to: SenderTo, *, local_only: bool
) -> None:
    options = {"webhook_local_only": local_only}
    sender = await sender_to(receiver_entry(received_camera(), options=options))
    request = MockRequest(
        json.dumps(stream_payload()).encode(),
        "test",
        "POST",
        headers={"Authorization": f"Token {SECRET}"},
        remote="198.51.100.7",
    )

    assert (await webhook.async_handle_webhook(hass, WEBHOOK_ID, request)).status == 200
    await sender.until(lambda: not len(sender.inbox))

    assert sender.inbox.outcomes == ({} if local_only else {Outcome.TAKEN_IN: 1})


@pytest.mark.parametrize("method", ["PUT", "GET"])
async def test_only_a_post_is_taken(sender: Sender, method: str) -> None:
    url = f"/api/webhook/{WEBHOOK_ID}"
    async with sender.client.request(
        method, url, json=stream_payload(), headers={"Authorization": f"Token {SECRET}"}
    ) as response:
        assert response.status == 405

    assert not sender.inbox.outcomes
    assert not len(sender.inbox)


async def test_diagnostics_tell_what_has_become_of_it_and_nothing_of_who_sent_it(
    hass: HomeAssistant, sender_to: SenderTo
) -> None:
    names = ("secret-name-here", "secret-name-there")
    sender = await sender_to(receiver_entry(received_camera(*names)))
    await sender.send(stream_payload(plate("ab12cde"), camera=names[1]))
    await sender.send({"SE51CRT": 0.9, "data": 3})

    diagnostics = await async_get_config_entry_diagnostics(hass, sender.account)

    assert diagnostics["received"]["outcomes"]["taken_in"] == 1
    assert diagnostics["received"]["without_picture"] == 0
    (riddle,) = diagnostics["received"]["not_understood"]
    assert riddle["shape"] == {"another key 1": "number", "data": "number"}
    text = json.dumps(diagnostics, default=str)
    for hidden in (*names, SECRET, WEBHOOK_ID, "SE51CRT", "ab12cde", "AB12CDE"):
        assert hidden not in text, hidden


async def test_a_removed_account_leaves_nothing_behind(hass: HomeAssistant, sender: Sender) -> None:
    await sender.send(stream_payload(plate("ab12cde"), camera="nobody-knows-it"))
    await sender.send({"nothing": "understood"})
    await sender.post(b"", None)
    assert len(ir.async_get(hass).issues) == 3

    await hass.config_entries.async_remove(sender.account.entry_id)

    assert not ir.async_get(hass).issues
    assert await sender.post(b"", None) == 200, "as Home Assistant answers for every unknown hook"
