"""One row of the fault table."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from custom_components.plate_recognizer.const import AccountKind

from .house import House

type Breaks = Callable[[House], AbstractAsyncContextManager[None]]
"""Breaks something for as long as its block takes, and mends it as the world would."""

type Meanwhile = Callable[[House], Awaitable[None]]
"""What is done while something is broken."""


async def three_scans(house: House) -> None:
    """Look three times, as an impatient automation does."""
    for _ in range(3):
        await house.scan()


async def one_scan(house: House) -> None:
    """Look once."""
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

    breaks: Breaks | tuple[Breaks, ...]
    """One fault, or several of which the same is expected: they share the row."""

    meanwhile: Meanwhile = three_scans
    """What is done while it is broken."""

    decision: str | None
    """The reason that the camera's decision gives; None where it tells of no failure."""

    plates: tuple[str, ...] = ()
    """What is rightly seen meanwhile, where the fault is none to the camera's looks."""

    comes: str | None = None
    """The plate of a vehicle that comes while it lasts, and is seen: it concerns no look."""

    seen: str = "everything"
    """How much of it, in the table."""

    tells: tuple[str, ...] = ()
    """Ends of the names of entities that rightly tell of it, besides those of each failure."""

    logged: str | None
    """A pattern of the one line in the log; None where there is nothing to tell."""

    issue: str | None = None
    """The key of the repair issue."""

    reauth: bool = False
    """Whether the owner is asked for the token. Who gives it sees for himself that it is over."""

    recovery: Callable[[House], Awaitable[None]] = nothing
    """What has to happen, besides the end of the fault, before the next look works."""

    recovers: str = "at the next look"
    """The same, in the table."""

    account: AccountKind = AccountKind.CLOUD
    """Whom the camera's pictures are sent to."""

    @property
    def seen_meanwhile(self) -> tuple[str, ...]:
        """All that is rightly seen while it lasts."""
        return self.plates if self.comes is None else (*self.plates, self.comes)

    @property
    def ways(self) -> tuple[Breaks, ...]:
        """Return its faults, each to be stood by itself."""
        return self.breaks if isinstance(self.breaks, tuple) else (self.breaks,)

    @property
    def meanwhile_again(self) -> Meanwhile:
        """What is done during all faults but the first: that looks are alike is known by then."""
        return one_scan if self.meanwhile is three_scans else self.meanwhile
