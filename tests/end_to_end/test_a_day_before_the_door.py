"""A day before a gate that opens by itself, in a real Home Assistant."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from sandbox.driveway.stories import A_DAY_AT_THE_GATE as STORY
from sandbox.driveway.visits import Visit
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .conftest import TOKEN
from .gate_home import gate_home, let_guest_in_until
from .gate_watch import Act, GateWatch

pytestmark = pytest.mark.end_to_end

type Part = Callable[[GateWatch], Awaitable[None]]

(
    RESIDENT,
    OTHER_VAN,
    PARCEL_VAN,
    RESIDENT_AGAIN,
    GUEST,
    STRANGER,
    LOOKALIKE,
    UNWELCOME,
    LATE_GUEST,
    RESIDENT_NEXT_DAY,
) = STORY.visits

MINUTE: Final = 60
APPROACH: Final = (-4, -2, -1, 1)
"""Seconds before and after a car has come to rest."""
LONG_HIDDEN: Final = 12
"""Seconds that are really waited: longer than two looks have to be apart to find a spot empty."""


async def come(watch: GateWatch, visit: Visit, plate: str) -> None:
    await watch.look(*(visit.parks + second for second in APPROACH))
    await watch.until_begun(plate)


async def the_resident_comes(watch: GateWatch) -> None:
    await come(watch, RESIDENT, "KV19PNE")


async def an_hour_passes(watch: GateWatch) -> None:
    await watch.look(*(RESIDENT.parks + minute * MINUTE for minute in range(6, 67, 6)))


async def a_van_without_a_plate_hides_the_resident(watch: GateWatch) -> None:
    # The reader here finds plates only: that a vehicle is there, it has to be told.
    began = asyncio.get_running_loop().time()
    hidden = OTHER_VAN.parks
    while hidden < OTHER_VAN.parks + 4 * MINUTE:
        hidden += MINUTE
        await watch.look(hidden, truth=True)
        await asyncio.sleep(LONG_HIDDEN / 4)
    assert asyncio.get_running_loop().time() - began >= LONG_HIDDEN
    await watch.look(OTHER_VAN.leaves + MINUTE, OTHER_VAN.leaves + 2 * MINUTE)


async def the_parcel_van_hides_the_resident(watch: GateWatch) -> None:
    await come(watch, PARCEL_VAN, "HN7425P")
    await watch.look(PARCEL_VAN.parks + MINUTE, PARCEL_VAN.leaves + 1, PARCEL_VAN.leaves + MINUTE)


async def the_home_is_started_again(watch: GateWatch) -> None:
    await watch.restart()
    await watch.look(*(PARCEL_VAN.leaves + minute * MINUTE for minute in range(10, 50, 10)))


async def the_resident_leaves(watch: GateWatch) -> None:
    await watch.look(RESIDENT.departs - 1, RESIDENT.departs + 1.5)
    await watch.until_left("KV19PNE", RESIDENT.leaves)


async def the_resident_comes_again(watch: GateWatch) -> None:
    await come(watch, RESIDENT_AGAIN, "KV19PNE")


async def the_guest_comes(watch: GateWatch) -> None:
    await watch.look(RESIDENT_AGAIN.departs + 1.5, RESIDENT_AGAIN.leaves)
    await come(watch, GUEST, "FT482KX")


async def a_stranger_comes(watch: GateWatch) -> None:
    await watch.look(GUEST.departs + 1.5, GUEST.leaves)
    await come(watch, STRANGER, "8KPR429")


async def a_lookalike_of_another_resident_comes(watch: GateWatch) -> None:
    await watch.look(STRANGER.leaves)
    await come(watch, LOOKALIKE, "L821XKT")


async def an_unwelcome_one_comes_and_is_misread(watch: GateWatch) -> None:
    # GH 736 TR, its 6 taken for a G. The reader here doesn't make that mistake.
    await watch.look(LOOKALIKE.leaves)
    moments = (UNWELCOME.parks + second for second in APPROACH)
    await watch.look(*moments, truth=True, misread="gh73gtr")
    await watch.until_begun("GH73GTR")


async def the_guest_comes_when_its_time_is_over(watch: GateWatch) -> None:
    last = datetime.now(ZoneInfo("Europe/London")) + timedelta(seconds=2)
    await let_guest_in_until(watch.at, f"{last:%Y-%m-%d %H:%M:%S}")
    await watch.until_left("FT482KX", UNWELCOME.leaves)
    while datetime.now(ZoneInfo("Europe/London")) <= last:
        await asyncio.sleep(0.1)
    await come(watch, LATE_GUEST, "FT482KX")


async def the_resident_stops_at_the_same_point_the_next_day(watch: GateWatch) -> None:
    await watch.look(LATE_GUEST.leaves)
    await come(watch, RESIDENT_NEXT_DAY, "KV19PNE")


DAY: Final[tuple[Part, ...]] = (
    the_resident_comes,
    an_hour_passes,
    a_van_without_a_plate_hides_the_resident,
    the_parcel_van_hides_the_resident,
    the_home_is_started_again,
    the_resident_leaves,
    the_resident_comes_again,
    the_guest_comes,
    a_stranger_comes,
    a_lookalike_of_another_resident_comes,
    an_unwelcome_one_comes_and_is_misread,
    the_guest_comes_when_its_time_is_over,
    the_resident_stops_at_the_same_point_the_next_day,
)


@pytest.fixture(scope="module")
def day(
    sockets: None, background: BackgroundLoop, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[Part, Act]]:
    """What the home did in each part of the day."""
    folder = tmp_path_factory.mktemp("gate")
    with SandboxProcess("cloud", token=TOKEN, rate=None) as sandbox:
        starting = gate_home(folder, sandbox)
        at = background.run(starting.__aenter__())
        watching = GateWatch.begin(at, sandbox, STORY)
        watch = background.run(watching.__aenter__())
        yield {part: background.run(watch.act(part)) for part in DAY}
        background.run(watching.__aexit__(None, None, None))
        background.run(starting.__aexit__(None, None, None))


def test_dump(day: Mapping[Part, Act]) -> None:
    import time
    for part, act in day.items():
        print("==", part.__name__, "open", act.openings, "lookups", act.lookups, "ended", act.ended)
        for b in act.begun:
            print("   begun", {k: b[k] for k in ("plate","status","status_reason","arrival","arrival_reason","motion","reads","match","started_at")})
        print("   ", act.messages)
    assert 0
