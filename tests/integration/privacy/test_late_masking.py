"""Strangers are shown for some days, and then nobody can find their plates any more."""

from io import BytesIO
from pathlib import Path
import sqlite3
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.plate_recognizer import recorder_purge
from custom_components.plate_recognizer.history.records import Wanted
from custom_components.plate_recognizer.history.store import HistoryStore
from sandbox.process import SandboxProcess
from tests.databases import PostgreSql

from ..action import act
from ..answers import SEDAN, box, plate
from ..conftest import camera_subentry, cloud_entry, scan, set_up, vehicle_subentry
from ..databases import also_on
from ..deletion.conftest import (  # noqa: F401 - fixtures
    mock_recorder_before_hass,
    persistent_database,
    recorder,
)
from ..deletion.database import files_with, recorded_tables_with
from ..fake_camera import FakeCamera
from ..visits.driveway import Driveway, elsewhere, golf, watching
from .conftest import MASKED, PLANTED, SAID, SHOWN, Search

pytestmark = also_on(PostgreSql)

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


@pytest.mark.parametrize("is_looked_at", [True, False])
async def test_a_stranger_that_is_masked_where_it_stands_and_made_known_has_not_arrived(
    hass: HomeAssistant,
    recorder: Recorder,  # noqa: F811
    drive: Driveway,
    *,
    is_looked_at: bool,
) -> None:
    gate = watching("Gate", camera_entity_id="camera.driveway", triggers=[], place="driveway")
    await drive.set_up(watching(), gate, golf(may_open=True), options=LATER)
    await drive.move()
    await drive.scan(name="gate")
    await drive.move(plate(SAID))
    for _ in range(8 * 8):
        await drive.wait(3 * 3600)
        if is_looked_at:
            await drive.scan(plate(SAID, 0.4))
    await act(hass, "add_vehicle", name="Friend", plates=PLANTED, may_open=True)
    await drive.settled()

    await drive.scan(elsewhere(plate(SAID)), name="gate")
    await drive.scan(elsewhere(plate("ab12cde")), name="gate")

    told = [(each.data["vehicle"], each.data["arrival_reason"]) for each in drive.started]
    assert told[0] == (None, "arrived")
    assert [each for each in told[1:] if each[1] == "arrived"] == [("Golf", "arrived")]


# What is due is found by looking at it.


async def test_the_own_car_that_was_misread_once_keeps_what_is_its_own(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,  # noqa: F811
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
) -> None:
    await see(hass, cloud, "abi2cd3")
    await pass_days(hass, freezer, 5)
    candidates = [{"plate": "ab12cde", "score": 0.95}, {"plate": "abi2cd3", "score": 0.6}]
    cloud.answer([{**plate("ab12cde", vehicle=SEDAN), "candidates": candidates}])
    await scan(hass)
    shown = state_of(hass, "event.golf_sighting")
    recorded = await recorded_tables_with(recorder, "AB12CDE")

    await pass_days(hass, freezer, 4)

    assert await kept(account) != ["AB12CDE", "ABI2CD3"], "the misreading is masked"
    assert state_of(hass, "event.golf_sighting") == shown
    assert await recorded_tables_with(recorder, "AB12CDE") == recorded


async def test_of_a_stranger_who_stays_only_what_is_old_leaves_the_recorder(
    recorder: Recorder,  # noqa: F811
    drive: Driveway,
) -> None:
    await drive.set_up(watching(scan_interval=0), options=LATER)
    await drive.move()
    await drive.move(plate(SAID))
    for number in range(75):
        drive.let_pass(3 * 3600)
        await drive.settled()
        await drive.scan(plate(SAID, 0.9 + (number % 5) / 200))

    assert len({each.data["visit_id"] for each in drive.sightings}) == 1, "it is one visit"
    young, old = drive.sightings[-1].data, drive.sightings[0].data
    assert (await recorded_tables_with(recorder, young["sighting_id"]))["event_data"]
    rows_of_days = [
        (await recorded_tables_with(recorder, each.data["sighting_id"]))["event_data"]
        for each in drive.sightings[-48:]
    ]
    assert all(rows_of_days), "those of the last six days"
    # As the best of its visit, it is still named by what ended yesterday, without its plate.
    assert not (await recorded_tables_with(recorder, old["sighting_id"]))["state_attributes"]


