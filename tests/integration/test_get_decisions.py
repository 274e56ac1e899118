"""The action that tells why something was recognised, or why nothing was."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryDisabler, ConfigSubentryDataWithId
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, Unauthorized
from homeassistant.helpers import device_registry as dr
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.plate_recognizer.decision_keeper import decision_journal
from custom_components.plate_recognizer.diagnostics import async_get_config_entry_diagnostics
from custom_components.plate_recognizer.pipeline.decision import Decision, Reason
from custom_components.plate_recognizer.pipeline.journal_records import JournalCamera
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .action import act, act_as, refused
from .answers import plate
from .conftest import (
    CAMERA_SUBENTRY,
    TOKEN,
    add_cameras,
    camera_subentry,
    cloud_entry,
    scan,
    set_up,
    vehicle_subentry,
)
from .fake_camera import FakeCamera, jpeg

MOTION = "binary_sensor.motion"
GATE = "01GATE"
NOW = "2026-07-01T12:00:00+00:00"
ALIKE = (
    vehicle_subentry("Polo", "AB12 C0E", matching="lookalike"),
    vehicle_subentry("Golf", "AB12 CQE", matching="lookalike"),
)
"""Who reads AB12 CDE can't tell which of them it is."""


@pytest.fixture(autouse=True)
async def _noon(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(NOW)


async def settled(hass: HomeAssistant) -> None:
    await hass.async_block_till_done(wait_background_tasks=True)


async def tick(hass: HomeAssistant, freezer: FrozenDateTimeFactory, seconds: float = 10) -> None:
    freezer.tick(timedelta(seconds=seconds))
    async_fire_time_changed(hass)
    await settled(hass)


async def move(hass: HomeAssistant) -> None:
    hass.states.async_set(MOTION, "off")
    hass.states.async_set(MOTION, "on")
    await settled(hass)


def driveway(settings: Mapping[str, object]) -> ConfigSubentryDataWithId:
    """Return the subentry of the camera, set so."""
    subentry = camera_subentry()
    return {**subentry, "data": {**subentry["data"], **settings}}


async def watch(hass: HomeAssistant, cloud: SandboxProcess, **data: object) -> MockConfigEntry:
    """Set up an account whose camera is triggered by motion."""
    hass.states.async_set(MOTION, "off")
    settings = {"triggers": [MOTION], "spacing": 0, "cooldown": 60, "frames": 2, **data}
    return await set_up(hass, cloud_entry(cloud, driveway(settings)))


async def switch(hass: HomeAssistant, action: str) -> None:
    entity = {"entity_id": "switch.driveway_scanning"}
    await hass.services.async_call("switch", action, entity, blocking=True)


async def summary(hass: HomeAssistant, **fields: object) -> str:
    text: str = (await act(hass, "get_decisions", **fields))["summary"]
    return text


def reasons(answer: Mapping[str, Any]) -> list[tuple[str, int]]:
    return [(each["reason"], each["count"]) for each in answer["decisions"]]


async def test_each_scan_has_its_entry_with_what_it_means(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    await switch(hass, "turn_off")  # else the camera looks by itself whether who was seen stays
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    freezer.tick(timedelta(minutes=1))
    await scan(hass)
    freezer.tick(timedelta(minutes=1))
    await scan(hass)

    answer = await act(hass, "get_decisions")

    assert answer["decisions"] == [
        {
            "camera": "Driveway",
            "camera_entity_id": "camera.driveway",
            "reason": "nothing_found",
            "meaning": answer["decisions"][0]["meaning"],
            "since": "2026-07-01T12:01:00+00:00",
            "until": "2026-07-01T12:02:00+00:00",
            "count": 2,
            "details": {"vehicles": 0},
        },
        {
            "camera": "Driveway",
            "camera_entity_id": "camera.driveway",
            "reason": "sighted",
            "meaning": answer["decisions"][1]["meaning"],
            "since": "2026-07-01T12:00:00+00:00",
            "until": "2026-07-01T12:00:00+00:00",
            "count": 1,
            "details": {"vehicles": 1},
        },
    ]
    assert answer["counts"] == {"nothing_found": 2, "sighted": 1}
    assert answer["decisions"][0]["meaning"].startswith(
        "The picture was read, and shows no vehicle."
    )
    assert answer["summary"] == (
        "Between 12:00 and 12:02: Driveway took 3 pictures: 2 without a vehicle; "
        '1 with vehicles. The action "Get sightings" tells who was seen.'
    )


async def test_a_failure_is_told_with_what_to_do_and_the_servers_words(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, account: MockConfigEntry
) -> None:
    cloud.fail(Fault(kind="status", status=503, body="Busy {today}"))
    await scan(hass)
    camera.picture = RuntimeError("lens cap")
    await scan(hass)

    answer = await act(hass, "get_decisions")

    assert [each["meaning"] for each in answer["decisions"]] == [
        "Driveway gave no picture. Check the camera in Home Assistant. The reason: lens cap",
        (
            "The server of Snapshot Cloud failed. This is usually over soon; try again in a few "
            "minutes. The server says: Busy {today}"
        ),
    ]
    assert answer["decisions"][1]["details"] == {"detail": "Busy {today}", "http_status": 503}
    assert answer["summary"] == (
        "Between 12:00 and 12:00: Driveway took one picture: 1 without an answer, as the server "
        "failed. Driveway took no picture once: the camera gave none (1). No vehicle was sighted."
    )


async def test_a_throttled_scan_is_told(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.fail(
        Fault(kind="status", status=429, headers={"Retry-After": "600"}, body={"detail": "Slow."})
    )
    await scan(hass)

    answer = await act(hass, "get_decisions")

    assert reasons(answer) == [("throttled", 1)]
    assert "1 without an answer, as there were too many requests at once" in answer["summary"]


async def test_each_frame_of_a_burst_and_each_trigger_left_out_is_a_decision(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await watch(hass, cloud)
    await move(hass)
    await move(hass)
    await move(hass)

    answer = await act(hass, "get_decisions")

    assert answer["counts"]["cooldown"] == 2
    assert answer["counts"]["nothing_found"] == 1
    assert (
        "Driveway took no picture 2 times: it was too soon after the last burst (2)."
        in (answer["summary"])
    )
    [rest] = [each for each in answer["decisions"] if each["reason"] == "cooldown"]
    assert rest["details"]["trigger"] == MOTION


@pytest.mark.usefixtures("camera")
async def test_scanning_that_is_off_is_told_also_in_a_time_after_it_was_decided(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(scan_interval=10)))
    await switch(hass, "turn_off")
    await tick(hass, freezer)
    assert reasons(await act(hass, "get_decisions")) == [("scanning_off", 1)]
    assert "Driveway took no picture once: scanning was off (1)." in await summary(hass)
    decided_at = dt_util.utcnow()

    freezer.tick(timedelta(hours=1))

    told = await summary(hass, since=(decided_at + timedelta(minutes=30)).isoformat())
    assert told == (
        "Between 12:30 and 13:00: Driveway wasn't read: nobody asked for it, and its switch "
        "Scanning is off now, so triggers and interval do nothing. What was decided last before "
        'that, at 12:00: "Scanning is off". No vehicle was sighted.'
    )


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({}, "it has neither triggers nor a scan interval"),
        ({"triggers": [MOTION]}, "none of its triggers fired, and nobody asked for it."),
        ({"scan_interval": 3600}, "no scan of its interval was due"),
        ({"triggers": [MOTION], "scan_interval": 3600}, "no scan of its interval was due"),
    ],
)
@pytest.mark.usefixtures("camera")
async def test_where_nothing_was_tried_it_is_said_why_that_can_be(
    hass: HomeAssistant, cloud: SandboxProcess, settings: dict[str, object], why: str
) -> None:
    await set_up(hass, cloud_entry(cloud, driveway(settings)))

    answer = await act(hass, "get_decisions")

    assert f"Driveway wasn't read: {why}" in answer["summary"]
    assert answer["summary"].endswith("No vehicle was sighted.")
    assert (answer["counts"], answer["decisions"]) == ({}, [])


async def test_an_account_without_cameras_says_so(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud))

    assert (await summary(hass)).startswith("Snapshot Cloud has no camera")


