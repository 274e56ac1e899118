"""Known vehicles: who is on the picture, and what may be said of them."""

from datetime import datetime
from types import MappingProxyType
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentry, ConfigSubentryDataWithId
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, State, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.event import async_track_state_change_event
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    mock_restore_cache_with_extra_data,
)

from custom_components.plate_recognizer.const import EVENT_SIGHTING
from sandbox.process import SandboxProcess

from .answers import plate
from .conftest import (
    CAMERA_SUBENTRY,
    camera_subentry,
    cloud_entry,
    lookups_at,
    scan,
    set_up,
    vehicle_subentry,
)

GOLF_ID = "01VEHICLE0000000000000GOLF"
NOBODY = {"vehicle": None, "vehicle_id": None, "category": None, "may_open": None}

pytestmark = pytest.mark.usefixtures("camera")


def golf(**data: object) -> ConfigSubentryDataWithId:
    golf = vehicle_subentry("Golf", "AB12 CDE", subentry_id=GOLF_ID)
    golf["data"] = {**golf["data"], **data}
    return golf


async def seen(
    hass: HomeAssistant, cloud: SandboxProcess, text: str, **extra: object
) -> dict[str, Any]:
    """Have a plate read, and return what the bus says of it."""
    events: list[Event[dict[str, Any]]] = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([{**plate(text), **extra}])
    await scan(hass)
    [event] = events
    return dict(event.data)


def shown(hass: HomeAssistant, entity_id: str) -> str | None:
    state = hass.states.get(entity_id)
    return state.state if state else None


async def test_a_known_vehicle_is_told_by_name_with_what_it_may(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf(may_open=True)))

    told = await seen(hass, cloud, "ab12cde")

    assert (told["status"], told["status_reason"], told["match"]) == ("known", "matched", "exact")
    assert (told["vehicle"], told["vehicle_id"]) == ("Golf", GOLF_ID)
    assert (told["category"], told["may_open"]) == ("resident", True)
    assert told["resembles"] is None
    assert told["plate"] == "AB12CDE", "as it was read, not as it is stored"
    assert shown(hass, "sensor.driveway_vehicle") == "Golf"


async def test_a_stranger_has_no_name_and_takes_the_last_one_away(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf()))
    await seen(hass, cloud, "ab12cde")

    told = await seen(hass, cloud, "xy98zzz")

    assert (told["status"], told["match"]) == ("stranger", "none")
    assert NOBODY.items() <= told.items()
    assert shown(hass, "sensor.driveway_vehicle") == "unknown"


async def test_a_mere_resemblance_is_a_stranger_and_touches_no_entity_of_the_vehicle(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf(may_open=True)))

    told = await seen(hass, cloud, "a812cde")

    assert (told["status"], told["status_reason"]) == ("stranger", "below_matching")
    assert NOBODY.items() <= told.items()
    assert told["match"] == "lookalike"
    assert told["resembles"] == {"vehicle_id": GOLF_ID, "match": "lookalike"}
    assert shown(hass, "sensor.golf_last_seen") == "unknown"
    assert shown(hass, "event.golf_sighting") == "unknown"


@pytest.mark.parametrize(
    ("matching", "status"), [("exact", "stranger"), ("candidate", "known"), ("lookalike", "known")]
)
async def test_a_vehicle_says_itself_how_well_its_plate_has_to_be_read(
    hass: HomeAssistant, cloud: SandboxProcess, matching: str, status: str
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf(matching=matching)))
    candidates = [{"plate": "a812cde", "score": 0.95}, {"plate": "ab12cde", "score": 0.9}]

    told = await seen(hass, cloud, "a812cde", candidates=candidates)

    assert (told["status"], told["match"]) == (status, "candidate")


async def test_a_blocked_vehicle_is_told_of_where_its_plate_is_nearly_read(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf(category="blocked")))

    told = await seen(hass, cloud, "a812cde")

    assert (told["status"], told["status_reason"]) == ("blocked", "resembles_blocked")
    assert told["vehicle"] == "Golf"