@pytest.mark.parametrize(
    "history", [{"history_days": 3}, {"history_days": 0}], ids=["short", "in memory"]
)
async def test_it_needs_no_history_that_goes_back_as_far(
    hass: HomeAssistant,
    recorder: Recorder,  # noqa: F811
    freezer: FrozenDateTimeFactory,
    cloud: SandboxProcess,
    restless: FakeCamera,
    history: dict[str, Any],
) -> None:
    options = {**LATER, "history": history}
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), options=options))
    await see(hass, cloud, AGAIN, SAID)
    await account.runtime_data.history.async_delete(None)

    await pass_days(hass, freezer, 9)

    assert not await recorded_tables_with(recorder, SAID)
    assert not await recorded_tables_with(recorder, AGAIN)
    assert state_of(hass, "sensor.driveway_plate") == "unknown"
    assert state_of(hass, "image_processing.driveway_plates") == "unknown"


@pytest.mark.parametrize("fails", ["history", "recorder"])
async def test_what_fails_is_made_up_for_the_next_day(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,  # noqa: F811
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fails: str,
) -> None:
    await see(hass, cloud, SAID)

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as broken:
        if fails == "history":
            broken.setattr(HistoryStore, "mask", fail)
        else:
            broken.setattr(recorder_purge, "_purge_page", fail)
        await pass_days(hass, freezer, 8)
        assert await recorded_tables_with(recorder, SAID)
    ours = [
        each
        for each in caplog.records
        if each.name.endswith("late_masking") and each.levelname == "WARNING"
    ]
    assert ours

    await pass_days(hass, freezer, 2)

    assert not await recorded_tables_with(recorder, SAID)
    assert SAID.upper() not in await kept(account)


