"""What waits, how much of it, and what is made of it when it has waited long."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import Event, HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.plate_recognizer.api.webhook_body import WebhookBody
from custom_components.plate_recognizer.const import EVENT_SIGHTING, EVENT_VISIT_STARTED
from custom_components.plate_recognizer.receiving import inbox as inbox_module, taking_in
from custom_components.plate_recognizer.receiving.inbox import Inbox, Outcome, Received
from custom_components.plate_recognizer.visits import Visits
from tests.integration.answers import box, plate
from tests.integration.conftest import vehicle_subentry

from .conftest import Sender, SenderTo, received_camera, receiver_entry, stream_payload

GOLF = vehicle_subentry("Golf", "AB12 CDE", may_open=True)
STRANGER = stream_payload(plate("ef34ghj"))
ARRIVING = stream_payload({**plate("ab12cde"), "box": box(400, 120, 480, 140)})
HOUR = timedelta(hours=1)

type Events = list[Event[Any]]


@pytest.fixture
async def sender(sender_to: SenderTo) -> Sender:
    """Sends to a camera whose webhooks prove an arrival."""
    return await sender_to(receiver_entry(received_camera(webhook_arrivals=True), GOLF))


@pytest.fixture
def begun(hass: HomeAssistant) -> Events:
    begun: Events = async_capture_events(hass, EVENT_VISIT_STARTED)
    return begun


def reasons(begun: Events) -> list[str]:
    return [event.data["arrival_reason"] for event in begun]


@contextmanager
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have nothing taken in that is sent or waits meanwhile, until the account is reloaded."""
    with monkeypatch.context() as patch:
        patch.setattr(taking_in.TakingIn, "async_take_in", lambda *_: asyncio.Event().wait())
        yield


async def post(sender: Sender, *payloads: object) -> None:
    for payload in payloads:
        assert await sender.post(json.dumps(payload)) == 200
    await asyncio.sleep(0)


