"""The action takes all of what it names, also what only the recorder has, and nothing else."""

import asyncio
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.models import StatisticMeanType
from homeassistant.components.recorder.statistics import async_import_statistics
from homeassistant.core import HomeAssistant
from homeassistant.helpers import restore_state
from homeassistant.helpers.json import json_bytes
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from sqlalchemy.exc import OperationalError

from custom_components import plate_recognizer
from custom_components.plate_recognizer import recorder_purge
from custom_components.plate_recognizer.const import (
    CONF_FOUND_PLATE,
    CONF_KIND,
    DOMAIN,
    AccountKind,
)
from custom_components.plate_recognizer.decision_journal import async_load_decisions
from custom_components.plate_recognizer.history.records import Wanted
from sandbox.process import SandboxProcess
from tests.databases import MariaDb, PostgreSql

from ..action import act
from ..answers import MMC, SEDAN, plate
from ..conftest import (
    camera_subentry,
    cloud_entry,
    plate_list_subentry,
    scan,
    set_up,
    vehicle_subentry,
)
from ..databases import also_on
from ..fake_camera import FakeCamera
from .database import committed, count, dangling, recorded_tables_with

pytestmark = also_on(PostgreSql, MariaDb)

GOLF_ID, POLO_ID = "01VEHICLE0000000000000GOLF", "01VEHICLE0000000000000POLO"
SHORT: dict[str, Any] = {"history": {"history_days": 3}}


@pytest.fixture
async def account(
    hass: HomeAssistant, recorder: Recorder, cloud: SandboxProcess, restless: FakeCamera
) -> MockConfigEntry:
    """One that knows two vehicles, forgets after three days, and is recorded."""
    known = (
        vehicle_subentry("Golf", "AB12 CDE", subentry_id=GOLF_ID),
        vehicle_subentry("Polo", "CD34 EFG", subentry_id=POLO_ID),
    )
    options = {**SHORT, CONF_FOUND_PLATE: True}
    return await set_up(hass, cloud_entry(cloud, camera_subentry(), *known, options=options))


async def see(hass: HomeAssistant, cloud: SandboxProcess, *plates: str) -> None:
    """Have the camera see these plates, one after another."""
    for each in plates:
        cloud.answer([plate(each, vehicle={**SEDAN, **MMC}, **MMC)])
        await scan(hass)


async def pass_days(hass: HomeAssistant, freezer: FrozenDateTimeFactory, days: int) -> None:
    for _ in range(days * 8):
        freezer.tick(timedelta(hours=3))
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)


async def seen_ids(account: MockConfigEntry) -> list[str]:
    """Return the ids of the sightings, the first one first."""
    found = await account.runtime_data.history.async_find(Wanted(), 100)
    return [each.sighting_id for each in reversed(found)]


async def states_of(recorder: Recorder, entity_id: str, state: str = "%") -> int:
    """Return how often an entity was recorded, in any state or in this one."""
    await committed(recorder)
    return await count(
        recorder,
        "SELECT COUNT(*) FROM states JOIN states_meta m USING (metadata_id) "  # noqa: S608
        f"WHERE m.entity_id LIKE '{entity_id}' AND state LIKE '{state}'",
    )


async def found_plates(recorder: Recorder, text: str) -> int:
    await committed(recorder)
    return await count(
        recorder,
        "SELECT COUNT(*) FROM events JOIN event_types t USING (event_type_id) "  # noqa: S608
        "JOIN event_data USING (data_id) WHERE t.event_type = 'image_processing.found_plate' "
        f"AND shared_data LIKE '%{text}%'",
    )


def would_restore(hass: HomeAssistant) -> str:
    states = restore_state.async_get(hass).last_states.values()
    return json_bytes([each.as_dict() for each in states]).decode()


def shown(hass: HomeAssistant) -> dict[str, Any]:
    return {each.entity_id: each.as_dict() for each in hass.states.async_all()}


