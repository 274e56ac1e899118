"""The control interface under ``/sandbox/``: never part of the API, and open about that."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
import json

from aiohttp import hdrs, web

from .faults import Fault
from .health_port import HealthPort
from .scripted import ScriptedAnswer
from .state import Running
from .webhooks import WebhookTarget

_ABOUT = """\
This is a sandbox: it stands in for the Plate Recognizer Snapshot API ({manner} manner) and is not
the service. What it answers is really read from the pictures, by a small reader of its own that
knows nothing of vehicles, makes, colors or regions; how well or how fast it reads is no measure
of the service. Answers written by a test are marked "X-Sandbox: scripted", real reads
"X-Sandbox: read".

POST  /sandbox/faults    faults for the next requests
POST  /sandbox/answers   results for the next lookups or for a picture, instead of reading
GET   /sandbox/requests  what was asked, and how it was answered
PATCH /sandbox/account   token, calls, limit, rate, resets_on, latency, at_once
PUT   /sandbox/webhooks  where to send a webhook after each answered lookup
GET   /sandbox/webhooks  what came of those, once all are sent
PATCH /sandbox/health    ready, alive, hanging, closed: what an SDK's second port says
POST  /sandbox/reset     everything as at the start
"""

type _Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def add_control_routes(
    router: web.UrlDispatcher, running: Running, health_port: HealthPort | None
) -> None:
    """Add the control interface of this sandbox."""
    control = _Control(running, health_port)
    routes: list[tuple[str, str, _Handler]] = [
        (hdrs.METH_GET, "/sandbox/", control.about),
        (hdrs.METH_POST, "/sandbox/faults", control.add_faults),
        (hdrs.METH_POST, "/sandbox/answers", control.add_answers),
        (hdrs.METH_GET, "/sandbox/requests", control.requests),
        (hdrs.METH_PATCH, "/sandbox/account", control.change_account),
        (hdrs.METH_PUT, "/sandbox/webhooks", control.set_webhooks),
        (hdrs.METH_GET, "/sandbox/webhooks", control.webhooks),
        (hdrs.METH_PATCH, "/sandbox/health", control.change_health),
        (hdrs.METH_POST, "/sandbox/reset", control.reset),
        (hdrs.METH_ANY, "/sandbox/{path:.*}", control.not_found),
    ]
    for method, path, handler in routes:
        router.add_route(method, path, handler)


class _Control:
    """The handlers; what doesn't fit gets 400 with the reason as text, and changes nothing."""

    def __init__(self, running: Running, health_port: HealthPort | None) -> None:
        self._running = running
        self._health_port = health_port

    async def about(self, _request: web.Request) -> web.Response:
        return web.Response(text=_ABOUT.format(manner=self._running.sandbox.manner.name))

    async def add_faults(self, request: web.Request) -> web.Response:
        faults = [_checked(Fault.from_json, item) for item in await _list(request)]
        for fault in faults:
            self._running.sandbox.faults.add(fault)
        return web.json_response({"added": len(faults)})

    async def add_answers(self, request: web.Request) -> web.Response:
        answers = [_checked(ScriptedAnswer.from_json, item) for item in await _list(request)]
        for answer in answers:
            self._running.sandbox.answers.add(answer)
        return web.json_response({"added": len(answers)})

    async def requests(self, _request: web.Request) -> web.Response:
        return web.json_response(self._running.sandbox.journal.to_json())

    async def change_account(self, request: web.Request) -> web.Response:
        changes = await _json(request)
        _checked(self._running.sandbox.account.change, changes)
        terms = asdict(self._running.sandbox.account.terms)
        del terms["token"]
        return web.json_response(terms)

    async def set_webhooks(self, request: web.Request) -> web.Response:
        targets = [_checked(WebhookTarget.from_json, item) for item in await _list(request)]
        self._running.sandbox.webhooks.targets = targets
        return web.json_response({"set": len(targets)})

    async def webhooks(self, _request: web.Request) -> web.Response:
        return web.json_response(await self._running.sandbox.webhooks.deliveries())

    async def change_health(self, request: web.Request) -> web.Response:
        if self._health_port is None:
            raise web.HTTPNotFound(text="Start it with --health-port: it has no second port.")
        sandbox = self._running.sandbox
        sandbox.health = _checked(sandbox.health.changed, await _json(request))
        await self._health_port.adopt()
        return web.json_response(asdict(sandbox.health))

    async def reset(self, _request: web.Request) -> web.Response:
        self._running.reset()
        if self._health_port is not None:
            await self._health_port.adopt()
        return web.json_response({})

    async def not_found(self, request: web.Request) -> web.Response:
        raise web.HTTPNotFound(text=f"There is no {request.method} {request.path}: see /sandbox/.")


def _checked[T, R](parse: Callable[[T], R], data: T) -> R:
    try:
        return parse(data)
    except ValueError as err:
        raise web.HTTPBadRequest(text=str(err)) from err


async def _json(request: web.Request) -> object:
    text = await request.text()
    return _checked(json.loads, text)


async def _list(request: web.Request) -> list[object]:
    data = await _json(request)
    if not isinstance(data, list):
        raise web.HTTPBadRequest(text="Send a JSON list.")
    return data
