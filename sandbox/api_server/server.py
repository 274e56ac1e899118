"""The API's side of the server: every request is noted, met by its fault, and answered."""

from aiohttp import hdrs, web

from .control import add_control_routes
from .delivery import Answer, deliver
from .faults import Fault
from .form import Form, read_form
from .health_port import HealthPort
from .journal import RequestRecord
from .lookup import answer_lookup
from .manner import Endpoint, Manner
from .refusal import RefusedError, refused_with_detail
from .state import Running, Sandbox

_ANY_SIZE = 2**40
"""Bytes; the API's own limit is checked after reading, so that the client hears of it."""


def make_app(running: Running, health_port: HealthPort | None = None) -> web.Application:
    """Return the server of a sandbox: the API and, under ``/sandbox/``, the control interface."""
    pictures = running.sandbox.pictures
    app = web.Application(client_max_size=_ANY_SIZE)
    add_control_routes(app.router, running, health_port)

    async def handle(request: web.Request) -> web.StreamResponse:
        return await _handle(running.sandbox, request)

    async def close(_app: web.Application) -> None:
        running.sandbox.webhooks.stop()
        await pictures.close()

    app.router.add_route(hdrs.METH_ANY, "/{path:.*}", handle)
    app.on_cleanup.append(close)
    return app


async def _handle(sandbox: Sandbox, request: web.Request) -> web.StreamResponse:
    started = sandbox.clock.monotonic()
    header = request.headers.get(hdrs.AUTHORIZATION)
    record = RequestRecord(
        number=sandbox.journal.next_number(),
        endpoint=None,
        method=request.method,
        path=request.path,
        authorization=sandbox.account.authorization(header),
    )
    fault: Fault | None = None
    try:
        record.endpoint = endpoint = _endpoint(sandbox.manner, request)
        form = await read_form(request) if endpoint == "lookup" else Form()
        record.note_form(form)
        fault = sandbox.faults.take(endpoint)
        if fault is not None and fault.replaces_answer:
            answer = Answer.of_fault(fault)
        else:
            answer = await _answer(sandbox, endpoint, form, header, record)
    except RefusedError as refused:
        answer = Answer(refused.status, refused.body, "refusal", refused.headers)
    record.status = None if fault and fault.kind == "drop" else answer.status
    record.answered_by = answer.answered_by
    record.fault = fault.kind if fault else None
    record.duration = sandbox.clock.monotonic() - started
    sandbox.journal.add(record)
    return await deliver(request, answer, fault, sandbox.clock)


async def _answer(
    sandbox: Sandbox, endpoint: Endpoint, form: Form, header: str | None, record: RequestRecord
) -> Answer:
    if endpoint == "lookup":
        return await answer_lookup(sandbox, form, header, record)
    sandbox.account.check_token(header)
    if endpoint == "statistics":
        return Answer(200, sandbox.account.statistics(sandbox.clock.now()), "account")
    targets = [target.target for target in sandbox.webhooks.targets]
    return Answer(200, sandbox.account.info(targets), "account")


def _endpoint(manner: Manner, request: web.Request) -> Endpoint:
    """Return what the request asks for.

    An address without its trailing slash is redirected whatever the method, as Django does outside
    of its debug mode; a client that follows with GET, as most do, has lost its body and gets a 405.

    Raises:
        RefusedError: 301, 404 or 405.
    """
    if request.path in manner.endpoints:
        method, endpoint = manner.endpoints[request.path]
        if request.method != method:
            raise refused_with_detail(405, f'Method "{request.method}" not allowed.')
        return endpoint
    if f"{request.path}/" in manner.endpoints:
        raise RefusedError(301, "", {hdrs.LOCATION: f"{request.path}/"})
    raise refused_with_detail(404, "Not found.")
