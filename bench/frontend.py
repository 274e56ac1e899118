"""What a browser asks Home Assistant for when it loads its pages, and grows with vehicles."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter
from typing import Final

from aiohttp import ClientWebSocketResponse
from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.setup import async_setup_component

from .errors import BenchError

ALL_STATES: Final = "subscribe_entities"
SUBENTRIES: Final = "config_entries/subentries/list"
COMMANDS: Final = (
    ALL_STATES,
    "config/device_registry/list",
    "config/entity_registry/list",
    "config/entity_registry/list_for_display",
    SUBENTRIES,
)


class Frontend:
    """A connection as a browser has one."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._id = 0

    async def ask(self, command: str, entry_id: str) -> tuple[float, int]:
        """Send a command; return the seconds until its answer has arrived, and the answer's bytes.

        Raises:
            BenchError: Home Assistant didn't do what it was asked for.
        """
        about = {"entry_id": entry_id} if command == SUBENTRIES else {}
        started = perf_counter()
        answer = await self._send({"type": command, **about})
        if command == ALL_STATES:  # they come behind the answer
            answer = await self._socket.receive_str()
        seconds = perf_counter() - started
        if command == ALL_STATES:
            await self._send({"type": "unsubscribe_events", "subscription": self._id})
        return seconds, len(answer)

    async def _send(self, message: dict[str, str | int]) -> str:
        self._id += 1
        await self._socket.send_json({"id": self._id, **message})
        answer = await self._socket.receive_str()
        if '"success":true' not in answer[:100]:
            raise BenchError(f"The frontend's {message['type']} was answered by {answer[:200]}")
        return answer


@asynccontextmanager
async def frontend(hass: HomeAssistant) -> AsyncIterator[Frontend]:
    """Connect as an administrator's browser does."""
    for domain in ("websocket_api", "config"):
        if not await async_setup_component(hass, domain, {}):
            raise BenchError(f"Home Assistant doesn't set up {domain}")
    user = await hass.auth.async_create_system_user("Bench", group_ids=[GROUP_ID_ADMIN])
    token = hass.auth.async_create_access_token(await hass.auth.async_create_refresh_token(user))
    url = f"http://127.0.0.1:{hass.http.server_port}/api/websocket"
    async with async_get_clientsession(hass).ws_connect(url, max_msg_size=0) as socket:
        await socket.receive_str()
        await socket.send_json({"type": "auth", "access_token": token})
        if "auth_ok" not in (answer := await socket.receive_str()):
            raise BenchError(f"The frontend isn't let in: {answer}")
        yield Frontend(socket)
