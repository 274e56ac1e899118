"""Lists of plates: many vehicles that share a device."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.diagnostics import REDACTED
from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.diagnostics import async_get_config_entry_diagnostics
from sandbox.process import SandboxProcess

from .conftest import (
    CAMERA_SUBENTRY,
    camera_subentry,
    cloud_entry,
    plate_list_subentry,
    set_up,
    vehicle_subentry,
)
from .test_vehicles import NOBODY, seen, shown

YARD_ID = "01PLATELIST00000000000YARD"
ROWS = ("AB12 CDE,Anna,2026-12-31", "MÜ O 12,Jürgen,2026-12-31 18:00", "XY98 ZZZ")

pytestmark = pytest.mark.usefixtures("camera")


def yard(*rows: str, **data: object) -> ConfigSubentryDataWithId:
    return plate_list_subentry("Yard", *(rows or ROWS), subentry_id=YARD_ID, **data)


@pytest.mark.parametrize(
    ("read", "name", "vehicle_id"),
    [
        ("ab12cde", "Anna", f"{YARD_ID}:AB12CDE"),
        ("xy98zzz", "Yard", f"{YARD_ID}:XY98ZZZ"),
        ("muo12", "Jürgen", f"{YARD_ID}:MÜO12"),
    ],
)
async def test_a_vehicle_of_a_list_is_told_by_its_own_name_or_by_the_lists(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    read: str,
    name: str,
    vehicle_id: str,
) -> None:
    freezer.move_to("2026-07-01T12:00:00+00:00")
    await set_up(hass, cloud_entry(cloud, camera_subentry(), yard(may_open=True)))

    told = await seen(hass, cloud, read)

    assert (told["status"], told["match"]) == ("known", "exact")
    assert (told["vehicle"], told["vehicle_id"]) == (name, vehicle_id)
    assert (told["category"], told["may_open"]) == ("resident", True)
    assert shown(hass, "sensor.driveway_vehicle") == name


@pytest.mark.parametrize(
    ("read", "now", "status"),
    [
        ("ab12cde", "2027-01-01T04:59:59+00:00", "known"),
        ("ab12cde", "2027-01-01T05:00:00+00:00", "expired"),
        ("muo12", "2026-12-31T23:00:00+00:00", "known"),
        ("muo12", "2026-12-31T23:00:01+00:00", "expired"),
        ("xy98zzz", "2099-01-01T00:00:00+00:00", "known"),
    ],
)
async def test_a_row_is_valid_until_the_end_of_its_day_or_its_minute_by_the_clock_here(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    read: str,
    now: str,
    status: str,
) -> None:
    await hass.config.async_set_time_zone("America/New_York")
    freezer.move_to(now)
    await set_up(hass, cloud_entry(cloud, camera_subentry(), yard()))

    assert (await seen(hass, cloud, read))["status"] == status


@pytest.mark.parametrize("last", ["0001-01-01", "9999-12-31", "9999-12-31 23:59"])
@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati"])
async def test_the_first_and_the_last_day_that_can_be_written_do_no_harm(
    hass: HomeAssistant, cloud: SandboxProcess, last: str, zone: str
) -> None:
    await hass.config.async_set_time_zone(zone)
    await set_up(hass, cloud_entry(cloud, camera_subentry(), yard(f"AB12 CDE,Anna,{last}")))

    expected = "known" if last.startswith("9") else "expired"
    assert (await seen(hass, cloud, "ab12cde"))["status"] == expected


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, "stranger"),
        ({"matching": "lookalike"}, "known"),
        ({"category": "blocked"}, "blocked"),
    ],
)
async def test_a_list_says_how_well_its_plates_have_to_be_read(
    hass: HomeAssistant, cloud: SandboxProcess, data: dict[str, object], status: str
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), yard("AB12 CDE,Anna", **data)))

    told = await seen(hass, cloud, "a812cde")

    assert told["status"] == status
    if status == "stranger":
        assert NOBODY.items() <= told.items()
        assert told["resembles"] == {"vehicle_id": f"{YARD_ID}:AB12CDE", "match": "lookalike"}


async def test_two_rows_that_are_equally_near_are_neither(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    both = yard("AB12 C0E,Anna", "AB12 CQE,Ben", matching="lookalike")
    await set_up(hass, cloud_entry(cloud, camera_subentry(), both))

    told = await seen(hass, cloud, "ab12cde")

    assert (told["status"], told["status_reason"]) == ("stranger", "ambiguous")


async def test_of_equally_near_vehicles_it_is_the_one_of_a_blocked_list(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    polo = vehicle_subentry("Polo", "AB12 C0E", matching="lookalike", may_open=True)
    banned = yard("AB12 CQE,Banned", category="blocked")
    await set_up(hass, cloud_entry(cloud, camera_subentry(), banned, polo))

    told = await seen(hass, cloud, "ab12cde")

    assert (told["status"], told["vehicle"], told["may_open"]) == ("blocked", "Banned", False)


async def test_the_lists_device_tells_of_whichever_of_its_vehicles_was_seen(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    golf = vehicle_subentry("Golf", "QQ11 QQQ")
    account = await set_up(
        hass, cloud_entry(cloud, camera_subentry(place="Gate"), yard("XY98,Ben", "AB12"), golf)
    )

    told = await seen(hass, cloud, "xy98")

    event = hass.states.get("event.yard_sighting")
    assert event is not None
    assert event.attributes["event_type"] == "known"
    assert (event.attributes["vehicle"], event.attributes["plate"]) == ("Ben", "XY98")
    assert event.attributes["sighting_id"] == told["sighting_id"]
    assert shown(hass, "sensor.yard_last_place") == "Gate"
    assert shown(hass, "sensor.golf_last_place") == "unknown"
    device = dr.async_get(hass).async_get_device_by_identifier(
        ("plate_recognizer", YARD_ID), account.entry_id
    )
    assert device is not None
    assert (device.name, device.config_subentry_id) == ("Yard", YARD_ID)


async def test_a_removed_list_makes_strangers_and_takes_its_entities_along(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), yard("AB12 CDE")))
    running = account.runtime_data
    scanner = running.scanners[CAMERA_SUBENTRY]

    hass.config_entries.async_remove_subentry(account, YARD_ID)
    await hass.async_block_till_done()

    assert (await seen(hass, cloud, "ab12cde"))["status"] == "stranger"
    assert account.runtime_data is running, "no reload"
    assert running.scanners[CAMERA_SUBENTRY] is scanner
    entities = er.async_entries_for_config_entry(er.async_get(hass), account.entry_id)
    assert YARD_ID not in {entity.config_subentry_id for entity in entities}


@pytest.mark.parametrize(
    "broken",
    [
        {"rows": {"AB12CDE": {"plate": "AB12 CDE", "valid_until": "some day"}}},
        {"rows": {"AB12CDE": {}}},
        {"rows": {"AB12CDE": "AB12 CDE"}},
        {"rows": ["AB12 CDE"]},
        {"rows": {"AB12CDE": {"plate": 5}}},
        {"rows": None},
        {"category": "vip"},
    ],
)
async def test_a_list_that_cannot_be_read_is_named_in_the_log_and_can_be_given_anew(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    caplog: pytest.LogCaptureFixture,
    broken: dict[str, object],
) -> None:
    golf = vehicle_subentry("Golf", "QQ11 QQQ")
    bad = yard("AB12 CDE")
    bad["data"] = {**bad["data"], **broken}

    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), bad, golf))

    assert (await seen(hass, cloud, "ab12cde"))["status"] == "stranger"
    assert (await seen(hass, cloud, "qq11qqq"))["status"] == "known"
    assert "Yard isn't known, change its settings" in caplog.text
    form = await account.start_subentry_reconfigure_flow(hass, YARD_ID)
    result = await hass.config_entries.subentries.async_configure(
        form["flow_id"], {"name": "Yard", "rows": "AB12 CDE"}
    )
    await hass.async_block_till_done()
    assert result["reason"] == "reconfigure_successful"
    assert (await seen(hass, cloud, "ab12cde"))["status"] == "known"


async def test_diagnostics_tell_neither_who_is_known_nor_by_which_plate(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    golf = vehicle_subentry("Golf", "QQ11 QQQ", note="the neighbour's son")
    account: MockConfigEntry = await set_up(
        hass, cloud_entry(cloud, camera_subentry(), yard(), golf)
    )

    diagnostics = await async_get_config_entry_diagnostics(hass, account)

    assert {each["data"]["name"] for each in diagnostics["entry"]["subentries"]} == {REDACTED}
    assert not any(secret in str(diagnostics) for secret in ("AB12", "Anna", "QQ11", "neighbour"))
