"""The action that tells of the latest sightings."""

from datetime import datetime
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_capture_events,
)
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer.const import EVENT_SIGHTING
from sandbox.process import SandboxProcess

from .action import act, act_as, refused
from .answers import plate
from .conftest import (
    CAMERA_SUBENTRY,
    add_cameras,
    camera_subentry,
    cloud_entry,
    scan,
    set_up,
    vehicle_subentry,
)


async def seen(hass: HomeAssistant, cloud: SandboxProcess, *texts: str) -> None:
    for text in texts:
        cloud.answer([plate(text)])
        await scan(hass)


async def plates(hass: HomeAssistant, **fields: object) -> list[str]:
    answer = await act(hass, "get_sightings", **fields)
    return [each["plate"] for each in answer["sightings"]]


async def test_sightings_are_told_newest_first_with_all_that_their_events_said(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)

    await seen(hass, cloud, "ab12cde", "xy98zzz")

    answer = await act(hass, "get_sightings")
    assert answer["sightings"] == [dict(event.data) for event in reversed(events)]


async def test_what_cannot_be_looked_up_is_no_sighting(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.answer([])
    await scan(hass)

    assert await plates(hass) == []


async def test_any_user_may_ask(
    hass: HomeAssistant, account: MockConfigEntry, hass_read_only_user: MockUser
) -> None:
    assert await act_as(hass_read_only_user, hass, "get_sightings") == {"sightings": []}


async def test_sightings_are_chosen_by_place_plate_and_status(
    hass: HomeAssistant, cloud: SandboxProcess, camera: object
) -> None:
    golf = vehicle_subentry("Golf", "AB12 CDE")
    await set_up(hass, cloud_entry(cloud, camera_subentry(place="Yard"), golf))
    await seen(hass, cloud, "ab12cde", "xy98zzz", "qq11qqq")

    assert await plates(hass, place="yARD") == ["QQ11QQQ", "XY98ZZZ", "AB12CDE"]
    assert await plates(hass, place=["gate"]) == []
    assert await plates(hass, plate="xy-98 ZZZ") == ["XY98ZZZ"]
    assert await plates(hass, plate=["xy98zzz", "ab12cde"]) == ["XY98ZZZ", "AB12CDE"]
    assert await plates(hass, status="known") == ["AB12CDE"]
    assert await plates(hass, status=["known", "stranger"], limit=2) == ["QQ11QQQ", "XY98ZZZ"]
    assert await plates(hass, limit="1.0") == ["QQ11QQQ"]


async def test_sightings_are_chosen_by_time_a_day_alone_counting_to_its_end(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to("2026-07-01T21:59:00+00:00")
    await seen(hass, cloud, "ab12cde")
    freezer.move_to("2026-07-01T22:01:00+00:00")
    await seen(hass, cloud, "xy98zzz")

    assert await plates(hass, until="2026-07-01") == ["AB12CDE"]
    assert await plates(hass, since="2026-07-02") == ["XY98ZZZ"]
    assert await plates(hass, since="2026-07-01 23:59:00", until="2026-07-01 23:59") == ["AB12CDE"]
    assert await plates(hass, since="2026-07-01T22:00:00Z") == ["XY98ZZZ"]
    assert await plates(hass, since=datetime(2026, 7, 2)) == ["XY98ZZZ"]  # noqa: DTZ001 - as YAML gives it


async def test_a_camera_is_chosen_by_its_device_its_entity_or_its_name(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await add_cameras(hass, "Driveway", "Gate")
    gate = camera_subentry("Gate", "01GATE")
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), gate))
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    cloud.answer([plate("xy98zzz")])
    await scan(hass, "gate")
    device = dr.async_get(hass).async_get_device_by_identifier(
        ("plate_recognizer", "01GATE"), account.entry_id
    )
    assert device is not None

    for camera in (device.id, "camera.gate", "gATE"):
        assert await plates(hass, camera=camera) == ["XY98ZZZ"]
    assert await plates(hass, camera=[device.id, "Driveway"]) == ["XY98ZZZ", "AB12CDE"]

    hass.config_entries.async_update_subentry(account, account.subentries["01GATE"], title="Lane")
    await hass.async_block_till_done()
    assert await plates(hass, camera="Lane") == ["XY98ZZZ"], "the same camera by another name"
    assert await plates(hass, camera="Gate") == ["XY98ZZZ"], "as it was called then"

    hass.config_entries.async_remove_subentry(account, CAMERA_SUBENTRY)
    await hass.async_block_till_done()
    assert await plates(hass, camera="Driveway") == ["AB12CDE"], "what was seen is remembered"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"since": "2026-07-02", "until": "2026-07-01"}, "since_after_until"),
        ({"since": "yesterday"}, "not_a_time"),
        ({"until": ""}, "not_a_time"),
        ({"until": None}, "not_a_time"),
        ({"since": "9999-12-31T23:59:59-23:00"}, "not_a_time"),
        ({"plate": "--"}, "plate_sought_empty"),
        ({"status": "welcome"}, "not_offered"),
        ({"camera": "camera.nowhere"}, "camera_unknown"),
        ({"limit": 0}, "limit_out_of_range"),
        ({"limit": 1001}, "limit_out_of_range"),
        ({"limit": 2.5}, "limit_out_of_range"),
        ({"limit": "nan"}, "limit_out_of_range"),
        ({"limit": "all"}, "limit_out_of_range"),
        ({"config_entry_id": "nobody"}, "account_unknown"),
    ],
)
async def test_what_cannot_be_asked_for_is_refused_with_its_reason(
    hass: HomeAssistant, account: MockConfigEntry, fields: dict[str, object], reason: str
) -> None:
    assert await refused(hass, "get_sightings", **fields) == reason


