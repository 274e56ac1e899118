"""A real Home Assistant whose recorder writes to a real PostgreSQL or MariaDB."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_socket

from sandbox.driveway.scenes import BRITISH_CAR_ARRIVES, TWO_CARS
from sandbox.home import Flow, FlowKind, JsonObject
from sandbox.process import SandboxProcess
from tests.databases import DatabaseServer, MariaDb, PostgreSql

from .background import BackgroundLoop
from .home_log import complaints_in
from .recorded_home import PLATE, RecordedHome, clock_ahead, until

pytestmark = [pytest.mark.end_to_end, pytest.mark.slow]

FIRST, BESIDE, SECOND = "KV19PNE", "FT482KX", "LB21XKT"
"""The best plate of the first scene, the other one on it, and that of the second."""
SHOWN = ["unknown", FIRST, SECOND]
SIGHTING, SCANNED, DECISION = (
    "event.driveway_sighting",
    "image_processing.driveway_plates",
    "sensor.driveway_decision",
)
USED, LEFT, SCORE, DURATION, VISITS, STRANGERS = (
    "sensor.snapshot_cloud_lookups_used",
    "sensor.snapshot_cloud_lookups_remaining",
    "sensor.driveway_score",
    "sensor.driveway_lookup_duration",
    "sensor.snapshot_cloud_visits_today",
    "sensor.snapshot_cloud_strangers_in_7_days",
)


@pytest.fixture(scope="module", params=[PostgreSql, MariaDb], ids=lambda kind: kind.name)
def server(request: pytest.FixtureRequest, sockets: None) -> Iterator[DatabaseServer]:
    kind: type[DatabaseServer] = request.param
    if missing := kind.missing():
        pytest.skip(missing)
    pytest_socket.enable_socket()  # this comes before a test's own fixtures
    with kind() as running:
        yield running


@pytest.fixture(scope="module")
def recorded(
    server: DatabaseServer, background: BackgroundLoop, sandbox: SandboxProcess
) -> Iterator[RecordedHome]:
    """A home of this module's own: its tests are one story, in their order."""
    sandbox.reset()
    running = RecordedHome.running(server, sandbox)
    recorded = background.run(running.__aenter__())
    background.run(recorded.scan(TWO_CARS, BRITISH_CAR_ARRIVES))
    yield recorded
    background.run(running.__aexit__(None, None, None))


def test_the_history_of_our_entities_comes_back(
    recorded: RecordedHome, background: BackgroundLoop
) -> None:
    async def ask() -> dict[str, list[JsonObject]]:
        await until(recorded.plates, lambda plates: plates == SHOWN)
        return await recorded.history(PLATE, USED, SIGHTING, SCANNED, DECISION)

    history = background.run(ask())

    assert states(history, PLATE) == SHOWN
    assert states(history, USED) == ["0", "1", "2"]
    assert states(history, SCANNED) == SHOWN
    assert states(history, DECISION) == ["unknown", "sighted"]
    sightings = [row["a"] for row in history[SIGHTING][1:]]
    assert {(each["event_type"], each["plate"]) for each in sightings} == {
        ("stranger", FIRST),
        ("stranger", BESIDE),
        ("stranger", SECOND),
    }
    assert history[SCANNED][-1]["a"]["plates"] == {SECOND: 100.0}


def test_what_is_not_to_be_recorded_is_in_no_row(
    recorded: RecordedHome, background: BackgroundLoop
) -> None:
    now = background.run(recorded.home.rest.states())
    history = background.run(recorded.history(SCANNED, DECISION))

    assert now[SCANNED].attributes["detections"]
    assert all("detections" not in row["a"] for row in history[SCANNED])
    assert "options" in now[DECISION].attributes
    assert history[DECISION][-1]["a"].keys() == {"device_class", "friendly_name"}


def test_a_restart_of_home_assistant_loses_nothing_of_it(
    recorded: RecordedHome, background: BackgroundLoop
) -> None:
    entities = (PLATE, USED, SIGHTING)
    before = background.run(recorded.history(*entities))

    background.run(recorded.restart())

    after = background.run(recorded.history(*entities))
    for entity_id in entities:
        assert after[entity_id][: len(before[entity_id])] == before[entity_id]


