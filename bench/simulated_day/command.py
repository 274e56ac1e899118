"""The command `script/bench day`."""

import argparse
from collections.abc import Callable, Sequence
from functools import partial
import sys
from typing import Final

from sandbox.driveway.day.day import Day

from ..errors import BenchError
from .days import quiet
from .ours import WITH_TRIGGERS, WITHOUT_TRIGGERS, run_ours
from .outcome import Outcome
from .plain import older_on_motion, polling, scans_on_motion
from .report import Judged, as_json, explanation, report
from .score import score_of
from .span import Span
from .unchanged import wasted_by

_DESCRIPTION: Final = """\
Simulates a day at a driveway with two cameras, and has several ways of spending lookups watch it:
lookups by the clock, scans after motion, and the integration itself, in a Home Assistant whose time
is virtual. The same seed is the same day. With triggers a day takes half a minute; without, when
each picture counts, ten minutes and more.
"""

STRATEGIES: Final[dict[str, Callable[[Span], Outcome]]] = {
    "polling": polling,
    "motion": scans_on_motion,
    "older": older_on_motion,
    "ours": partial(run_ours, set_up=WITH_TRIGGERS),
    "ours-interval": partial(run_ours, set_up=WITHOUT_TRIGGERS),
}


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for; return the exit status."""
    known = _parser().parse_args(arguments)
    span = Span.of(Day(known.seed), known.start, known.hours)
    try:
        with quiet():
            judged = [
                _judged(name, span, skip_unchanged=known.skip_unchanged)
                for name in known.strategy or STRATEGIES
            ]
    except BenchError as error:
        print(f"script/bench: {error}", file=sys.stderr)
        return 1
    if known.json:
        print(as_json(span, judged))
        return 0
    print(report(span, judged))
    if known.explain:
        print(f"\n{explanation(span, judged)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="script/bench day", description=_DESCRIPTION)
    parser.add_argument("--seed", type=int, default=1, help="which day, 1 at first")
    parser.add_argument("--from", dest="start", type=float, default=0, help="hour of its start")
    parser.add_argument("--hours", type=float, default=24, help="how long it is watched")
    parser.add_argument(
        "--strategy", action="append", choices=STRATEGIES, help="only this one; may be repeated"
    )
    parser.add_argument(
        "--skip-unchanged", action="store_true", help="leave out the hours in which nothing happens"
    )
    parser.add_argument("--explain", action="store_true", help="say what lookups were spent on")
    parser.add_argument("--json", action="store_true", help="print figures for machines")
    return parser


def _judged(name: str, span: Span, *, skip_unchanged: bool) -> Judged:
    run = STRATEGIES[name]
    outcome = run(span)
    wasted = () if skip_unchanged else wasted_by(span.day.seed, run)
    return Judged(outcome, score_of(span, outcome), wasted)
