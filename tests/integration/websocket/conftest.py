"""Somebody who looks at a dashboard."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
    WebSocketGenerator,
)


@dataclass
class Viewer:
    """One browser."""

    socket: MockHAClientWebSocket
    events: list[dict[str, Any]] = field(default_factory=list)

    async def ask(self, command: str, **fields: object) -> dict[str, Any]:
        """Ask a command of the integration; return the whole answer."""
        await self.socket.send_json_auto_id({"type": f"plate_recognizer/{command}", **fields})
        answer: dict[str, Any] = await self.socket.receive_json()
        return answer

    async def result(self, command: str, **fields: object) -> Any:  # noqa: ANN401 - JSON
        """Return what a command results in."""
        answer = await self.ask(command, **fields)
        assert answer["success"], answer
        return answer["result"]

    async def overview(self) -> dict[str, Any]:
        """Return the next overview that is told."""
        message = await self.socket.receive_json()
        assert message["type"] == "event", message
        overview: dict[str, Any] = message["event"]
        return overview


type Look = Callable[..., Awaitable[Viewer]]


@pytest.fixture
async def look(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> Look:
    """Return what opens a browser; an administrator's, unless a token is given."""
    assert await async_setup_component(hass, "websocket_api", {})

    async def open_browser(**who: str) -> Viewer:
        return Viewer(await hass_ws_client(**who))

    return open_browser


@pytest.fixture
async def owner(look: Look) -> Viewer:
    """An administrator who looks."""
    return await look()
