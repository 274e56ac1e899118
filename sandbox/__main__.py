"""Starts one sandbox: ``python -m sandbox --manner cloud``; see ``--help``."""

import argparse
import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
import ipaddress
import json
import sys

from .api_server.account import Terms, changed
from .api_server.manner import MANNERS
from .api_server.webhooks import WebhookTarget


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; return the exit status."""
    parser = _parser()
    options = vars(parser.parse_args(arguments))
    manner, webhooks = MANNERS[options.pop("manner")], options.pop("webhook")
    place = [options.pop(name) for name in ("host", "port", "health_port")]
    if place[-1] is not None and manner.name != "sdk":
        parser.error("only an SDK has a health port")
    try:
        terms = changed(Terms(), options)
    except ValueError as err:
        parser.error(str(err))
    from .api_server.serving import Place, StartError, serve  # noqa: PLC0415 - numpy and OpenCV; --help does without

    try:
        asyncio.run(serve(manner, Place(*place), terms, webhooks))
    except StartError as err:
        print(err, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        description=(
            "Stands in for the Plate Recognizer Snapshot API on this machine. Its reads are real, "
            "but no measure of the service's accuracy. When ready it prints one line of JSON with "
            "its address; GET /sandbox/ there says more."
        ),
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    usual = Terms()
    add = parser.add_argument
    add("--manner", choices=list(MANNERS), default="cloud", help="who is imitated")
    add("--host", type=_loopback, default="127.0.0.1", help="a loopback address")
    add("--port", type=int, default=0, help="0: any free one")
    add("--health-port", type=int, help="where an SDK tells its health; 0: any free one")
    add("--token", default=usual.token, help="asked for in the cloud manner only")
    add("--limit", type=int, default=usual.limit, help="lookups allowed in the period")
    add("--calls", type=int, default=usual.calls, help="lookups used already")
    add("--rate", type=_count, default=usual.rate, help="cloud lookups per second, or none")
    add(
        "--resets-on",
        type=_text,
        default=_in_a_fortnight(),
        help="when the period ends, as statistics say it, or none",
    )
    add("--latency", type=float, default=usual.latency, help="least seconds a lookup takes")
    add("--at-once", type=_count, default=usual.at_once, help="lookups read at once, or none")
    add(
        "--webhook",
        type=_webhook,
        action="append",
        default=[],
        metavar="TARGET",
        help="where to send a webhook after each answered lookup, an address or an object as the "
        "control interface takes it; may be given more than once",
    )
    return parser


def _loopback(text: str) -> str:
    try:
        is_loopback = ipaddress.ip_address(text).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise argparse.ArgumentTypeError(f"{text} is no loopback address")
    return text


def _count(text: str) -> int | None:
    return None if text == "none" else int(text)


def _text(text: str) -> str | None:
    return None if text == "none" else text


def _webhook(text: str) -> WebhookTarget:
    try:
        return WebhookTarget.from_json(
            json.loads(text) if text.startswith("{") else {"target": text}
        )
    except ValueError as err:
        raise argparse.ArgumentTypeError(str(err)) from err


def _in_a_fortnight() -> str:
    return f"{datetime.now(UTC) + timedelta(days=14):%Y-%m-%dT00:00:00Z}"


if __name__ == "__main__":
    sys.exit(main())
