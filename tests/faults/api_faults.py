"""What the API may answer instead of an answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sandbox.api_server.faults import Fault

from .case import Case
from .house import House

_TIMES = 20
"""More often than anybody asks meanwhile."""


def answers(fault: Fault) -> Callable[[House], AbstractAsyncContextManager[None]]:
    """Return what has each lookup meet the fault, until the API is as it was."""

    @asynccontextmanager
    async def breaks(house: House) -> AsyncIterator[None]:
        await asyncio.to_thread(house.sandbox.fail, *[fault] * _TIMES)
        yield
        await asyncio.to_thread(house.sandbox.reset)

    return breaks


API_FAULTS: list[Case] = [
    Case(
        name="HTTP 503",
        group="API",
        breaks=answers(Fault(kind="status", status=503, body="Busy")),
        decision="server_error",
        logged=r"server_error \(HTTP 503\): Busy",
    )
]
