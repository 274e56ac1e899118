"""A server to speak to, and clients that speak to it over real HTTP."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from custom_components.plate_recognizer.api.client import CloudClient, SdkClient

from .server import ScriptedServer

TOKEN = "0123456789abcdef-SECRET"


@pytest.fixture
async def server(socket_enabled: None) -> AsyncIterator[ScriptedServer]:
    """A server without answers yet."""
    async with ScriptedServer() as running:
        yield running


@pytest.fixture
async def session(socket_enabled: None) -> AsyncIterator[aiohttp.ClientSession]:
    """A session that would raise by itself and follow redirects, were it not told otherwise."""
    async with aiohttp.ClientSession(raise_for_status=True) as open_session:
        yield open_session


@pytest.fixture
def cloud(server: ScriptedServer, session: aiohttp.ClientSession) -> CloudClient:
    """A client of the server as the cloud."""
    return CloudClient(session, TOKEN, server.url)


@pytest.fixture
def sdk(server: ScriptedServer, session: aiohttp.ClientSession) -> SdkClient:
    """A client of the server as an SDK without a token."""
    return SdkClient(session, server.url)