@pytest.mark.parametrize("which", ["first", "last"])
async def test_one_sighting_of_a_plate_leaves_the_others_as_they_are(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    which: str,
) -> None:
    for each in ("ab12cde", "zk81wrt", "ab12cde"):
        await see(hass, cloud, each)
        freezer.tick(timedelta(minutes=30))
    first, other, last = await seen_ids(account)
    gone, left = (first, last) if which == "first" else (last, first)
    before = {each: await recorded_tables_with(recorder, each) for each in (gone, left, other)}
    assert all(before.values())
    assert await states_of(recorder, "sensor.driveway_plate", "AB12CDE") == 2
    assert await found_plates(recorder, "AB12CDE") == 2
    showed = shown(hass)

    answer = await act(hass, "delete_sightings", sighting_id=gone)

    assert answer["sightings"] == 1
    assert not await recorded_tables_with(recorder, gone)
    assert await recorded_tables_with(recorder, left) == before[left]
    assert await recorded_tables_with(recorder, other) == before[other]
    assert await states_of(recorder, "sensor.driveway_plate", "AB12CDE") == 1
    assert await states_of(recorder, "image_processing.driveway_plates", "AB12CDE") == 1
    assert await found_plates(recorder, "AB12CDE") == 1
    assert await seen_ids(account) == [each for each in (first, other, last) if each != gone]
    if which == "first":
        assert shown(hass) == showed
    else:
        assert shown(hass)["sensor.driveway_plate"]["state"] == "unknown"
        assert shown(hass)["sensor.golf_last_seen"]["state"] == "unknown"
    assert not await dangling(recorder)


async def test_one_sighting_leaves_what_another_one_might_have_been(
    hass: HomeAssistant, account: MockConfigEntry, recorder: Recorder, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, "ab12cde")
    maybe = [{"plate": "ab12cd3", "score": 0.95}, {"plate": "ab12cde", "score": 0.6}]
    cloud.answer([{**plate("zk81wrt"), "candidates": maybe}])
    await scan(hass)
    first, other = await seen_ids(account)
    before = await recorded_tables_with(recorder, other)

    await act(hass, "delete_sightings", sighting_id=first)

    assert await recorded_tables_with(recorder, other) == before


async def test_what_another_camera_showed_of_the_plate_then_stays(
    hass: HomeAssistant, recorder: Recorder, cloud: SandboxProcess, restless: FakeCamera
) -> None:
    gate = camera_subentry(
        "Gate", camera_entity_id="camera.driveway", subentry_id="01CAMERAGATE00000000000000"
    )
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), gate))
    for camera in ("driveway", "gate"):
        cloud.answer([plate("ab12cde")])
        await scan(hass, camera)
    first, _ = await seen_ids(account)

    await act(hass, "delete_sightings", sighting_id=first)

    assert await states_of(recorder, "sensor.driveway_plate", "AB12CDE") == 0
    assert await states_of(recorder, "sensor.gate_plate", "AB12CDE") == 1
    assert shown(hass)["sensor.gate_plate"]["state"] == "AB12CDE"


async def test_a_sighting_that_the_history_has_no_longer_goes_from_the_recorder(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
) -> None:
    await see(hass, cloud, "qx74vbn", "zk81wrt")
    gone, left = await seen_ids(account)
    await pass_days(hass, freezer, 4)
    assert await seen_ids(account) == []
    assert await recorded_tables_with(recorder, gone)

    answer = await act(hass, "delete_sightings", sighting_id=gone)

    assert answer == {"sightings": 0, "visits": 0, "recorder": True}
    assert not await recorded_tables_with(recorder, gone)
    assert await recorded_tables_with(recorder, left)


async def test_a_plate_that_the_history_has_no_longer_goes_from_the_recorder(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
) -> None:
    await see(hass, cloud, "qx74vbn", "zk81wrt")
    await pass_days(hass, freezer, 4)
    assert await recorded_tables_with(recorder, "QX74VBN")

    await act(hass, "delete_sightings", plate="QX74 VBN")

    assert not await recorded_tables_with(recorder, "QX74VBN")
    assert await recorded_tables_with(recorder, "ZK81WRT")


async def test_a_vehicle_that_the_history_has_no_longer_goes_from_the_recorder(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
) -> None:
    await see(hass, cloud, "ab12cde", "cd34efg", "zk81wrt")
    await pass_days(hass, freezer, 4)
    assert await recorded_tables_with(recorder, "AB12CDE")

    await act(hass, "delete_sightings", vehicle=GOLF_ID)

    assert not await recorded_tables_with(recorder, "AB12CDE")
    assert await recorded_tables_with(recorder, "CD34EFG")


async def test_a_plate_that_reads_like_a_model_takes_no_car_of_that_model(
    hass: HomeAssistant, account: MockConfigEntry, recorder: Recorder, cloud: SandboxProcess
) -> None:
    x5 = [{"make": "BMW", "model": "X5", "score": 0.9}]
    cloud.answer([plate("ab12cde", vehicle=SEDAN, model_make=x5)])
    await scan(hass)
    [sighting_id] = await seen_ids(account)
    before = await recorded_tables_with(recorder, sighting_id)
    showed = shown(hass)
    assert showed["event.driveway_sighting"]["attributes"]["model"] == "X5"

    await act(hass, "delete_sightings", plate="X5")

    assert await recorded_tables_with(recorder, sighting_id) == before
    assert shown(hass) == showed


