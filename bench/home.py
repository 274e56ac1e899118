"""A Home Assistant in this process that runs the integration.

It is put together from core's own functions, with core's own event loop (`loop_of_home`): what
`hass` starts, less the dialogs, the recorder and whatever else a home has. The test plugin's
`async_test_home_assistant` would be shorter, but wraps the executor and the creation of tasks in
functions of its own, which every scan would pay for.
"""

from asyncio import AbstractEventLoop
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from time import perf_counter
from types import MappingProxyType
from typing import Any, Final

from aiohttp import ClientSession
from homeassistant.auth import auth_manager_from_config
from homeassistant.bootstrap import async_load_base_functionality
from homeassistant.components.camera import Camera
from homeassistant.components.camera.const import DATA_COMPONENT as CAMERAS
from homeassistant.components.http.config import async_get_and_load_store
from homeassistant.components.image_processing import (
    DATA_COMPONENT as SCANS,
    DOMAIN as IMAGE_PROCESSING,
    SERVICE_SCAN,
    ImageProcessingEntity,
)
from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntries,
    ConfigEntry,
    ConfigEntryState,
    ConfigSubentryData,
)
from homeassistant.const import ATTR_ENTITY_ID, CONF_NAME, CONF_TOKEN, CONF_URL
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.loader import async_setup as async_setup_loader
from homeassistant.runner import create_event_loop
from homeassistant.setup import async_setup_component

from custom_components.plate_recognizer.const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_DAILY_CAP,
    CONF_KIND,
    CONF_RATE,
    CONF_SCAN_INTERVAL,
    DOMAIN,
    EVENT_SIGHTING,
    SUBENTRY_TYPE_CAMERA,
    AccountKind,
)
from custom_components.plate_recognizer.pipeline.rate import Plan
from sandbox.home.ports import free_port

from .camera import StillCamera
from .errors import BenchError
from .least_scan import LeastScan
from .older_scan import OlderScan
from .stub_api import StubApi

TOKEN = "a-token"  # noqa: S105 - the stub asks for none

UNLIMITED: Final = {CONF_RATE: Plan.NONE, CONF_DAILY_CAP: 1_000_000}
"""Options of an account that waits for nothing but answers. By default the ninth lookup of a second
waits for the next one, and nothing is said about what it costs."""


@dataclass(frozen=True, slots=True)
class CameraSetup:
    """A camera of the account."""

    name: str
    picture: bytes
    options: Mapping[str, Any]
    """What its subentry has beside name and camera entity."""


def loop_of_home() -> AbstractEventLoop:
    """Make the event loop that `hass` runs on: with an executor of 64 threads, for one thing."""
    return create_event_loop()


