"""One row of the fault table: what happens to a home before which somebody stands."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .parked import ParkedHome


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeCase:
    """One thing that happens to a home.

    Whoever stands there neither arrives nor leaves by it, and who comes later arrives.
    """

    name: str
    group: str = "home"

    happens: Callable[[ParkedHome], Awaitable[None]]
    """Has it happen, and be over."""

    decision: str = ""
    """What the table says that the camera's decision was meanwhile."""

    logged: str | None = None
    """A pattern of the one line in the log; None where there is nothing to tell."""

    recovers: str = "goes on"
    """When all is as before, in the table."""
