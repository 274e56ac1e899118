"""What the API may answer instead of an answer."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import partial
import json
from typing import Final
from unittest.mock import patch

from custom_components.plate_recognizer.api import error_answer
from custom_components.plate_recognizer.pipeline.sighting import MOST_IN_A_PICTURE
from sandbox.api_server.faults import Fault
from tests.api.recorded import raw
from tests.integration.conftest import TOKEN

from .breaking import does
from .case import Breaks, Case, one_scan
from .house import KNOWN, House
from .wire import floods, head_of, says

SAMPLE: Final = raw("ref-plate-mode-mmc.json")
HTML: Final = raw("field-error-502-not-json.html")
QUOTA: Final = ("_used", "_remaining", "_quota_low", "_runs_out")
"""Ends of the names of entities that tell that nothing is left."""

_HOUR: Final = 3600
_NOW: Final = "Wed, 11 Feb 2026 09:14:07 GMT"
"""By the server's clock."""

_MANY: Final = [{"plate": KNOWN.lower(), "score": 1}] * 10_000

_Case = partial(Case, group="API")


def _statuses(*ranges: range | int) -> tuple[int, ...]:
    return tuple(
        status for each in ranges for status in ((each,) if isinstance(each, int) else each)
    )


_REQUEST: Final = _statuses(
    *(400, 402, range(404, 408), range(409, 413), range(414, 419), range(421, 425)),
    *(range(426, 429), range(430, 452), 499),
)
_SERVER: Final = _statuses(408, 425, range(500, 512), range(520, 531), 599)


def each(ways: Iterable[Breaks]) -> tuple[Breaks, ...]:
    """Return several faults of which the same is expected."""
    return tuple(ways)


@asynccontextmanager
async def _other_token(house: House) -> AsyncIterator[None]:
    """Have another token than the account's be the right one."""
    house.sandbox.set_account(token="another")
    yield
    house.sandbox.set_account(token=TOKEN)


@asynccontextmanager
async def _nothing_left(house: House) -> AsyncIterator[None]:
    """Have somebody else use up all lookups, until the period is over."""
    house.sandbox.set_account(calls=2500, limit=2500)
    yield
    house.sandbox.set_account(calls=0)


def _throttles(body: bytes = b"", **headers: str) -> Breaks:
    """Refuse one lookup as one too many."""

    @asynccontextmanager
    async def breaks(house: House) -> AsyncIterator[None]:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        refusal = Fault(kind="status", status=429, body=body.decode(), headers=told)
        house.sandbox.fail(refusal)
        with patch.object(error_answer, "USUAL_WAIT", 0.05):  # a second in the world
            yield

    return breaks


async def _one_comes(house: House) -> None:
    await house.sees("CD34EFG")


async def give_token(house: House) -> None:
    await house.give_token()


async def _ask_usage(house: House) -> None:
    await house.ask_usage()


async def _let_an_hour_pass(house: House) -> None:
    house.let_pass(_HOUR)


