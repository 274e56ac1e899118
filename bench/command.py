"""The command: measures, and prints what came out."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
import json
from pathlib import Path
import sys
from typing import Any, Final

from .bench import Bench
from .benchmark import Benchmark, Result
from .budget_table import beside_table, budget_table
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
from .markdown_report import markdown_report
from .matching import measure_matching
from .pictures import take_pictures
from .plate_list import measure_imports
from .record import record_of
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
from .rows import (
    callbacks_rows,
    gate_rows,
    lateness_rows,
    matching_rows,
    scans_beside,
    scans_rows,
    startup_rows,
    triggered_rows,
)
from .scans import compare_scans
from .simulated_day.command import main as simulate_day
from .simulated_day.days import measure_days
from .simulated_day.days_report import days_beside, days_report, days_rows
from .soak.command import main as soak
from .startup import measure_startup
from .stub_api import StubApi, stub_api
from .threads import measure_threads, threads_beside, threads_report
from .triggered import measure_triggered, triggered_cameras
from .triggered_report import triggered_report
from .webhook_report import webhooks_report
from .webhooks import measure_webhooks

_DESCRIPTION: Final = """\
Measures the integration inside a Home Assistant of its own, against a server of its own, and
prints the figures beside what they are measured against and what was aimed at. Ends non-zero only
if something could not be measured, not if a target was missed. Takes a quarter of an hour. Gate,
matching and calibration need no Home Assistant, and take half a minute; history takes two. Commands
of their own, with options of their own: day compares ways of spending lookups, replicas SDKs behind
a load balancer, carry finds what one Home Assistant carries, soak what grows in 100,000 scans.
script/bench day --help says more.
"""


_AT_HOME: Final[Mapping[str, Benchmark[Bench, Awaitable[Any]]]] = {
    "scans": Benchmark(compare_scans, scans_report, scans_rows, scans_beside),
    "latency": Benchmark(measure_lateness, lateness_report, lateness_rows),
    "callbacks": Benchmark(measure_callbacks, callbacks_report, callbacks_rows),
    "triggered": Benchmark(measure_triggered, triggered_report, triggered_rows),
    "threads": Benchmark(measure_threads, threads_report, beside=threads_beside),
    "startup": Benchmark(measure_startup, startup_report, startup_rows),
    "plate_list": Benchmark(measure_imports, imports_report),
    "webhooks": Benchmark(measure_webhooks, webhooks_report),
}
"""Run by themselves, in a Home Assistant with the cameras of all cases."""

_ALONE: Final[Mapping[str, Benchmark[int, Any]]] = {
    "gate": Benchmark(lambda rounds: asyncio.run(measure_gate(rounds)), gate_report, gate_rows),
    "days": Benchmark(
        lambda rounds: measure_days(is_quick=rounds < _ROUNDS), days_report, days_rows, days_beside
    ),
    "matching": Benchmark(
        lambda rounds: asyncio.run(measure_matching(rounds)), matching_report, matching_rows
    ),
    "history": Benchmark(lambda rounds: asyncio.run(measure_history(rounds)), history_report),
    "calibration": Benchmark(
        lambda rounds: PASSAGES if rounds == _ROUNDS else _FEW_PASSAGES, calibration_report
    ),
}
"""Run by themselves, and bring along what they need. Each is told how many rounds it shall run."""

_COMMANDS: Final[Mapping[str, Callable[[Sequence[str]], int]]] = {
    "day": simulate_day,
    "replicas": measure_replicas,
    "carry": carry,
    "soak": soak,
}
"""Run only when they are asked for by name. Each has options of its own, and returns the exit
status."""

_ROUNDS: Final = 48
"""They make medians and quartiles steady, and take five minutes."""
_FEW_PASSAGES: Final = 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; return the exit status."""
    given = sys.argv[1:] if arguments is None else [*arguments]
    if given and given[0] in _COMMANDS:
        return _COMMANDS[given[0]](given[1:])
    known = _parser().parse_args(given)
    if known.known:
        record = json.loads(known.known.read_text(encoding="utf-8"))
    else:
        names = [known.benchmark] if known.benchmark else [*_AT_HOME, *_ALONE]
        try:
            results = _run(names, 1 if known.quick else _ROUNDS)
        except BenchError as error:
            print(f"script/bench: {error}", file=sys.stderr)
            return 1
        command = " ".join(["script/bench", *names[:1]] if known.benchmark else ["script/bench"])
        record = record_of(results, command, is_quick=known.quick)
    if not known.benchmark:
        print(f"\n{budget_table(record)}\n\n{beside_table(record)}")
    if known.json:
        known.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    if known.report:
        known.report.write_text(markdown_report(record), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
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
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there, too")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write a page in Markdown, too")
    parser.add_argument(
        "--from",
        dest="known",
        type=Path,
        metavar="FILE",
        help="measure nothing, but take the figures from what --json has written",
    )
    return parser


def _run(names: Sequence[str], rounds: int) -> list[Result]:
    """Run benchmarks, print what each of them brought as soon as it is there, and return it."""
    results = []
    if at_home := [name for name in names if name in _AT_HOME]:
        with stub_api() as api:
            loop = loop_of_home()
            try:
                results += loop.run_until_complete(_run_at_home(api, at_home, rounds))
            finally:
                loop.close()
    for name in names:
        if name in _ALONE:
            benchmark = _ALONE[name]
            results.append(_told(Result.of(name, benchmark, benchmark.measure(rounds))))
    return results


async def _run_at_home(api: StubApi, names: Sequence[str], rounds: int) -> list[Result]:
    pictures = take_pictures()
    print(machine(pictures))
    if rounds < _ROUNDS:
        print("One round each: these figures mean nothing, they only show that it runs.")
    cases = cases_of(pictures)
    cameras = [CameraSetup(case.name, case.picture, case.options) for case in cases]
    cameras += triggered_cameras()
    results = []
    async with home(api, cameras) as running:
        bench = Bench(running, api, cases, rounds)
        for name in names:
            benchmark = _AT_HOME[name]
            results.append(_told(Result.of(name, benchmark, await benchmark.measure(bench))))
    return results


def _told(result: Result) -> Result:
    print(f"\n{result.report}", flush=True)
    return result
