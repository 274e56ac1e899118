"""Sends answers, whole or broken as a fault wants it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import json

from aiohttp import hdrs, web

from .clock import Clock
from .faults import Fault
from .journal import AnsweredBy


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer before it is sent."""

    status: int
    body: object
    """Text as it is, anything else as JSON."""
    answered_by: AnsweredBy
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_fault(cls, fault: Fault) -> Answer:
        """Return what a fault says instead of the true answer."""
        headers = dict(fault.headers or {})
        if fault.kind == "redirect":
            headers[hdrs.LOCATION] = fault.location
        return cls(fault.status or 302, fault.body, "fault", headers)

    def response(self) -> web.Response:
        """Return the answer for aiohttp, marked with where it came from."""
        if isinstance(self.body, str):
            kind, text = "text/plain", self.body
        else:
            kind, text = "application/json", json.dumps(self.body, ensure_ascii=False)
        headers = {
            hdrs.CONTENT_TYPE: f"{kind}; charset=utf-8",
            **self.headers,
            "X-Sandbox": self.answered_by,
        }
        return web.Response(status=self.status, body=text.encode(errors="replace"), headers=headers)


async def deliver(
    request: web.Request, answer: Answer, fault: Fault | None, clock: Clock
) -> web.StreamResponse:
    """Send the answer, and let the fault have its way with it."""
    response = answer.response()
    match fault:
        case Fault(kind="drop"):
            _hang_up(request)
        case Fault(kind="slow"):
            await clock.sleep(fault.seconds)
        case Fault(kind="slow_body"):
            begun, rest = await _first_half(request, response)
            await clock.sleep(fault.seconds)
            await begun.write(rest)
            return begun
        case Fault(kind="drop_mid_body"):
            begun, _ = await _first_half(request, response)
            _hang_up(request)
            return begun
    return response


async def _first_half(
    request: web.Request, whole: web.Response
) -> tuple[web.StreamResponse, bytes]:
    """Send the headers and the first half of the body; return the rest of it."""
    body = whole.body
    assert isinstance(body, bytes)  # noqa: S101 - as Answer.response makes it
    begun = web.StreamResponse(status=whole.status, headers=whole.headers)
    begun.content_length = len(body)
    await begun.prepare(request)
    half = len(body) // 2
    await begun.write(body[:half])
    return begun, body[half:]


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.close()
