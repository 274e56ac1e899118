"""All lookups of an account go through one limiter: over HTTP, at a throttled cloud."""

import asyncio
from collections.abc import Coroutine
from typing import Any
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer.api.engine import EngineConfig
from custom_components.plate_recognizer.api.form import LookupRequest
from custom_components.plate_recognizer.api.models import Recognition
from custom_components.plate_recognizer.api.picture import PictureFile
from custom_components.plate_recognizer.clients import create_client
from custom_components.plate_recognizer.const import EVENT_SIGHTING, EVENT_VISIT_STARTED
from custom_components.plate_recognizer.limiter import Priority
from custom_components.plate_recognizer.pipeline.decision import Decision, Reason
from custom_components.plate_recognizer.pipeline.rate import MOST_LEARNED
from custom_components.plate_recognizer.pipeline.sighting import Source
from custom_components.plate_recognizer.rates import async_rate
from custom_components.plate_recognizer.scanner import CameraScanner
from custom_components.plate_recognizer.spot_checks import SPOT_CHECK
from custom_components.plate_recognizer.worth import Purpose
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .answers import plate
from .camera_dialog import tested, words
from .conftest import (
    add_cameras,
    answered_with,
    asked,
    camera_subentry,
    choose,
    cloud_entry,
    lookups_at,
    scan,
    sdk_entry,
    set_up,
    until,
)
from .fake_camera import FakeCamera, jpeg

NAMES = ("Drive", "Gate", "Street", "Yard")
PLATES = ("ab12cde", "ef34ghj", "kl56mno", "pq78rst")
COLORS = ("red", "green", "blue", "yellow")
VISIBLE = 4
"""Seconds."""


def camera_id(name: str) -> str:
    return f"01CAMERA{name.upper():0>18}"


def cameras(**data: object) -> list[Any]:
    return [
        camera_subentry(name, camera_id(name), triggers=[motion(name)], cooldown=0, **data)
        for name in NAMES
    ]


def motion(name: str) -> str:
    return f"binary_sensor.{name.lower()}_motion"


@pytest.fixture
async def views(hass: HomeAssistant) -> list[FakeCamera]:
    """Four cameras, and a motion sensor beside each."""
    for name in NAMES:
        hass.states.async_set(motion(name), "off")
    return await add_cameras(hass, *NAMES)


async def start(hass: HomeAssistant, cloud: SandboxProcess, rate: str) -> MockConfigEntry:
    """Run an account with four cameras at a cloud that lets one lookup in each second."""
    cloud.set_account(rate=1)
    return await set_up(hass, cloud_entry(cloud, *cameras(), options={"rate": rate}))


def statuses(sandbox: SandboxProcess) -> list[int | None]:
    return [lookup.status for lookup in lookups_at(sandbox)]


def answered(sandbox: SandboxProcess) -> list[str]:
    """Return the names of the cameras whose lookups were let in, in that order."""
    ids = {camera_id(name): name for name in NAMES}
    lookups = [lookup for lookup in lookups_at(sandbox) if lookup.billed]
    return [ids[lookup.fields["camera_id"][0]] for lookup in lookups]


def scanning(account: MockConfigEntry, name: str, source: Source) -> Coroutine[Any, Any, Decision]:
    scanner: CameraScanner = account.runtime_data.scanners[camera_id(name)]
    if source is Source.ACTION:
        return scanner.async_scan()
    return scanner.async_look(Purpose(source, Priority[source.name]))


async def scanned_together(
    hass: HomeAssistant, account: MockConfigEntry
) -> tuple[list[Decision], int]:
    """Scan all cameras. Nothing is sent before each has its turn, or has to wait for it.

    Returns the decisions, and how many lookups were under way at once.
    """
    client = account.runtime_data.lookups._client
    limiter = account.runtime_data.lookups._limiter
    lookup, under_way, most, goes = client.lookup, 0, 0, asyncio.Event()

    async def counted(request: LookupRequest) -> Recognition:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        try:
            await goes.wait()
            recognition: Recognition = await lookup(request)
        finally:
            under_way -= 1
        return recognition

    with patch.object(client, "lookup", counted):
        scans = [hass.async_create_task(scanning(account, n, Source.ACTION)) for n in NAMES]
        await until(lambda: under_way + len(limiter._waiting) == len(NAMES))
        goes.set()
        return await asyncio.gather(*scans), most


async def waiting(account: MockConfigEntry, lookups: int) -> None:
    """Let everything go on until that many lookups wait for their turn."""
    limiter = account.runtime_data.lookups._limiter
    await until(lambda: len(limiter._waiting) == lookups)


