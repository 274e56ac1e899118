"""Faults that the next requests meet, as the control interface asks for them."""

from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Literal, Self

from .expectations import TEXT, TEXTS_BY_NAME, TIMES, misfits, number, one_of, whole_number
from .manner import Endpoint

type FaultKind = Literal["status", "redirect", "slow", "slow_body", "drop", "drop_mid_body"]

_DETAILS: Mapping[FaultKind, tuple[str, ...]] = {
    "status": ("status", "body", "headers"),
    "redirect": ("location", "status"),
    "slow": ("seconds",),
    "slow_body": ("seconds",),
    "drop": (),
    "drop_mid_body": (),
}
"""Which details each kind takes; the first one must be given."""
_EXPECTED = {
    "kind": one_of(*_DETAILS),
    "endpoint": one_of("lookup", "statistics", "info"),
    "times": TIMES,
    "status": whole_number(200, 599),
    "headers": TEXTS_BY_NAME,
    "seconds": number(0),
    "location": TEXT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault, for so many requests.

    | kind            | what happens                                                   | billed |
    |-----------------|----------------------------------------------------------------|--------|
    | `status`        | this status, body and headers instead of the answer            | no     |
    | `redirect`      | status (302 unless given) with `location`                      | no     |
    | `drop`          | the connection is closed before any answer                     | no     |
    | `slow`          | the true answer, so many seconds late                          | yes    |
    | `slow_body`     | its headers and first half at once, the rest so much later     | yes    |
    | `drop_mid_body` | its first half, then the connection is closed                  | yes    |
    """

    kind: FaultKind
    endpoint: Endpoint = "lookup"
    times: int = 1
    status: int | None = None
    body: object = ""
    """Text as it is, anything else as JSON."""
    headers: Mapping[str, str] | None = None
    seconds: float = 0.0
    location: str = ""

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Return the fault that was asked for.

        Raises:
            ValueError: it isn't one; the text says why.
        """
        if not isinstance(data, dict) or "kind" not in data:
            raise ValueError("A fault is a JSON object with a kind.")
        if complaints := misfits(data, _EXPECTED):
            raise ValueError("\n".join(complaints))
        kind: FaultKind = data["kind"]
        details = _DETAILS[kind]
        if unknown := data.keys() - {"kind", "endpoint", "times", *details}:
            raise ValueError(f"A fault of kind {kind} takes no {', '.join(unknown)}.")
        if details and details[0] not in data:
            raise ValueError(f"A fault of kind {kind} needs {details[0]}.")
        return cls(**data)

    def to_json(self) -> dict[str, object]:
        """Return the fault as :meth:`from_json` takes it, without what isn't set."""
        defaults = {field.name: field.default for field in fields(self)}
        return {name: value for name, value in asdict(self).items() if value != defaults[name]} | {
            "kind": self.kind
        }

    @property
    def replaces_answer(self) -> bool:
        """Whether the request is not even worked on."""
        return self.kind in ("status", "redirect", "drop")


class Faults:
    """The faults that are still to come, a queue for each endpoint."""

    def __init__(self) -> None:
        self._queues: dict[Endpoint, deque[Fault]] = {}

    def add(self, fault: Fault) -> None:
        """Let the fault meet its requests after those already queued."""
        self._queues.setdefault(fault.endpoint, deque()).extend([fault] * fault.times)

    def take(self, endpoint: Endpoint) -> Fault | None:
        """Return the fault that the request to the endpoint meets, if any."""
        queue = self._queues.get(endpoint)
        return queue.popleft() if queue else None
