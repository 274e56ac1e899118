"""The form of a vehicle offers the strangers that were seen last."""

from pathlib import Path

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_USER, SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from sandbox.process import SandboxProcess

from .answers import plate
from .conftest import camera_subentry, cloud_entry, scan, set_up, vehicle_subentry

GOLF_ID = "01VEHICLE0000000000000GOLF"


@pytest.fixture
async def account(
    hass: HomeAssistant, cloud: SandboxProcess, camera: object, freezer: FrozenDateTimeFactory
) -> MockConfigEntry:
    """A running account with a camera and a vehicle, on a summer's morning."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to("2026-07-02T10:32:00+02:00")
    golf = vehicle_subentry("Golf", "AB12 CDE", subentry_id=GOLF_ID)
    # Where the clock stands still, so does the loop's, and no turn comes after the first eight.
    options = {"rate": "none"}
    return await set_up(hass, cloud_entry(cloud, camera_subentry(), golf, options=options))


async def seen(hass: HomeAssistant, cloud: SandboxProcess, *texts: str) -> None:
    for text in texts:
        cloud.answer([plate(text)])
        await scan(hass)


async def open_form(hass: HomeAssistant, account: MockConfigEntry) -> SubentryFlowResult:
    return await hass.config_entries.subentries.async_init(
        (account.entry_id, "vehicle"), context={"source": SOURCE_USER}
    )


def plates_of(form: SubentryFlowResult) -> vol.Marker:
    schema = form["data_schema"]
    assert schema is not None
    return next(field for field in schema.schema if field == "plates")


def offered(form: SubentryFlowResult) -> dict[str, str]:
    schema = form["data_schema"]
    assert schema is not None
    options = schema.schema["plates"].config["options"]
    return {option["value"]: option["label"] for option in options}


async def test_strangers_are_offered_newest_first_each_once_with_where_and_when(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    freezer.move_to("2026-07-01T23:59:00+02:00")
    await seen(hass, cloud, "qq11qqq", "xy98zzz")
    freezer.move_to("2026-07-02T10:32:00+02:00")
    await seen(hass, cloud, "xy98zzz", "ab12cde")

    assert list(offered(await open_form(hass, account)).items()) == [
        ("XY98ZZZ", "XY98ZZZ - Driveway, 10:32"),
        ("QQ11QQQ", "QQ11QQQ - Driveway, 2026-07-01 23:59"),
    ]


async def test_no_more_are_offered_than_can_be_looked_through(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    await seen(hass, cloud, *(f"xy{number}zzz" for number in range(10, 22)))

    assert list(offered(await open_form(hass, account))) == [
        f"XY{number}ZZZ" for number in range(21, 11, -1)
    ]


async def test_none_is_chosen_before_somebody_chooses_it(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    await seen(hass, cloud, "xy98zzz")

    form = await open_form(hass, account)
    refused = await hass.config_entries.subentries.async_configure(
        form["flow_id"], {"name": "Polo"}
    )

    assert plates_of(form).default() == []
    assert refused["errors"] == {"plates": "plates_missing"}


async def test_a_stranger_is_chosen_and_named_and_no_stranger_any_more(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    await seen(hass, cloud, "xy98zzz", "qq11qqq")
    form = await open_form(hass, account)

    result = await hass.config_entries.subentries.async_configure(
        form["flow_id"], {"name": "Polo", "plates": ["QQ11QQQ", "typed 1"]}
    )
    await hass.async_block_till_done()

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert list(offered(await open_form(hass, account))) == ["XY98ZZZ"]


async def test_a_known_vehicle_is_given_a_strangers_plate_beside_its_own(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    await seen(hass, cloud, "ab12cde", "xy98zzz")

    form = await account.start_subentry_reconfigure_flow(hass, GOLF_ID)

    assert list(offered(form)) == ["XY98ZZZ"]
    assert plates_of(form).description["suggested_value"] == ["AB12 CDE"]
    await hass.config_entries.subentries.async_configure(
        form["flow_id"], {"name": "Golf", "plates": ["AB12 CDE", "XY98ZZZ"]}
    )
    assert account.subentries[GOLF_ID].data["plates"] == ["AB12 CDE", "XY98ZZZ"]


async def test_the_form_opens_also_while_the_account_does_not_run(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    await seen(hass, cloud, "xy98zzz")
    await hass.config_entries.async_unload(account.entry_id)

    assert offered(await open_form(hass, account)) == {}


async def test_where_they_cannot_be_read_the_form_opens_without_them(
    hass: HomeAssistant, cloud: SandboxProcess, camera: object, own_history: Path
) -> None:
    entry = cloud_entry(cloud, camera_subentry())
    (own_history / f"{entry.entry_id}.db").mkdir()
    await set_up(hass, entry)

    assert offered(await open_form(hass, entry)) == {}
