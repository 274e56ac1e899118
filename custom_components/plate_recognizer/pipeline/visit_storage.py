"""How visits outlive a restart: as plain data, and back."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from mashumaro.codecs.basic import BasicDecoder, BasicEncoder

from .visit import ArrivalReason, Visit

_ENCODER: Final = BasicEncoder(Visit)
_DECODER: Final = BasicDecoder(Visit)


def stored_visit(visit: Visit) -> dict[str, Any]:
    """Return a visit as JSON can hold it.

    What the API said beyond what a visit tells stays out: a stream's address may hold a password.
    """
    detection = replace(visit.best.detection, extra={}, user_data=None, source_url=None)
    kept = replace(visit, best=replace(visit.best, detection=detection))
    encoded: dict[str, Any] = _ENCODER.encode(kept)
    return encoded


def restored_visits(stored: Iterable[object]) -> tuple[Visit, ...]:
    """Return visits that were stored. No restored one becomes an arrival any more.

    Raises:
        LookupError: something is missing.
        TypeError: something is of another kind.
        ValueError: something is nothing that it can be.
    """
    return tuple(_restored(_DECODER.decode(each)) for each in stored)


def _restored(visit: Visit) -> Visit:
    if visit.is_decided and not visit.can_still_arrive:
        return visit
    return replace(visit, arrival_reason=ArrivalReason.FIRST_SCAN)
