"""Plays the story of a day at the gate before a home, and writes down what the home does."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from sandbox.driveway.moment import Moment, PresentVehicle
from sandbox.driveway.stories import A_DAY_AT_THE_GATE as STORY
from sandbox.driveway.visits import Visit
from sandbox.home import Home, HomeError, JsonObject, restarted
from sandbox.process import SandboxProcess

from .gate_home import GATE, MOTION, GateHome, let_guest_in_until
from .vehicle_answers import vehicles_found

(
    RESIDENT,
    PLATELESS_VAN,
    PARCEL_VAN,
    RESIDENT_AGAIN,
    GUEST,
    STRANGER,
    LOOKALIKE,
    UNWELCOME,
    LATE_GUEST,
    RESIDENT_NEXT_DAY,
) = STORY.visits

MISREAD: Final = "gh73gtr"
"""GH 736 TR, its 6 read as a G. The reader here doesn't make that mistake, so it is scripted."""

_MINUTE: Final = 60
_APPROACH: Final = (-4, -3, -2, -1, 1, 2)
"""Seconds before and after a car has come to rest, when the camera is looked at."""
_HIDDEN: Final = timedelta(seconds=12)
"""Real time: longer than two looks have to be apart that find a spot empty."""
_MOTION_AGAIN: Final = 10
"""How often it's looked whether a picture was looked up, until motion is reported once more."""
_PATIENCE: Final = 40
"""Seconds."""
_LOOK: Final = 0.1
"""Seconds from look to look, whether something has happened."""
_TOLD: Final = (
    "plate_recognizer_visit_started",
    "plate_recognizer_visit_ended",
    "phone_rang",
    "call_service",
)


@dataclass(frozen=True, slots=True)
class Act:
    """What a home did in a part of the day."""

    events: tuple[JsonObject, ...] = ()
    pictures: int = 0
    """How many were looked up."""

    @property
    def openings(self) -> int:
        """How often the gate was asked to open."""
        calls = self._data("call_service")
        return sum((call["domain"], call["service"]) == ("cover", "open_cover") for call in calls)

    @property
    def begun(self) -> list[JsonObject]:
        """The visits that were told to have begun."""
        return self._data("plate_recognizer_visit_started")

    @property
    def ended(self) -> list[JsonObject]:
        """The visits that were told to have ended."""
        return self._data("plate_recognizer_visit_ended")

    @property
    def arrived(self) -> list[str | None]:
        """The plates of the vehicles that have arrived."""
        return [visit["plate"] for visit in self.begun if visit["arrival"]]

    @property
    def messages(self) -> list[tuple[str, str]]:
        """Title and message of what the phone was told."""
        return [(rang["title"], rang["message"]) for rang in self._data("phone_rang")]

    def _data(self, event_type: str) -> list[JsonObject]:
        return [event["data"] for event in self.events if event["event_type"] == event_type]


class Day:
    """Shows moments before the camera, reports motion, and listens to the home.

    The story's time is that of the pictures. Really waited is only where the home does: until it
    believes that a spot is empty.
    """

    def __init__(self, at: GateHome, sandbox: SandboxProcess) -> None:
        self._at = at
        self._sandbox = sandbox
        self._events: list[JsonObject] = []

    @classmethod
    @asynccontextmanager
    async def beginning(cls, at: GateHome, sandbox: SandboxProcess) -> AsyncIterator[Day]:
        """Listen to the home, and end it if it was started again meanwhile."""
        async with AsyncExitStack() as self_ending:
            day = cls(at, sandbox)
            day._ending = self_ending
            await day._listen(at.home)
            yield day
