"""The best frame that a burst has at hand when the turn of its lookup comes."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from .frames import FrameFailed, TakenFrame
from .looks import Looks
from .pipeline.sighting import Source

_UNHURRIED: Final = 1.0
"""Seconds between two frames while the API is asked."""


class BestFrame:
    """The most promising frame, of those that are taken while a lookup waits for its turn.

    Args:
        looks: of the camera.
        taken: the frame that made it worth a lookup.
        is_known: tells of a picture whether the burst has had it.
    """

    def __init__(self, looks: Looks, taken: TakenFrame, is_known: Callable[[str], bool]) -> None:
        self._looks = looks
        self._is_known = is_known
        self.taken = taken
        self.is_chosen = False
        """Whether its turn has come."""

    async def async_collect(self, spacing: float) -> None:
        """Go on taking frames: what comes meanwhile may be read better, or be gone before long.

        Args:
            spacing: seconds from one to the next.
        """
        while True:
            # Once it is asked, other frames only matter if the server wants to be asked later.
            await asyncio.sleep(max(spacing, _UNHURRIED) if self.is_chosen else spacing)
            with suppress(FrameFailed):
                self._offer(await self.async_take())

    async def async_take(self) -> TakenFrame:
        """Take a frame. Raises `FrameFailed` if there is none."""
        return await self._looks.async_take_meanwhile(Source.TRIGGER, self._is_known)

    def _offer(self, taken: TakenFrame) -> None:
        if _quality_of(taken) > _quality_of(self.taken):
            self.taken = taken


def _quality_of(taken: TakenFrame) -> float:
    return taken.examination.change.quality if taken.examination is not None else 0.0
