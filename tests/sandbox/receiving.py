"""A receiver of webhooks, which notes what it is sent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import json
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(frozen=True)
class Received:
    """One webhook as it came."""

    content_type: str
    headers: dict[str, str]
    text: bytes
    """The JSON, wherever it stood in the body."""
    file_name: str | None = None
    picture: bytes | None = None

    @property
    def payload(self) -> Any:  # noqa: ANN401 - JSON
        """The decoded JSON."""
        return json.loads(self.text)


@dataclass
class Receiver:
    """Answers with a status, once it may; where that is a redirect, to itself."""

    url: str = ""
    status: int = 200
    first_statuses: list[int] = field(default_factory=list)
    """Of the first answers, before those with the usual one."""
    received: list[Received] = field(default_factory=list)
    is_asked: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.Response:
        """Note one webhook."""
        self.received.append(await _received(request))
        self.is_asked.set()
        await self.may_answer.wait()
        status = self.first_statuses.pop(0) if self.first_statuses else self.status
        return web.Response(status=status, headers={"Location": self.url})


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """Run a receiver on this machine."""
    receiver = Receiver()
    receiver.may_answer.set()
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    async with TestServer(app, host="127.0.0.1") as server:
        receiver.url = str(server.make_url("/hook"))
        yield receiver


async def _received(request: web.Request) -> Received:
    headers = dict(request.headers)
    if request.content_type == "application/json":
        return Received(request.content_type, headers, await request.read())
    form = await request.post()
    text, upload = form["json"], form.get("upload")
    assert not isinstance(text, web.FileField)
    text = text.encode() if isinstance(text, str) else bytes(text)
    if upload is None:
        return Received(request.content_type, headers, text)
    assert isinstance(upload, web.FileField)
    return Received(request.content_type, headers, text, upload.filename, upload.file.read())
