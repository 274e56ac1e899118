"""A failure is never a state: nothing changes, nothing is fired, a decision says why."""

import logging
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer.const import EVENT_FOUND_PLATE, EVENT_SIGHTING
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .answers import plate
from .conftest import (
    CAMERA_SUBENTRY,
    TOKEN,
    add_cameras,
    asked,
    camera_subentry,
    cloud_entry,
    lookups_at,
    scan,
    set_up,
)
from .fake_camera import FakeCamera, jpeg

SHOWN = [
    "image_processing.driveway_plates",
    *(f"sensor.driveway_{key}" for key in ("plate", "region", "score", "vehicle_type")),
    "sensor.driveway_last_seen",
    "sensor.driveway_lookup_duration",
    "event.driveway_sighting",
]
"""Everything that shows what was seen."""

API_FAULTS: list[tuple[str, Fault]] = [
    ("bad_request", Fault(kind="status", status=400, body={"upload": ["Empty."]})),
    ("bad_request", Fault(kind="status", status=404, body="Not found")),
    ("too_large", Fault(kind="status", status=413, body={"error": "Invalid file."})),
    ("refused", Fault(kind="status", status=403, body={"detail": "Not today."})),
    ("server_error", Fault(kind="status", status=500)),
    ("server_error", Fault(kind="status", status=502, body="<html>Bad gateway</html>")),
    ("unreadable_answer", Fault(kind="status", status=200, body="<html>Hello</html>")),
    ("unreadable_answer", Fault(kind="status", status=201, body={"error": "Unreadable"})),
    ("unreadable_answer", Fault(kind="status", status=201, body={"filename": "no results"})),
    ("unreadable_answer", Fault(kind="redirect", location="http://127.0.0.1:9/")),
    ("connection_lost", Fault(kind="drop")),
]


def shown(hass: HomeAssistant) -> dict[str, Any]:
    """Return what all entities show, with the time at which they last changed."""
    return {entity_id: hass.states.get(entity_id) for entity_id in SHOWN}


async def seen_before(hass: HomeAssistant, cloud: SandboxProcess) -> dict[str, Any]:
    """Have a plate read, and return what the entities then show."""
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    states = shown(hass)
    assert None not in states.values()
    return states


@pytest.mark.parametrize(("reason", "fault"), API_FAULTS)
@pytest.mark.usefixtures("account")
async def test_a_failing_api_changes_nothing_but_the_decision(
    hass: HomeAssistant, cloud: SandboxProcess, reason: str, fault: Fault
) -> None:
    before = await seen_before(hass, cloud)
    events = async_capture_events(hass, EVENT_SIGHTING)
    found = async_capture_events(hass, EVENT_FOUND_PLATE)

    cloud.fail(fault)
    await scan(hass)

    assert shown(hass) == before
    assert not events
    assert not found
    decision = hass.states.get("sensor.driveway_decision")
    assert decision is not None
    assert decision.state == reason
    assert decision.attributes.get("http_status") == (
        {"drop": None, "redirect": 302}.get(fault.kind, fault.status)
    )


@pytest.mark.parametrize(
    "failure", [RuntimeError("lens cap"), None, b"", b"no picture", jpeg()[:200]], ids=repr
)
@pytest.mark.usefixtures("account")
async def test_a_failing_camera_changes_nothing_but_the_decision(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    failure: bytes | Exception | None,
) -> None:
    before = await seen_before(hass, cloud)
    events = async_capture_events(hass, EVENT_SIGHTING)

    camera.picture = failure
    await scan(hass)

    assert shown(hass) == before
    assert not events
    decision = hass.states.get("sensor.driveway_decision")
    assert decision is not None
    expected = "broken_picture" if isinstance(failure, bytes) and failure else "camera_failed"
    assert decision.state == expected
    assert decision.attributes["detail"]
    assert ("fault" in decision.attributes) == (expected == "broken_picture")
    assert len(lookups_at(cloud)) == 1, "no lookup is spent on what is no picture"