async def test_the_sightings_of_all_accounts_are_told_unless_one_is_named(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await add_cameras(hass, "Driveway", "Gate")
    first = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    other = MockConfigEntry(
        domain=first.domain,
        title="Other",
        data=dict(first.data),
        subentries_data=[camera_subentry("Gate", "01GATE")],
    )
    await set_up(hass, other)
    await seen(hass, cloud, "ab12cde")
    cloud.answer([plate("xy98zzz")])
    await scan(hass, "gate")
    await seen(hass, cloud, "qq11qqq")

    assert await plates(hass) == ["QQ11QQQ", "XY98ZZZ", "AB12CDE"]
    assert await plates(hass, config_entry_id=other.entry_id) == ["XY98ZZZ"]


async def test_an_account_that_is_none_or_does_not_run_has_nothing_to_tell(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    foreign = MockConfigEntry(domain="sun", title="Sun")
    foreign.add_to_hass(hass)
    assert await refused(hass, "get_sightings", config_entry_id=foreign.entry_id) == (
        "account_foreign"
    )

    await hass.config_entries.async_unload(account.entry_id)
    assert await refused(hass, "get_sightings", config_entry_id=account.entry_id) == (
        "account_not_running"
    )

    await hass.config_entries.async_set_disabled_by(account.entry_id, ConfigEntryDisabler.USER)
    assert await refused(hass, "get_sightings") == "no_account"


async def test_a_reload_forgets_nothing_and_a_removed_account_is_forgotten(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    await seen(hass, cloud, "ab12cde")

    await hass.config_entries.async_reload(account.entry_id)
    assert await plates(hass) == ["AB12CDE"]

    await hass.config_entries.async_remove(account.entry_id)
    hass.bus.async_fire(EVENT_SIGHTING, events[0].data)  # too late to be remembered
    await set_up(hass, cloud_entry(cloud, camera_subentry()))
    assert await plates(hass) == []


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"account_id": "nobody"},
        {"account_id": 5},
        {"account_id": "01ACCOUNT00000000000000000"},
        {"account_id": "01ACCOUNT00000000000000000", "taken_at": "noon"},
    ],
)
async def test_an_event_of_the_same_name_that_is_no_sighting_is_passed_over(
    hass: HomeAssistant, account: MockConfigEntry, forged: dict[str, Any]
) -> None:
    hass.bus.async_fire(EVENT_SIGHTING, forged)

    assert await plates(hass) == []


async def test_what_is_remembered_stands_in_no_diagnostics_and_no_log(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", logger="custom_components.plate_recognizer")
    await seen(hass, cloud, "ab12cde")

    told = str(await get_diagnostics_for_config_entry(hass, hass_client, account))

    assert await plates(hass) == ["AB12CDE"]
    ours = [each.message for each in caplog.records if each.name.startswith("custom_components")]
    assert "ab12cde" not in f"{told}{ours}".casefold()
