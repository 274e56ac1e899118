"""The command `script/bench soak`."""

import argparse
from collections.abc import Sequence
from pathlib import Path
import sys
from typing import Final

from ..errors import BenchError
from .household import Plan
from .report import as_json, report
from .soak import soak
from .verdict import verdicts

_DESCRIPTION: Final = """\
Runs a home with many cameras and vehicles against a server and cameras that often fail, in time
that runs ahead, and looks at its memory, its event loop and all that it keeps. Holds each event
against what the server has answered. Ends non-zero where a bound is broken. 100,000 scans take
some half an hour, and need two cores for themselves; memory is judged from 50,000 on.
"""


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for; return the exit status."""
    known = _parser().parse_args(arguments)
    plan = Plan(
        known.scans,
        known.seed,
        cameras=known.cameras,
        vehicles=known.vehicles,
        samples=known.samples,
    )
    try:
        outcome = soak(plan, say=lambda line: print(line, file=sys.stderr, flush=True))
    except BenchError as error:
        print(f"script/bench: {error}", file=sys.stderr)
        return 1
    judged = verdicts(outcome)
    print(report(outcome, judged))
    if known.json is not None:
        known.json.write_text(as_json(outcome, judged), encoding="utf-8")
    return int(any(each.is_met is False for each in judged))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="script/bench soak", description=_DESCRIPTION)
    parser.add_argument("--scans", type=int, default=100_000, help="how many, 100,000 at first")
    parser.add_argument("--seed", type=int, default=1, help="which life, 1 at first")
    parser.add_argument("--cameras", type=int, default=20)
    parser.add_argument("--vehicles", type=int, default=500)
    parser.add_argument("--samples", type=int, default=50, help="how often it is looked at")
    parser.add_argument("--json", type=Path, help="write all figures into this file")
    return parser
