"""The command `script/bench carry`."""

import argparse
from collections.abc import Sequence
import logging
import sys
from typing import Final

from .carry import LOADS, SERVING, Carried, Load, carry, most_carried
from .errors import BenchError
from .home import loop_of_home
from .latency import LATEST
from .pictures import Pictures, take_pictures
from .report import machine
from .stub_api import StubApi, stub_api
from .table import Row, ms, table

_DESCRIPTION: Final = """\
Measures how many cameras one Home Assistant carries, in a Home Assistant of its own against a
server in another process. Takes about twenty minutes, and wants the machine for itself.
"""


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(prog="script/bench carry", description=_DESCRIPTION)
    parser.add_argument(
        "--cameras", nargs="+", type=int, metavar="NUMBER", help="these, whether carried or not"
    )
    parser.add_argument("--only", metavar="WORD", help="only loads with this in their name")
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
                if (known.only or "") in name_of(load):
                    trying = _tried(api, pictures, load, known.cameras)
                    print(f"\n{carry_report(loop.run_until_complete(trying))}", flush=True)
    except BenchError as error:
        print(f"script/bench carry: {error}", file=sys.stderr)
        return 1
    finally:
        loop.close()
    return 0


async def _tried(
    api: StubApi, pictures: Pictures, load: Load, cameras: Sequence[int] | None
) -> list[Carried]:
    if cameras is None:
        return await most_carried(api, pictures, load)
    return [await carry(api, pictures, load, count) for count in cameras]


def carry_report(trials: Sequence[Carried]) -> str:
    """Tell of all trials of a load, those with the fewest cameras first."""
    header = (
        f"{name_of(trials[0].load)}: cameras",
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


def name_of(load: Load) -> str:
    """Say what it is in words."""
    return f"{load.resolution}, {load.scans}, each {load.interval} s"