async def test_a_camera_whose_settings_cannot_be_used_is_told_of(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(zone=[0, 0, 0, 0])))

    assert "Driveway wasn't read: it was removed, or can't be read as it is set." in (
        await summary(hass)
    )


async def test_a_part_of_the_time_has_what_was_decided_in_it(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    for _ in range(6):
        await scan(hass)
        freezer.tick(timedelta(minutes=10))

    answer = await act(hass, "get_decisions", since="2026-07-01 12:10", until="2026-07-01 12:40")

    assert reasons(answer) == [("nothing_found", 3)]
    assert answer["summary"] == (
        "Between 12:10 and 12:40: Driveway took 3 pictures: 3 without a vehicle. "
        "No vehicle was sighted."
    )
    [entry] = answer["decisions"]
    assert (entry["since"][11:16], entry["until"][11:16]) == ("12:10", "12:30")


async def test_of_another_day_the_date_is_said(
    hass: HomeAssistant, account: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    await scan(hass)
    freezer.tick(timedelta(days=1))

    assert (await summary(hass)).startswith("Between 2026-07-01 12:00 and 12:00: Driveway took")


async def test_what_is_not_remembered_is_said(
    hass: HomeAssistant, account: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    freezer.tick(timedelta(minutes=5))

    assert await summary(hass, since="2026-07-01", until="2026-07-01 11:00") == (
        "What was before 12:00 isn't remembered: Snapshot Cloud wasn't running yet, it is too long "
        "ago, it was deleted, or Home Assistant was restarted then and keeps no history."
    )
    assert "Driveway wasn't read" in await summary(hass, since="2026-07-01 11:00")
    assert "What was before 12:00 isn't remembered" in (
        await summary(hass, since="2026-07-01 11:00")
    )
    assert "isn't remembered" not in await summary(hass)


async def test_a_journal_that_has_made_room_says_so(
    hass: HomeAssistant, account: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    journal = decision_journal(hass, account.entry_id)
    camera = JournalCamera(CAMERA_SUBENTRY, "Driveway", "camera.driveway")
    for number in range(2010):
        reason = Reason.BUSY if number % 2 else Reason.COOLDOWN
        journal.add(camera, Decision(reason, dt_util.utcnow() + timedelta(seconds=60 * number)))
    freezer.tick(timedelta(days=2))

    answer = await act(hass, "get_decisions", limit=3)

    assert len(answer["decisions"]) == 3
    assert answer["counts"] == {"busy": 1000, "cooldown": 1000}, "of all, whatever is listed"
    assert answer["summary"].endswith(
        "Of Driveway, what was before 2026-07-01 12:09 isn't remembered any more: newer decisions "
        "took its place."
    )


async def test_a_reload_forgets_nothing_and_says_when_the_account_was_not_running(
    hass: HomeAssistant, account: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    await scan(hass)
    freezer.tick(timedelta(minutes=1))
    await hass.config_entries.async_unload(account.entry_id)
    freezer.tick(timedelta(minutes=9))
    await hass.config_entries.async_setup(account.entry_id)
    await hass.async_block_till_done()
    await scan(hass)

    answer = await act(hass, "get_decisions")

    assert reasons(answer) == [("nothing_found", 2)]
    assert answer["summary"].endswith("Snapshot Cloud wasn't running from 12:01 to 12:10.")


async def test_a_removed_account_is_forgotten(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    await scan(hass)
    await hass.config_entries.async_remove(account.entry_id)

    await set_up(hass, cloud_entry(cloud, camera_subentry()))

    assert reasons(await act(hass, "get_decisions")) == []


async def test_a_camera_is_chosen_by_its_device_its_entity_or_its_name_also_a_removed_one(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await add_cameras(hass, "Driveway", "Gate")
    gate = camera_subentry("Gate", GATE)
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), gate))
    await scan(hass)
    await scan(hass, "gate")
    device = dr.async_get(hass).async_get_device_by_identifier(
        ("plate_recognizer", GATE), account.entry_id
    )
    assert device is not None

    for camera in (device.id, "camera.gate", "gATE"):
        answer = await act(hass, "get_decisions", camera=camera)
        assert [each["camera"] for each in answer["decisions"]] == ["Gate"]
        assert "Driveway" not in answer["summary"]
    everywhere = await act(hass, "get_decisions")
    assert {each["camera"] for each in everywhere["decisions"]} == {"Driveway", "Gate"}
    assert "Driveway took one picture" in everywhere["summary"]
    assert "Gate took one picture" in everywhere["summary"]

    hass.config_entries.async_update_subentry(account, account.subentries[GATE], title="Lane")
    await hass.async_block_till_done()
    [renamed] = (await act(hass, "get_decisions", camera="Lane"))["decisions"]
    assert renamed["camera"] == "Lane", "as it is called now"

    hass.config_entries.async_remove_subentry(account, CAMERA_SUBENTRY)
    await hass.async_block_till_done()
    [removed] = (await act(hass, "get_decisions", camera="driveway"))["decisions"]
    assert removed["camera_entity_id"] == "camera.driveway"


async def test_of_a_removed_camera_nothing_is_said_where_nothing_was_decided(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    await scan(hass)
    hass.config_entries.async_remove_subentry(account, CAMERA_SUBENTRY)
    await hass.async_block_till_done()
    freezer.tick(timedelta(hours=1))

    assert (await summary(hass, since="2026-07-01 12:30")).startswith(
        "Snapshot Cloud has no camera"
    )
    assert "Driveway wasn't read: it was removed" in (
        await summary(hass, since="2026-07-01 12:30", camera="Driveway")
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"since": "2026-07-01 10:00", "until": "2026-07-01 09:00"}, "since_after_until"),
        ({"since": "2026-07-01 12:01"}, "since_still_to_come"),
        ({"since": "2026-07-02", "until": "2026-07-03"}, "since_still_to_come"),
        ({"since": "yesterday"}, "not_a_time"),
        ({"until": ""}, "not_a_time"),
        ({"camera": "camera.nowhere"}, "camera_unknown"),
        ({"limit": 0}, "limit_out_of_range"),
        ({"limit": 2001}, "limit_out_of_range"),
        ({"limit": 1.5}, "limit_out_of_range"),
        ({"config_entry_id": "nobody"}, "account_unknown"),
    ],
)
async def test_what_cannot_be_asked_for_is_refused_with_its_reason(
    hass: HomeAssistant, account: MockConfigEntry, fields: dict[str, object], reason: str
) -> None:
    assert await refused(hass, "get_decisions", **fields) == reason


async def test_which_of_several_accounts_is_meant_has_to_be_said(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    other = MockConfigEntry(domain=account.domain, title="Other", data=dict(account.data))
    await set_up(hass, other)
    await scan(hass)

    assert await refused(hass, "get_decisions") == "several_accounts"
    of_first = await act(hass, "get_decisions", config_entry_id=account.entry_id)
    assert reasons(of_first) == [("nothing_found", 1)]
    assert reasons(await act(hass, "get_decisions", config_entry_id=other.entry_id)) == []


async def test_an_account_that_does_not_run_is_refused(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await hass.config_entries.async_unload(account.entry_id)
    assert await refused(hass, "get_decisions") == "account_not_running"
    await hass.config_entries.async_set_disabled_by(account.entry_id, ConfigEntryDisabler.USER)
    assert await refused(hass, "get_decisions") == "no_account"


async def test_only_administrators_may_ask(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_read_only_user: MockUser,
    hass_admin_user: MockUser,
) -> None:
    with pytest.raises(Unauthorized):
        await act_as(hass_read_only_user, hass, "get_decisions")
    assert reasons(await act_as(hass_admin_user, hass, "get_decisions")) == []


async def test_diagnostics_have_the_last_hundred_without_names_plates_and_token(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    unlimited = {"rate": "none"}
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), *ALIKE, options=unlimited))
    for number in range(60):
        cloud.answer([plate("ab12cde")] if number % 2 else [])
        camera.picture = jpeg(color=f"rgb({number}, 0, 0)")
        await scan(hass)
        camera.picture = None
        with pytest.raises(HomeAssistantError):
            await hass.services.async_call(
                "button", "press", {"entity_id": "button.driveway_scan"}, blocking=True
            )
    cloud.fail(Fault(kind="status", status=201, body="{'plate': 'ab12cde'"))
    camera.picture = jpeg()
    await scan(hass)

    diagnostics = await async_get_config_entry_diagnostics(hass, account)

    assert len(diagnostics["decisions"]) == 100
    latest = diagnostics["decisions"][0]
    assert (latest["reason"], latest["count"]) == ("unreadable_answer", 1)
    assert latest["camera"]["entity_id"] == "camera.driveway"
    told = str(diagnostics).casefold()
    for secret in ("ab12", "golf, polo", TOKEN):
        assert secret not in told


async def test_decisions_alike_write_the_sensor_once(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, camera: FakeCamera
) -> None:
    written = async_capture_events(hass, "state_changed")

    def states() -> list[str]:
        return [
            each.data["new_state"].state
            for each in written
            if each.data["entity_id"] == "sensor.driveway_decision"
        ]

    for _ in range(4):
        await scan(hass)
    cloud.answer([plate("ab12cde")], times=3)
    for _ in range(3):
        await scan(hass)
    await scan(hass)

    assert states() == ["nothing_found", "sighted", "nothing_found"]
    assert reasons(await act(hass, "get_decisions")) == [
        ("nothing_found", 1),
        ("sighted", 3),
        ("nothing_found", 4),
    ]


async def test_between_whom_nobody_can_tell_is_shown_though_the_reason_stays(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), *ALIKE))
    shown = []
    for text in ("xy98zzz", "ab12cde", "xy98zzz"):
        cloud.answer([plate(text)])
        await scan(hass)
        state = hass.states.get("sensor.driveway_decision")
        assert state is not None
        shown.append(state.attributes.get("ambiguous"))

    assert shown == [None, "Golf, Polo", None]
