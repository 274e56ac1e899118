"""Those who read lookups: where there are not enough of them, lookups wait in line."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Readers:
    """Each of them reads one lookup at a time."""

    def __init__(self) -> None:
        self._busy = 0
        self._one_is_free = asyncio.Condition()

    @asynccontextmanager
    async def one(self, most: int | None) -> AsyncIterator[None]:
        """Have one of them for as long as the block takes, after those who came before.

        Args:
            most: how many there are; None for always enough.
        """
        async with self._one_is_free:
            await self._one_is_free.wait_for(lambda: most is None or self._busy < most)
            self._busy += 1
        try:
            yield
        finally:
            async with self._one_is_free:
                self._busy -= 1
                self._one_is_free.notify()