def test_an_hour_later_there_are_long_term_statistics_with_values_and_units(
    recorded: RecordedHome, background: BackgroundLoop
) -> None:
    if (environment := clock_ahead("+1h")) is None:
        pytest.skip("libfaketime is not installed (Debian: apt install libfaketime)")
    began = datetime.now(UTC)
    sensors = (USED, LEFT, SCORE, DURATION, VISITS, STRANGERS)

    async def ask(kind: str, shape: type[Any], **about: object) -> Any:  # noqa: ANN401 - as it comes
        return await recorded.home.socket.command(f"recorder/{kind}", shape, **about)

    async def statistics() -> dict[str, list[JsonObject]]:
        found: dict[str, list[JsonObject]] = await ask(
            "statistics_during_period",
            dict,
            start_time=(began - timedelta(hours=2)).isoformat(),
            statistic_ids=sensors,
            period="hour",
            types=["mean", "min", "max", "state", "sum", "change"],
        )
        return found

    async def restart_and_ask() -> tuple[list[JsonObject], dict[str, list[JsonObject]]]:
        await recorded.restart(environment)
        found = await until(statistics, lambda found: found.keys() == set(sensors))
        return await ask("list_statistic_ids", list), found

    listed, found = background.run(restart_and_ask())

    kinds = {
        each["statistic_id"]: (
            "sum" if each["has_sum"] else "mean",
            each["statistics_unit_of_measurement"],
        )
        for each in listed
    }
    assert {each: kinds[each] for each in sensors} == {
        USED: ("sum", "lookups"),
        LEFT: ("mean", "lookups"),
        SCORE: ("mean", None),
        DURATION: ("mean", "s"),
        VISITS: ("sum", "visits"),
        STRANGERS: ("mean", "vehicles"),
    }
    assert found[USED][-1]["sum"] == 2
    assert (found[LEFT][0]["min"], found[LEFT][0]["max"]) == (2498, 2500)
    assert found[SCORE][0]["max"] == 1
    assert found[SCORE][0]["mean"] == pytest.approx(1)  # of times, which are no round numbers
    assert 0 < found[DURATION][0]["min"] <= found[DURATION][0]["max"] < 30


def test_a_restart_of_the_server_costs_the_recorder_alone_what_happened_meanwhile(
    recorded: RecordedHome, background: BackgroundLoop, server: DatabaseServer
) -> None:
    async def outage() -> tuple[list[str], list[str]]:
        server.stop()
        try:
            await recorded.scan(TWO_CARS)
        finally:
            server.start()
        shown = (await recorded.home.rest.states())[PLATE].state
        assert shown == FIRST, "the integration needs no recorder"
        # Until the recorder writes again, it loses what happens, and history has no connection.
        await until(is_recorded_again, bool)
        await recorded.scan(BRITISH_CAR_ARRIVES, TWO_CARS)
        plates = await until(recorded.plates, lambda plates: plates[-2:] == [SECOND, FIRST])
        sightings = (await recorded.answer("get_sightings"))["sightings"]
        return plates, [each["plate"] for each in sightings]

    async def is_recorded_again() -> bool:
        """Have something happen, and say whether it is written down."""
        await recorded.home.rest.post("/api/events/is_anybody_there", dict)
        return bool(await recorded.tables_with("is_anybody_there"))

    plates, own = background.run(outage())

    assert plates[: len(SHOWN)] == SHOWN
    assert plates[-2:] == [SECOND, FIRST]
    assert own.count(FIRST) == 3, "the integration's own history is no part of the recorder's"
    assert not complaints(recorded)


def test_a_deletion_takes_its_rows_out_of_every_table(
    recorded: RecordedHome, background: BackgroundLoop
) -> None:
    async def delete() -> tuple[JsonObject, set[str], set[str]]:
        assert await recorded.tables_with(SECOND)
        answer = await recorded.answer("delete_sightings", plate=SECOND)
        return answer, await recorded.tables_with(SECOND), await recorded.tables_with(FIRST)

    answer, left, others = background.run(delete())

    assert answer["recorder"] is True
    assert answer["sightings"] >= 2
    assert not left
    assert others == {"states", "state_attributes", "event_data"}


def test_masking_takes_the_plates_of_strangers_out_of_every_table(
    recorded: RecordedHome, background: BackgroundLoop
) -> None:
    async def left() -> set[str]:
        return await recorded.tables_with(FIRST) | await recorded.tables_with(BESIDE)

    async def mask() -> set[str]:
        assert await left()
        form = {"regions": ["gb"], "engine": {}, "privacy": {"strangers": "masked"}}
        await Flow(recorded.home.rest, FlowKind.OPTIONS, recorded.account.entry_id).complete([form])
        return await until(left, lambda tables: not tables)

    assert background.run(mask()) == set()
    assert not complaints(recorded)


def states(history: dict[str, list[JsonObject]], entity_id: str) -> list[str]:
    return [row["s"] for row in history[entity_id]]


def complaints(recorded: RecordedHome) -> list[str]:
    """Return the lines in which the integration complains, not what the recorder says of events."""
    lines = complaints_in(recorded.home.process.log())
    return [line for line in lines if "(Recorder)" not in line]
