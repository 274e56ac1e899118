"""A camera with an interval is scanned by itself, and each scan left out says why."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.plate_recognizer.const import EVENT_SIGHTING
from custom_components.plate_recognizer.diagnostics import async_get_config_entry_diagnostics
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .answers import plate
from .conftest import (
    CAMERA_SUBENTRY,
    add_cameras,
    answered_with,
    asked,
    camera_subentry,
    cloud_entry,
    lookups_at,
    scan,
    set_up,
)
from .fake_camera import FakeCamera, jpeg, scene

INTERVAL = 10
SLOW = Fault(kind="slow", seconds=0.5)
THROTTLED = Fault(kind="status", status=429, body={"detail": "Throttled."})

type Tick = Callable[[], None]


@pytest.fixture
async def account(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera
) -> MockConfigEntry:
    """A running account that reads the driveway every ten seconds; all it sees is new."""
    return await set_up(hass, cloud_entry(cloud, camera_subentry(scan_interval=INTERVAL)))


@pytest.fixture
def tick(hass: HomeAssistant) -> Tick:
    """Let one interval pass, without waiting for what it sets off.

    Time isn't frozen: where it is, no answer of the API would ever be late.
    """

    def pass_one() -> None:
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=INTERVAL + 1))

    return pass_one


async def settled(hass: HomeAssistant) -> None:
    """Wait for the scans under way."""
    await hass.async_block_till_done(wait_background_tasks=True)


def decision(hass: HomeAssistant) -> str | None:
    state = hass.states.get("sensor.driveway_decision")
    return state.state if state else None


@pytest.mark.usefixtures("account")
async def test_a_camera_is_scanned_once_in_each_interval(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, tick: Tick
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([])
    cloud.answer([plate("ab12cde")])

    assert camera.asked == 0
    for _ in range(2):
        tick()
        await settled(hass)

    assert len(lookups_at(cloud)) == camera.asked == 2
    assert [event.data["source"] for event in events] == ["interval"]


async def test_where_nothing_changes_an_interval_scan_costs_nothing(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    camera: FakeCamera,
    tick: Tick,
) -> None:
    camera.is_restless = False
    for _ in range(3):
        camera.picture = scene()
        tick()
        await settled(hass)

    assert (camera.asked, len(lookups_at(cloud))) == (3, 1)
    assert decision(hass) == "no_change"
    assert account.runtime_data.interval_budget.spent_today == 1


@pytest.mark.usefixtures("camera")
async def test_a_camera_without_an_interval_is_scanned_only_when_asked_to(
    hass: HomeAssistant, cloud: SandboxProcess, tick: Tick
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry()))

    tick()
    await settled(hass)

    assert lookups_at(cloud) == []


@pytest.mark.usefixtures("account")
async def test_a_scan_that_takes_longer_than_the_interval_is_not_overtaken(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, tick: Tick
) -> None:
    cloud.fail(SLOW)

    tick()
    await asked(cloud)
    tick()
    assert decision(hass) == "busy"
    await settled(hass)

    assert len(lookups_at(cloud)) == camera.asked == 1
    assert decision(hass) == "nothing_found"


@pytest.mark.usefixtures("account")
async def test_an_interval_that_falls_into_a_scan_somebody_asked_for_is_left_out(
    hass: HomeAssistant, cloud: SandboxProcess, tick: Tick
) -> None:
    cloud.fail(SLOW)
    asked_for = hass.async_create_task(scan(hass))
    await asked(cloud)

    tick()
    assert decision(hass) == "busy"
    await asked_for
    await settled(hass)

    assert len(lookups_at(cloud)) == 1


@pytest.mark.usefixtures("account")
async def test_a_throttled_scan_is_made_up_for_with_the_newest_frame(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, tick: Tick
) -> None:
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "1.2"}))
    camera.is_restless = False

    tick()
    await answered_with(cloud, 429)
    camera.picture = jpeg(160, 120)
    await settled(hass)

    throttled, answered = lookups_at(cloud)
    assert throttled.status == 429
    assert answered.status == 201
    assert answered.image is not None
    assert (answered.image.width, answered.image.height) == (160, 120)
    assert decision(hass) == "nothing_found"


@pytest.mark.usefixtures("account")
async def test_a_scan_somebody_asks_for_goes_before_a_throttled_one_and_makes_it_needless(
    hass: HomeAssistant, cloud: SandboxProcess, tick: Tick
) -> None:
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "0.5"}))
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde")])

    tick()
    await answered_with(cloud, 429)
    await scan(hass)
    assert [event.data["source"] for event in events] == ["action"]
    await settled(hass)

    assert [event.data["source"] for event in events] == ["action"]
    assert [lookup.status for lookup in lookups_at(cloud)] == [429, 201]


@pytest.mark.usefixtures("account")
async def test_an_api_that_asks_to_wait_for_long_is_left_alone_and_each_interval_says_so(
    hass: HomeAssistant, cloud: SandboxProcess, tick: Tick
) -> None:
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "600"}))

    tick()
    await settled(hass)
    assert decision(hass) == "throttled"
    await scan(hass)
    tick()
    await settled(hass)

    assert [lookup.status for lookup in lookups_at(cloud)] == [429]
    assert decision(hass) == "throttled"


async def test_a_waiting_scan_ends_with_its_account(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, tick: Tick
) -> None:
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "2"}))
    tick()
    await answered_with(cloud, 429)

    await hass.config_entries.async_unload(account.entry_id)
    await asyncio.sleep(2.5)  # longer than it was to wait
    tick()
    await settled(hass)

    assert len(lookups_at(cloud)) == 1


@pytest.mark.usefixtures("account")
async def test_a_failing_camera_is_tried_again_in_the_next_interval(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, tick: Tick
) -> None:
    camera.picture = None
    tick()
    await settled(hass)
    assert decision(hass) == "camera_failed"

    camera.picture = jpeg()
    tick()
    await settled(hass)

    assert decision(hass) == "nothing_found"


async def test_a_changed_interval_holds_at_once_and_no_other_camera_notices(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    for camera in await add_cameras(hass, "Driveway", "Gate"):
        camera.is_restless = True
    account = await set_up(
        hass,
        cloud_entry(
            cloud,
            camera_subentry(scan_interval=60),
            camera_subentry("Gate", "01GATE00000000000000000000", scan_interval=60),
        ),
    )
    running = account.runtime_data
    subentry = account.subentries[CAMERA_SUBENTRY]
    freezer.tick(timedelta(seconds=30))
    async_fire_time_changed(hass)

    hass.config_entries.async_update_subentry(
        account, subentry, data={**subentry.data, "scan_interval": 5}
    )
    await hass.async_block_till_done()
    asked_by = []
    for _ in range(6):
        freezer.tick(timedelta(seconds=5))
        async_fire_time_changed(hass)
        await settled(hass)
        asked_by = [lookup.fields["camera_id"][0] for lookup in lookups_at(cloud)]

    assert account.runtime_data is running
    assert asked_by.count(CAMERA_SUBENTRY) == 6
    assert asked_by.count("01GATE00000000000000000000") == 1, "its 60 s were not begun anew"


async def test_a_removed_camera_is_scanned_no_more(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, tick: Tick
) -> None:
    hass.config_entries.async_remove_subentry(account, CAMERA_SUBENTRY)
    await hass.async_block_till_done()

    tick()
    await settled(hass)

    assert lookups_at(cloud) == []


@pytest.mark.usefixtures("account")
async def test_what_a_left_out_scan_says_is_no_news_of_any_vehicle(
    hass: HomeAssistant, cloud: SandboxProcess, tick: Tick
) -> None:
    cloud.answer([plate("ab12cde")])
    tick()
    await settled(hass)
    entities = ["image_processing.driveway_plates", "sensor.driveway_plate"]
    before = [hass.states.get(entity) for entity in entities]
    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": "switch.driveway_scanning"}, blocking=True
    )

    tick()
    await settled(hass)

    assert decision(hass) == "scanning_off"
    assert [hass.states.get(entity) for entity in entities] == before


async def test_an_interval_that_is_taken_away_ends_the_wait_for_a_throttle(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, tick: Tick
) -> None:
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "1.2"}))
    tick()
    await answered_with(cloud, 429)
    subentry = account.subentries[CAMERA_SUBENTRY]

    hass.config_entries.async_update_subentry(
        account, subentry, data={**subentry.data, "scan_interval": 0}
    )
    await settled(hass)

    assert len(lookups_at(cloud)) == 1


@pytest.mark.usefixtures("account")
async def test_a_switch_that_is_turned_off_during_the_wait_is_the_decision(
    hass: HomeAssistant, cloud: SandboxProcess, tick: Tick
) -> None:
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "1.2"}))
    tick()
    await answered_with(cloud, 429)

    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": "switch.driveway_scanning"}, blocking=True
    )
    await settled(hass)

    assert len(lookups_at(cloud)) == 1
    assert decision(hass) == "scanning_off"


async def test_cameras_of_the_same_interval_take_turns_within_it(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    names = ("Driveway", "Gate", "Street", "Yard")
    for camera in await add_cameras(hass, *names):
        camera.is_restless = True
    subentries = [
        camera_subentry(name, f"01CAMERA{index:018}", scan_interval=INTERVAL)
        for index, name in enumerate(names)
    ]
    await set_up(hass, cloud_entry(cloud, *subentries))
    asked_in: list[int] = []
    for second in range(1, 2 * INTERVAL + 1):
        before = len(lookups_at(cloud))
        freezer.tick(timedelta(seconds=1))
        async_fire_time_changed(hass)
        await settled(hass)
        asked_in += [second] * (len(lookups_at(cloud)) - before)

    assert len(asked_in) == 2 * len(names)
    assert len(set(asked_in)) == 2 * len(names), "no two of them in the same second"


@pytest.mark.usefixtures("account")
async def test_an_interval_that_passes_while_a_throttled_scan_waits_is_left_out(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "2"}))

    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=INTERVAL + 1))
    await answered_with(cloud, 429)
    (account,) = hass.config_entries.async_entries("plate_recognizer")
    account.runtime_data.cameras._scanning[CAMERA_SUBENTRY].intervals._async_tick(dt_util.utcnow())

    assert decision(hass) == "busy"
    assert camera.asked == len(lookups_at(cloud)) == 1


async def test_a_camera_whose_interval_is_taken_away_is_scanned_no_more(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, tick: Tick
) -> None:
    tick()
    await settled(hass)
    subentry = account.subentries[CAMERA_SUBENTRY]

    hass.config_entries.async_update_subentry(
        account, subentry, data={**subentry.data, "scan_interval": 0}
    )
    await hass.async_block_till_done()
    for _ in range(3):
        tick()
        await settled(hass)

    assert len(lookups_at(cloud)) == 1


async def test_nothing_is_scanned_before_home_assistant_has_started(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, tick: Tick
) -> None:
    hass.set_state(CoreState.starting)
    await set_up(hass, cloud_entry(cloud, camera_subentry(scan_interval=INTERVAL)))
    tick()
    await settled(hass)
    assert camera.asked == 0

    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await hass.async_block_till_done()
    tick()
    await settled(hass)

    assert camera.asked == 1


async def test_a_token_that_is_refused_to_an_interval_scan_is_asked_for(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, tick: Tick
) -> None:
    cloud.set_account(token="another")

    tick()
    await settled(hass)

    assert decision(hass) == "token_refused"
    assert list(account.async_get_active_flows(hass, {SOURCE_REAUTH}))


async def test_credits_that_an_interval_scan_finds_used_up_are_an_issue(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, tick: Tick
) -> None:
    cloud.set_account(calls=2500, limit=2500)

    tick()
    await settled(hass)

    issue_id = f"no_credits_{account.entry_id}"
    assert ir.async_get(hass).async_get_issue("plate_recognizer", issue_id)


@pytest.mark.usefixtures("account")
async def test_a_throttle_that_is_waited_out_is_nothing_for_the_log(
    hass: HomeAssistant, cloud: SandboxProcess, tick: Tick, caplog: pytest.LogCaptureFixture
) -> None:
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "0.1"}))

    tick()
    await settled(hass)

    assert [each for each in caplog.messages if each.startswith("Snapshot Cloud:")] == []


async def test_a_scan_that_is_left_out_does_not_hide_the_last_one_in_diagnostics(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, tick: Tick
) -> None:
    cloud.answer([plate("ab12cde")])
    tick()
    await settled(hass)
    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": "switch.driveway_scanning"}, blocking=True
    )
    tick()
    await settled(hass)

    diagnostics = await async_get_config_entry_diagnostics(hass, account)

    [camera] = diagnostics["cameras"]
    assert camera["last_scan"]["decision"]["reason"] == "sighted"
    assert camera["last_decision"]["reason"] == "scanning_off"