async def test_equally_near_vehicles_are_none_and_the_decision_names_them(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    polo = vehicle_subentry("Polo", "AB12 C0E", matching="lookalike")
    golf_like = vehicle_subentry("Golf", "AB12 CQE", matching="lookalike")
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf_like, polo))

    told = await seen(hass, cloud, "ab12cde")

    assert (told["status"], told["status_reason"]) == ("stranger", "ambiguous")
    decision = hass.states.get("sensor.driveway_decision")
    assert decision is not None
    assert decision.attributes["ambiguous"] == "Golf, Polo"


async def test_of_equally_near_vehicles_it_is_the_blocked_one(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    polo = vehicle_subentry("Polo", "AB12 C0E", matching="lookalike", may_open=True)
    banned = vehicle_subentry("Banned", "AB12 CQE", category="blocked")
    await set_up(hass, cloud_entry(cloud, camera_subentry(), banned, polo))

    told = await seen(hass, cloud, "ab12cde")

    assert (told["status"], told["vehicle"], told["may_open"]) == ("blocked", "Banned", False)


@pytest.mark.parametrize(
    ("now", "status", "reason"),
    [
        ("2026-07-01T07:59:00+00:00", "expired", "not_yet_valid"),
        ("2026-07-01T08:00:00+00:00", "known", "matched"),
        ("2026-07-02T17:00:00+00:00", "known", "matched"),
        ("2026-07-02T17:01:00+00:00", "expired", "no_longer_valid"),
    ],
)
async def test_a_guest_is_known_in_its_time_by_the_clock_here(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    now: str,
    status: str,
    reason: str,
) -> None:
    await hass.config.async_set_time_zone("Europe/London")
    freezer.move_to(now)
    guest = golf(
        category="guest", valid_from="2026-07-01 09:00:00", valid_until="2026-07-02 18:00:00"
    )
    await set_up(hass, cloud_entry(cloud, camera_subentry(), guest))

    told = await seen(hass, cloud, "ab12cde")

    assert (told["status"], told["status_reason"]) == (status, reason)
    assert told["vehicle"] == "Golf"


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("2026-07-07T07:59:00+00:00", "expired"),
        ("2026-07-07T08:00:00+00:00", "known"),
        ("2026-07-09T13:00:00+00:00", "known"),
        ("2026-07-09T08:00:00+00:00", "expired"),
        ("2026-07-11T00:30:00+00:00", "known"),
    ],
)
async def test_a_cleaner_is_known_at_its_weekly_times_by_the_clock_here(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    now: str,
    status: str,
) -> None:
    await hass.config.async_set_time_zone("Europe/London")
    freezer.move_to(now)
    cleaner = golf(times=["Tuesday 9-12", "Thu 14:00-17:00", "Fri 22-2"], may_open=True)
    await set_up(hass, cloud_entry(cloud, camera_subentry(), cleaner))

    told = await seen(hass, cloud, "ab12cde")

    assert (told["status"], told["may_open"]) == (status, status == "known")
    assert told["status_reason"] == ("matched" if status == "known" else "outside_times")


@pytest.mark.parametrize(
    ("cameras", "status"), [(None, "known"), ([CAMERA_SUBENTRY], "known"), (["another"], "expired")]
)
async def test_a_vehicle_can_be_known_before_some_cameras_only(
    hass: HomeAssistant, cloud: SandboxProcess, cameras: list[str] | None, status: str
) -> None:
    own = {} if cameras is None else {"cameras": cameras}
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf(**own)))

    assert (await seen(hass, cloud, "ab12cde"))["status"] == status


async def test_an_ignored_vehicle_is_told_of_as_such(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf(category="ignored")))

    assert (await seen(hass, cloud, "ab12cde"))["status"] == "ignored"


