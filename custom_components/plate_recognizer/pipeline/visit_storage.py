"""How visits outlive a restart: as plain data, and back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from mashumaro.codecs.basic import BasicDecoder, BasicEncoder
from mashumaro.dialect import Dialect

from .visit import ArrivalReason, Visit

_EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
"""Long before any clock begins: what a wrong one has told is put right later, not thrown away."""
_LATEST: Final = datetime(9000, 1, 1, tzinfo=UTC)
_LARGEST: Final = 2**53
_ENCODER: Final = BasicEncoder(Visit)


def _moment(text: str) -> datetime:
    """Read a time as it was stored: with its zone, and so that others can be counted from it.

    Raises:
        TypeError: it is no text.
        ValueError: it is no such time.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or not _EARLIEST <= moment <= _LATEST:
        raise ValueError(text)
    return moment


def _whole(stored: float) -> int:
    """Read a whole number: one that can be written down again, and counted on from.

    Raises:
        ArithmeticError, TypeError, ValueError: it is none.
    """
    number = int(stored)
    if abs(number) > _LARGEST:
        raise ValueError(stored)
    return number


class _Strict(Dialect):
    serialization_strategy = {datetime: {"deserialize": _moment}, int: {"deserialize": _whole}}  # noqa: RUF012 - as it is declared


_DECODER: Final = BasicDecoder(Visit, default_dialect=_Strict)


def stored_visit(visit: Visit) -> dict[str, Any]:
    """Return a visit as JSON can hold it.

    What the API said beyond what a visit tells stays out: a stream's address may hold a password.
    """
    detection = replace(visit.best.detection, extra={}, user_data=None, source_url=None)
    look = replace(visit.best.look, steady_at=None)
    kept = replace(visit, best=replace(visit.best, detection=detection, look=look))
    encoded: dict[str, Any] = _ENCODER.encode(kept)
    return encoded


def restored_visits(stored: Iterable[object]) -> tuple[Visit, ...]:
    """Return visits that were stored. No restored one becomes an arrival any more.

    Their times are those that were written down, by whatever clock: see `Tracker.go_on`.

    Raises:
        LookupError: something is missing.
        TypeError: something is of another kind.
        ValueError: something is nothing that it can be.
    """
    return tuple(_restored(_DECODER.decode(each)) for each in stored)


def _restored(visit: Visit) -> Visit:
    restored = replace(visit, is_restored=True)
    if visit.is_decided and not visit.can_still_arrive:
        return restored
    return replace(restored, arrival_reason=ArrivalReason.FIRST_SCAN)
