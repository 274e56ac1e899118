"""Four cameras on a free trial, and worse: what a real home makes of an API that holds back."""

import asyncio
from collections.abc import Iterator
from typing import Final

import pytest
import pytest_socket

from sandbox.api_server.faults import Fault
from sandbox.driveway import neighbourhood as here
from sandbox.driveway.backdrops import draw_driveway
from sandbox.driveway.stories import A_DAY_AT_THE_GATE
from sandbox.driveway.story import Story
from sandbox.driveway.visits import Visit
from sandbox.home import HomeError

from .background import BackgroundLoop
from .home_log import complaints_in
from .throttled_home import LANES, YARD, ThrottledHome, throttled_account, throttled_home

pytestmark = [pytest.mark.end_to_end, pytest.mark.slow]

_, _, _, RESIDENT, GUEST, STRANGER, LOOKALIKE, UNWELCOME, _, _ = A_DAY_AT_THE_GATE.visits

IN_LANES: Final = dict(zip(LANES, (RESIDENT, GUEST, STRANGER, LOOKALIKE), strict=True))
PLATES: Final = dict(zip(LANES, ("KV19PNE", "FT482KX", "8KPR429", "L821XKT"), strict=True))
IN_THE_YARD: Final = "GH736TR"

STAYS: Final = 4
"""Seconds that a vehicle is before the camera: it takes as long until the last of four is read."""
LONG: Final = 12
"""The same, where a burst is to end for another reason."""

A_WHILE: Final = 4
"""Seconds in which what must not happen would happen."""

LATE: Final = Fault(kind="slow", seconds=3)
"""The answer is still under way when the account ends, and comes after that."""
NOT_YET: Final = Fault(
    kind="status",
    status=429,
    body={"detail": "Request was throttled. Expected available in 5 seconds."},
)
"""Who is told so still waits when the account ends."""


def gate(visit: Visit, second: float) -> bytes:
    """Draw the gate, so many seconds after a visitor has come to rest."""
    return A_DAY_AT_THE_GATE.at(visit.parks + second).to_jpeg()


NOBODY: Final = {lane: gate(visit, -60) for lane, visit in IN_LANES.items()}

PARKED_AT: Final = 20
BOTH_PARKED_AT: Final = 1010
DRIVEWAY: Final = Story(
    name="Driveway",
    backdrop=draw_driveway,
    seconds=2000,
    daylight=((0, 1),),
    visits=tuple(
        Visit(vehicle=vehicle, comes=comes, way_in=way, stands=2000, way_out=way.back())
        for vehicle, comes, way in (
            (here.RESIDENT, 0, here.TO_THE_HOUSE),
            (here.FRENCH, 1000, here.TO_THE_GARAGE),
        )
    ),
)


@pytest.fixture(scope="module")
def throttled(background: BackgroundLoop) -> Iterator[ThrottledHome]:
    pytest_socket.enable_socket()  # the session's own fixture does it once, for the session's home
    starting = throttled_home()
    yield background.run(starting.__aenter__())
    background.run(starting.__aexit__(None, None, None))


@pytest.mark.parametrize(("rate", "refused_at_most"), [("1", 1), ("learn", 4)])
def test_all_who_stand_for_four_seconds_before_four_cameras_are_told(
    throttled: ThrottledHome, background: BackgroundLoop, rate: str, refused_at_most: int
) -> None:
    seconds = [
        {lane: gate(visit, second) for lane, visit in IN_LANES.items()} for second in range(STAYS)
    ]
    gone = {lane: A_DAY_AT_THE_GATE.at(visit.leaves).to_jpeg() for lane, visit in IN_LANES.items()}

    async def come_and_go() -> None:
        async with throttled_account(throttled, rate=rate) as account:
            lanes = await account.add_lanes()
            yard = await account.add_camera(YARD)
            throttled.show(NOBODY | {YARD: gate(UNWELCOME, 1)})

            async def stand_for_a_moment() -> None:
                throttled.show(seconds[0])
                await throttled.move_before(*LANES)
                await throttled.play(seconds)
                throttled.show(gone)

            async def scan_meanwhile() -> int:
                await account.until_asked(1)
                answered = sum(lookup.billed for lookup in await account.lookups())
                await account.scan(yard)
                return answered

            _, answered_before = await asyncio.gather(stand_for_a_moment(), scan_meanwhile())
            await account.until_told_of(len(LANES) + 1)

            told = {(sighting["camera"], sighting["plate"]) for sighting in account.told}
            assert told == {*PLATES.items(), (YARD, IN_THE_YARD)}
            lookups = await account.lookups()
            assert [lookup.status for lookup in lookups].count(429) <= refused_at_most
            order = [lookup.fields["camera_id"][0] for lookup in lookups if lookup.billed]
            turn = order.index(str(yard.entities[0].config_subentry_id))
            assert turn <= answered_before + 1, "after those only that were under way already"
            waited = [str(lane.entities[0].config_subentry_id) for lane in lanes.values()]
            assert any(camera_id in waited for camera_id in order[turn:])

    background.run(come_and_go())

    assert complaints_in(throttled.home.process.log()) == []


