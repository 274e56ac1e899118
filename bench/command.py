"""The command: measures, and prints what came out."""

import argparse
from collections.abc import Awaitable, Callable, Sequence
import sys
from typing import Final

from .bench import Bench
from .callbacks import measure_callbacks
from .cases import cases_of
from .errors import BenchError
from .home import CameraSetup, home, loop_of_home
from .latency import measure_lateness
from .pictures import take_pictures
from .report import callbacks_report, lateness_report, machine, scans_report
from .scans import compare_scans
from .stub_api import StubApi, stub_api

_DESCRIPTION: Final = """\
Measures the integration inside a Home Assistant of its own, against a server of its own, and
prints the figures beside what they are measured against and what was aimed at. Ends non-zero only
if something could not be measured, not if a target was missed. Takes some minutes.
"""


async def _scans(bench: Bench) -> str:
    return scans_report(await compare_scans(bench))


async def _latency(bench: Bench) -> str:
    return lateness_report(await measure_lateness(bench))


async def _callbacks(bench: Bench) -> str:
    return callbacks_report(await measure_callbacks(bench))


_BENCHMARKS: Final[dict[str, Callable[[Bench], Awaitable[str]]]] = {
    "scans": _scans,
    "latency": _latency,
    "callbacks": _callbacks,
}


_ROUNDS: Final = 48
"""They make medians and quartiles steady, and take five minutes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(prog="script/bench", description=_DESCRIPTION)
    parser.add_argument(
        "benchmark", nargs="?", choices=_BENCHMARKS, help="run this one alone, not all of them"
    )
    parser.add_argument(
        "--quick", action="store_true", help="only to see that it runs: figures without meaning"
    )
    known = parser.parse_args(arguments)
    names = [known.benchmark] if known.benchmark else list(_BENCHMARKS)
    rounds = 1 if known.quick else _ROUNDS
    try:
        with stub_api() as api:
            loop = loop_of_home()
            try:
                loop.run_until_complete(_run(api, names, rounds))
            finally:
                loop.close()
    except BenchError as error:
        print(f"script/bench: {error}", file=sys.stderr)
        return 1
    return 0


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
            print(f"\n{await _BENCHMARKS[name](bench)}", flush=True)
