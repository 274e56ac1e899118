"""The sandbox as the API, a fake camera, and an account that reads it."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
import time
from typing import Any

from homeassistant.components.camera import DOMAIN as CAMERA
from homeassistant.config_entries import (
    ConfigSubentry,
    ConfigSubentryDataWithId,
    SubentryFlowResult,
)
from homeassistant.const import CONF_NAME, CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    setup_test_component_platform,
)

from custom_components.plate_recognizer import keeper, sdk_health, vehicles
from custom_components.plate_recognizer.const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_KIND,
    CONF_PLATES,
    CONF_ROWS,
    CONF_SCAN_INTERVAL,
    DOMAIN,
    SUBENTRY_TYPE_CAMERA,
    SUBENTRY_TYPE_PLATE_LIST,
    SUBENTRY_TYPE_VEHICLE,
    AccountKind,
)
from custom_components.plate_recognizer.pipeline.known_vehicles import KnownVehicles
from custom_components.plate_recognizer.pipeline.plate_list import parse_plate_list
from custom_components.plate_recognizer.plate_lists import stored_rows
from sandbox.api_server.journal import RequestRecord
from sandbox.process import SandboxProcess

from .databases import recorder_db_url, server, servers  # noqa: F401 - fixtures
from .fake_camera import FakeCamera

TOKEN = "a-token-that-nobody-may-see"
CAMERA_SUBENTRY = "01CAMERASUBENTRY0000000000"


@pytest.fixture(autouse=True)
def _custom_integrations(enable_custom_integrations: None) -> None:
    """Have Home Assistant find this integration."""


@pytest.fixture(autouse=True)
def silent_health_port(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no SDK tell its health: what listens on the real port of this machine is no SDK."""
    monkeypatch.setattr(sdk_health, "health_url", lambda _base_url: "http://127.0.0.1:1")


@pytest.fixture(autouse=True)
def own_history(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Have each test keep a history of its own: the tests' homes share their configuration."""
    monkeypatch.setattr(keeper, "history_path", lambda _hass, entry_id: tmp_path / f"{entry_id}.db")
    return tmp_path


@pytest.fixture(scope="session")
def cloud_process() -> Iterator[SandboxProcess]:
    """A cloud for the whole session: starting one takes longer than most tests."""
    with SandboxProcess(manner="cloud", token=TOKEN, rate=None) as process:
        yield process


@pytest.fixture(scope="session")
def sdk_process() -> Iterator[SandboxProcess]:
    """The same for an On-Premise SDK."""
    with SandboxProcess(manner="sdk", health_port=0) as process:
        yield process


@pytest.fixture
def cloud(cloud_process: SandboxProcess, socket_enabled: None) -> SandboxProcess:
    """A cloud as at its start."""
    cloud_process.reset()
    return cloud_process


@pytest.fixture
def sdk(sdk_process: SandboxProcess, socket_enabled: None) -> SandboxProcess:
    """An SDK as at its start."""
    sdk_process.reset()
    return sdk_process


@pytest.fixture
def telling_sdk(sdk: SandboxProcess, monkeypatch: pytest.MonkeyPatch) -> SandboxProcess:
    """The same, whose health port can be asked."""
    monkeypatch.setattr(sdk_health, "health_url", lambda _base_url: sdk.health_url)
    return sdk


@pytest.fixture
async def camera(hass: HomeAssistant) -> FakeCamera:
    """A camera named Driveway in Home Assistant."""
    return (await add_cameras(hass, "Driveway"))[0]


@pytest.fixture
def restless(camera: FakeCamera) -> FakeCamera:
    """The camera named Driveway; each of its pictures differs from the one before."""
    camera.is_restless = True
    return camera


async def add_cameras(hass: HomeAssistant, *names: str) -> list[FakeCamera]:
    """Add cameras with these names to Home Assistant."""
    cameras = [FakeCamera(name) for name in names]
    setup_test_component_platform(hass, CAMERA, cameras)
    assert await async_setup_component(hass, CAMERA, {CAMERA: {"platform": "test"}})
    await hass.async_block_till_done()
    return cameras


def camera_subentry(
    name: str = "Driveway", subentry_id: str = CAMERA_SUBENTRY, **data: object
) -> ConfigSubentryDataWithId:
    """Return the subentry of a camera with this name, set as `data` say."""
    return {
        "subentry_type": SUBENTRY_TYPE_CAMERA,
        "subentry_id": subentry_id,
        "unique_id": f"camera:{name}",
        "title": name,
        "data": {
            CONF_CAMERA_ENTITY_ID: f"camera.{name.lower()}",
            CONF_NAME: name,
            CONF_SCAN_INTERVAL: 0,
            **data,
        },
    }


def vehicle_subentry(
    name: str, *plates: str, subentry_id: str | None = None, **data: object
) -> ConfigSubentryDataWithId:
    """Return the subentry of a known vehicle, set as `data` say."""
    return {
        "subentry_type": SUBENTRY_TYPE_VEHICLE,
        "subentry_id": subentry_id or f"01VEHICLE{name.upper():0>17}",
        "unique_id": f"vehicle:{name}",
        "title": name,
        "data": {CONF_NAME: name, CONF_PLATES: list(plates), **data},
    }


def plate_list_subentry(
    name: str, *rows: str, subentry_id: str | None = None, **data: object
) -> ConfigSubentryDataWithId:
    """Return the subentry of a list of plates with these lines of CSV, set as `data` say."""
    stored = stored_rows(parse_plate_list("\n".join(rows)))
    return {
        "subentry_type": SUBENTRY_TYPE_PLATE_LIST,
        "subentry_id": subentry_id or f"01PLATELIST{name.upper():0>15}",
        "unique_id": f"plate_list:{name}",
        "title": name,
        "data": {CONF_NAME: name, CONF_ROWS: stored, **data},
    }


def cloud_entry(
    cloud: SandboxProcess, *cameras: ConfigSubentryDataWithId, options: dict[str, Any] | None = None
) -> MockConfigEntry:
    """Return a config entry for the cloud."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="Snapshot Cloud",
        entry_id="01ACCOUNT00000000000000000",
        data={CONF_KIND: AccountKind.CLOUD, CONF_TOKEN: TOKEN, CONF_URL: cloud.url},
        options=options or {},
        subentries_data=cameras,
    )


def sdk_entry(
    sdk: SandboxProcess, *cameras: ConfigSubentryDataWithId, options: dict[str, Any] | None = None
) -> MockConfigEntry:
    """Return a config entry for the On-Premise SDK."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="On-Premise SDK",
        data={CONF_KIND: AccountKind.SDK, CONF_URL: sdk.url},
        options=options or {},
        subentries_data=cameras,
    )


