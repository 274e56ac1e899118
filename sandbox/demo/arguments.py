"""The demo's command line."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the demo is asked for."""

    once: bool
    pictures: tuple[Path, ...]


def parse(arguments: Sequence[str]) -> Arguments:
    """Read the command line; a wrong one ends the program with its usage."""
    parser = argparse.ArgumentParser(prog="script/demo", description=_DESCRIPTION)
    parser.add_argument(
        "--once",
        action="store_true",
        help="read every picture once, print the plates that stand in Home Assistant, and end",
    )
    parser.add_argument(
        "--picture",
        nargs="+",
        type=Path,
        default=(),
        metavar="FILE",
        help="read these pictures instead of what is drawn",
    )
    known = parser.parse_args(arguments)
    return Arguments(known.once, tuple(known.picture))


_DESCRIPTION = """\
Starts a real Home Assistant with this integration, three cameras before which drawn cars come, park
and leave by day and by night, and an API that stands in for Plate Recognizer's and really reads the
plates. Nothing leaves this machine.
"""
