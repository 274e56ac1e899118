"""Home Assistant keeps long-term statistics of what the visits come to, and gives them back."""

from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import CLIENT_ID, MockUser
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
    do_adhoc_statistics,
)
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.plate_recognizer.history.records import Wanted
from custom_components.plate_recognizer.visit_statistics import LULL
from tests.databases import PostgreSql

from ..answers import plate
from ..databases import also_on
from .driveway import GOLF, Driveway

pytestmark = also_on(PostgreSql)

type Ask = Callable[..., Coroutine[Any, Any, Any]]

VISITS = "sensor.snapshot_cloud_visits_today"
STRANGERS = "sensor.snapshot_cloud_strangers_in_7_days"
AVERAGE = "sensor.snapshot_cloud_average_stay"
LAST = "sensor.golf_last_stay"
ALL = [VISITS, STRANGERS, AVERAGE, LAST]

EVENING = "2026-03-04T23:30:00+00:00"


@pytest.fixture
def evening(freezer: FrozenDateTimeFactory) -> None:
    """A day soon comes to its end."""
    freezer.move_to(EVENING)


@pytest.fixture(autouse=True)
def _custom_integrations(
    evening: None, recorder_mock: object, enable_custom_integrations: None
) -> None:
    """Have a database before anything else of Home Assistant: it insists."""


@pytest.fixture(autouse=True)
async def _home(hass: HomeAssistant) -> None:
    """The clock of the home shows UTC."""
    await hass.config.async_set_time_zone("UTC")


async def come_and_go(drive: Driveway, *plates: str) -> None:
    """Have vehicles come, one after another, and leave, and wait until that is shown."""
    for text in plates:
        await drive.move(plate(text))
        await drive.leave()
    await drive.wait(LULL.total_seconds())


async def compile_until(drive: Driveway, moment: str) -> None:
    """Go on to a moment, and have the five minutes before it compiled."""
    drive.freezer.move_to(moment)
    await drive.wait(0)
    await async_wait_recording_done(drive.hass)
    do_adhoc_statistics(drive.hass, start=datetime.fromisoformat(moment) - timedelta(minutes=5))
    await async_wait_recording_done(drive.hass)


@pytest.fixture
def ask(hass: HomeAssistant, hass_ws_client: WebSocketGenerator, hass_admin_user: MockUser) -> Ask:
    """Asks the recorder as the frontend does."""

    async def asked(kind: str, **about: object) -> Any:  # noqa: ANN401 - as it comes
        refresh_token = await hass.auth.async_create_refresh_token(hass_admin_user, CLIENT_ID)
        access_token = hass.auth.async_create_access_token(refresh_token)  # they soon expire
        client = await hass_ws_client(hass, access_token)
        await client.send_json_auto_id({"type": f"recorder/{kind}", **about})
        answer = await client.receive_json()
        await client.close()
        assert answer["success"], answer
        return answer["result"]

    return asked


async def test_each_sensor_has_the_statistics_of_its_kind(drive: Driveway, ask: Ask) -> None:
    await drive.looked_at()
    await come_and_go(drive, GOLF, "xy98zzz")
    await compile_until(drive, "2026-03-04T23:55:00+00:00")

    listed = await ask("list_statistic_ids")

    kinds = {
        each["statistic_id"]: (
            each["has_mean"],
            each["has_sum"],
            each["statistics_unit_of_measurement"],
            each["unit_class"],
        )
        for each in listed
    }
    assert {entity_id: kinds[entity_id] for entity_id in ALL} == {
        VISITS: (False, True, "visits", None),
        STRANGERS: (True, False, "vehicles", None),
        AVERAGE: (True, False, "min", "duration"),
        LAST: (True, False, "min", "duration"),
    }
    assert await ask("validate_statistics") == {}


async def test_the_means_are_of_what_was_shown(drive: Driveway, ask: Ask) -> None:
    await drive.looked_at()
    await come_and_go(drive, GOLF, "xy98zzz", "ab11aaa")
    await compile_until(drive, "2026-03-04T23:50:00+00:00")

    found = await ask(
        "statistics_during_period",
        start_time=EVENING,
        statistic_ids=ALL,
        period="5minute",
        types=["mean", "min", "max"],
        units={"duration": "s"},
    )

    stays = [visit.data["duration"] for visit in drive.ended]
    assert len(stays) == 3
    expected = {STRANGERS: 2, AVERAGE: sum(stays) / 3, LAST: stays[0]}
    rounded = 3
    """Seconds: of six, which a tenth of a minute is, the half."""
    for entity_id, value in expected.items():
        [row] = found[entity_id]
        for key in ("mean", "min", "max"):
            assert row[key] == pytest.approx(value, abs=rounded), (entity_id, key)


async def test_visits_are_summed_over_midnight_and_over_a_deletion(
    drive: Driveway, ask: Ask
) -> None:
    await drive.looked_at()
    await compile_until(drive, "2026-03-04T23:45:00+00:00")
    await come_and_go(drive, GOLF, "xy98zzz", GOLF)
    await compile_until(drive, "2026-03-05T00:00:00+00:00")
    await come_and_go(drive, GOLF, "xy98zzz")
    await compile_until(drive, "2026-03-05T00:55:00+00:00")
    [entry] = drive.hass.config_entries.async_entries("plate_recognizer")
    await entry.runtime_data.history.async_delete(Wanted(plates=frozenset({"XY98ZZZ"})))
    await drive.settled()
    await drive.wait(LULL.total_seconds())
    await compile_until(drive, "2026-03-05T01:00:00+00:00")

    async def rows(period: str) -> list[dict[str, Any]]:
        found = await ask(
            "statistics_during_period",
            start_time="2026-03-04T00:00:00+00:00",
            statistic_ids=[VISITS],
            period=period,
            types=["sum", "change", "state", "last_reset"],
        )
        counted: list[dict[str, Any]] = found[VISITS]
        return counted

    compiled = [
        (row["state"], row["sum"], _day(row["last_reset"])) for row in await rows("5minute")
    ]
    assert compiled == [(0, 0, 4), (3, 3, 4), (2, 5, 5), (1, 4, 5)]
    days = await rows("day")
    assert [(row["state"], row["change"]) for row in days] == [(3, 3), (1, 1)]


def _day(milliseconds: float) -> int:
    return datetime.fromtimestamp(milliseconds / 1_000, dt_util.UTC).day
