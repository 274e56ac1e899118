"""One row of the fault table."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from .house import House


async def three_scans(house: House) -> None:
    """Look three times, as an impatient automation does."""
    for _ in range(3):
        await house.scan()


async def nothing(_house: House) -> None:
    """Do nothing: the fault is gone, and that is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One fault, what happens during it, and what is then expected.

    The test makes sure of the rest, which is the same for all of them: no event and no changed
    entity while it lasts, no traceback, and the next vehicle is seen as soon as it is over.
    """

    name: str
    """What stands in the table: what is wrong."""

    group: str
    """Where: the API, the connection, the camera, the home."""

    breaks: Callable[[House], AbstractAsyncContextManager[None]]
    """Breaks something for as long as its block takes, and mends it as the world would."""

    meanwhile: Callable[[House], Awaitable[None]] = three_scans
    """What is done while it is broken."""

    decision: str | None
    """The reason that the camera's decision gives; None where there is no look to decide about."""

    logged: str | None
    """A pattern of the one line in the log; None where there is nothing to tell."""

    issue: str | None = None
    """The key of the repair issue."""

    reauth: bool = False
    """Whether the owner is asked for the token."""

    recovery: Callable[[House], Awaitable[None]] = nothing
    """What has to happen, besides the end of the fault, before the next look works."""

    recovers: str = "at the next look"
    """The same, in the table."""