async def test_one_vehicle_takes_what_the_recorder_has_of_its_entities_and_of_no_other(
    hass: HomeAssistant, account: MockConfigEntry, recorder: Recorder, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, "ab12cde", "cd34efg", "zk81wrt")
    polo = await states_of(recorder, "%.polo%")
    usage = await states_of(recorder, "sensor.snapshot_cloud_lookups%")
    assert await states_of(recorder, "binary_sensor.golf_present", "on")
    assert await states_of(recorder, "sensor.golf_last_place", "Driveway")

    await act(hass, "delete_sightings", vehicle=GOLF_ID)

    assert await states_of(recorder, "binary_sensor.golf_present", "on") == 0
    assert await states_of(recorder, "sensor.golf_last_place", "Driveway") == 0
    assert await states_of(recorder, "%.polo%") == polo
    assert await states_of(recorder, "sensor.snapshot_cloud_lookups%") == usage
    assert await states_of(recorder, "sensor.driveway_plate", "ZK81WRT") == 1


async def test_one_vehicle_of_a_list_leaves_what_the_list_s_entities_tell_of_others(
    hass: HomeAssistant, recorder: Recorder, cloud: SandboxProcess, restless: FakeCamera
) -> None:
    staff = plate_list_subentry("Staff", "plate,name", "AB12CDE,Anna", "CD34EFG,Bob")
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), staff))
    await see(hass, cloud, "ab12cde", "cd34efg")
    bob, anna = await account.runtime_data.history.async_find(Wanted(), 9)
    before = await recorded_tables_with(recorder, bob.sighting_id)
    seen = await states_of(recorder, "sensor.staff_last_seen")
    assert await states_of(recorder, "event.staff_sighting", "20%") == 2

    await act(hass, "delete_sightings", vehicle=anna.data["vehicle_id"])

    assert not await recorded_tables_with(recorder, "AB12CDE")
    assert await recorded_tables_with(recorder, bob.sighting_id) == before
    assert await states_of(recorder, "event.staff_sighting", "20%") == 1
    assert await states_of(recorder, "sensor.staff_last_seen") == seen

    await act(hass, "delete_sightings", vehicle=staff["subentry_id"])

    assert await states_of(recorder, "sensor.staff_last_seen", "20%") == 0


async def statistics_of(recorder: Recorder, entity_id: str) -> int:
    await committed(recorder)
    return await count(
        recorder,
        "SELECT COUNT(*) FROM statistics s JOIN statistics_meta m ON s.metadata_id = m.id "  # noqa: S608
        f"WHERE m.statistic_id = '{entity_id}'",
    )


@pytest.mark.parametrize(
    ("fields", "left"), [({"vehicle": GOLF_ID}, 1), ({"everything": True}, 0)], ids=str
)
async def test_how_long_a_vehicle_stayed_is_no_statistic_any_more(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,
    fields: dict[str, Any],
    left: int,
) -> None:
    hour = dt_util.utcnow().replace(minute=0, second=0, microsecond=0)
    golf, polo = "sensor.golf_last_stay", "sensor.polo_last_stay"
    for entity_id in (golf, polo):
        async_import_statistics(
            hass,
            {
                "source": "recorder",
                "statistic_id": entity_id,
                "name": None,
                "unit_of_measurement": "min",
                "unit_class": "duration",
                "has_sum": False,
                "mean_type": StatisticMeanType.ARITHMETIC,
            },
            [{"start": hour, "mean": 5, "min": 5, "max": 5}],
        )
        assert await statistics_of(recorder, entity_id) == 1

    await act(hass, "delete_sightings", **fields)

    assert await statistics_of(recorder, golf) == 0
    assert await statistics_of(recorder, polo) == left


