"""What a journal tells of decisions, and what is written down of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .decision import Reason

type Details = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class JournalCamera:
    """Whose decisions they are: a camera that is gone by now is known by what it was called."""

    camera_id: str
    """Of its subentry."""
    name: str
    entity_id: str | None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """Decisions on a camera that came one after another for the same reason."""

    camera: JournalCamera
    reason: Reason
    since: datetime
    until: datetime
    count: int
    first: Details
    """The details of the first one."""
    last: Details


class StopCause(StrEnum):
    """Why an account wasn't running."""

    ACCOUNT = "account"
    """It was stopped itself: reloaded, disabled."""
    HOME = "home"
    """Home Assistant was stopped."""
    KILLED = "killed"
    """Home Assistant ended without a word: since then nobody knows what was decided."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A time in which the account wasn't running, so that nothing was decided."""

    since: datetime
    until: datetime
    cause: StopCause


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run of decisions as it is written down."""

    number: int
    """In the order in which they began."""
    camera: JournalCamera
    reason: Reason
    since: datetime
    until: datetime
    counts: bytes
    """How many decisions each minute has, from the first to the last: 32 bits each."""
    first: Details
    last: Details


@dataclass(frozen=True, slots=True)
class JournalTimes:
    """Of which times a journal can tell."""

    begins: datetime
    forgotten: Mapping[str, datetime]
    """For each camera, until when decisions were dropped."""
    stopped_at: datetime
    """While the account runs: when this was written down."""
    stop_cause: StopCause
    """Killed, as long as it runs: nobody can write that down then."""


@dataclass(frozen=True, slots=True)
class JournalChanges:
    """What is to be written down of a journal."""

    is_whole: bool
    """Whether this is all of it, in the place of whatever was written before."""
    runs: tuple[KeptRun, ...]
    """New ones, and those that have changed."""
    dropped: tuple[int, ...]
    """The numbers of runs that are gone."""
    stops: tuple[Stop, ...] | None
    """All of them, if there are others than before."""
    times: JournalTimes
