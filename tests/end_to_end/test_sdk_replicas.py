"""Three SDKs behind HAProxy, with the very configuration that users are given, in a real home.

One is killed, one hangs, one says that it isn't ready, and all of that under load.
"""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
import subprocess
from typing import Final

import pytest
import pytest_socket

from sandbox.replicas import (
    BALANCER_HOST,
    EXAMPLE,
    HAPROXY,
    SDK_HOSTS,
    WITHOUT_HAPROXY,
    filled_in,
)

from .background import BackgroundLoop
from .home_log import complaints_in
from .replicas_home import ReplicasHome, replicas_home

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.slow,
    pytest.mark.skipif(HAPROXY is None, reason=WITHOUT_HAPROXY),
]

_A_WHILE: Final = 6
"""Seconds in which each camera sees somebody come."""
_GRACE: Final = timedelta(seconds=0.5)
"""From putting a picture before a camera to noting when."""

READY: Final = f"binary_sensor.on_premise_sdk_{BALANCER_HOST.replace('.', '_')}_ready"

ALL, ONE_KILLED, ONE_HANGS, BACK = "all", "one killed", "another one hangs", "both are back"
ONE_NOT_READY, READY_AGAIN = "one isn't ready", "ready again"


@pytest.fixture(scope="module")
def after_the_run(background: BackgroundLoop) -> Iterator[ReplicasHome]:
    """A home that has been through all of it. It still runs."""
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1", BALANCER_HOST, *SDK_HOSTS])
    starting = replicas_home()
    at = background.run(starting.__aenter__())
    try:
        background.run(_run(at))
        yield at
    finally:
        background.run(starting.__aexit__(None, None, None))


async def _run(at: ReplicasHome) -> None:
    first, second, third = at.replicas
    async with at.under_load():
        at.phase = ALL
        await at.until_it_reads(first, second, third)
        await asyncio.sleep(_A_WHILE)

        at.phase = ONE_KILLED
        await asyncio.to_thread(first.kill)
        await at.until_held("sdk1", "DOWN")
        await asyncio.sleep(_A_WHILE)

        at.phase = ONE_HANGS
        second.hang()
        await at.until_held("sdk2", "DOWN")
        await asyncio.sleep(_A_WHILE)

        at.phase = BACK
        second.go_on()
        await at.start_anew(first)
        await at.until_it_reads(first, second)

        at.phase = ONE_NOT_READY
        await asyncio.to_thread(third.sandbox.set_health, ready=False)
        await at.until_held("sdk3", "NOLB")
        await asyncio.sleep(1)  # what it had, it has finished
        before = len(await at.lookups(third))
        await asyncio.sleep(_A_WHILE)
        assert len(await at.lookups(third)) == before, "it is asked nothing more"

        at.phase = READY_AGAIN
        await asyncio.to_thread(third.sandbox.set_health, ready=True)
        await at.until_it_reads(first, second, third)
    for replica in at.replicas:
        at.looked_up += await at.lookups(replica)


def test_haproxy_finds_no_fault_with_the_example() -> None:
    assert HAPROXY is not None
    checked = subprocess.run(  # noqa: S603 - Debian's, with options as a list
        [HAPROXY, "-c", "-f", str(EXAMPLE)], capture_output=True, text=True, check=False
    )

    assert (checked.returncode, checked.stderr.strip()) == (0, "")


def test_only_addresses_are_filled_in() -> None:
    filled, example = filled_in().splitlines(), EXAMPLE.read_text().splitlines()

    changed = [line for line, was in zip(filled, example, strict=True) if line != was]

    assert len(changed) == len(SDK_HOSTS) + 3
    assert all("127.82.0." in line for line in changed)


def test_everybody_who_was_there_for_four_seconds_is_told(after_the_run: ReplicasHome) -> None:
    at = after_the_run
    assert len(at.shown) > 30, "it was a long run"

    told = {(each["camera"], each["plate"]) for each in at.told}

    assert {(each.camera, each.plate) for each in at.shown} - told == set()


def test_nobody_is_told_who_was_not_there(after_the_run: ReplicasHome) -> None:
    at = after_the_run
    shown = {(each.camera, each.plate): each for each in at.shown}

    for each in at.told:
        was = shown[each["camera"], each["plate"]]
        taken_at = datetime.fromisoformat(each["taken_at"])
        assert was.came - _GRACE <= taken_at <= was.went + _GRACE
        assert each["status"] == "stranger"


def test_only_what_was_under_way_at_the_killed_and_the_hanging_one_has_no_answer(
    after_the_run: ReplicasHome,
) -> None:
    at = after_the_run
    assert at.last_failed == set(), "each camera was scanned until there was one"

    assert at.failed.keys() <= {ONE_KILLED, ONE_HANGS}
    assert at.failed[ONE_KILLED] <= 4
    assert at.failed[ONE_HANGS] <= 4
    assert at.failed[ONE_HANGS], "else nothing was under way there"
    assert at.failed.total() < at.answered.total() / 20


def test_one_that_says_that_it_is_not_ready_finishes_what_it_has(
    after_the_run: ReplicasHome,
) -> None:
    assert after_the_run.failed[ONE_NOT_READY] == 0
    assert after_the_run.answered[ONE_NOT_READY] > 20


def test_no_lookup_reaches_two_of_them(after_the_run: ReplicasHome) -> None:
    names = [lookup.file_name for lookup in after_the_run.looked_up]

    assert len(names) > 100
    assert len(set(names)) == len(names), "each names its file with a nonce of its own"


def test_what_failed_is_told_once_in_the_log_and_no_repair_is_left(
    after_the_run: ReplicasHome, background: BackgroundLoop
) -> None:
    at = after_the_run

    complaints = complaints_in(at.home.process.log())

    assert 1 <= len(complaints) <= 2, "once for each of the two that failed"
    assert background.run(at.issues()) == []


def test_the_home_shows_that_somebody_is_ready(
    after_the_run: ReplicasHome, background: BackgroundLoop
) -> None:
    states = background.run(after_the_run.home.rest.states())

    assert states[READY].state == "on"
