"""What a server can do wrong. Each faulty answer names the plates that a sound one would."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
import json
from random import Random
from typing import Final

FAULTS_IN_100: Final = 12
"""Lookups that meet a fault."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent, and when."""

    content: bytes
    seconds: float = 0.0
    """Of the home's clock, until it is sent."""
    hangs_up: bool = False
    """Whether the connection is closed after it."""


def response(status: str, body: bytes, *headers: str, kind: str = "application/json") -> bytes:
    """Write an answer."""
    lines = (f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, *headers, "", "")).encode() + body


def _status(status: str, *headers: str) -> Callable[[bytes], Answer]:
    return lambda body: Answer(response(status, body, *headers))


def _body(change: Callable[[bytes], bytes], kind: str) -> Callable[[bytes], Answer]:
    return lambda body: Answer(response("200 OK", change(body), kind=kind))


def _results(change: Callable[[list[object]], object]) -> Callable[[bytes], Answer]:
    def changed(body: bytes) -> bytes:
        answer = json.loads(body)
        return json.dumps({**answer, "results": change(answer["results"])}).encode()

    return _body(changed, "application/json")


def _cut(body: bytes) -> Answer:
    return Answer(response("200 OK", body)[: -len(body) // 2 or None], hangs_up=True)


FAULTS: Final[Mapping[str, Callable[[bytes], Answer]]] = {
    "500 with an answer in it": _status("500 Internal Server Error"),
    "502 in HTML": lambda body: Answer(
        response("502 Bad Gateway", b"<html>" + body, kind="text/html")
    ),
    "503 without a body": lambda _body: Answer(response("503 Service Unavailable", b"")),
    "429": _status("429 Too Many Requests", "Retry-After: 2"),
    "400": _status("400 Bad Request"),
    "403": _status("403 Forbidden"),
    "413": _status("413 Payload Too Large"),
    "redirect": _status("302 Found", "Location: /elsewhere/"),
    "HTML": _body(lambda body: b"<html>" + body, "text/html"),
    "nothing": _body(lambda _body: b"", "application/json"),
    "half of the JSON": _body(lambda body: body[: len(body) // 2], "application/json"),
    "a list": _body(lambda body: b"[" + body + b"]", "application/json"),
    "an error in a success": _body(
        lambda body: b'{"error": "busy", ' + body[1:], "application/json"
    ),
    "results of a wrong type": _results(lambda results: {"0": results}),
    "a result of a wrong type": _results(lambda results: [*results, "plate"]),
    "cut off": _cut,
    "hangs up before the answer": lambda _body: Answer(b"", hangs_up=True),
    "hangs up in the head": lambda _body: Answer(b"HTTP/1.1 200 OK\r\nCont", hangs_up=True),
    "never answers": lambda _body: Answer(b"", seconds=60.0),
}
_RARE: Final = {"never answers": 0.1}
"""What costs real time."""


def fault(random: Random) -> str | None:
    """Draw a fault, or none."""
    if random.random() * 100 >= FAULTS_IN_100:
        return None
    return random.choices(list(FAULTS), [_RARE.get(name, 1.0) for name in FAULTS])[0]
