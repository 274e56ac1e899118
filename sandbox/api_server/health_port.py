"""The SDK's second port, on which it tells its health."""

import asyncio
from collections.abc import Callable

from aiohttp import hdrs, web

from .health import QUESTIONS
from .journal import RequestRecord
from .state import Sandbox

_GRACE = 0.05
"""Seconds that requests are given when the port is closed."""


class HealthPort:
    """Listens as the sandbox's health says: it can be closed, and opened again.

    Args:
        current: returns the sandbox that takes requests now.
        host: where to listen.
        port: 0 takes any free one, and keeps it.
    """

    def __init__(self, current: Callable[[], Sandbox], host: str, port: int) -> None:
        self._current = current
        self._host = host
        self.port = port
        self._runner: web.AppRunner | None = None

    async def adopt(self) -> None:
        """Open or close the port, as the sandbox's health says.

        Raises:
            OSError: the port is taken.
        """
        if self._current().health.closed:
            await self.close()
        elif self._runner is None:
            app = web.Application()
            app.router.add_route(hdrs.METH_ANY, "/{path:.*}", self._answer)
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=_GRACE)
            await runner.setup()
            try:
                await web.TCPSite(runner, self._host, self.port).start()
            except OSError:
                await runner.cleanup()
                raise
            self._runner = runner
            self.port = runner.addresses[0][1]

    async def close(self) -> None:
        """Stop listening, and hang up on whoever waits for an answer."""
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        sandbox = self._current()
        question = QUESTIONS.get(request.path)
        record = RequestRecord(
            number=sandbox.journal.next_number(),
            endpoint=question,
            method=request.method,
            path=request.path,
            authorization=sandbox.account.authorization(request.headers.get(hdrs.AUTHORIZATION)),
        )
        sandbox.journal.add(record)
        if sandbox.health.hanging:
            await asyncio.Event().wait()
        if question is None:
            record.status = 404
        elif request.method == hdrs.METH_GET:
            record.status = sandbox.health.status(question)
        else:
            record.status = 405
        record.answered_by = "health"
        return web.Response(status=record.status)
