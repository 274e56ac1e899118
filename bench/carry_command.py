"""The command `script/bench carry`."""

import argparse
from collections.abc import Sequence
import logging
from typing import Final

from .carry import LADDER, LOADS, SERVING, Carried, Load, most_carried
from .home import loop_of_home
from .latency import LATEST
from .pictures import take_pictures
from .report import machine
from .stub_api import stub_api
from .table import Row, ms, table

_DESCRIPTION: Final = """\
Measures how many cameras one Home Assistant carries, in a Home Assistant of its own against a
server in another process. Takes about twenty minutes, and wants the machine for itself.
"""

_QUICK: Final = (1,)


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(prog="script/bench carry", description=_DESCRIPTION)
    parser.add_argument(
        "--quick", action="store_true", help="only to see that it runs: one camera each"
    )
    parser.add_argument("--only", help="only loads with this in their name, such as 4K or quiet")
    known = parser.parse_args(arguments)
    logging.getLogger("custom_components.plate_recognizer").setLevel(logging.CRITICAL)
    pictures = take_pictures()
    print(machine(pictures))
    print(
        f"A lookup takes {ms(SERVING)} at the server. Cameras are carried as long as the loop is "
        f"late by less than {ms(LATEST)} in 99 of 100 cases, and every scan comes in its interval."
    )
    loop = loop_of_home()
    try:
        with stub_api() as api:
            for load in LOADS:
                if known.only is None or known.only in _name(load):
                    ladder = _QUICK if known.quick else LADDER
                    trials = loop.run_until_complete(most_carried(api, pictures, load, ladder))
                    print(f"\n{carry_report(trials)}", flush=True)
    finally:
        loop.close()
    return 0


def carry_report(trials: Sequence[Carried]) -> str:
    """Tell of all trials of a load, those with the fewest cameras first."""
    header = (
        f"{_name(trials[0].load)}: cameras",
        *("scans/s", "lookups/s", "loop late p99", "longest scan", "left out"),
        *("CPU of the loop", "each scan", "CPU of other threads", "each scan", "carried"),
    )
    return table(header, list(map(_row, trials)))


def _row(carried: Carried) -> Row:
    seconds, scans = carried.seconds, max(carried.scans, 1)
    return (
        str(carried.cameras),
        f"{carried.scans / seconds:.1f}",
        f"{carried.lookups / seconds:.1f}",
        ms(carried.late.p99),
        ms(carried.longest),
        str(carried.left_out),
        f"{carried.loop_cpu / seconds:.0%}",
        ms(carried.loop_cpu / scans),
        f"{carried.other_cpu / seconds:.0%}",
        ms(carried.other_cpu / scans),
        "yes" if carried.holds else "no",
    )


def _name(load: Load) -> str:
    return f"{load.resolution}, {load.scans}, each {load.interval} s"
