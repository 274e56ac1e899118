"""The action that makes a vehicle known."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_capture_events,
)
import voluptuous as vol

from custom_components.plate_recognizer.const import DOMAIN, EVENT_SIGHTING
from sandbox.process import SandboxProcess

from .action import act, act_as, refused
from .answers import SEDAN, plate
from .conftest import (
    CAMERA_SUBENTRY,
    add_cameras,
    camera_subentry,
    cloud_entry,
    plate_list_subentry,
    scan,
    set_up,
    vehicle_subentry,
)

GOLF_ID = "01VEHICLE0000000000000GOLF"


@pytest.fixture
async def account(hass: HomeAssistant, cloud: SandboxProcess, camera: object) -> MockConfigEntry:
    """A running account with a camera and a vehicle."""
    golf = vehicle_subentry("Golf", "AB12 CDE", subentry_id=GOLF_ID)
    return await set_up(hass, cloud_entry(cloud, camera_subentry(), golf))


async def seen(
    hass: HomeAssistant, cloud: SandboxProcess, text: str, score: float = 0.95
) -> dict[str, Any]:
    """Have a plate read, and return what the bus says of it."""
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate(text, score, vehicle=SEDAN)])
    await scan(hass)
    [event] = events
    return dict(event.data)


def added(account: MockConfigEntry) -> dict[str, Any]:
    *_, vehicle = account.subentries.values()
    return dict(vehicle.data)


async def test_a_vehicle_that_is_added_is_known_when_the_action_returns(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, slow_index: None
) -> None:
    running = account.runtime_data
    scanner = running.scanners[CAMERA_SUBENTRY]

    answer = await hass.services.async_call(
        DOMAIN,
        "add_vehicle",
        {"name": "Polo", "plates": "XY98 ZZZ", "may_open": True},
        blocking=True,
        return_response=True,
    )

    assert answer is not None
    assert running.vehicles.async_knows("XY98ZZZ")
    await hass.async_block_till_done()
    told = await seen(hass, cloud, "xy98zzz")
    assert (told["vehicle"], told["vehicle_id"]) == ("Polo", answer["vehicle_id"])
    assert (told["status"], told["may_open"]) == ("known", True)
    assert account.runtime_data is running, "no reload"
    assert running.scanners[CAMERA_SUBENTRY] is scanner
    state = hass.states.get("sensor.polo_last_place")
    assert state is not None
    assert state.state == "Driveway"


async def test_what_is_left_out_is_as_in_the_form(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await act(hass, "add_vehicle", name=" Polo ", plates=["xy98zzz", "XY98 ZZZ"])
    by_action = added(account)
    await act(hass, "remove_vehicle", vehicle_id=list(account.subentries)[-1])
    form = await hass.config_entries.subentries.async_init(
        (account.entry_id, "vehicle"), context={"source": SOURCE_USER}
    )
    await hass.config_entries.subentries.async_configure(
        form["flow_id"], {"name": " Polo ", "plates": ["xy98zzz", "XY98 ZZZ"]}
    )
    await hass.async_block_till_done()

    assert by_action == added(account)
    assert (by_action["matching"], by_action["may_open"]) == ("exact", False)


async def test_every_field_is_stored_as_the_form_stores_it(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    device = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, CAMERA_SUBENTRY), account.entry_id
    )
    assert device is not None

    await act(
        hass,
        "add_vehicle",
        name="Polo",
        plates=["XY98 ZZZ"],
        category="guest",
        matching="candidate",
        may_open="yes",
        region="gb",
        cameras=device.id,
        valid_from="2026-07-01",
        valid_until="2026-07-03T16:00:00+00:00",
        times="Mon-Fri 8-17",
        note="Until Friday",
    )

    assert added(account) == {
        "name": "Polo",
        "plates": ["XY98 ZZZ"],
        "category": "guest",
        "matching": "candidate",
        "may_open": True,
        "region": "gb",
        "cameras": [CAMERA_SUBENTRY],
        "valid_from": "2026-07-01 00:00:00",
        "valid_until": "2026-07-03 18:00:00",
        "times": ["Mon-Fri 8-17"],
        "note": "Until Friday",
    }


async def test_a_day_that_a_guest_may_come_counts_to_its_end(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to("2026-07-01T12:00:00+02:00")
    await act(hass, "add_vehicle", name="Guest", plates="XY98 ZZZ", valid_until="2026-07-01")

    freezer.move_to("2026-07-01T23:59:00+02:00")
    assert (await seen(hass, cloud, "xy98zzz"))["status"] == "known"
    freezer.move_to("2026-07-02T00:00:01+02:00")
    assert (await seen(hass, cloud, "xy98zzz"))["status"] == "expired"


async def test_a_name_that_another_vehicle_has_makes_another_vehicle(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    answer = await act(hass, "add_vehicle", name="Golf", plates="XY98 ZZZ", may_open=True)

    assert answer["vehicle_id"] != GOLF_ID
    assert answer["plates"] == ["XY98 ZZZ"]
    golf, other = account.get_subentries_of_type("vehicle")
    assert (golf.subentry_id, golf.data["plates"]) == (GOLF_ID, ["AB12 CDE"])
    assert (other.title, other.data["plates"]) == ("Golf", ["XY98 ZZZ"])
    first, second = (await seen(hass, cloud, "ab12cde"), await seen(hass, cloud, "xy98zzz"))
    assert (first["vehicle_id"], first["may_open"]) == (GOLF_ID, False)
    assert (second["vehicle_id"], second["may_open"]) == (answer["vehicle_id"], True)


@pytest.mark.parametrize("name", ["camera.gate", "GATE"])
async def test_a_camera_is_named_by_its_entity_or_by_its_name(
    hass: HomeAssistant, cloud: SandboxProcess, name: str
) -> None:
    await add_cameras(hass, "Driveway", "Gate")
    gate = camera_subentry("Gate", "01GATE")
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), gate))

    await act(hass, "add_vehicle", name="Polo", plates="XY98 ZZZ", cameras=[name, name])

    assert added(account)["cameras"] == ["01GATE"]


async def test_a_sighting_becomes_a_vehicle_with_the_plate_that_was_read(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    told = await seen(hass, cloud, "xy98zzz")
    await seen(hass, cloud, "qq11qqq")

    await act(
        hass,
        "add_vehicle",
        name="Guest",
        sighting_id=told["sighting_id"],
        config_entry_id=told["account_id"],
    )

    assert added(account)["plates"] == ["XY98ZZZ"]
    assert (await seen(hass, cloud, "xy98zzz"))["vehicle"] == "Guest"


async def test_without_plate_and_sighting_the_latest_stranger_is_meant_each_in_turn(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    for text in ("qq11qqq", "xy98zzz", "ab12cde"):
        await seen(hass, cloud, text)

    await act(hass, "add_vehicle", name="First")
    assert added(account)["plates"] == ["XY98ZZZ"]
    await act(hass, "add_vehicle", name="Second")
    assert added(account)["plates"] == ["QQ11QQQ"]
    assert await refused(hass, "add_vehicle", name="Third") == "no_stranger"


async def test_whoever_was_seen_last_may_not_open_just_like_that(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    await seen(hass, cloud, "xy98zzz")

    assert await refused(hass, "add_vehicle", name="Polo", may_open=True) == "may_open_unnamed"
    assert len(account.get_subentries_of_type("vehicle")) == 1


async def test_two_at_once_are_not_the_same_stranger(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    await seen(hass, cloud, "xy98zzz")

    for name in ("One", "Two"):
        await hass.services.async_call(DOMAIN, "add_vehicle", {"name": name}, blocking=False)
    await hass.async_block_till_done()

    golf, one, *others = account.get_subentries_of_type("vehicle")
    assert (golf.title, others) == ("Golf", [])
    assert one.title in {"One", "Two"}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": " "}, "name_missing"),
        ({"name": "X" * 101}, "name_missing"),
        ({"plates": []}, "plates_missing"),
        ({"plates": ""}, "plates_missing"),
        ({"plates": "--"}, "plate_empty"),
        ({"plates": "XY98 ZZZ, QQ11 QQQ"}, "plates_in_one_field"),
        ({"plates": "X" * 33}, "plate_too_long"),
        ({"plates": "ab-12-cde"}, "plate_taken"),
        ({"category": "blocked", "may_open": True}, "may_not_open"),
        ({"category": "vip"}, "not_offered"),
        ({"matching": "none"}, "not_offered"),
        ({"region": "Germany"}, "region_not_told"),
        ({"cameras": "camera.nowhere"}, "camera_unknown"),
        ({"cameras": GOLF_ID}, "camera_unknown"),
        ({"cameras": [], "may_open": True}, "field_empty"),
        ({"cameras": ["", " "]}, "field_empty"),
        ({"times": "", "may_open": True}, "field_empty"),
        ({"times": [""]}, "field_empty"),
        ({"times": []}, "field_empty"),
        ({"region": " "}, "field_empty"),
        ({"valid_from": "soon"}, "not_a_time"),
        ({"times": "in the morning"}, "time_unreadable"),
        ({"times": ["Mon 9-12", "Funday 9-12"]}, "time_day_unknown"),
        ({"times": ["Mon 9-12", "Di 9-12"]}, "time_day_unclear"),
        ({"times": "Mon 9-25"}, "time_no_clock"),
        ({"times": "Mon 9-9"}, "time_without_length"),
        ({"valid_until": 5}, "not_a_time"),
        ({"valid_until": "0001-01-01T00:00:00+23:00"}, "not_a_time"),
        ({"valid_from": "2026-07-02", "valid_until": "2026-07-01"}, "validity_reversed"),
        ({"sighting_id": "any"}, "plates_and_sighting"),
        ({"config_entry_id": "nobody"}, "account_unknown"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_reason_and_nothing_is_stored(
    hass: HomeAssistant, account: MockConfigEntry, fields: dict[str, object], reason: str
) -> None:
    before = dict(account.subentries)

    given = {"name": "Polo", "plates": ["XY98 ZZZ"], **fields}

    assert await refused(hass, "add_vehicle", **given) == reason
    assert account.subentries == before


async def test_a_plate_that_a_list_has_is_refused(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, plate_list_subentry("Yard", "XY98 ZZZ,Ben")))

    assert await refused(hass, "add_vehicle", name="Polo", plates="xy98zzz") == "plate_taken"


async def test_a_vehicle_without_a_name_is_refused(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    assert await refused(hass, "add_vehicle", plates="XY98 ZZZ") == "name_missing"


async def test_a_field_that_there_is_not_is_refused(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    with pytest.raises(vol.Invalid, match="open"):
        await act(hass, "add_vehicle", name="Polo", plates="XY98 ZZZ", open=True)


async def test_a_sighting_that_tells_of_no_stranger_is_refused(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    known = await seen(hass, cloud, "ab12cde")
    unread = await seen(hass, cloud, "xy98zzz", score=0.2)
    assert unread["plate"] is None

    for sighting_id, reason in (
        (known["sighting_id"], "plate_taken"),
        (unread["sighting_id"], "sighting_unread"),
        ("nobody", "sighting_unknown"),
    ):
        assert await refused(hass, "add_vehicle", name="X", sighting_id=sighting_id) == reason
    assert await refused(hass, "add_vehicle", name="X") == "no_stranger"


async def test_who_may_not_change_vehicles_adds_none(
    hass: HomeAssistant, account: MockConfigEntry, hass_read_only_user: MockUser
) -> None:
    before = dict(account.subentries)

    with pytest.raises(Unauthorized):
        await act_as(hass_read_only_user, hass, "add_vehicle", name="Polo", plates="XY98 ZZZ")

    assert account.subentries == before


async def test_of_several_accounts_one_has_to_be_named(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    other = MockConfigEntry(domain=DOMAIN, title="Other", data=dict(account.data))
    await set_up(hass, other)
    polo = {"name": "Polo", "plates": "XY98 ZZZ"}

    assert await refused(hass, "add_vehicle", **polo) == "several_accounts"
    await act(hass, "add_vehicle", **polo, config_entry_id=other.entry_id)
    await hass.config_entries.async_unload(other.entry_id)
    assert (
        await refused(hass, "add_vehicle", **polo, config_entry_id=other.entry_id)
        == "account_not_running"
    )

    assert [each.title for each in other.subentries.values()] == ["Polo"]
    assert [each.title for each in account.get_subentries_of_type("vehicle")] == ["Golf"]