_STATUSES: list[Case] = [
    _Case(
        name="HTTP 400, 402, 404 to 407, 409 to 412, 414 to 418, 421 to 424, 426 to 428, "
        "430 to 451, 499",
        breaks=each(does(says(status, b'{"detail": "No."}')) for status in _REQUEST),
        decision="bad_request",
        logged=r"bad_request \(HTTP 4\d\d\): No\.",
    ),
    _Case(
        name="HTTP 401, 403, and the statistics refuse the token, too",
        breaks=_other_token,
        decision="token_refused",
        logged=r"token_refused \(HTTP 403\): Invalid token",
        reauth=True,
        recovery=give_token,
        recovers="when the token is given",
    ),
    _Case(
        name="HTTP 403, and all lookups are used",
        breaks=_nothing_left,
        decision="no_credits",
        logged=r"no_credits \(HTTP 403\)",
        issue="no_credits",
        tells=QUOTA,
        recovery=_ask_usage,
        recovers="after the reset, or within the hour if more are bought",
    ),
    _Case(
        name="HTTP 401, 403, and nobody knows why",
        breaks=each(does(says(status, b'{"detail": "No."}')) for status in (401, 403)),
        decision="refused",
        logged=r"refused \(HTTP 40[13]\): No\.",
    ),
    _Case(
        name="HTTP 413",
        breaks=does(says(413, raw("field-error-413-too-large.json"))),
        decision="too_large",
        logged=r"too_large \(HTTP 413\): Invalid file",
    ),
    _Case(
        name="HTTP 408, 425, 500 to 511, 520 to 530, 599",
        breaks=each(does(says(status, b"Busy")) for status in _SERVER),
        decision="server_error",
        logged=r"server_error \(HTTP \d{3}\): Busy",
    ),
    _Case(
        name="HTTP 300, 304, 600, 999",
        breaks=each(does(says(status)) for status in (300, 304, 600, 999)),
        decision="unreadable_answer",
        logged=r"unreadable_answer \(HTTP \d{3}\)",
    ),
    _Case(
        name="HTTP 429 without a time, or with one that is none",
        breaks=each(
            (
                _throttles(),
                _throttles(b'{"detail": "Request was throttled."}'),
                *(
                    _throttles(Retry_After=wait)
                    for wait in ("", "-5", "soon", "NaN", "Thu, 01 Jan 1970 00:00:00 GMT")
                ),
            )
        ),
        meanwhile=_one_comes,
        decision=None,
        plates=("CD34EFG",),
        logged=None,
        recovers="in the same look, a second later",
    ),
    _Case(
        name="HTTP 429 that names a short time",
        breaks=each(
            (
                _throttles(Retry_After="0"),
                _throttles(Retry_After="0.1"),
                _throttles(b'{"detail": "Expected available in 0.1 seconds."}'),
            )
        ),
        meanwhile=_one_comes,
        decision=None,
        plates=("CD34EFG",),
        logged=None,
        recovers="in the same look, after that time",
    ),
    _Case(
        name="HTTP 429 that names more than half a minute: 31 s, an hour, a year, all time",
        breaks=each(
            does(says(429, Retry_After=wait, Date=_NOW))
            for wait in ("31", "3600", "9" * 400, "Thu, 11 Feb 2027 09:14:07 GMT")
        ),
        decision="throttled",
        logged=r"throttled \(HTTP 429\)",
        tells=QUOTA,  # as hours pass, the usage is asked for
        recovery=_let_an_hour_pass,
        recovers="after that time, an hour at most",
    ),
]

_BODIES: list[Case] = [
    _Case(
        name="HTTP 502 with a page, nothing, a picture, broken text, or 100 MB",
        breaks=each(
            does(act)
            for act in (
                says(502, HTML),
                says(502),
                says(502, b"\x89PNG\r\n\x1a\n\x00\x00"),
                says(502, b"\xff\xfe\x80 caf\xe9"),
                says(502, b"[" * 100_000),
                floods(head_of(502, 100_000_000), 100),
            )
        ),
        decision="server_error",
        logged=r"server_error \(HTTP 502\)",
    ),
    *(
        _Case(
            name=f"HTTP 200, 201, 202 with {what}",
            breaks=each(does(says(status, body)) for status in (200, 201, 202)),
            decision="unreadable_answer",
            logged=r"unreadable_answer \(HTTP 20\d\)",
        )
        for what, body in {
            "a web page": HTML,
            "nothing": b"",
            "half of an answer": SAMPLE[: len(SAMPLE) // 2],
            "`null`": b"null",
            "a list": b"[" + SAMPLE + b"]",
            "a number": b"1",
            "a text": b'"ok"',
            "an error": b'{"error": "The image could not be read."}',
            "no results": b'{"filename": "1617_7M83K_car.jpg"}',
            "results that are no objects": b'{"results": [1, "AB12CDE"]}',
            "broken text": b'{"results": "\xff\xfe"}',
            "a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
        }.items()
    ),
    _Case(
        name="HTTP 204, 205",
        breaks=each(does(says(status)) for status in (204, 205)),
        decision="unreadable_answer",
        logged=r"unreadable_answer \(HTTP 20[45]\)",
    ),
    _Case(
        name="HTTP 200 with 100 MB",
        breaks=does(floods(head_of(200, 100_000_000), 100)),
        decision="unreadable_answer",
        logged=r"unreadable_answer \(HTTP 200\): an answer of more than 1048576 bytes",
    ),
    _Case(
        name="HTTP 200 with a million brackets, or a number of 5,000 digits",
        breaks=each(
            does(says(200, body))
            for body in (b"[" * 1_000_000, b'{"results": [%s]}' % (b"9" * 5000))
        ),
        decision="unreadable_answer",
        logged=r"unreadable_answer \(HTTP 200\)",
    ),
    _Case(
        name="HTTP 201 with 10,000 results",
        breaks=does(says(201, json.dumps({"results": _MANY}).encode())),
        meanwhile=one_scan,
        decision=None,
        plates=(KNOWN,) * MOST_IN_A_PICTURE,
        seen=f"{MOST_IN_A_PICTURE} of them",
        logged=None,
    ),
]

API_FAULTS: list[Case] = [*_STATUSES, *_BODIES]