@pytest.mark.usefixtures("account")
async def test_the_log_says_once_that_the_api_fails_and_once_that_it_works_again(
    hass: HomeAssistant, cloud: SandboxProcess, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(3):
        cloud.fail(Fault(kind="status", status=503, body="Busy"))
        await scan(hass)
    await scan(hass)
    await scan(hass)

    ours = [
        (record.levelname, record.getMessage())
        for record in caplog.records
        if record.name.startswith("custom_components.plate_recognizer")
        and record.levelno >= logging.INFO
    ]
    assert ours == [
        ("WARNING", "Snapshot Cloud: server_error (HTTP 503): Busy"),
        ("INFO", "Snapshot Cloud: works again"),
    ]


@pytest.mark.usefixtures("account")
async def test_the_log_says_once_that_a_camera_fails_and_once_that_it_works_again(
    hass: HomeAssistant, camera: FakeCamera, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    camera.picture = RuntimeError("lens cap")
    await scan(hass)
    await scan(hass)
    camera.picture = jpeg()
    await scan(hass)

    ours = [
        (record.levelname, record.getMessage())
        for record in caplog.records
        if record.name.startswith("custom_components.plate_recognizer")
        and record.levelno >= logging.INFO
    ]
    assert ours == [
        ("WARNING", "Driveway: lens cap"),
        ("INFO", "Driveway: works again"),
    ]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.usefixtures("account")
async def test_a_failing_scan_button_says_why(hass: HomeAssistant, camera: FakeCamera) -> None:
    camera.picture = RuntimeError("lens cap")

    with pytest.raises(HomeAssistantError) as raised:
        await hass.services.async_call(
            "button", "press", {"entity_id": "button.driveway_scan"}, blocking=True
        )

    assert raised.value.translation_key == "camera_failed"
    assert raised.value.translation_placeholders == {
        "account": "Snapshot Cloud",
        "camera": "Driveway",
        "detail": "lens cap",
    }


async def test_what_comes_after_the_unloading_is_thrown_away(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.fail(Fault(kind="slow", seconds=0.3))
    cloud.answer([plate("ab12cde")])
    scanner = next(iter(account.runtime_data.scanners.values()))
    running = hass.async_create_task(scanner.async_scan())
    await asked(cloud)

    await hass.config_entries.async_unload(account.entry_id)
    await running
    await hass.async_block_till_done()

    assert not events


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("can't open rtsp://me:p@ss@10.0.0.5/live now", "can't open rtsp://***@10.0.0.5/live now"),
        ("can't open rtsp://me:p/ss@10.0.0.5/live now", "can't open rtsp://***@10.0.0.5/live now"),
        ("GET http://10.0.0.5/jpg?user=me&pwd=pass failed", "GET http://10.0.0.5/jpg?*** failed"),
        ("Is http://10.0.0.5/live a camera? No", "Is http://10.0.0.5/live a camera? No"),
    ],
)
@pytest.mark.usefixtures("account")
async def test_a_cameras_password_in_its_integrations_words_stays_secret(
    hass: HomeAssistant,
    camera: FakeCamera,
    caplog: pytest.LogCaptureFixture,
    words: str,
    told: str,
) -> None:
    camera.picture = RuntimeError(words)
    await scan(hass)

    decision = hass.states.get("sensor.driveway_decision")
    assert decision is not None
    assert decision.attributes["detail"] == told
    ours = [each for each in caplog.messages if each.startswith("Driveway")]
    assert ours == [f"Driveway: {told}"]


@pytest.mark.usefixtures("account")
async def test_a_token_that_the_server_repeats_stays_secret(
    hass: HomeAssistant, cloud: SandboxProcess, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    cloud.fail(Fault(kind="status", status=400, body={"detail": f"What is {TOKEN}?"}))
    await scan(hass)

    decision = hass.states.get("sensor.driveway_decision")
    assert decision is not None
    assert decision.state == "bad_request"
    assert TOKEN not in str(decision)
    assert TOKEN not in caplog.text


async def test_a_camera_that_the_server_finds_too_large_is_told_of_once_beside_others_that_work(
    hass: HomeAssistant, cloud: SandboxProcess, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await add_cameras(hass, "Driveway", "Gate")
    gate = camera_subentry("Gate", "01GATESUBENTRY000000000000")
    await set_up(hass, cloud_entry(cloud, camera_subentry(), gate))

    for _ in range(3):
        cloud.fail(Fault(kind="status", status=413, body={"error": "Invalid file."}))
        await scan(hass)
        await scan(hass, "gate")

    assert [each for each in caplog.messages if each.startswith("Snapshot Cloud:")] == [
        "Snapshot Cloud: too_large (HTTP 413): Invalid file."
    ]


async def test_a_changed_camera_that_still_fails_is_told_of_anew(
    hass: HomeAssistant,
    account: MockConfigEntry,
    camera: FakeCamera,
    caplog: pytest.LogCaptureFixture,
) -> None:
    camera.picture = RuntimeError("lens cap")
    await scan(hass)
    subentry = account.subentries[CAMERA_SUBENTRY]
    hass.config_entries.async_update_subentry(account, subentry, title="Front")
    await hass.async_block_till_done()

    await scan(hass)

    told = [each for each in caplog.messages if each.endswith("lens cap")]
    assert told == ["Driveway: lens cap", "Front: lens cap"]
