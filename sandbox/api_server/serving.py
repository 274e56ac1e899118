"""Runs a sandbox as a process: opens the port, says so, and ends when told to."""

import asyncio
from collections.abc import Sequence
import json
import signal

from aiohttp import web

from ..reader import ModelsMissingError, models_folder
from .account import Terms
from .manner import Manner
from .pictures import Pictures
from .server import make_app
from .state import Sandbox
from .webhooks import WebhookTarget

_GRACE = 0.05
"""Seconds that requests are given when the sandbox is told to end."""


class StartError(Exception):
    """The sandbox can't start; the text says why."""


async def serve(
    manner: Manner, host: str, port: int, terms: Terms, webhooks: Sequence[WebhookTarget]
) -> None:
    """Print one line of JSON with the address when it listens; serve until SIGTERM or SIGINT.

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
    runner = web.AppRunner(make_app(sandbox), access_log=None, shutdown_timeout=_GRACE)
    await runner.setup()
    try:
        url = await _listen(runner, host, port)
        print(json.dumps({"url": url, "manner": manner.name, "token": terms.token}), flush=True)
        await told_to_end.wait()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> str:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as err:
        raise StartError(f"The sandbox can't listen on {host}, port {port}: {err}") from err
    port = runner.addresses[0][1]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