async def test_everything_leaves_usage_settings_and_what_was_asked_of_others(
    hass: HomeAssistant, account: MockConfigEntry, recorder: Recorder, cloud: SandboxProcess
) -> None:
    other = MockConfigEntry(
        domain=DOMAIN,
        title="Other",
        entry_id="01ACCOUNT0000000000000OTHER",
        data={CONF_KIND: AccountKind.WEBHOOK, "webhook_id": "other"},
    )
    other.add_to_hass(hass)
    await hass.services.async_call("switch", "turn_off", {"entity_id": "switch.driveway_scanning"})
    await see(hass, cloud, "ab12cde")
    usage = await states_of(recorder, "sensor.snapshot_cloud_lookups%")
    assert usage
    assert await states_of(recorder, "switch.driveway_scanning", "off") == 1
    for entry_id, word in ((other.entry_id, "XY77XYX"), (account.entry_id, "XY88XYX")):
        data = {"domain": DOMAIN, "service": "get_sightings"}
        named = {"config_entry_id": entry_id, "plate": [word]}
        hass.bus.async_fire("call_service", {**data, "service_data": named})
    hass.bus.async_fire(
        "call_service",
        {"domain": DOMAIN, "service": "get_sightings", "service_data": {"plate": ["XY99XYX"]}},
    )

    await act(hass, "delete_sightings", everything=True, config_entry_id=account.entry_id)

    assert await states_of(recorder, "sensor.snapshot_cloud_lookups%") == usage
    assert await states_of(recorder, "switch.driveway_scanning", "off") == 1
    assert await recorded_tables_with(recorder, "XY77XYX") == {"event_data": 1}
    assert not await recorded_tables_with(recorder, "XY88XYX")
    assert not await recorded_tables_with(recorder, "XY99XYX")
    assert await states_of(recorder, "sensor.driveway_plate", "AB12CDE") == 0
    assert await states_of(recorder, "binary_sensor.golf_present", "on") == 0


async def test_calls_of_other_integrations_actions_are_not_ours(
    hass: HomeAssistant, account: MockConfigEntry, recorder: Recorder
) -> None:
    for domain in ("notify", DOMAIN):
        data = {"domain": domain, "service": "x", "service_data": {"plate": "QX74VBN"}}
        hass.bus.async_fire("call_service", data)
    wrong = {"config_entry_id": ["whatever", {}]}  # is written down before it is refused
    hass.bus.async_fire("call_service", {"domain": DOMAIN, "service": "x", "service_data": wrong})
    assert await recorded_tables_with(recorder, "QX74VBN") == {"event_data": 2}

    answer = await act(hass, "delete_sightings", plate="QX74VBN")

    assert answer["recorder"]
    assert await recorded_tables_with(recorder, "QX74VBN") == {"event_data": 1}


async def test_the_answer_says_if_the_recorder_failed_and_to_ask_again_helps(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,
    cloud: SandboxProcess,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("DELETE", {}, Exception("locked"))

    await see(hass, cloud, "qx74vbn", "zk81wrt")
    gone, _ = await seen_ids(account)
    with monkeypatch.context() as failing:
        failing.setattr(recorder_purge, "_purge_page", fail)
        answer = await act(hass, "delete_sightings", plate="QX74VBN")
    assert answer == {"sightings": 1, "visits": 1, "recorder": False}
    assert await recorded_tables_with(recorder, gone)

    answer = await act(hass, "delete_sightings", plate="QX74VBN")

    assert answer == {"sightings": 0, "visits": 0, "recorder": True}
    assert not await recorded_tables_with(recorder, gone)


@pytest.mark.parametrize("fields", [{"plate": "QX74VBN"}, {"everything": True}], ids=str)
async def test_an_account_that_does_not_run_shows_nothing_of_it_when_it_does(
    hass: HomeAssistant,
    account: MockConfigEntry,
    cloud: SandboxProcess,
    fields: dict[str, Any],
) -> None:
    await hass.services.async_call("switch", "turn_off", {"entity_id": "switch.driveway_scanning"})
    await see(hass, cloud, "qx74vbn")
    assert await hass.config_entries.async_unload(account.entry_id)
    assert "QX74VBN" in would_restore(hass)

    await act(hass, "delete_sightings", **fields)

    assert "QX74VBN" not in would_restore(hass)
    assert await hass.config_entries.async_setup(account.entry_id)
    await hass.async_block_till_done()
    assert "QX74VBN" not in str(shown(hass))
    assert shown(hass)["switch.driveway_scanning"]["state"] == "off", "it is no sighting"


async def test_what_is_deleted_while_its_account_starts_is_not_told_by_that(
    hass: HomeAssistant,
    account: MockConfigEntry,
    cloud: SandboxProcess,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await see(hass, cloud, "qx74vbn")
    assert await hass.config_entries.async_unload(account.entry_id)
    has_read, goes_on = asyncio.Event(), asyncio.Event()

    async def slow(*about: Any) -> Any:  # noqa: ANN401 - whatever it is
        has_read.set()
        await goes_on.wait()
        return await async_load_decisions(*about)

    monkeypatch.setattr(plate_recognizer, "async_load_decisions", slow)
    starting = hass.async_create_task(hass.config_entries.async_setup(account.entry_id))
    await has_read.wait()
    deleting = hass.async_create_task(act(hass, "delete_sightings", plate="QX74VBN"))
    await asyncio.sleep(0.1)  # it can do no more than wait
    goes_on.set()

    assert await starting
    assert (await deleting)["sightings"] == 1
    [visit] = account.runtime_data.visits.tracker.visits
    assert visit.plate is None
