"""The house to which it all happens. What it is made of is that of the integration's tests."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
import logging
from types import SimpleNamespace

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import aiohttp_client, entity_registry as er
from homeassistant.util import ssl as ssl_util
import pytest

from custom_components.plate_recognizer import sdk_health, visits
from custom_components.plate_recognizer.const import CONF_CAMERA_ENTITY_ID, CONF_RATE, AccountKind
from custom_components.plate_recognizer.pipeline.rate import Plan
from sandbox.process import SandboxProcess
from tests.integration.answers import plate
from tests.integration.conftest import (  # noqa: F401 - fixtures
    TOKEN,
    _custom_integrations,
    camera,
    camera_subentry,
    cloud,
    cloud_entry,
    cloud_process,
    own_history,
    restless,
    sdk,
    sdk_entry,
    sdk_process,
    silent_health_port,
    vehicle_subentry,
)
from tests.integration.fake_camera import FakeCamera
from tests.integration.visits.conftest import drive  # noqa: F401 - a fixture
from tests.integration.visits.driveway import GOLF, Driveway, golf, watching

from .certificates import Authority
from .house import KNOWN, House, Outside
from .names import Names
from .parked import ParkedHome, SteadyClock
from .wire import Wire

type OpenHouse = Callable[..., Awaitable[House]]


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who signs certificates that the house trusts."""
    return Authority(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
async def open_house(
    hass: HomeAssistant,
    restless: FakeCamera,  # noqa: F811
    authority: Authority,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> AsyncIterator[OpenHouse]:
    """Opens a house that knows a Golf, and whose driveway an account reads.

    With the cloud it speaks TLS, with an SDK plain HTTP, as homes do.
    """
    caplog.set_level(logging.INFO)
    trusting = authority.trust()
    names = Names()
    monkeypatch.setattr(ssl_util, "client_context", lambda *_: trusting)
    monkeypatch.setattr(aiohttp_client, "_async_get_or_create_resolver", lambda _hass: names)
    async with AsyncExitStack() as wires:

        async def opens(kind: AccountKind = AccountKind.CLOUD, **camera_data: object) -> House:
            golf = vehicle_subentry("Golf", KNOWN, may_open=True)
            registered = er.async_get(hass).async_get("camera.driveway")
            assert registered is not None
            driveway = camera_subentry()
            of_ours = {CONF_CAMERA_ENTITY_ID: registered.id, "spacing": 0}
            driveway["data"] = {**driveway["data"], **of_ours, **camera_data}
            subentries = (driveway, golf)
            sandbox: SandboxProcess = request.getfixturevalue(kind)
            if kind is AccountKind.CLOUD:
                entry, tls = (
                    cloud_entry(sandbox, *subentries, options={CONF_RATE: Plan.NONE}),
                    authority.server("localhost"),
                )
            else:
                entry, tls = sdk_entry(sandbox, *subentries), None
            wire = await wires.enter_async_context(Wire(sandbox.url, tls))
            entry.add_to_hass(hass)
            # An SDK's account has a token, too: some stand behind what asks for one.
            data = {**entry.data, CONF_TOKEN: TOKEN, CONF_URL: wire.url}
            hass.config_entries.async_update_entry(entry, data=data)
            health = await wires.enter_async_context(_health_of(sandbox, monkeypatch))
            await hass.config_entries.async_setup(entry.entry_id)
            await hass.async_block_till_done(wait_background_tasks=True)
            outside = Outside(wire, names, authority, health)
            return House(hass, sandbox, entry, restless, caplog, outside)

        yield opens


@asynccontextmanager
async def _health_of(
    sandbox: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Wire | None]:
    """Have a server be asked for its health through a wire, if it tells it."""
    if sandbox.health_url is None:
        yield None
        return
    async with Wire(sandbox.health_url) as wire:
        monkeypatch.setattr(sdk_health, "health_url", lambda _base_url: wire.url)
        yield wire


@pytest.fixture
async def house(open_house: OpenHouse) -> House:
    """A house with a cloud account."""
    return await open_house()


@pytest.fixture
async def parked(
    drive: Driveway,  # noqa: F811
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> ParkedHome:
    """A home whose camera has seen a Golf arrive, for which a door would open."""
    caplog.set_level(logging.INFO)
    clock = SteadyClock(freezer)
    monkeypatch.setattr(visits, "time", SimpleNamespace(monotonic=clock))
    monkeypatch.setattr(drive.hass.loop, "time", clock)
    hass, cloud, camera = drive.hass, drive.cloud, drive.camera  # noqa: F811
    registered = er.async_get(hass).async_get("camera.driveway")
    assert registered is not None
    account = await drive.looked_at(watching(camera_entity_id=registered.id), golf(may_open=True))
    await drive.move(plate(GOLF))
    assert drive.arrivals == [KNOWN]
    return ParkedHome(House(hass, cloud, account, camera, caplog), drive, account, clock)
