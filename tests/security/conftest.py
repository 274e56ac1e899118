"""Attackers, and the home that they attack: that of the integration's own tests."""

from collections.abc import AsyncIterator
import socket
from typing import Any, override

from aiohttp import ThreadedResolver
from aiohttp.abc import ResolveResult
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import aiohttp_client
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.const import CONF_KIND, DOMAIN, AccountKind
from tests.api.server import ScriptedServer, says
from tests.integration.conftest import (
    TOKEN,
    _custom_integrations,
    account,
    camera,
    camera_subentry,
    cloud,
    cloud_process,
    own_history,
    restless,
    set_up,
    silent_health_port,
)
from tests.integration.fake_camera import FakeCamera
from tests.integration.receiving.conftest import sender_to

__all__ = [
    "_custom_integrations",
    "account",
    "camera",
    "cloud",
    "cloud_process",
    "own_history",
    "restless",
    "sender_to",
    "silent_health_port",
]

LOOKUP = "/v1/plate-reader/"
STATISTICS = "/v1/statistics/"
USAGE = {"usage": {"month": 2, "year": 2026, "calls": 1}, "total_calls": 2500}


def answer_of(*results: dict[str, Any], **more: object) -> dict[str, Any]:
    """Return the answer to a lookup with these results."""
    return {
        "processing_time": 50.0,
        "results": list(results),
        "filename": "car.jpg",
        "version": 1,
        "camera_id": None,
        "timestamp": "2026-02-11T09:14:07.318254Z",
        **more,
    }


class _Names(ThreadedResolver):
    """Knows this machine, and that no host can be called `.invalid`."""

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if host.endswith(".invalid"):
            raise OSError(-2, "Name or service not known")
        return await super().resolve(host, port, family)

    real_close = ThreadedResolver.close


@pytest.fixture
async def names_of_hosts(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have names of hosts looked up: what does so in the test harness is of another event loop."""
    resolver = _Names()
    monkeypatch.setattr(aiohttp_client, "_async_make_resolver", lambda _hass: resolver)


@pytest.fixture
async def hostile(socket_enabled: None) -> AsyncIterator[ScriptedServer]:
    """A server that is taken for the cloud, and will say whatever a test has it say."""
    async with ScriptedServer({STATISTICS: says(200, USAGE)}) as server:
        yield server


async def set_up_at(hass: HomeAssistant, url: str) -> MockConfigEntry:
    """Set up an account at a server, with the camera named Driveway."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Snapshot Cloud",
        entry_id="01ACCOUNT00000000000000000",
        data={CONF_KIND: AccountKind.CLOUD, CONF_TOKEN: TOKEN, CONF_URL: url},
        options={"rate": "none"},
        subentries_data=[camera_subentry()],
    )
    return await set_up(hass, entry)


@pytest.fixture
async def attacked(
    hass: HomeAssistant, camera: FakeCamera, hostile: ScriptedServer
) -> MockConfigEntry:
    """An account at that server."""
    return await set_up_at(hass, hostile.url)