def test_a_parked_car_costs_one_lookup_and_the_second_one_beside_it_another(
    throttled: ThrottledHome, background: BackgroundLoop
) -> None:
    parked, both_parked = (
        [{YARD: DRIVEWAY.at(since + second).to_jpeg()} for second in range(A_WHILE)]
        for since in (PARKED_AT, BOTH_PARKED_AT)
    )

    async def park() -> None:
        async with throttled_account(throttled) as account:
            camera = await account.add_camera(YARD, scan_interval=1)
            await throttled.play(parked)
            await account.until_decided(camera, "no_change")
            assert len(await account.lookups()) == 1
            assert [sighting["plate"] for sighting in account.told] == ["KV19PNE"]

            await throttled.play(both_parked)
            await account.until_decided(camera, "no_change")
            assert len(await account.lookups()) == 2
            assert {told["plate"] for told in account.told[1:]} == {"KV19PNE", "FT482KX"}

            answer = await account.decisions()
            assert answer["counts"]["no_change"] >= 2
            assert answer["counts"]["sighted"] == 2
            latest = answer["decisions"][0]
            assert (latest["camera"], latest["reason"]) == (YARD, "no_change")
            assert latest["details"]["changed"] < latest["details"]["least"]
            assert "with nothing new" in answer["summary"]

    background.run(park())

    assert complaints_in(throttled.home.process.log()) == []


def test_a_burst_that_has_the_last_lookup_ends_and_bursts_go_on_when_there_are_more(
    throttled: ThrottledHome, background: BackgroundLoop
) -> None:
    lane = LANES[0]
    seconds = [{lane: gate(GUEST, second)} for second in range(LONG)]

    async def run_out() -> None:
        async with throttled_account(throttled, limit=1) as account:
            # No reading is as sure as that: two have to agree.
            camera = await account.add_camera(lane, scores={"sure_score": 1})
            throttled.show(seconds[0])
            await throttled.move_before(lane)
            playing = asyncio.create_task(throttled.play(seconds))
            await account.until_decided(camera, "no_credits")
            playing.cancel()
            await account.until_told_of(1)
            await throttled.move_before(lane)
            with pytest.raises(HomeError, match="used up its lookups"):
                await account.press_scan(camera)
            await asyncio.sleep(A_WHILE)

            assert [lookup.status for lookup in await account.lookups()] == [201]
            assert [(told["plate"], told["reads"]) for told in account.told] == [("FT482KX", 1)]
            assert "no_credits" in await account.issues()

            await asyncio.to_thread(account.sandbox.set_account, limit=100)
            await account.refresh()
            assert await account.issues() == []
            throttled.show({lane: gate(STRANGER, 0)})
            await throttled.move_before(lane)
            await account.until_told_of(2)
            assert account.told[1]["plate"] == "8KPR429"

    background.run(run_out())

    assert complaints_in(throttled.home.process.log()) == []


def test_a_motion_sensor_that_comes_later_works_and_nothing_is_told_after_the_end(
    throttled: ThrottledHome, background: BackgroundLoop
) -> None:
    first, *others = lanes = LANES[:3]

    async def come_late() -> None:
        async with throttled_account(throttled) as account:
            await throttled.connect_sensors(are_there=False)
            for lane in lanes:
                await account.add_camera(lane)
            throttled.show(NOBODY)
            await throttled.connect_sensors()
            throttled.show({first: gate(RESIDENT, 1)})
            await throttled.move_before(first)
            await account.until_told_of(1)
            assert account.told[0]["plate"] == "KV19PNE"

            account.sandbox.fail(LATE, NOT_YET)
            throttled.show({lane: gate(IN_LANES[lane], 1) for lane in others})
            await throttled.move_before(*others)
            await account.until_asked(3)
            await account.disable()
            await asyncio.sleep(A_WHILE)
            assert [lookup.status for lookup in await account.lookups()] == [201, 201, 429]
            assert len(account.told) == 1

            await account.enable()
            await throttled.move_before(*others)
            await account.until_told_of(3)
            assert {told["plate"] for told in account.told[1:]} == {"FT482KX", "8KPR429"}

    background.run(come_late())

    assert complaints_in(throttled.home.process.log()) == []