@pytest.mark.parametrize(("rate", "most_refused"), [("1", 1), ("learn", 4)])
async def test_four_cameras_that_are_triggered_at_once_each_see_their_vehicle(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    views: list[FakeCamera],
    rate: str,
    most_refused: int,
) -> None:
    await start(hass, cloud, rate)
    seen = async_capture_events(hass, EVENT_SIGHTING)
    begun = async_capture_events(hass, EVENT_VISIT_STARTED)
    gone, leaving = jpeg(), []
    for view, color, text in zip(views, COLORS, PLATES, strict=True):
        view.picture = jpeg(color=color)
        cloud.answer_picture(view.picture, [plate(text)])
        leaving.append(hass.loop.call_later(VISIBLE, setattr, view, "picture", gone))
    cloud.answer_picture(gone, [])

    for name in NAMES:
        hass.states.async_set(motion(name), "on")
    await hass.async_block_till_done(wait_background_tasks=True)
    for each in leaving:
        each.cancel()

    told = {(event.data["camera"], event.data["plate"]) for event in seen}
    assert told == set(zip(NAMES, map(str.upper, PLATES), strict=True))
    assert len(begun) == len(NAMES)
    assert statuses(cloud).count(429) <= most_refused


@pytest.mark.usefixtures("views")
async def test_what_is_urgent_goes_first_whatever_waits(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await start(hass, cloud, "1")
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "5"}))
    interval = asyncio.create_task(scanning(account, "Drive", Source.INTERVAL))
    await answered_with(cloud, 429)
    await waiting(account, 1)

    check = asyncio.create_task(
        account.runtime_data.scanners[camera_id("Yard")].async_look(SPOT_CHECK)
    )
    hass.states.async_set(motion("Street"), "on")
    await waiting(account, 3)
    await scan(hass, "gate")
    await asyncio.gather(interval, check)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert answered(cloud) == ["Gate", "Street", "Yard", "Drive"]


async def test_an_interval_scan_shows_what_is_there_when_its_turn_comes(
    hass: HomeAssistant, cloud: SandboxProcess, views: list[FakeCamera]
) -> None:
    account = await start(hass, cloud, "1")
    asked_for = [
        hass.async_create_task(scanning(account, name, Source.ACTION))
        for name in ("Gate", "Street", "Yard")
    ]
    await asked(cloud, 1)  # the others have a second to wait for the next turn: none is overtaken
    await until(lambda: all(view.asked for view in views[1:]))
    interval = hass.async_create_task(scanning(account, "Drive", Source.INTERVAL))
    await until(lambda: views[0].asked > 0)
    assert len(lookups_at(cloud)) == 1, "whether it is worth a lookup is seen at once"
    before = dt_util.utcnow()
    views[0].picture = jpeg(160, 120)

    decision = await interval

    await asyncio.gather(*asked_for)
    sent = lookups_at(cloud)[-1].image
    assert sent is not None
    assert (sent.width, sent.height) == (160, 120)
    assert decision.taken_at > before


