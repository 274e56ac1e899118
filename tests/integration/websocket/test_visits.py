"""The list of visits, as a dashboard asks for it."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer.history.store import HistoryStore
from custom_components.plate_recognizer.keeper import async_history
from sandbox.process import SandboxProcess

from ..answers import plate
from ..conftest import add_cameras, camera_subentry, cloud_entry, scan, set_up
from ..history_pictures.conftest import KEEP_FULL, see
from .conftest import Look, Viewer

YARD = "01YARD00000000000000000000"


@pytest.fixture
async def two(hass: HomeAssistant, cloud: SandboxProcess) -> MockConfigEntry:
    """An account with two cameras, each of which has seen somebody."""
    await add_cameras(hass, "Driveway", "Yard")
    entry = cloud_entry(cloud, camera_subentry(), camera_subentry("Yard", subentry_id=YARD))
    await set_up(hass, entry)
    for name, text in (("driveway", "xy98zzz"), ("yard", "ab12cde")):
        cloud.answer([plate(text)])
        await scan(hass, name)
    return entry


async def plates(viewer: Viewer, **wanted: object) -> list[str]:
    return [visit["plate"] for visit in (await viewer.result("visits/list", **wanted))["visits"]]


async def test_visits_are_listed_newest_first(two: MockConfigEntry, owner: Viewer) -> None:
    assert await plates(owner) == ["AB12CDE", "XY98ZZZ"]


async def test_visits_are_chosen_by_place_and_status(two: MockConfigEntry, owner: Viewer) -> None:
    assert await plates(owner, places=["yard"]) == ["AB12CDE"]
    assert await plates(owner, statuses=["known"]) == []
    assert await plates(owner, statuses=["stranger"], places=["DRIVEWAY"]) == ["XY98ZZZ"]
    assert await plates(owner, places=[]) == []


async def test_older_visits_are_asked_for_by_the_moment_that_a_page_ends_with(
    two: MockConfigEntry, owner: Viewer
) -> None:
    first = await owner.result("visits/list", limit=1)
    second = await owner.result("visits/list", limit=1, before=first["before"])

    assert [each["plate"] for each in (*first["visits"], *second["visits"])] == [
        "AB12CDE",
        "XY98ZZZ",
    ]
    assert second["before"] is None


async def test_visits_that_began_in_one_moment_are_never_parted(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    owner: Viewer,
    freezer: FrozenDateTimeFactory,
) -> None:
    freezer.tick(timedelta(seconds=1))
    cloud.answer([plate("xy98zzz"), plate("ab12cde")])
    await scan(hass)

    page = await owner.result("visits/list", limit=1)

    assert sorted(each["plate"] for each in page["visits"]) == ["AB12CDE", "XY98ZZZ"]
    assert page["before"] is None


async def test_a_kept_picture_has_an_address_that_needs_no_login(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    restless: object,
    look: Look,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), options=KEEP_FULL))
    owner = await look()
    await see(hass, cloud, "xy98zzz")

    [visit] = (await owner.result("visits/list"))["visits"]

    nobody = await hass_client_no_auth()
    for address in (visit["picture"], visit["thumbnail"]):
        response = await nobody.get(address)
        assert response.headers["Content-Type"] == "image/jpeg"


async def test_without_a_picture_there_is_no_address(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, owner: Viewer
) -> None:
    await see(hass, cloud, "xy98zzz")

    [visit] = (await owner.result("visits/list"))["visits"]

    assert (visit["picture"], visit["thumbnail"]) == (None, None)


async def test_a_guest_sees_the_visits_at_places_of_shared_cameras(
    two: MockConfigEntry,
    look: Look,
    hass_read_only_user: MockUser,
    hass_read_only_access_token: str,
) -> None:
    shared: Any = {"entities": {"entity_ids": {"image_processing.yard_plates": {"read": True}}}}
    hass_read_only_user.mock_policy(shared)
    guest = await look(access_token=hass_read_only_access_token)

    assert await plates(guest) == ["AB12CDE"]
    assert await plates(guest, places=["Driveway"]) == []


async def test_an_account_that_is_none_is_refused_with_a_reason(
    two: MockConfigEntry, owner: Viewer
) -> None:
    answer = await owner.ask("visits/list", config_entry_id="nobody")

    assert not answer["success"]
    assert answer["error"]["translation_key"] == "account_unknown"


async def test_a_picture_keeps_its_address_whatever_is_told_meanwhile(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    restless: object,
    look: Look,
    freezer: FrozenDateTimeFactory,
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), options=KEEP_FULL))
    owner = await look()
    await see(hass, cloud, "xy98zzz")
    [before] = (await owner.result("visits/list"))["visits"]
    freezer.tick(timedelta(minutes=1))

    [after] = (await owner.result("visits/list"))["visits"]

    assert (after["picture"], after["thumbnail"]) == (before["picture"], before["thumbnail"])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("data", '{"sighting_id": 5}'),
        ("data", "no JSON"),
        ("started_at", "never"),
        ("data", '{"sighting_id": "x", "plate": 5, "vehicle_id": null, "place": "Yard"}'),
    ],
)
async def test_a_damaged_visit_costs_no_other_one(
    hass: HomeAssistant, two: MockConfigEntry, owner: Viewer, column: str, value: str
) -> None:
    def damage(store: HistoryStore) -> None:
        store.db.execute(f"UPDATE visits SET {column} = ? WHERE place = 'yard'", (value,))  # noqa: S608 - from above

    await async_history(hass, two.entry_id).async_ask(damage)

    assert await plates(owner) == ["XY98ZZZ"]
    assert await plates(owner, limit=1) in (["XY98ZZZ"], [])
