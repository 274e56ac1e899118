"""Home Assistant ends in the middle of a burst, and starts again with what it has stored.

A real process, stopped as its owner does it, or killed as by a power failure.
"""

from collections.abc import Awaitable, Callable
from typing import Final

import pytest

from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .restarting_home import ASTRA, GOLF, POLO, RestartingHome, restarting_home, until
from .table import RESULT, Row

pytestmark = [pytest.mark.end_to_end, pytest.mark.slow]

SURE: Final = 0.95
UNSURE: Final = 0.75
ANSWERED: Final = ("sighted", "nothing_found")


@pytest.fixture(autouse=True)
def _custom_integrations() -> None:
    """Have no home in this process: it is another one that ends."""


async def a_lookup_is_under_way(at: RestartingHome, cloud: SandboxProcess) -> None:
    """Have the burst be in its first lookup, of a picture with a new one."""
    cloud.fail(Fault(kind="slow", seconds=25))
    spent = at.spent
    await until(lambda: at.spent > spent)


async def the_next_picture_is_due(at: RestartingHome, _cloud: SandboxProcess) -> None:
    """Have the burst wait for its next picture: the new one was read in one, and unsurely."""
    told = len(at.told("sighting"))
    await until(lambda: len(at.told("sighting")) > told)  # of who stood there


@pytest.mark.parametrize("killed", [False, True], ids=["stopped", "killed"])
@pytest.mark.parametrize(
    ("when", "come_to", "unanswered"),
    [
        ("in a lookup", a_lookup_is_under_way, 1),
        ("between two pictures", the_next_picture_is_due, 0),
    ],
    ids=["lookup", "pictures"],
)
async def test_a_home_that_ends_in_a_burst_goes_on_as_if_it_had_not(
    cloud: SandboxProcess,
    when: str,
    come_to: Callable[[RestartingHome, SandboxProcess], Awaitable[None]],
    unanswered: int,
    record_property: Callable[[str, object], None],
    *,
    killed: bool,
) -> None:
    async with restarting_home(cloud) as at:
        at.shows((GOLF, SURE))
        await at.looks()
        await until(lambda: bool(at.told("visit_started")))
        [golf] = at.told("visit_started")
        assert (golf["plate"], golf["arrival"]) == (GOLF.plate, True)
        await until(lambda: at.stored_visits() == {golf["visit_id"]})

        await at.moves()  # first: else a look at who stands there might see the new one
        at.shows((GOLF, SURE), (POLO, UNSURE))
        await come_to(at, cloud)
        answered = at.spent - unanswered
        await at.end(killed=killed)
        at.shows((GOLF, SURE), (POLO, SURE))
        await at.start()
        await until(lambda: bool(at.told("visit_started")))

        assert at.spent == answered + unanswered + 1, "its first look"
        decided = await at.decisions()
        told = sum(decided["counts"].get(reason, 0) for reason in ANSWERED)
        assert told == answered + 1 or (killed and 1 <= told <= answered)
        assert ("Home Assistant ended some time after" in decided["summary"]) is killed
        assert await at.used() == at.spent
        assert await at.is_here(GOLF)

        await at.moves()
        at.shows((GOLF, SURE), (POLO, SURE), (ASTRA, SURE))
        await until(lambda: len(at.told("visit_started")) > 1)

        started = [(each["plate"], each["arrival"]) for each in at.told("visit_started")]
        assert started == [(POLO.plate, False), (ASTRA.plate, True)], "who was here doesn't arrive"
        assert [each["plate"] for each in at.told_before("visit_started")] == [GOLF.plate]
        assert not at.told("visit_ended") + at.told_before("visit_ended")
        of_golf = {each["visit_id"] for each in at.told("sighting") if each["plate"] == GOLF.plate}
        assert of_golf == {golf["visit_id"]}, "its visit goes on"
        assert not at.complaints()

    how = "killed" if killed else "stopped"
    fault = f"Home Assistant {how} {when} of a burst, and started again"
    record_property(RESULT, [*Row("home", fault, recovers="goes on")])
