"""A camera's turn at the API: never two lookups of one camera at once."""

import asyncio

from .frame_lookups import Choose
from .frames import TakenFrame


class Turn:
    """A lookup's turn at the API, which it has alone of its camera, or gives back."""

    def __init__(self, alone: asyncio.Lock, choose: Choose) -> None:
        self._alone = alone
        self._choose = choose
        self._is_mine = False
        self.was_blocked = False

    async def async_choose(self) -> TakenFrame | None:
        """Return the frame to look up.

        Waiting for another lookup of the camera here, which may be waiting for a turn itself, both
        would wait for ever.
        """
        if not self._is_mine:
            self.was_blocked = self._alone.locked()
            if self.was_blocked:
                return None
            await self._alone.acquire()
            self._is_mine = True
        return await self._choose()

    def end(self) -> None:
        """Let others have theirs."""
        if self._is_mine:
            self._alone.release()