class TestWhatHasWaitedLong:
    """It tells who was there, and nobody who comes."""

    async def test_what_came_before_a_reload_is_no_arrival_nor_the_first_look(
        self, hass: HomeAssistant, sender: Sender, begun: Events, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with held_up(monkeypatch):
            await post(sender, STRANGER, ARRIVING)
            await hass.config_entries.async_reload(sender.account.entry_id)
            await hass.async_block_till_done()
        await hass.config_entries.async_reload(sender.account.entry_id)
        await sender.until(lambda: not len(sender.inbox))
        assert reasons(begun) == ["old_picture", "old_picture"]

        await sender.send(stream_payload(plate("kl56mno")))

        assert reasons(begun)[2:] == ["first_scan"]

    @pytest.mark.parametrize(
        ("waits", "set_by"),
        [(61, timedelta()), (61, -HOUR), (61, timedelta(seconds=-61)), (1, HOUR), (1, -HOUR)],
    )
    async def test_what_had_to_wait_for_a_minute_is_no_arrival_whatever_the_clock_says(
        self,
        freezer: FrozenDateTimeFactory,
        sender: Sender,
        begun: Events,
        monkeypatch: pytest.MonkeyPatch,
        waits: float,
        set_by: timedelta,
    ) -> None:
        await sender.send(STRANGER)
        go_on, take_in = asyncio.Event(), taking_in.TakingIn.async_take_in

        async def later(taking_in_now: taking_in.TakingIn, received: Received) -> Outcome:
            await go_on.wait()
            return await take_in(taking_in_now, received)

        steady = sender.inbox.clock()
        monkeypatch.setattr(sender.inbox, "clock", lambda: steady)
        monkeypatch.setattr(taking_in.TakingIn, "async_take_in", later)
        received_at = dt_util.utcnow()
        await post(sender, ARRIVING)
        steady += waits
        freezer.tick(timedelta(seconds=waits) + set_by)
        go_on.set()
        await sender.until(lambda: not len(sender.inbox))

        assert reasons(begun) == ["first_scan", "old_picture"]
        assert begun[1].data["started_at"] == (received_at + set_by).isoformat()

    async def test_what_waits_is_dropped_with_an_account_that_is_disabled(
        self, hass: HomeAssistant, sender: Sender, begun: Events, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await sender.send(stream_payload(camera="nobody-knows-it"))
        await sender.send({"nothing": "understood"})
        await sender.post(b"", None)
        with held_up(monkeypatch):
            await hass.config_entries.async_reload(sender.account.entry_id)
            await post(sender, STRANGER, ARRIVING)
            await hass.config_entries.async_set_disabled_by(
                sender.account.entry_id, ConfigEntryDisabler.USER
            )
            await hass.async_block_till_done()
        assert not ir.async_get(hass).issues

        await hass.config_entries.async_set_disabled_by(sender.account.entry_id, None)
        await hass.async_block_till_done()

        assert not begun
        assert not len(sender.inbox)

    async def test_a_webhook_that_comes_while_the_account_stops_stays_or_is_not_taken(
        self, hass: HomeAssistant, sender: Sender, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        go_on, save, saving = asyncio.Event(), Visits.async_save, asyncio.Event()

        async def slow(visits: Visits) -> None:
            saving.set()
            await go_on.wait()
            await save(visits)

        resume, take_in = asyncio.Event(), taking_in.TakingIn.async_take_in

        async def later(taking_in_now: taking_in.TakingIn, received: Received) -> Outcome:
            await resume.wait()
            return await take_in(taking_in_now, received)

        monkeypatch.setattr(taking_in.TakingIn, "async_take_in", later)
        await post(sender, STRANGER)
        monkeypatch.setattr(Visits, "async_save", slow)
        reload = hass.async_create_task(
            hass.config_entries.async_reload(sender.account.entry_id), eager_start=False
        )
        await saving.wait()

        resume.set()
        await post(sender, ARRIVING)

        assert len(sender.inbox) == 1, "Home Assistant itself has answered the second one"
        go_on.set()
        await reload
        await sender.until(lambda: not len(sender.inbox))
        assert sender.inbox.outcomes == {"taken_in": 1}
        assert not ir.async_get(hass).issues


class TestWhatIsTheSame:
    """The same content is the same webhook for a while; then it is somebody who comes again."""

    async def test_content_that_comes_again_after_minutes_is_news(
        self, hass: HomeAssistant, sender: Sender
    ) -> None:
        seen = async_capture_events(hass, EVENT_SIGHTING)
        without_time = {"data": {"camera_id": "gate-cam", "results": [plate("ab12cde")]}}
        outcomes = []

        for seconds in (0, 119, 120, 121):
            sender.inbox.clock = lambda now=seconds: now  # type: ignore[misc]
            outcomes.append(await sender.send(without_time))

        assert outcomes == ["taken_in", "repeated", "taken_in", "repeated"]
        assert len(seen) == 2

    async def test_the_order_of_the_keys_makes_no_difference(self, sender: Sender) -> None:
        data = STRANGER["data"]
        again = {**STRANGER, "data": dict(reversed(data.items()))}

        assert await sender.send(STRANGER) is Outcome.TAKEN_IN
        assert await sender.send(again) is Outcome.REPEATED

    def test_no_more_than_so_many_are_remembered(self) -> None:
        inbox = Inbox(lambda: 0)

        for number in range(inbox_module.MOST_REMEMBERED + 1):
            inbox.remember(number.to_bytes(2))

        assert not inbox.is_repeated((0).to_bytes(2))
        assert inbox.is_repeated((1).to_bytes(2))


class TestMemory:
    """What waits is bounded by its bytes: pictures go before webhooks do."""

    @pytest.fixture
    def inbox(self, monkeypatch: pytest.MonkeyPatch) -> Inbox:
        """Has room for a hundred bytes."""
        monkeypatch.setattr(inbox_module, "MOST_WAITING_BYTES", 100)
        return Inbox(lambda: 0)

    async def test_a_picture_that_is_too_much_is_dropped_and_its_text_kept(
        self, inbox: Inbox
    ) -> None:
        assert inbox.put(WebhookBody(b"{}", b"x" * 98), dt_util.utcnow())
        await inbox_of(inbox, Outcome.TAKEN_IN)
        assert inbox.waiting_bytes == 0

        assert not inbox.put(WebhookBody(b"{}", b"x" * 99), dt_util.utcnow())

        assert inbox.without_picture == 1
        assert await inbox_of(inbox, Outcome.TAKEN_IN) == [WebhookBody(b"{}", None)]
        assert not inbox.outcomes[Outcome.LOST]

    async def test_pictures_make_room_for_webhooks_and_webhooks_for_none(
        self, inbox: Inbox
    ) -> None:
        first, text = WebhookBody(b"1", b"x" * 49), b"x" * 60
        assert inbox.put(first, dt_util.utcnow())
        assert inbox.put(WebhookBody(b"2", b"x" * 9), dt_util.utcnow())

        assert not inbox.put(WebhookBody(text, None), dt_util.utcnow())
        assert not inbox.put(WebhookBody(text, None), dt_util.utcnow())

        assert inbox.without_picture == 2
        assert inbox.outcomes == {Outcome.LOST: 1}
        kept = [WebhookBody(b"1", None), WebhookBody(b"2", None), WebhookBody(text, None)]
        assert await inbox_of(inbox, Outcome.TAKEN_IN) == kept
        assert inbox.waiting_bytes == 0

    async def test_what_is_tried_again_is_counted_once(self, inbox: Inbox) -> None:
        inbox.put(WebhookBody(b"{}", b"x" * 10), dt_util.utcnow())
        inbox.try_later(await inbox.async_next(), 0)

        assert inbox.waiting_bytes == 12

    async def test_a_loss_is_told_once_in_the_log_and_once_when_it_is_over(
        self,
        hass: HomeAssistant,
        sender: Sender,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        monkeypatch.setattr(inbox_module, "MOST_WAITING", 1)
        with held_up(monkeypatch):
            await hass.config_entries.async_reload(sender.account.entry_id)
            await post(sender, STRANGER, ARRIVING, ARRIVING)
            assert caplog.text.count("too many webhooks wait") == 1
        monkeypatch.setattr(inbox_module, "MOST_WAITING", 2)
        caplog.clear()
        with monkeypatch.context() as patch:
            go_on, take_in = asyncio.Event(), taking_in.TakingIn.async_take_in

            async def later(taking_in_now: taking_in.TakingIn, received: Received) -> Outcome:
                await go_on.wait()
                return await take_in(taking_in_now, received)

            patch.setattr(taking_in.TakingIn, "async_take_in", later)
            await hass.config_entries.async_reload(sender.account.entry_id)
            await post(sender, ARRIVING, ARRIVING, ARRIVING)
            assert caplog.text.count("too many webhooks wait") == 1
            assert "works again" not in caplog.text
            go_on.set()
            await sender.until(lambda: not len(sender.inbox))
            assert caplog.text.count("works again") == 1


async def inbox_of(inbox: Inbox, outcome: Outcome) -> list[WebhookBody]:
    """Take all out that waits, with an outcome, and return it."""
    bodies = []
    while len(inbox):
        received = await inbox.async_next()
        bodies.append(received.body)
        inbox.has_become(received, outcome)
    return bodies