async def set_up(hass: HomeAssistant, entry: MockConfigEntry) -> MockConfigEntry:
    """Set a config entry up."""
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


@pytest.fixture
async def account(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> MockConfigEntry:
    """A running cloud account that reads the camera named Driveway."""
    return await set_up(hass, cloud_entry(cloud, camera_subentry()))


EMPTY_CAMERA_FORM: dict[str, Any] = {
    section: {} for section in ("burst", "zone", "scores", "engine", "webhook")
}
"""What the frontend sends of a camera's form in which nothing was filled in."""


async def fill_in_camera(
    hass: HomeAssistant, form: SubentryFlowResult, **fields: object
) -> SubentryFlowResult:
    """Fill in a camera's form, and go on to its test."""
    return await hass.config_entries.subentries.async_configure(
        form["flow_id"], {**EMPTY_CAMERA_FORM, **fields}
    )


async def choose(hass: HomeAssistant, menu: SubentryFlowResult, option: str) -> SubentryFlowResult:
    """Choose from the menu after a camera's test."""
    result = await hass.config_entries.subentries.async_configure(
        menu["flow_id"], {"next_step_id": option}
    )
    await hass.async_block_till_done()
    return result


def lookups_at(sandbox: SandboxProcess) -> list[RequestRecord]:
    """Return the lookups that the sandbox was asked for."""
    return [request for request in sandbox.requests() if request.endpoint == "lookup"]


async def scan(hass: HomeAssistant, name: str = "driveway") -> None:
    """Scan a camera as a user's automation does."""
    await hass.services.async_call(
        "image_processing", "scan", {"entity_id": f"image_processing.{name}_plates"}, blocking=True
    )
    await hass.async_block_till_done()


async def until(has_come: Callable[[], bool]) -> None:
    """Let everything go on until something has come."""
    async with asyncio.timeout(30):
        while not has_come():  # noqa: ASYNC110 - it comes inside of Home Assistant, which sets no event
            await asyncio.sleep(0)


async def asked(sandbox: SandboxProcess, lookups: int = 1) -> None:
    """Let everything go on until the sandbox has been asked for that many lookups."""
    await until(lambda: len(lookups_at(sandbox)) >= lookups)


async def answered_with(sandbox: SandboxProcess, *statuses: int) -> None:
    """Let everything go on until the sandbox has answered its lookups with these statuses."""
    await until(lambda: [lookup.status for lookup in lookups_at(sandbox)] == list(statuses))


@pytest.fixture
def slow_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have vehicles indexed so slowly that who doesn't wait for it finds those of before."""
    index = vehicles.known_vehicles

    def slowly(subentries: tuple[ConfigSubentry, ...]) -> KnownVehicles:
        time.sleep(0.2)
        return index(subentries)

    monkeypatch.setattr(vehicles, "known_vehicles", slowly)
