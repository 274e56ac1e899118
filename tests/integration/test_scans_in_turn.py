"""What one scan may and may not see of another, of changes and of the end of its account."""

import asyncio
import threading
from typing import Any
from unittest.mock import patch

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer import frames as frames_module
from custom_components.plate_recognizer.const import DOMAIN, EVENT_FOUND_PLATE, EVENT_SIGHTING
from custom_components.plate_recognizer.pipeline.decision import Reason
from custom_components.plate_recognizer.pipeline.frame import prepare
from custom_components.plate_recognizer.scanner import CameraScanner
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .answers import MMC, PLATE_BOX, SEDAN, plate
from .conftest import (
    CAMERA_SUBENTRY,
    add_cameras,
    camera_subentry,
    choose,
    cloud_entry,
    fill_in_camera,
    lookups_at,
    scan,
    set_up,
)
from .fake_camera import FakeCamera, noise_over_the_limit

SLOW = Fault(kind="slow", seconds=0.3)


def scanner_of(account: MockConfigEntry) -> CameraScanner:
    """Return the account's first scanner."""
    scanner: CameraScanner = next(iter(account.runtime_data.scanners.values()))
    return scanner


async def asked(cloud: SandboxProcess, lookups: int = 1) -> None:
    """Wait until the sandbox was asked for that many lookups."""
    while len(lookups_at(cloud)) < lookups:  # noqa: ASYNC110 - another process has no event for us
        await asyncio.sleep(0.01)


async def test_two_scans_of_a_camera_follow_each_other_with_a_frame_of_their_own(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, camera: FakeCamera
) -> None:
    scanner = scanner_of(account)
    cloud.fail(SLOW)
    first = hass.async_create_task(scanner.async_scan())
    await asked(cloud)
    second = hass.async_create_task(scanner.async_scan())
    await asyncio.sleep(0)
    assert camera.asked == 1, "the second one waits"
    before_second = dt_util.utcnow()

    await first
    decision = await second

    assert camera.asked == 2
    assert decision.taken_at >= before_second


async def test_scans_that_wait_when_the_account_is_unloaded_cost_nothing(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    scanner = scanner_of(account)
    cloud.fail(SLOW)
    scans = [hass.async_create_task(scanner.async_scan()) for _ in range(3)]
    await asked(cloud)

    await hass.config_entries.async_unload(account.entry_id)
    decisions = await asyncio.gather(*scans)

    assert {decision.reason for decision in decisions} == {Reason.STOPPED}
    assert len(lookups_at(cloud)) == 1


async def test_a_camera_removed_while_it_is_scanned_tells_nothing(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.fail(SLOW)
    cloud.answer([plate("ab12cde")])
    running = hass.async_create_task(scanner_of(account).async_scan())
    await asked(cloud)

    hass.config_entries.async_remove_subentry(account, CAMERA_SUBENTRY)
    await running
    await hass.async_block_till_done()

    assert not events


async def test_a_throttled_lookup_of_an_account_that_is_gone_is_not_tried_again(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "0.3"}))
    running = hass.async_create_task(scanner_of(account).async_scan())
    await asked(cloud)

    await hass.config_entries.async_remove(account.entry_id)
    await running

    assert len(lookups_at(cloud)) == 1
    assert not hass.config_entries.flow.async_progress_by_handler(DOMAIN)


async def test_a_sighting_belongs_to_the_camera_that_was_asked(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await add_cameras(hass, "Driveway", "Gate")
    account = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.fail(SLOW)
    cloud.answer([plate("ab12cde")])
    running = hass.async_create_task(scanner_of(account).async_scan())
    await asked(cloud)

    form = await account.start_subentry_reconfigure_flow(hass, CAMERA_SUBENTRY)
    menu = await fill_in_camera(hass, form, camera_entity_id="camera.gate", name="Gate")
    await choose(hass, menu, "save")
    await running
    await hass.async_block_till_done()

    [event] = events
    assert event.data["camera_entity_id"] == "camera.driveway"
    assert event.data["camera"] == "Driveway"


async def test_a_renamed_camera_and_account_are_called_so_everywhere(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    hass.config_entries.async_update_subentry(
        account, account.subentries[CAMERA_SUBENTRY], title="Front"
    )
    hass.config_entries.async_update_entry(account, title="Mine")
    await hass.async_block_till_done()
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde")])

    await scan(hass)

    [event] = events
    assert event.data["camera"] == event.data["place"] == "Front"
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), account.entry_id)
    assert {device.name for device in devices} == {"Front", "Mine"}


async def test_the_place_of_a_camera_is_told(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    subentry = camera_subentry()
    subentry["data"] = {**subentry["data"], "place": "Yard"}
    await set_up(hass, cloud_entry(cloud, subentry))
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde")])

    await scan(hass)

    assert [event.data["place"] for event in events] == ["Yard"]
    assert camera.asked == 1


@pytest.mark.usefixtures("account")
async def test_a_picture_over_the_limit_is_scaled_and_its_boxes_are_told_in_full_size(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    camera.picture = noise_over_the_limit()
    assert len(camera.picture) > 3_000_000
    threads: list[threading.Thread] = []

    def noted_prepare(*arguments: object) -> object:
        threads.append(threading.current_thread())
        return prepare(*arguments)  # type: ignore[arg-type]  # as they are handed in

    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde")])
    with patch.object(frames_module, "prepare", noted_prepare):
        await scan(hass)

    [lookup] = lookups_at(cloud)
    assert lookup.status == 201
    assert lookup.image is not None
    assert lookup.image.width < 3600
    [event] = events
    assert (event.data["image_width"], event.data["image_height"]) == (3600, 2700)
    factor = 3600 / lookup.image.width
    for edge, sent in PLATE_BOX.items():
        assert abs(event.data["box"][edge] - sent * factor) <= 2
    assert threads
    assert threading.main_thread() not in threads


@pytest.mark.usefixtures("account")
async def test_each_lookup_is_marked_by_a_name_of_its_own(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await scan(hass)
    await scan(hass)

    names = [lookup.file_name for lookup in lookups_at(cloud)]
    assert len(set(names)) == 2


@pytest.mark.usefixtures("account")
async def test_the_time_that_is_sent_is_the_time_of_the_frame(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde")])

    await scan(hass)

    [lookup], [event] = lookups_at(cloud), events
    [timestamp] = lookup.fields["timestamp"]
    assert event.data["taken_at"].startswith(timestamp)


@pytest.mark.usefixtures("account")
async def test_found_plate_finds_the_states_that_belong_to_it(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.answer([plate("ab12cde", vehicle=SEDAN, **MMC)])
    await scan(hass)
    shown: list[str] = []

    @callback
    def note(_event: Event[Any]) -> None:
        state = hass.states.get("sensor.driveway_color")
        shown.append(state.state if state else "")

    hass.bus.async_listen(EVENT_FOUND_PLATE, note)
    red = {**MMC, "color": [{"color": "red", "score": 0.9}]}
    cloud.answer([plate("ef34ghj", vehicle=SEDAN, **red)])

    await scan(hass)

    assert shown == ["red"]