@pytest.mark.usefixtures("views")
async def test_an_interval_scan_lets_a_scan_of_its_camera_go_first_which_makes_it_needless(
    hass: HomeAssistant, cloud: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await start(hass, cloud, "1")
    monkeypatch.setattr("custom_components.plate_recognizer.pipeline.rate._WINDOW", 5.0)
    await scan(hass, "gate")
    interval = hass.async_create_task(scanning(account, "Drive", Source.INTERVAL))
    await waiting(account, 1)

    await scan(hass, "drive")

    assert (await interval).reason is Reason.BUSY
    assert answered(cloud) == ["Gate", "Drive"]


async def test_a_camera_without_a_picture_costs_an_interval_scan_nothing(
    hass: HomeAssistant, cloud: SandboxProcess, views: list[FakeCamera]
) -> None:
    account = await start(hass, cloud, "1")
    views[0].picture = OSError("no picture")

    decision = await scanning(account, "Drive", Source.INTERVAL)
    await scan(hass, "gate")

    assert decision.reason is Reason.CAMERA_FAILED
    assert statuses(cloud) == [201]


@pytest.fixture
def no_next_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have whoever is second wait for as long as a test may take, however slow its machine is."""
    monkeypatch.setattr("custom_components.plate_recognizer.pipeline.rate._WINDOW", 3600.0)


@pytest.mark.usefixtures("no_next_turn", "views")
async def test_a_lookup_that_waited_too_long_is_dropped_and_says_so(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await start(hass, cloud, "1")
    await scan(hass, "gate")
    with patch("custom_components.plate_recognizer.limiter.LONGEST_WAIT", 0.1):
        decision = await scanning(account, "Drive", Source.TRIGGER)
        with pytest.raises(HomeAssistantError) as raised:
            await hass.services.async_call(
                "button", "press", {"entity_id": "button.drive_scan"}, blocking=True
            )

    assert decision.reason is Reason.WAITED_TOO_LONG
    assert float(decision.details["waited"]) >= 0.1
    assert decision.details["ahead"] == 0
    assert not decision.may_have_cost
    assert raised.value.translation_key == "waited_too_long"
    state = hass.states.get("sensor.drive_decision")
    assert state is not None
    assert state.state == "waited_too_long"
    assert statuses(cloud) == [201]


@pytest.mark.usefixtures("no_next_turn")
async def test_a_test_of_a_camera_that_waited_too_long_says_what_that_means(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    cloud.set_account(rate=1)
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), options={"rate": "1"}))
    await scan(hass)
    menu = await tested(hass, account)

    with patch("custom_components.plate_recognizer.limiter.LONGEST_WAIT", 0.1):
        result = await choose(hass, menu, "lookup")

    assert result["step_id"] == "lookup_failed"
    assert "turn didn't come within half a minute" in words(result)["reason"]
    assert camera.asked == 2


@pytest.mark.usefixtures("views")
async def test_a_token_that_others_use_as_well_is_waited_for(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await start(hass, cloud, "1")
    other = create_client(hass, account.data)
    picture = LookupRequest(
        picture=PictureFile(jpeg(), "image/jpeg"),
        camera_id=None,
        taken_at=dt_util.utcnow(),
        nonce="of-another-client",
        regions=(),
        mmc=False,
        engine=EngineConfig(),
    )
    await other.lookup(picture)

    await scan(hass, "drive")

    assert statuses(cloud) == [201, 429, 201]


@pytest.mark.usefixtures("views")
async def test_what_was_learned_outlives_a_reload_but_not_another_token(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await start(hass, cloud, "learn")
    assert async_rate(hass, account).limit == MOST_LEARNED
    await asyncio.gather(*(scanning(account, name, Source.ACTION) for name in NAMES[:3]))
    refused = statuses(cloud).count(429)
    assert refused

    await hass.config_entries.async_reload(account.entry_id)
    assert async_rate(hass, account).limit == 1
    await asyncio.gather(*(scanning(account, name, Source.ACTION) for name in NAMES[:3]))
    assert statuses(cloud).count(201) == 6
    assert statuses(cloud).count(429) <= refused + 1

    hass.config_entries.async_update_entry(account, data={**account.data, "token": "another"})
    assert async_rate(hass, account).limit == MOST_LEARNED
    await hass.async_block_till_done(wait_background_tasks=True)


@pytest.mark.usefixtures("no_next_turn", "views")
async def test_what_waits_when_the_account_is_unloaded_ends_at_once(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await start(hass, cloud, "1")
    await scan(hass, "yard")
    asking = [
        hass.async_create_task(scanning(account, name, source))
        for name, source in zip(NAMES, (*Source, Source.TRIGGER), strict=False)
        if source in {Source.ACTION, Source.TRIGGER, Source.INTERVAL}
    ]
    await waiting(account, len(asking))

    await hass.config_entries.async_unload(account.entry_id)

    decisions = await asyncio.gather(*asking)
    assert {decision.reason for decision in decisions} == {Reason.STOPPED}
    assert statuses(cloud) == [201]


@pytest.mark.usefixtures("views")
async def test_what_waits_while_the_credits_run_out_is_not_even_asked(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await start(hass, cloud, "1")
    cloud.set_account(calls=2500, limit=2500)

    decisions = await asyncio.gather(*(scanning(account, name, Source.ACTION) for name in NAMES))

    assert {decision.reason for decision in decisions} == {Reason.NO_CREDITS}
    assert len(lookups_at(cloud)) == 1
    assert ir.async_get(hass).async_get_issue("plate_recognizer", f"no_credits_{account.entry_id}")


@pytest.mark.usefixtures("views")
async def test_lookups_that_fail_together_are_told_once_whatever_is_answered_between_them(
    hass: HomeAssistant, sdk: SandboxProcess, caplog: pytest.LogCaptureFixture
) -> None:
    account = await set_up(hass, sdk_entry(sdk, *cameras(), options={"replicas": 2}))
    sdk.set_account(at_once=1, latency=0.1)
    sdk.fail(
        Fault(kind="drop"), Fault(kind="slow", seconds=0.01), Fault(kind="drop_mid_body", times=2)
    )

    decisions, at_once = await scanned_together(hass, account)
    assert at_once == len(NAMES)
    assert [decision.answered for decision in decisions].count(True) == 1
    ours = [record for record in caplog.records if record.name.endswith("recognizer.lookups")]
    assert [record.levelname for record in ours] == ["WARNING"]

    await scan(hass, "drive")
    assert caplog.text.count("works again") == 1


@pytest.mark.usefixtures("views")
@pytest.mark.parametrize(("options", "at_a_time"), [({}, 2), ({"replicas": 2}, 4)])
async def test_an_sdk_is_asked_for_two_at_a_time_and_several_for_two_each(
    hass: HomeAssistant, sdk: SandboxProcess, options: dict[str, Any], at_a_time: int
) -> None:
    account = await set_up(hass, sdk_entry(sdk, *cameras(), options=options))

    _, most = await scanned_together(hass, account)

    assert most == at_a_time
    assert len(lookups_at(sdk)) == 4