async def test_a_vehicles_device_tells_when_and_where_it_was_seen_last(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await set_up(
        hass, cloud_entry(cloud, camera_subentry(place="Yard"), golf(category="delivery"))
    )

    told = await seen(hass, cloud, "ab12cde")

    last_seen = shown(hass, "sensor.golf_last_seen")
    assert last_seen is not None
    assert datetime.fromisoformat(last_seen) == datetime.fromisoformat(told["taken_at"]).replace(
        microsecond=0
    )
    assert shown(hass, "sensor.golf_last_place") == "Yard"
    event = hass.states.get("event.golf_sighting")
    assert event is not None
    assert event.attributes["event_type"] == "known"
    assert event.attributes["sighting_id"] == told["sighting_id"]
    device = dr.async_get(hass).async_get_device_by_identifier(
        ("plate_recognizer", GOLF_ID), account.entry_id
    )
    assert device is not None
    assert device.name == "Golf"


async def test_what_was_seen_last_outlives_a_restart(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    mock_restore_cache_with_extra_data(
        hass,
        [
            (
                State("sensor.golf_last_place", "Yard"),
                {"native_value": "Yard", "native_unit_of_measurement": None},
            )
        ],
    )

    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf()))

    assert shown(hass, "sensor.golf_last_place") == "Yard"


@pytest.fixture
async def account(hass: HomeAssistant, cloud: SandboxProcess) -> MockConfigEntry:
    """A running account with a camera and a vehicle."""
    return await set_up(hass, cloud_entry(cloud, camera_subentry(), golf()))


async def test_a_changed_vehicle_is_judged_anew_and_the_cameras_go_on(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    running, subentry = account.runtime_data, account.subentries[GOLF_ID]
    scanner = running.scanners[CAMERA_SUBENTRY]

    hass.config_entries.async_update_subentry(
        account, subentry, title="Anna", data={**subentry.data, "plates": ["XY98 ZZZ"]}
    )
    await hass.async_block_till_done()

    assert (await seen(hass, cloud, "ab12cde"))["status"] == "stranger"
    assert (await seen(hass, cloud, "xy98zzz"))["vehicle"] == "Anna"
    assert account.runtime_data is running, "no reload"
    assert running.scanners[CAMERA_SUBENTRY] is scanner
    device = dr.async_get(hass).async_get_device_by_identifier(
        ("plate_recognizer", GOLF_ID), account.entry_id
    )
    assert device is not None
    assert device.name == "Anna"


async def test_a_removed_vehicle_is_a_stranger_and_its_entities_are_gone(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    hass.config_entries.async_remove_subentry(account, GOLF_ID)
    await hass.async_block_till_done()

    assert (await seen(hass, cloud, "ab12cde"))["status"] == "stranger"
    assert shown(hass, "sensor.golf_last_seen") is None


async def test_vehicles_that_come_and_go_during_the_start_have_their_entities_once_or_not_at_all(
    hass: HomeAssistant, cloud: SandboxProcess, caplog: pytest.LogCaptureFixture
) -> None:
    early, gone = vehicle_subentry("Early", "EA11 YYY"), vehicle_subentry("Gone", "GO22 NEE")
    new = ConfigSubentry(
        data=MappingProxyType({"plates": ["NE33 WWW"]}),
        subentry_type="vehicle",
        title="New",
        unique_id="vehicle:new",
    )
    entry = cloud_entry(cloud, camera_subentry(), early, gone)

    @callback
    def change(_event: Event[EventStateChangedData]) -> None:
        hass.config_entries.async_remove_subentry(entry, gone["subentry_id"])
        hass.config_entries.async_add_subentry(entry, new)
        stop()

    stop = async_track_state_change_event(hass, "sensor.early_last_seen", change)

    await set_up(hass, entry)

    own = [each.entity_id for each in hass.states.async_all() if "_last_seen" in each.entity_id]
    assert sorted(own) == [
        "sensor.driveway_last_seen",
        "sensor.early_last_seen",
        "sensor.new_last_seen",
    ]
    assert (await seen(hass, cloud, "ne33www"))["vehicle"] == "New"
    assert shown(hass, "sensor.new_last_place") == "Driveway"
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_every_camera_of_the_account_knows_the_vehicle(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    gate = camera_subentry("Gate", "01GATE00000000000000000000", camera_entity_id="camera.driveway")
    await set_up(hass, cloud_entry(cloud, gate, golf()))
    cloud.answer([plate("ab12cde")])

    await scan(hass, "gate")

    assert len(lookups_at(cloud)) == 1
    assert shown(hass, "sensor.golf_last_place") == "Gate"
