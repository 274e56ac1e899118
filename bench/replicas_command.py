"""The command that measures replicas, and prints what came out."""

import argparse
import asyncio
from collections.abc import Sequence
import os
import sys

from sandbox.replicas import BalancerError

from .errors import BenchError
from .home import loop_of_home
from .replicas import SERVING, Load, measure_replicas
from .table import ms, table

_DESCRIPTION = """\
Measures what one, two and three SDKs behind HAProxy read for one account, which scans its cameras
without a pause; also while one of three is killed or hangs. Needs HAProxy: apt install haproxy.
"""


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(prog="script/bench replicas", description=_DESCRIPTION)
    parser.add_argument("--seconds", type=float, default=20, help="for each row (20)")
    known = parser.parse_args(arguments)
    try:
        loads = asyncio.run(measure_replicas(known.seconds), loop_factory=loop_of_home)
    except (BenchError, BalancerError) as error:
        print(f"script/bench: {error}", file=sys.stderr)
        return 1
    print(f"{os.process_cpu_count()} cores; each SDK reads one picture at a time, in {ms(SERVING)}")
    print(f"\n{replicas_report(loads)}")
    return 0


def replicas_report(loads: Sequence[Load]) -> str:
    """Tell what was read, beside what one replica reads and what they could at most."""
    header = (
        "SDKs behind HAProxy",
        "scans answered",
        "a second",
        "times one",
        "of the most",
        "scan p50",
        "p95",
        "slowest",
        "without answer",
    )
    one = loads[0]
    return table(
        header,
        [
            (
                ", ".join(filter(None, (str(load.setting.replicas), load.setting.trouble))),
                str(len(load.took)),
                f"{load.rate:.1f}",
                f"{load.rate / one.rate:.2f}",
                f"{load.rate / load.most:.0%}",
                ms(load.percentile(50)),
                ms(load.percentile(95)),
                ms(max(load.took)),
                str(load.unanswered),
            )
            for load in loads
        ],
    )
