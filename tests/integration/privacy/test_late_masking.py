"""Strangers are shown for some days, and then nobody can find their plates any more."""

from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.plate_recognizer.history.records import Wanted
from sandbox.process import SandboxProcess

from ..action import act
from ..answers import SEDAN, plate
from ..conftest import camera_subentry, cloud_entry, scan, set_up, vehicle_subentry
from ..deletion.conftest import (  # noqa: F401 - fixtures
    mock_recorder_before_hass,
    persistent_database,
    recorder,
)
from ..deletion.database import files_with, recorded_tables_with
from ..fake_camera import FakeCamera
from ..visits.driveway import Driveway, elsewhere, golf, watching
from .conftest import PLANTED, SAID, Search

LATER: dict[str, Any] = {
    "privacy": {"strangers": "masked_later", "strangers_days": 7},
    "history": {"history_pictures": "full"},
}
AGAIN = "zk81wrt"
"""Of a stranger who comes again when he is to be masked."""


@pytest.fixture
async def account(
    hass: HomeAssistant,
    recorder: Recorder,  # noqa: F811
    freezer: FrozenDateTimeFactory,
    cloud: SandboxProcess,
    restless: FakeCamera,
) -> MockConfigEntry:
    golf = vehicle_subentry("Golf", "AB12 CDE")
    return await set_up(hass, cloud_entry(cloud, camera_subentry(), golf, options=LATER))


async def see(hass: HomeAssistant, cloud: SandboxProcess, *plates: str) -> None:
    for each in plates:
        cloud.answer([plate(each, vehicle=SEDAN)])
        await scan(hass)


async def pass_days(hass: HomeAssistant, freezer: FrozenDateTimeFactory, days: int) -> None:
    for _ in range(days * 8):
        freezer.tick(3 * 3600)
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)


async def kept(account: MockConfigEntry) -> list[str | None]:
    """Return the plates that the history has, newest first."""
    found = await account.runtime_data.history.async_find(Wanted(), 100)
    return [each.data["plate"] for each in found]


async def test_after_some_days_a_strangers_plate_is_found_nowhere(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,  # noqa: F811
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    search: Search,
) -> None:
    await see(hass, cloud, AGAIN, "ab12cde", SAID)
    await pass_days(hass, freezer, 5)
    assert {"states", "storage", "history", "get_sightings"} <= await search.places_of(
        PLANTED, account
    )
    assert await recorded_tables_with(recorder, SAID)
    assert SAID.upper() in await kept(account)

    await pass_days(hass, freezer, 4)
    search.told.clear()
    search.answers.clear()
    search.caplog.clear()

    assert not await search.places_of(PLANTED, account)
    for word in (SAID, PLANTED):
        assert not await recorded_tables_with(recorder, word)
        assert not await files_with(hass, recorder, word.upper())
    plates = await kept(account)
    assert plates[1] == "AB12CDE", "whoever is known is never masked"
    assert len({each for each in plates if each and each.startswith("#")}) == 2
    assert await recorded_tables_with(recorder, "AB12CDE")


async def test_what_is_younger_of_the_same_stranger_stays(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,  # noqa: F811
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
) -> None:
    await see(hass, cloud, AGAIN)
    await pass_days(hass, freezer, 6)
    await see(hass, cloud, AGAIN)
    await pass_days(hass, freezer, 3)

    newest, oldest = await kept(account)
    assert newest == AGAIN.upper()
    assert oldest is not None
    assert oldest.startswith("#")
    found = hass.states.get("sensor.driveway_plate")
    assert found is not None
    assert found.state == AGAIN.upper()
    assert await recorded_tables_with(recorder, AGAIN)


async def test_the_kept_picture_stays_without_the_plate(
    hass: HomeAssistant,
    account: MockConfigEntry,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    own_history: Path,
) -> None:
    await see(hass, cloud, SAID)
    history = account.runtime_data.history
    [sighting] = await history.async_find(Wanted(), 9)
    before = await history.async_picture(sighting.sighting_id)
    assert before is not None

    await pass_days(hass, freezer, 9)

    after = await history.async_picture(sighting.sighting_id)
    assert after is not None
    assert after.content != before.content
    [shown] = after.shown
    assert shown.plate is not None
    assert shown.plate.startswith("#")


async def test_a_stranger_that_is_masked_where_it_stands_and_made_known_has_not_arrived(
    hass: HomeAssistant,
    recorder: Recorder,  # noqa: F811
    drive: Driveway,
) -> None:
    gate = watching("Gate", camera_entity_id="camera.driveway", triggers=[], place="driveway")
    await drive.set_up(watching(), gate, golf(may_open=True), options=LATER)
    await drive.move()
    await drive.scan(name="gate")
    await drive.move(plate(SAID))
    for _ in range(8 * 8):
        await drive.wait(3 * 3600)
        await drive.scan(plate(SAID, 0.4))
    assert drive.ended == []
    await act(hass, "add_vehicle", name="Friend", plates=PLANTED, may_open=True)
    await drive.settled()

    await drive.scan(elsewhere(plate(SAID)), name="gate")
    await drive.scan(elsewhere(plate("ab12cde")), name="gate")

    assert [(each.data["vehicle"], each.data["arrival_reason"]) for each in drive.started] == [
        (None, "arrived"),
        ("Friend", "visit_open"),
        ("Golf", "arrived"),
    ]
