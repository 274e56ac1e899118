"""The command: measures, and prints what came out."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
import sys
from typing import Final

from .bench import Bench
from .calibration.report import PASSAGES, calibration_report
from .callbacks import measure_callbacks
from .carry_command import main as carry
from .cases import cases_of
from .errors import BenchError
from .gate import measure_gate
from .history import measure_history
from .history_report import history_report
from .home import CameraSetup, home, loop_of_home
from .latency import measure_lateness
from .matching import measure_matching
from .pictures import take_pictures
from .plate_list import measure_imports
from .replicas_command import main as measure_replicas
from .report import (
    callbacks_report,
    gate_report,
    imports_report,
    lateness_report,
    machine,
    matching_report,
    scans_report,
    startup_report,
)
from .scans import compare_scans
from .simulated_day.command import main as simulate_day
from .soak.command import main as soak
from .startup import measure_startup
from .stub_api import StubApi, stub_api
from .webhook_report import webhooks_report
from .webhooks import measure_webhooks

_DESCRIPTION: Final = """\
Measures the integration inside a Home Assistant of its own, against a server of its own, and
prints the figures beside what they are measured against and what was aimed at. Ends non-zero only
if something could not be measured, not if a target was missed. Takes some minutes. Gate, matching
and calibration need no Home Assistant, and take half a minute; history takes two. The simulated day
has a command of its own: script/bench day --help. So have the soak, script/bench soak --help, SDKs
behind a load balancer, script/bench replicas --help, and what one Home Assistant carries,
script/bench carry --help.
"""


async def _scans(bench: Bench) -> str:
    return scans_report(await compare_scans(bench))


async def _latency(bench: Bench) -> str:
    return lateness_report(await measure_lateness(bench))


async def _callbacks(bench: Bench) -> str:
    return callbacks_report(await measure_callbacks(bench))


async def _startup(bench: Bench) -> str:
    return startup_report(await measure_startup(bench))


async def _plate_list(bench: Bench) -> str:
    return imports_report(await measure_imports(bench))


async def _webhooks(bench: Bench) -> str:
    return webhooks_report(await measure_webhooks(bench))


def _matching(rounds: int) -> str:
    return matching_report(asyncio.run(measure_matching(rounds)))


def _gate(rounds: int) -> str:
    return gate_report(asyncio.run(measure_gate(rounds)))


def _history(rounds: int) -> str:
    return history_report(asyncio.run(measure_history(rounds)))


def _calibration(rounds: int) -> str:
    return calibration_report(PASSAGES if rounds == _ROUNDS else _FEW_PASSAGES)


_AT_HOME: Final[dict[str, Callable[[Bench], Awaitable[str]]]] = {
    "scans": _scans,
    "latency": _latency,
    "callbacks": _callbacks,
    "startup": _startup,
    "plate_list": _plate_list,
    "webhooks": _webhooks,
}
_ALONE: Final[dict[str, Callable[[int], str]]] = {
    "gate": _gate,
    "matching": _matching,
    "history": _history,
    "calibration": _calibration,
}


_OF_THEIR_OWN: Final[dict[str, Callable[[Sequence[str]], int]]] = {
    "day": simulate_day,
    "replicas": measure_replicas,
    "carry": carry,
    "soak": soak,
}
"""Not among those that run by themselves: they take long or need other programs, and have options
of their own."""
_ROUNDS: Final = 48
"""They make medians and quartiles steady, and take five minutes."""
_FEW_PASSAGES: Final = 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; return the exit status."""
    given = sys.argv[1:] if arguments is None else [*arguments]
    if given and (command := _OF_THEIR_OWN.get(given[0])):
        return command(given[1:])
    parser = argparse.ArgumentParser(prog="script/bench", description=_DESCRIPTION)
    parser.add_argument(
        "benchmark",
        nargs="?",
        choices=[*_AT_HOME, *_ALONE],
        help="run this one alone, not all of them",
    )
    parser.add_argument(
        "--quick", action="store_true", help="only to see that it runs: figures without meaning"
    )
    known = parser.parse_args(given)
    names = [known.benchmark] if known.benchmark else [*_AT_HOME, *_ALONE]
    rounds = 1 if known.quick else _ROUNDS
    try:
        if at_home := [name for name in names if name in _AT_HOME]:
            _run_at_home(at_home, rounds)
    except BenchError as error:
        print(f"script/bench: {error}", file=sys.stderr)
        return 1
    for name in names:
        if name in _ALONE:
            print(f"\n{_ALONE[name](rounds)}", flush=True)
    return 0


def _run_at_home(names: Sequence[str], rounds: int) -> None:
    with stub_api() as api:
        loop = loop_of_home()
        try:
            loop.run_until_complete(_run(api, names, rounds))
        finally:
            loop.close()


async def _run(api: StubApi, names: Sequence[str], rounds: int) -> None:
    pictures = take_pictures()
    print(machine(pictures))
    if rounds < _ROUNDS:
        print("One round each: these figures mean nothing, they only show that it runs.")
    cases = cases_of(pictures)
    cameras = [CameraSetup(case.name, case.picture, case.options) for case in cases]
    async with home(api, cameras) as running:
        bench = Bench(running, api, cases, rounds)
        for name in names:
            print(f"\n{await _AT_HOME[name](bench)}", flush=True)
