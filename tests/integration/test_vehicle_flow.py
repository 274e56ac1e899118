"""Making a vehicle known in the UI: what is refused, and what is warned of."""

from typing import Any

from homeassistant.config_entries import SOURCE_USER, SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from sandbox.process import SandboxProcess

from .answers import plate
from .camera_dialog import read
from .conftest import camera_subentry, choose, cloud_entry, scan, set_up, vehicle_subentry

GOLF_ID = "01VEHICLE0000000000000GOLF"


@pytest.fixture
async def account(hass: HomeAssistant, cloud: SandboxProcess, camera: object) -> MockConfigEntry:
    """A running account with a camera and a vehicle."""
    golf = vehicle_subentry("Golf", "AB12 CDE", subentry_id=GOLF_ID)
    return await set_up(hass, cloud_entry(cloud, camera_subentry(), golf))


async def fill_in(
    hass: HomeAssistant, account: MockConfigEntry, **fields: object
) -> SubentryFlowResult:
    form = await hass.config_entries.subentries.async_init(
        (account.entry_id, "vehicle"), context={"source": SOURCE_USER}
    )
    assert form["step_id"] == "user"
    return await answer(hass, form, **fields)


async def answer(
    hass: HomeAssistant, form: SubentryFlowResult, **fields: object
) -> SubentryFlowResult:
    result = await hass.config_entries.subentries.async_configure(
        form["flow_id"], {"name": "Polo", "plates": ["XY98 ZZZ"], **fields}
    )
    await hass.async_block_till_done()
    return result


