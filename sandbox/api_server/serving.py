"""Runs a sandbox as a process: opens the port, says so, and ends when told to."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
import json
import signal

from aiohttp import web

from ..reader import ModelsMissingError, models_folder
from .account import Terms
from .health_port import HealthPort
from .manner import Manner
from .pictures import Pictures
from .server import make_app
from .state import Running, Sandbox
from .webhooks import WebhookTarget

_GRACE = 0.05
"""Seconds that requests are given when the sandbox is told to end."""


class StartError(Exception):
    """The sandbox can't start; the text says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen."""

    host: str
    port: int
    """For the API; 0 takes any free one."""
    health_port: int | None = None
    """For the health of an SDK; None for none."""


async def serve(
    manner: Manner, place: Place, terms: Terms, webhooks: Sequence[WebhookTarget]
) -> None:
    """Print one line of JSON with the address when it listens; serve until SIGTERM or SIGINT.

    Args:
        manner: who is imitated.
        place: where to listen.
        terms: of the account at the start.
        webhooks: where to send one after each answered lookup, at the start.

    Raises:
        StartError: the port is taken, or the reader's models are missing.
    """
    try:
        models_folder()
    except ModelsMissingError as err:
        raise StartError(str(err)) from err
    told_to_end = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told_to_end.set)
    sandbox = Sandbox(manner=manner, pictures=Pictures(), start=terms, start_webhooks=webhooks)
    sandbox.pictures.load_reader()
    running = Running(sandbox)
    health, host = None, place.host
    if place.health_port is not None:
        health = HealthPort(lambda: running.sandbox, host, place.health_port)
    app = make_app(running, health)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_GRACE)
    await runner.setup()
    try:
        ready = {"manner": manner.name, "token": terms.token}
        with _listening(host, place.port):
            await web.TCPSite(runner, host, place.port).start()
        ready["url"] = _url(host, runner.addresses[0][1])
        if health is not None:
            with _listening(host, health.port):
                await health.adopt()
            ready["health_url"] = _url(host, health.port)
        print(json.dumps(ready), flush=True)
        await told_to_end.wait()
    finally:
        if health is not None:
            await health.close()
        await runner.cleanup()


@contextmanager
def _listening(host: str, port: int) -> Iterator[None]:
    try:
        yield
    except OSError as err:
        raise StartError(f"The sandbox can't listen on {host}, port {port}: {err}") from err


def _url(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
