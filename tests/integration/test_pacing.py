"""Interval scans have their share of each day that the quota has to last, and never the reserve."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from sandbox.process import SandboxProcess

from .conftest import add_cameras, camera_subentry, cloud_entry, lookups_at, scan, sdk_entry, set_up
from .quota import INTERVAL, WallClock, decision, pass_time, refresh, statistics_down, tick

MIDNIGHT = "2026-07-01T23:00:00+00:00"
"""In London, where it is summer."""
IN_TEN_DAYS = "2026-07-11T23:00:00Z"


@pytest.fixture(autouse=True)
async def home_in_london(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """It is midnight here."""
    await hass.config.async_set_time_zone("Europe/London")
    freezer.move_to(MIDNIGHT)


async def start(
    hass: HomeAssistant, cloud: SandboxProcess, *, calls: int = 0, **options: int
) -> MockConfigEntry:
    cloud.set_account(calls=calls, limit=100, resets_on=IN_TEN_DAYS)
    subentry = camera_subentry(scan_interval=INTERVAL)
    return await set_up(hass, cloud_entry(cloud, subentry, options=options))


@pytest.mark.usefixtures("restless")
async def test_a_day_has_its_share_of_what_has_to_last_for_ten(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, cloud)

    await tick(hass, freezer, times=12)

    assert len(lookups_at(cloud)) == 9
    reason, details = decision(hass)
    assert reason == "paced"
    assert (details["interval_lookups"], details["share_of_today"]) == (9, 9)
    assert (details["lookups_remaining"], details["days_left"]) == (91, 10.0)


@pytest.mark.usefixtures("restless")
async def test_the_daily_cap_is_never_exceeded(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, cloud, daily_cap=3)

    await tick(hass, freezer, times=5)

    assert len(lookups_at(cloud)) == 3
    assert decision(hass)[0] == "daily_cap_reached"


@pytest.mark.usefixtures("restless")
async def test_each_of_the_days_until_the_reset_has_interval_scans(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, cloud)
    a_day, before = [], 0
    for _ in range(10):
        await tick(hass, freezer, times=14)
        a_day.append(len(lookups_at(cloud)) - before)
        before += a_day[-1]
        await pass_time(hass, freezer, days=1, seconds=-14 * INTERVAL)

    assert min(a_day) >= 9
    assert sum(a_day) <= 100


@pytest.mark.usefixtures("restless")
async def test_the_reserve_is_for_scans_that_somebody_asks_for(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, cloud, calls=97)

    await tick(hass, freezer, times=2)
    assert not lookups_at(cloud)
    reason, details = decision(hass)
    assert reason == "reserved"
    assert (details["lookups_remaining"], details["reserve"]) == (3, 4)
    assert details["expected_of_others"] == 0

    await scan(hass)
    assert len(lookups_at(cloud)) == 1


@pytest.mark.usefixtures("restless")
async def test_whoever_else_has_the_token_is_left_what_they_use(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    entry = await start(hass, cloud)
    for used in (10, 20, 30):
        await pass_time(hass, freezer, days=1)
        cloud.set_account(calls=used)
        await refresh(hass)
    interval_lookups = len(lookups_at(cloud))

    await tick(hass, freezer, times=2)

    assert len(lookups_at(cloud)) == interval_lookups, "7 days of 10 a day need what is left"
    reason, details = decision(hass)
    assert reason == "reserved"
    assert details["expected_of_others"] > 50
    assert entry.runtime_data.quota.outlook.pace.interval < 3


async def test_cameras_that_scan_at_once_dont_take_the_last_lookup_twice(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    names = ("Driveway", "Gate", "Yard")
    await add_cameras(hass, *names)
    cameras = [
        camera_subentry(name, f"01{name.upper():0>24}", scan_interval=INTERVAL) for name in names
    ]
    cloud.set_account(calls=94, limit=100, resets_on=IN_TEN_DAYS, latency=0.05)
    await set_up(hass, cloud_entry(cloud, *cameras))

    await pass_time(hass, freezer, seconds=INTERVAL)

    assert len(lookups_at(cloud)) <= 2, "four are reserved"


@pytest.mark.usefixtures("restless")
async def test_while_statistics_are_down_the_last_figures_hold(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, cloud)
    statistics_down(cloud, times=100)
    await pass_time(hass, freezer, hours=1, seconds=2)

    await tick(hass, freezer, times=14)

    assert len(lookups_at(cloud)) == 9
    assert decision(hass)[0] == "paced"


@pytest.mark.usefixtures("restless")
async def test_without_a_reset_day_only_the_reserve_is_kept(
    hass: HomeAssistant, sdk: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    sdk.set_account(calls=88, limit=100)
    await set_up(hass, sdk_entry(sdk, camera_subentry(scan_interval=INTERVAL)))

    await tick(hass, freezer, times=5)

    assert len(lookups_at(sdk)) == 2
    assert decision(hass)[0] == "reserved"


@pytest.mark.usefixtures("restless")
async def test_where_the_limit_is_unknown_the_daily_cap_alone_holds(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    entry = await start(hass, cloud, daily_cap=2)
    usage = entry.runtime_data.usage
    usage.data = type(usage.data)(used=99)

    await tick(hass, freezer, times=4)

    assert len(lookups_at(cloud)) == 2
    assert decision(hass)[0] == "daily_cap_reached"


@pytest.mark.usefixtures("restless")
async def test_a_restart_gives_no_second_share(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    entry = await start(hass, cloud)
    await tick(hass, freezer, times=12)

    await hass.config_entries.async_reload(entry.entry_id)
    await tick(hass, freezer, times=5)

    assert len(lookups_at(cloud)) == 9


@pytest.mark.parametrize(
    ("shown", "lookups"),
    [
        pytest.param("2026-07-20T23:00:00+00:00", 50, id="forwards over the reset: the daily cap"),
        pytest.param("2026-06-29T23:00:00+00:00", 7, id="backwards by days: 91 for 12 days"),
        pytest.param("2026-07-01T22:30:00+00:00", 0, id="backwards over midnight: the same day"),
        pytest.param("2020-01-01T00:00:00+00:00", 2, id="backwards by years: 91 for a month"),
    ],
)
@pytest.mark.usefixtures("restless")
async def test_a_clock_that_is_wrong_neither_stops_interval_scans_for_ever_nor_lets_them_off(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    shown: str,
    lookups: int,
) -> None:
    clock = WallClock(monkeypatch)
    await start(hass, cloud)
    await tick(hass, freezer, times=12)

    clock.show(shown)
    await tick(hass, freezer, times=60)
    assert len(lookups_at(cloud)) - 9 == lookups

    clock.show("2026-07-03T23:00:00+00:00")
    await tick(hass, freezer, times=14)
    assert len(lookups_at(cloud)) - 9 - lookups >= 3


@pytest.mark.usefixtures("restless")
async def test_an_hour_that_comes_twice_is_of_the_same_day(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-10-25T00:30:00+00:00")  # half past one, for the first time
    cloud.set_account(limit=100, resets_on="2026-11-04T00:00:00Z")
    subentry = camera_subentry(scan_interval=INTERVAL)
    await set_up(hass, cloud_entry(cloud, subentry))
    await tick(hass, freezer, times=12)
    share = decision(hass)[1]["share_of_today"]
    assert len(lookups_at(cloud)) == share

    await pass_time(hass, freezer, hours=1)
    await tick(hass, freezer, times=3)

    assert len(lookups_at(cloud)) == share