async def test_a_vehicle_that_is_added_is_known_at_once(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    running = account.runtime_data

    result = await fill_in(hass, account, plates=["xy-98 zzz", "XY-98 ZZZ2"], may_open=True)
    cloud.answer([plate("xy98zzz")])
    await scan(hass)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert account.runtime_data is running, "no reload"
    state = hass.states.get("sensor.driveway_vehicle")
    assert state is not None
    assert state.state == "Polo"
    *_, subentry = account.subentries.values()
    assert subentry.data == {
        "name": "Polo",
        "plates": ["xy-98 zzz", "XY-98 ZZZ2"],
        "category": "resident",
        "matching": "exact",
        "may_open": True,
    }


@pytest.mark.parametrize(
    ("fields", "errors", "said"),
    [
        ({"name": "  "}, {"name": "name_missing"}, {"most": "100"}),
        ({"plates": []}, {"plates": "plates_missing"}, {}),
        ({"plates": ["", " "]}, {"plates": "plates_missing"}, {}),
        ({"plates": ["XY98 ZZZ", "--"]}, {"plates": "plate_empty"}, {"plate": "--"}),
        (
            {"plates": ["XY98 ZZZ, QQ11 QQQ"]},
            {"plates": "plates_in_one_field"},
            {"plate": "XY98 ZZZ, QQ11 QQQ"},
        ),
        ({"plates": ["X" * 33]}, {"plates": "plate_too_long"}, {"most": "32"}),
        ({"category": "blocked", "may_open": True}, {"may_open": "may_not_open"}, {}),
        ({"category": "ignored", "may_open": True}, {"may_open": "may_not_open"}, {}),
        ({"region": "Germany"}, {"region": "region_not_told"}, {"region": "Germany"}),
        (
            {"plates": ["ab-12-cde"]},
            {"plates": "plate_taken"},
            {"plate": "ab-12-cde", "vehicle": "Golf"},
        ),
        (
            {"valid_from": "2026-07-02 09:00:00", "valid_until": "2026-07-01 09:00:00"},
            {"valid_until": "validity_reversed"},
            {"valid_from": "2026-07-02 09:00:00", "valid_until": "2026-07-01 09:00:00"},
        ),
        (
            {"times": ["Mon-Fri 08:00-17:00", " whenever "]},
            {"times": "time_unreadable"},
            {"line": "whenever"},
        ),
        (
            {"times": ["Funday 8-17"]},
            {"times": "time_day_unknown"},
            {"line": "Funday 8-17", "day": "Funday"},
        ),
        (
            {"times": ["Mo-Di 8-17"]},
            {"times": "time_day_unclear"},
            {"line": "Mo-Di 8-17", "day": "Di"},
        ),
        (
            {"times": ["Mon 8-25"]},
            {"times": "time_no_clock"},
            {"line": "Mon 8-25", "clock": "25"},
        ),
        (
            {"times": ["Mon 8-08:00"]},
            {"times": "time_without_length"},
            {"line": "Mon 8-08:00"},
        ),
    ],
)
async def test_what_cannot_be_is_refused_with_its_reason_and_can_be_mended(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fields: dict[str, object],
    errors: dict[str, str],
    said: dict[str, str],
) -> None:
    form = await fill_in(hass, account, **fields)

    assert form["errors"] == errors
    assert form["description_placeholders"] == said
    assert len(account.subentries) == 2, "nothing is stored"
    assert (await answer(hass, form))["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize("option", ["save", "settings"])
async def test_a_plate_that_is_easily_confused_with_a_known_one_is_warned_of(
    hass: HomeAssistant, account: MockConfigEntry, option: str
) -> None:
    menu = await fill_in(hass, account, plates=["A812 CDE", "QQ11 QQQ"])

    assert (menu["type"], menu["step_id"]) == (FlowResultType.MENU, "lookalike")
    placeholders: Any = menu["description_placeholders"]
    assert read(placeholders["pairs"]) == "- A812 CDE: Golf"
    result = await choose(hass, menu, option)
    if option == "save":
        assert result["type"] is FlowResultType.CREATE_ENTRY
    else:
        assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "user")


async def test_a_plate_that_is_taken_while_its_warning_is_read_is_refused(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    menu = await fill_in(hass, account, name="One", plates=["A812 CDE"])
    other = await fill_in(hass, account, name="Two", plates=["A812 CDE"])
    await choose(hass, menu, "save")

    refused = await choose(hass, other, "save")

    assert (refused["type"], refused["errors"]) == (FlowResultType.FORM, {"plates": "plate_taken"})
    assert len(account.subentries) == 3


async def test_a_plate_is_stored_once_however_it_is_written(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await fill_in(hass, account, plates=["XY98 ZZZ", "xy98zzz", "QQ11 QQQ"], region=" de")

    *_, subentry = account.subentries.values()
    assert subentry.data["plates"] == ["XY98 ZZZ", "QQ11 QQQ"]
    assert subentry.data["region"] == "de"


async def test_weekly_times_are_stored_as_they_were_written(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await fill_in(hass, account, times=[" Tue 9-12 ", "", "Thu 14:00-17:00"])
    await fill_in(hass, account, plates=["QQ11 QQQ"], times=["", " "])

    *_, cleaner, polo = account.subentries.values()
    assert cleaner.data["times"] == ["Tue 9-12", "Thu 14:00-17:00"]
    assert "times" not in polo.data


async def test_days_in_another_language_are_stored_in_english(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await fill_in(hass, account, times=["Mo-Fr 8-17", "sáb., domingo 10:00-12:00"])

    *_, cleaner = account.subentries.values()
    assert cleaner.data["times"] == ["Mo-Fr 8-17", "Sat., Sun 10:00-12:00"]


async def test_a_vehicle_is_changed_and_keeps_its_own_plate(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    form = await account.start_subentry_reconfigure_flow(hass, GOLF_ID)
    schema = form["data_schema"]
    assert schema is not None
    shown = {str(key): (key.description or {}).get("suggested_value") for key in schema.schema}
    assert (shown["name"], shown["plates"]) == ("Golf", ["AB12 CDE"])

    result = await answer(hass, form, name="Anna", plates=["AB12 CDE"], category="guest")

    assert result["reason"] == "reconfigure_successful"
    assert account.subentries[GOLF_ID].title == "Anna"
    assert account.subentries[GOLF_ID].data["category"] == "guest"


async def test_a_vehicle_stays_limited_to_a_camera_that_was_removed_until_somebody_changes_that(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    gone = "01GONE00000000000000000000"
    golf = account.subentries[GOLF_ID]
    hass.config_entries.async_update_subentry(account, golf, data={**golf.data, "cameras": [gone]})
    await hass.async_block_till_done()

    form = await account.start_subentry_reconfigure_flow(hass, GOLF_ID)
    result = await answer(hass, form, plates=["AB12 CDE"], cameras=[gone], note="washed")

    assert result["reason"] == "reconfigure_successful"
    assert account.subentries[GOLF_ID].data["cameras"] == [gone]


async def test_a_dialog_outlives_the_vehicle_that_it_changes(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    form = await account.start_subentry_reconfigure_flow(hass, GOLF_ID)
    hass.config_entries.async_remove_subentry(account, GOLF_ID)

    result = await answer(hass, form)

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "gone")