async def test_the_age_of_what_is_shown_outlives_a_restart(
    hass: HomeAssistant,
    account: MockConfigEntry,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
) -> None:
    await see(hass, cloud, SAID)
    await pass_days(hass, freezer, 5)
    assert await hass.config_entries.async_reload(account.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state_of(hass, "sensor.driveway_plate") == SAID.upper()

    await pass_days(hass, freezer, 4)

    assert state_of(hass, "sensor.driveway_plate") == "unknown"


async def test_a_vehicle_that_is_removed_is_masked_as_a_stranger(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,  # noqa: F811
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
) -> None:
    await see(hass, cloud, "ab12cde")
    [golf] = account.get_subentries_of_type("vehicle")
    hass.config_entries.async_remove_subentry(account, golf.subentry_id)

    await pass_days(hass, freezer, 9)

    assert "AB12CDE" not in await kept(account)
    assert not await recorded_tables_with(recorder, "AB12CDE")
    assert state_of(hass, "event.driveway_sighting") == "unknown"


def state_of(hass: HomeAssistant, entity_id: str) -> str:
    state = hass.states.get(entity_id)
    assert state is not None
    return state.state


# Masked from the start.


@pytest.fixture
async def masked(
    hass: HomeAssistant,
    recorder: Recorder,  # noqa: F811
    cloud: SandboxProcess,
    restless: FakeCamera,
) -> MockConfigEntry:
    golf = vehicle_subentry("Golf", "AB12 CDE")
    return await set_up(hass, cloud_entry(cloud, camera_subentry(), golf, options=MASKED))


async def run_at_once(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    freezer.tick(5)
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_what_was_masked_when_it_was_told_stays_in_the_recorder_over_reloads(
    hass: HomeAssistant,
    masked: MockConfigEntry,
    recorder: Recorder,  # noqa: F811
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
) -> None:
    await see(hass, cloud, SAID, "ab12cde", AGAIN)
    pseudonyms = [each for each in await kept(masked) if each and each.startswith("#")]
    assert len(pseudonyms) == 2
    before = [await recorded_tables_with(recorder, each) for each in pseudonyms]
    assert all(each["event_data"] for each in before)

    assert await hass.config_entries.async_reload(masked.entry_id)
    await run_at_once(hass, freezer)

    after = [await recorded_tables_with(recorder, each) for each in pseudonyms]
    for rows, rows_before in zip(after, before, strict=True):
        assert rows["event_data"] == rows_before["event_data"]
        assert rows["states"] >= rows_before["states"]
    assert [each for each in await kept(masked) if each and each.startswith("#")] == pseudonyms


async def test_turned_on_it_masks_what_is_from_before_wherever_that_is(
    hass: HomeAssistant,
    recorder: Recorder,  # noqa: F811
    cloud: SandboxProcess,
    restless: FakeCamera,
    freezer: FrozenDateTimeFactory,
    search: Search,
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), options=SHOWN))
    await see(hass, cloud, SAID)
    # What is switched off shows nothing, and its last state would still be written down.
    by_user = er.RegistryEntryDisabler.USER
    er.async_get(hass).async_update_entity("sensor.driveway_plate", disabled_by=by_user)
    assert await hass.config_entries.async_reload(account.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert {"storage", "history"} <= await search.places_of(PLANTED, account)
    assert await recorded_tables_with(recorder, SAID)

    hass.config_entries.async_update_entry(account, options=MASKED)
    await hass.async_block_till_done(wait_background_tasks=True)
    await run_at_once(hass, freezer)
    await run_at_once(hass, freezer)
    search.told.clear()
    search.answers.clear()
    search.caplog.clear()

    assert not await search.places_of(PLANTED, account)
    assert not await recorded_tables_with(recorder, SAID)
    [plate_now] = await kept(account)
    assert plate_now is not None
    assert plate_now.startswith("#")


async def test_a_vehicle_that_is_removed_is_masked_at_the_next_start(
    hass: HomeAssistant,
    masked: MockConfigEntry,
    recorder: Recorder,  # noqa: F811
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    search: Search,
) -> None:
    await see(hass, cloud, "ab12cde")
    [golf] = masked.get_subentries_of_type("vehicle")
    hass.config_entries.async_remove_subentry(masked, golf.subentry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert await hass.config_entries.async_reload(masked.entry_id)
    await run_at_once(hass, freezer)
    search.told.clear()
    search.answers.clear()
    search.caplog.clear()

    assert not await search.places_of("AB12CDE", masked)
    assert not await recorded_tables_with(recorder, "AB12CDE")


@pytest.mark.parametrize("strangers", ["masked", "masked_later"])
async def test_a_plate_that_is_too_unsure_to_be_told_is_painted_out(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera, strangers: str
) -> None:
    options = {
        "privacy": {"strangers": strangers, "strangers_days": 7},
        "history": {"history_pictures": "full"},
    }
    golf = vehicle_subentry("Golf", "AB12 CDE")
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), golf, options=options))
    unsure = {**plate(SAID, dscore=0.05), "box": box(200, 150, 260, 170)}
    cloud.answer([plate("ab12cde"), unsure])
    history = account.runtime_data.history

    await scan(hass)

    [sighting] = await history.async_find(Wanted(), 9)
    picture = await history.async_picture(sighting.sighting_id)
    assert picture is not None
    with Image.open(BytesIO(picture.content)) as image:
        assert is_gray(image.crop((205, 152, 255, 168)))
        assert not is_gray(image.crop((20, 152, 70, 168))), "not all of the picture is"


def is_gray(part: Image.Image) -> bool:
    """Say whether it is painted over, as far as a JPEG has that."""
    pixels = part.convert("RGB").tobytes()
    return 118 <= min(pixels) <= max(pixels) <= 138
