"""From an HTTP answer that is no success to the error that it means."""

from collections.abc import Collection, Mapping
from email.utils import parsedate_to_datetime
from http import HTTPStatus
import re
from typing import Final

from .errors import (
    BadRequest,
    Refused,
    ServerError,
    SnapshotError,
    Throttled,
    TooLarge,
    UnreadableAnswer,
)
from .wording import shorten, words_of

LONGEST_WAIT: Final = 3600.0
"""Seconds. The API throttles by the second; a longer wait is a mistake of somebody's."""
USUAL_WAIT: Final = 1.0
"""Seconds. What the API says when it throttles."""

_SECONDS: Final = re.compile(r"\d+(\.\d+)?", re.ASCII)
_EXPECTED: Final = re.compile(r"available in (\d+(?:\.\d+)?) second", re.ASCII)
_BY_STATUS: Final[Mapping[int, type[SnapshotError]]] = {
    401: Refused,
    403: Refused,
    408: ServerError,  # "too slow" and "too early": the next try may fare better
    413: TooLarge,
    425: ServerError,
}
_BY_HUNDREDS: Final[Mapping[int, type[SnapshotError]]] = {4: BadRequest, 5: ServerError}


def error_from_answer(
    status: int, headers: Mapping[str, str], body: bytes, *, secrets: Collection[str] = ()
) -> SnapshotError:
    """Tell by its status what an answer outside 2xx means, never by its wording.

    A 401 or 403 becomes `Refused`: only a second question can tell which of its three kinds it
    is (see `SnapshotClient.lookup`).

    Args:
        status: of the answer.
        headers: of the answer, case-insensitive.
        body: of the answer, maybe cut off, maybe nothing.
        secrets: what must not appear in the error, should the server repeat it.
    """
    words = words_of(body)
    detail = shorten(words, secrets)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Throttled(detail, status=status, retry_after=_wait(headers, words))
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        target = shorten(f"redirect to {headers.get('Location', 'nowhere')}", secrets)
        return UnreadableAnswer(target, status=status)
    kind = _BY_STATUS.get(status) or _BY_HUNDREDS.get(status // 100, UnreadableAnswer)
    return kind(detail, status=status)


def _wait(headers: Mapping[str, str], words: str) -> float:
    wait = _retry_after(headers)
    if wait is None and (expected := _EXPECTED.search(words)):
        wait = float(expected[1])
    return USUAL_WAIT if wait is None else min(wait, LONGEST_WAIT)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Read `Retry-After`: seconds, or a date, which counts from the server's own `Date`."""
    text = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        until = parsedate_to_datetime(text)
        wait = (until - parsedate_to_datetime(headers.get("Date", ""))).total_seconds()
    except ValueError, TypeError, OverflowError:  # no date; one with a zone, one without
        return None
    return wait if wait >= 0 else None
