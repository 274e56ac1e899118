"""Home Assistant's WebSocket API: commands, and events as they happen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
import itertools
from typing import Self

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse

from .errors import HomeError
from .rest import JsonObject


class HomeSocket:
    """One authenticated connection; commands may overlap."""

    def __init__(self, connection: ClientWebSocketResponse) -> None:
        self._connection = connection
        self._ids = itertools.count(1)
        self._results: dict[int, asyncio.Future[JsonObject]] = {}
        self._events: dict[int, asyncio.Queue[JsonObject | None]] = {}

    @classmethod
    @asynccontextmanager
    async def open(cls, session: ClientSession, url: str, token: str) -> AsyncIterator[Self]:
        """Connect with an access token, and read until the block is left."""
        async with session.ws_connect(f"{url}/api/websocket", max_msg_size=0) as connection:
            await connection.receive_json()
            await connection.send_json({"type": "auth", "access_token": token})
            answer = await connection.receive_json()
            if answer["type"] != "auth_ok":
                raise HomeError(f"The WebSocket refused the token: {answer}")
            socket = cls(connection)
            reading = asyncio.create_task(socket._read())
            try:
                yield socket
            finally:
                reading.cancel()
                with suppress(asyncio.CancelledError):
                    await reading

    async def command[Shape](self, command: str, shape: type[Shape], **fields: object) -> Shape:
        """Send a command and return its result.

        Raises:
            HomeError: the command failed, its result has another shape, or the connection ended.
        """
        result = await self._send(next(self._ids), command, fields)
        if not isinstance(result, shape):
            raise HomeError(f"{command} answered {result}")
        return result

    @asynccontextmanager
    async def events(self, event_type: str) -> AsyncIterator[AsyncIterator[JsonObject]]:
        """Subscribe to a type of event on the bus for as long as the block lasts.

        What is iterated over is each event's whole message: `event_type`, `data`, `time_fired` ….
        Nothing that happens inside the block is missed, however late it is asked for.
        """
        number = next(self._ids)
        queue = self._events[number] = asyncio.Queue()
        try:
            await self._send(number, "subscribe_events", {"event_type": event_type})
            yield _arriving(queue)
        finally:
            del self._events[number]
            if not self._connection.closed:
                await self.command("unsubscribe_events", type(None), subscription=number)

    async def _send(self, number: int, command: str, fields: dict[str, object]) -> object:
        future = self._results[number] = asyncio.get_running_loop().create_future()
        try:
            await self._connection.send_json({"id": number, "type": command, **fields})
            message = await future
        except ClientError as error:
            raise HomeError(f"{command} could not be sent: {error}") from error
        finally:
            del self._results[number]
        if not message["success"]:
            raise HomeError(f"{command} failed: {message['error']}")
        return message["result"]

    async def _read(self) -> None:
        """Hand each message to whoever waits for it, until the connection ends."""
        try:
            async for message in self._connection:
                self._hand_out(message.json())
        finally:
            for future in self._results.values():
                if not future.done():
                    future.set_exception(HomeError("Home Assistant ended the connection"))
            for queue in self._events.values():
                queue.put_nowait(None)

    def _hand_out(self, message: JsonObject) -> None:
        number = message["id"]
        if message["type"] == "event" and number in self._events:
            self._events[number].put_nowait(message["event"])
        elif message["type"] == "result" and number in self._results:
            self._results[number].set_result(message)


async def _arriving(queue: asyncio.Queue[JsonObject | None]) -> AsyncIterator[JsonObject]:
    while (event := await queue.get()) is not None:
        yield event
    raise HomeError("Home Assistant ended the connection")
