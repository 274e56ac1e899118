"""Starts one stand-in for Stream: ``python -m sandbox.stream``; see ``--help``."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path
import sys

from ..api_server.clock import Clock
from ..reader import ModelsMissingError
from .payload import StreamCamera
from .sending import NotAPictureError, Wanted, send_all


def main(arguments: Sequence[str] | None = None) -> int:
    """Send what is wanted; return the exit status."""
    try:
        taken = asyncio.run(send_all(_wanted(arguments), Clock()))
    except (ModelsMissingError, NotAPictureError, OSError) as err:
        print(err, file=sys.stderr)
        return 1
    return 0 if taken else 1


def _wanted(arguments: Sequence[str] | None) -> Wanted:
    parser = _parser()
    given = parser.parse_args(arguments)
    if not given.picture and given.payload is None:
        parser.error("give a --picture or a --payload")
    return Wanted(
        camera=StreamCamera(given.camera, given.user_data, given.target),
        pictures=tuple(given.picture),
        payload=given.payload,
        count=given.count or len(given.picture) or 1,
        interval=given.interval,
        kind=given.body,
        headers=dict(given.header),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox.stream",
        description=(
            "Stands in for Plate Recognizer Stream: posts webhooks about what it reads in pictures "
            "to a receiver. The plates are really read; where a vehicle drives, and how fast, is "
            "made up. Prints a line of JSON for each webhook, and ends with status 1 if one of "
            "them wasn't answered with a status of success."
        ),
    )
    add = parser.add_argument
    add("target", help="the receiver's address")
    add("--picture", nargs="+", type=Path, default=[], metavar="FILE", help="read these pictures")
    add(
        "--payload",
        type=Path,
        metavar="FILE",
        help="send this file as it is, instead of what is read in the pictures",
    )
    add("--camera", default="camera-1", metavar="NAME", help="usually camera-1")
    add("--user-data", default="", metavar="TEXT", help="what the user has stored at the camera")
    add(
        "--body",
        choices=["form", "multipart", "json"],
        default="form",
        help="an urlencoded field, which is usual, a form with the picture, or the JSON alone",
    )
    add(
        "--header",
        type=_header,
        action="append",
        default=[],
        metavar="NAME:VALUE",
        help="sent along; may be given more than once",
    )
    add("--count", type=_count, help="how many to send; usually one for each picture")
    add("--interval", type=_seconds, default=1.0, metavar="SECONDS", help="usually 1")
    return parser


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not name or not colon:
        raise argparse.ArgumentTypeError(f"{text} is no NAME:VALUE")
    return name, value.strip()


def _count(text: str) -> int:
    if (count := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return count


def _seconds(text: str) -> float:
    if not (seconds := float(text)) >= 0:
        raise argparse.ArgumentTypeError("at least 0")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
