"""A load balancer: each request goes to the next of the servers behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

from aiohttp import ClientConnectionError, ClientSession, web
from aiohttp.test_utils import TestServer

_HANDED_ON = ("Authorization", "Content-Type")


class RoundRobin:
    """Listens on this machine while its ``async with`` block lasts.

    Args:
        servers: base addresses. They may be changed; one alone makes it a proxy.
        path: before that of the API.
        host: where to listen.
    """

    def __init__(self, *servers: str, path: str = "", host: str = "127.0.0.1") -> None:
        self.servers = servers
        self.turn = 0
        """The number of the next server, modulo how many there are."""
        self._path = path
        self._held: tuple[asyncio.Event, asyncio.Event] | None = None
        app = web.Application(client_max_size=2**30)
        app.router.add_route("*", f"{path}/{{path:.*}}", self._hand_on)
        self._server = TestServer(app, host=host)

    async def __aenter__(self) -> Self:
        self._session = ClientSession()
        await self._server.start_server(access_log=None)
        self.url = str(self._server.make_url(self._path or "/")).rstrip("/")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._server.close()
        await self._session.close()

    @asynccontextmanager
    async def holding(self) -> AsyncIterator[asyncio.Event]:
        """Keep the next request until the block ends. The event tells that it is there."""
        there, go = self._held = asyncio.Event(), asyncio.Event()
        try:
            yield there
        finally:
            go.set()

    async def _hand_on(self, request: web.Request) -> web.Response:
        server = self.servers[self.turn % len(self.servers)]
        self.turn += 1
        if self._held is not None:
            (there, go), self._held = self._held, None
            there.set()
            await go.wait()
        headers = {name: request.headers[name] for name in _HANDED_ON if name in request.headers}
        url = f"{server}/{request.match_info['path']}"
        try:
            async with self._session.request(
                request.method,
                url,
                data=await request.read(),
                headers=headers,
                allow_redirects=False,
            ) as answer:
                return web.Response(
                    status=answer.status,
                    body=await answer.read(),
                    content_type=answer.content_type,
                )
        except ClientConnectionError:
            return web.Response(status=502, text="<h1>502 Bad Gateway</h1>")
