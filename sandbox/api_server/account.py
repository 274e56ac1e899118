"""The account at the API: who may ask, how fast, and how many lookups are left."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
import math
from typing import Literal, TypedDict

from .expectations import TEXT, misfits, number, or_null, whole_number
from .manner import Manner
from .refusal import no_credits, refused_with_detail, throttled

_THROTTLE_WINDOW = 1.0
"""Seconds in which at most ``rate`` lookups are let in."""

_EXPECTED = {
    "token": TEXT,
    "calls": whole_number(0),
    "limit": whole_number(0),
    "rate": or_null(whole_number(1)),
    "resets_on": or_null(TEXT),
    "latency": number(0),
    "at_once": or_null(whole_number(1)),
}

type Authorization = Literal["absent", "right", "wrong"]


class AccountChanges(TypedDict, total=False):
    """What can be set on an account; see :class:`Terms` for the meanings."""

    token: str
    calls: int
    limit: int
    rate: int | None
    resets_on: str | None
    latency: float
    at_once: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the account is allowed, and what it has used."""

    token: str = "sandbox-token"  # noqa: S105 - opens nothing but this stand-in
    calls: int = 0
    """Lookups billed in the current period."""
    limit: int = 2500
    """Lookups allowed in the period."""
    rate: int | None = 8
    """Lookups per second; None: no throttle."""
    resets_on: str | None = None
    """When the counter resets, as statistics say it; None: they don't say. Never acted upon."""
    latency: float = 0.0
    """Seconds that an answered lookup takes at least, once it is being read."""
    at_once: int | None = None
    """Lookups that are read at once, the others wait in line; None: any number."""


def changed(terms: Terms, changes: object) -> Terms:
    """Return the terms with changes as they came in JSON or from the command line.

    Raises:
        ValueError: they aren't an object, have an unknown name or an unfit value.
    """
    if not isinstance(changes, dict):
        raise ValueError("Changes are a JSON object.")  # noqa: TRY004 - they were sent, not passed
    if unknown := changes.keys() - _EXPECTED.keys():
        raise ValueError(f"The account has no {', '.join(unknown)}; only {', '.join(_EXPECTED)}.")
    if complaints := misfits(changes, _EXPECTED):
        raise ValueError("\n".join(complaints))
    return replace(terms, **changes)


class Account:
    """One account, changed by lookups and by the control interface.

    The quota holds in both manners, though only the cloud's is documented to stop at its end.
    """

    def __init__(self, terms: Terms, manner: Manner) -> None:
        self._manner = manner
        self.terms = terms
        self._admitted: deque[float] = deque()

    def authorization(self, header: str | None) -> Authorization:
        """Judge an Authorization header, without keeping it."""
        if header is None:
            return "absent"
        return "right" if header == f"Token {self.terms.token}" else "wrong"

    def check_token(self, header: str | None) -> None:
        """Raise RefusedError (403) if a token is asked for and the header hasn't the right one."""
        if not self._manner.asks_token or self.authorization(header) == "right":
            return
        if header is None or not header.startswith("Token "):
            raise refused_with_detail(403, "Authentication credentials were not provided.")
        raise refused_with_detail(403, "Invalid token.")

    def admit(self, now: float) -> None:
        """Let one more lookup in at the monotonic time ``now``, or raise RefusedError (429, 403).

        A throttled request doesn't count against the throttle itself.
        """
        rate = self.terms.rate
        if self._manner.throttles and rate is not None:
            while self._admitted and now - self._admitted[0] >= _THROTTLE_WINDOW:
                self._admitted.popleft()
            if len(self._admitted) >= rate:
                raise throttled(math.ceil(self._admitted[-rate] + _THROTTLE_WINDOW - now))
            self._admitted.append(now)
        self.check_credits()

    def check_credits(self) -> None:
        """Raise RefusedError (403) when the quota is used up."""
        if self.terms.calls >= self.terms.limit:
            raise no_credits()

    def bill(self) -> None:
        """Count one answered lookup, or raise RefusedError (403) if others used the last credit."""
        self.check_credits()
        self.terms = replace(self.terms, calls=self.terms.calls + 1)

    def change(self, changes: object) -> None:
        """Take over changes as they came in JSON; see :func:`changed`."""
        self.terms = changed(self.terms, changes)

    def statistics(self, now: datetime) -> dict[str, object]:
        """Return the body of ``GET /v1/statistics/``; ``resets_on`` is left out when not known."""
        usage: dict[str, object] = {
            "month": now.month,
            "calls": self.terms.calls,
            "year": now.year,
        }
        if self.terms.resets_on is not None:
            usage["resets_on"] = self.terms.resets_on
        return {"usage": usage, "total_calls": self.terms.limit}

    def info(self, webhooks: Sequence[str]) -> dict[str, object]:
        """Return the body of ``GET /info/``, with the addresses that webhooks are sent to."""
        return {
            "version": "1.3.8-sandbox",
            "license_key": "sandbox-license-key",
            "total_calls": self.terms.limit,
            "usage": {"calls": self.terms.calls},
            "webhooks": list(webhooks),
        }