class Home:
    """A running Home Assistant whose account has some cameras.

    Args:
        hass: its core.
        scanned: the image processing entities of the integration, by the cameras' names.
        least: those of `LeastScan`, alike.
        older: those of `OlderScan`, alike.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        scanned: Mapping[str, str],
        least: Mapping[str, str],
        older: Mapping[str, str],
    ) -> None:
        self.hass = hass
        self._scanned = scanned
        self._least = least
        self._older = older
        self._sighted_at: list[float] = []
        hass.bus.async_listen(EVENT_SIGHTING, self._async_sighted)

    @property
    def session(self) -> ClientSession:
        """The HTTP session that the integration uses, too, with the connections it keeps."""
        return async_get_clientsession(self.hass)

    async def scan(self, camera: str) -> float:
        """Scan a camera as an automation does; return the seconds until the event fires.

        Raises:
            BenchError: the scan brought another number of events than one.
        """
        self._sighted_at = []
        return await self._scan(self._scanned[camera])

    async def scan_nobody(self, camera: str) -> None:
        """Scan a camera before which nobody is.

        Raises:
            BenchError: the scan brought an event.
        """
        self._sighted_at = []
        await self._call_scan(self._scanned[camera])
        if self._sighted_at:
            raise BenchError(f"{camera}: somebody was seen")

    async def least_scan(self, camera: str) -> float:
        """The same by a `LeastScan` of the camera."""
        return await self._scan(self._least[camera])

    async def older_scan(self, camera: str) -> float:
        """The same by an `OlderScan` of the camera."""
        return await self._scan(self._older[camera])

    async def _scan(self, entity_id: str) -> float:
        self._sighted_at = []
        started = perf_counter()
        await self._call_scan(entity_id)
        if len(self._sighted_at) != 1:
            raise BenchError(f"A scan by {entity_id} brought {len(self._sighted_at)} events")
        return self._sighted_at[0] - started

    async def _call_scan(self, entity_id: str) -> None:
        await self.hass.services.async_call(
            IMAGE_PROCESSING, SERVICE_SCAN, {ATTR_ENTITY_ID: entity_id}, blocking=True
        )

    @callback
    def _async_sighted(self, _event: Event) -> None:
        self._sighted_at.append(perf_counter())


@asynccontextmanager
async def home(api: StubApi, setups: Sequence[CameraSetup]) -> AsyncIterator[Home]:
    """Run a Home Assistant with a cloud account at that API for as long as the block takes."""
    with TemporaryDirectory() as folder:
        hass = await core(folder)
        try:
            cameras = [StillCamera(setup.name, setup.picture) for setup in setups]
            await hass.data[CAMERAS].async_add_entities(cameras)
            subentries = [camera_subentry(*both) for both in zip(setups, cameras, strict=True)]
            account = account_entry(api.url, subentries, UNLIMITED)
            await hass.config_entries.async_add(account)
            await hass.async_block_till_done()
            if account.state is not ConfigEntryState.LOADED:
                raise BenchError(f"The account didn't start: {account.reason}")
            session = async_get_clientsession(hass)
            least = await _add_scans(
                hass, cameras, lambda camera: LeastScan(camera, session, api.lookup_url)
            )
            older = await _add_scans(
                hass,
                cameras,
                lambda camera: OlderScan(camera, api.lookup_url, api.statistics_url),
            )
            yield Home(hass, image_processing_of(hass, account), least, older)
        finally:
            await hass.async_stop(force=True)


async def core(folder: str) -> HomeAssistant:
    """Start a Home Assistant with cameras and image processing, which stores in a folder."""
    hass = HomeAssistant(folder)
    async_setup_loader(hass)
    hass.config.skip_pip = True
    hass.config_entries = ConfigEntries(hass, {})
    if not await async_load_base_functionality(hass):
        raise BenchError("Home Assistant doesn't load its registries")
    hass.auth = await auth_manager_from_config(hass, [], [])
    # Image processing takes in the camera, which takes in the web server.
    server = {"http": {"server_host": ["127.0.0.1"], "server_port": free_port()}}
    for domain in ("homeassistant", IMAGE_PROCESSING):
        if not await async_setup_component(hass, domain, server):
            raise BenchError(f"Home Assistant doesn't set up {domain}")
    # A port that nobody confirms is on trial: core starts itself anew after five minutes.
    await (await async_get_and_load_store(hass)).async_promote_pending()
    await hass.async_start()
    return hass


def camera_subentry(setup: CameraSetup, camera: Camera) -> ConfigSubentryData:
    """Make the subentry of a camera."""
    return {
        "subentry_type": SUBENTRY_TYPE_CAMERA,
        "unique_id": f"camera:{setup.name}",
        "title": setup.name,
        "data": {
            CONF_CAMERA_ENTITY_ID: camera.entity_id,
            CONF_NAME: setup.name,
            CONF_SCAN_INTERVAL: 0,
            **setup.options,
        },
    }


def account_entry(
    url: str,
    subentries: Sequence[ConfigSubentryData],
    options: Mapping[str, Any] = MappingProxyType({}),
) -> ConfigEntry:
    """Make the config entry of a cloud account at that API."""
    data = {CONF_KIND: AccountKind.CLOUD, CONF_TOKEN: TOKEN, CONF_URL: url}
    return config_entry(DOMAIN, data, subentries, options)


def config_entry(
    domain: str,
    data: Mapping[str, Any],
    subentries: Sequence[ConfigSubentryData],
    options: Mapping[str, Any] = MappingProxyType({}),
) -> ConfigEntry:
    """Make a config entry of an integration."""
    return ConfigEntry(
        version=1,
        minor_version=1,
        domain=domain,
        title="Bench",
        source=SOURCE_USER,
        unique_id=None,
        data=data,
        options=options,
        discovery_keys=MappingProxyType({}),
        subentries_data=subentries,
    )


def image_processing_of(hass: HomeAssistant, account: ConfigEntry) -> dict[str, str]:
    """Return the integration's entities by the names of the cameras that they read."""
    return {
        account.subentries[entity.config_subentry_id].title: entity.entity_id
        for entity in er.async_entries_for_config_entry(er.async_get(hass), account.entry_id)
        if entity.domain == IMAGE_PROCESSING and entity.config_subentry_id
    }


async def _add_scans(
    hass: HomeAssistant,
    cameras: Sequence[StillCamera],
    scan_of: Callable[[str], ImageProcessingEntity],
) -> dict[str, str]:
    scans = {str(camera.name): scan_of(camera.entity_id) for camera in cameras}
    await hass.data[SCANS].async_add_entities(scans.values())
    return {name: scan.entity_id for name, scan in scans.items()}
