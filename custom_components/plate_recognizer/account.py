"""What a config entry runs: the client, the usage, and a scanner for each camera."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
import itertools
import logging
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import (
    CONF_TOKEN,
    CONF_URL,
    CONF_WEBHOOK_ID,
    EVENT_CORE_CONFIG_UPDATE,
    EVENT_HOMEASSISTANT_STOP,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from .api.client import CloudClient, SdkClient
from .api.endpoint import UrlError
from .api.engine import EngineConfigError
from .burst import TriggeredBursts
from .const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_KIND,
    CONF_WEBHOOK_SECRET,
    SUBENTRY_TYPE_CAMERA,
    AccountKind,
)
from .devices import account_device, camera_device, vehicle_device
from .first_look import FirstLooks
from .forgetting import async_forget_shown
from .frame_lookups import Shared
from .http_session import async_session
from .interval import IntervalScans
from .interval_budget import IntervalBudget
from .keeper import History, async_history
from .looks import CameraIds
from .lookups import Lookups
from .missing_camera import MissingCameras, async_forget_missing
from .pipeline.area import AreaError
from .pipeline.traces import Traces
from .pipeline.visit import is_same_place
from .privacy_settings import PrivacySettings
from .quota import QuotaGovernor
from .receiving.receiver import Receiver, async_forget_received
from .scanner import CameraScanner
from .sdk_health import SdkHealth
from .settings import AccountSettings, CameraSettings
from .spot_checks import SpotChecks
from .stored_values import StoredValueError, StoredValues
from .strangers import Strangers
from .usage import AccountClient, UsageCoordinator
from .vehicles import Vehicles, known_subentries
from .visit_statistics import VisitStatistics
from .visits import Visits

_LOGGER = logging.getLogger(__name__)

type PlateRecognizerConfigEntry = ConfigEntry[Account]


def create_client(hass: HomeAssistant, data: Mapping[str, Any]) -> AccountClient:
    """Return the API client for an account's data, on the one HTTP session.

    Not for a receiver, which asks nobody.

    Raises:
        StoredValueError: something can't be read.
        UrlError: the address is unfit.
    """
    session, stored = async_session(hass), StoredValues(data)
    url = stored.text(CONF_URL) or ""
    if data[CONF_KIND] == AccountKind.SDK:
        return SdkClient(session, url, stored.text(CONF_TOKEN))
    return CloudClient(session, stored.text(CONF_TOKEN) or "", url)


def _stored_client(hass: HomeAssistant, data: Mapping[str, Any]) -> AccountClient:
    """Return the client for what is stored, likewise; an unfit address can't be read, either."""
    try:
        return create_client(hass, data)
    except UrlError as error:
        raise StoredValueError(CONF_URL) from error


def _check_hook(data: Mapping[str, Any]) -> None:
    """Refuse what nobody could send to.

    Raises:
        StoredValueError: something can't be read.
    """
    for key in (CONF_WEBHOOK_ID, CONF_WEBHOOK_SECRET):
        StoredValues(data).needed_text(key)


@dataclass
class Account:
    """One account at work."""

    hass: HomeAssistant
    entry: PlateRecognizerConfigEntry
    usage: UsageCoordinator
    lookups: Lookups
    quota: QuotaGovernor
    interval_budget: IntervalBudget
    vehicles: Vehicles
    visits: Visits
    history: History
    statistics: VisitStatistics
    strangers: Strangers
    health: SdkHealth | None
    """Of an SDK; the cloud tells nobody."""
    scanners: dict[str, CameraScanner] = field(default_factory=dict)
    """By the id of their camera subentry."""

    receiver: Receiver | None = None
    """None if nobody sends anything to the account."""

    _intervals: dict[str, IntervalScans] = field(default_factory=dict)
    _bursts: dict[str, TriggeredBursts] = field(default_factory=dict)
    _checks: dict[str, SpotChecks] = field(default_factory=dict)
    _positions: Iterator[int] = field(default_factory=itertools.count)
    _missing_cameras: MissingCameras = field(init=False)
    _first_looks: FirstLooks = field(init=False)
    _has_started: bool = False
    _is_stopped: bool = False
    _add_entities: list[Callable[[CameraScanner], None]] = field(default_factory=list)
    _add_vehicle_entities: list[Callable[[ConfigSubentry], None]] = field(default_factory=list)
    _vehicle_ids: set[str] = field(default_factory=set)
    _started_with: tuple[Mapping[str, Any], Mapping[str, Any]] = field(init=False)
    _device_id: str = field(init=False)

    @classmethod
    def create(cls, hass: HomeAssistant, entry: PlateRecognizerConfigEntry) -> Account:
        """Put an account together. Asks nothing of the API yet.

        Raises:
            StoredValueError: something that is stored can't be read.
        """
        kind = StoredValues(entry.data).choice(CONF_KIND, AccountKind)
        settings = AccountSettings.from_options(entry.options)
        if settings.receives or kind is AccountKind.WEBHOOK:
            _check_hook(entry.data)
        client = None if kind is AccountKind.WEBHOOK else _stored_client(hass, entry.data)
        usage = UsageCoordinator(hass, entry, client)
        quota = QuotaGovernor(hass, entry, usage)
        history = async_history(hass, entry.entry_id)
        strangers = Strangers(hass, entry.entry_id, PrivacySettings.from_options(entry.options))
        return cls(
            hass,
            entry,
            usage,
            Lookups(hass, entry, client, usage),
            quota,
            IntervalBudget(hass, entry.entry_id, settings.daily_cap, quota),
            Vehicles(hass),
            Visits(hass, entry.entry_id, settings.visit_timeout, strangers),
            history,
            VisitStatistics(hass, entry, history),
            strangers,
            SdkHealth(hass, entry) if client and client.kind == "sdk" else None,
        )

    @property
    def has_api(self) -> bool:
        """Whether lookups can be asked for at all."""
        return AccountKind(self.entry.data[CONF_KIND]) is not AccountKind.WEBHOOK

    @property
    def is_outdated(self) -> bool:
        """Whether a reload has to take in what was changed.

        That is any other data or options; and a camera that has got pictures, or has lost them, and
        so has other entities.
        """
        if (self.entry.data, self.entry.options) != self._started_with:
            return True
        return any(
            scanner.settings.can_look != bool(subentry.data.get(CONF_CAMERA_ENTITY_ID))
            for subentry_id, scanner in self.scanners.items()
            if (subentry := self.entry.subentries.get(subentry_id)) is not None
        )

    @callback
    def async_start(self) -> None:
        """Start the cameras. Needs the account's usage to be known."""
        self._started_with = (self.entry.data, self.entry.options)
        self._device_id = account_device(self.hass, self.entry, self.usage.data.version).id
        self._missing_cameras = MissingCameras(self.hass, self.entry, self.scanners)
        self._first_looks = FirstLooks(self.hass, self.entry, self.scanners, self.vehicles)
        self.entry.async_on_unload(self.usage.async_add_listener(self.lookups.async_usage_changed))
        self.lookups.async_usage_changed()
        self.quota.async_start()
        self.entry.async_on_unload(self.visits.async_on_visit(self.history.async_keep_visit))
        self.statistics.async_start()
        self.entry.async_on_unload(self.usage.async_add_listener(self._async_usage_changed))
        if self.health is not None:
            self.health.async_start()
        self.async_adopt_cameras()
        self.entry.async_on_unload(
            self.hass.bus.async_listen(EVENT_HOMEASSISTANT_STOP, self._async_home_stops)
        )
        self.entry.async_on_unload(
            self.hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, self._async_home_changed)
        )

    @callback
    def async_receive(self) -> None:
        """Take in what is sent to the account from now on, if that is wanted."""
        settings = AccountSettings.from_options(self.entry.options)
        if self.has_api and not settings.receives:
            async_forget_received(self.hass, self.entry)
            return
        self.receiver = Receiver(
            self.hass, self.entry, self.scanners, local_only=settings.local_only
        )
        self.receiver.taking_in.async_adopt()
        self.receiver.async_start()

    @callback
    def async_home_started(self) -> None:
        """Start what waits for other integrations: scans without being asked, complaints."""
        self._has_started = True
        self.async_adopt_scanning()
        self._missing_cameras.async_start()

    @callback
    def async_adopt_scanning(self) -> None:
        """Have cameras look by themselves as they are set now, once the home has started."""
        if not self._has_started:
            return
        self._first_looks.async_adopt()
        for subentry_id in self.scanners:
            self._intervals[subentry_id].async_adopt()
            self._bursts[subentry_id].async_adopt()
            self._checks[subentry_id].async_adopt()

    @callback
    def async_stop(self) -> None:
        """Stop the cameras and their lookups; before them what is told to them."""
        if self.receiver is not None:
            self.receiver.async_stop()
        self._has_started = False
        self._is_stopped = True
        self.lookups.async_stop()
        self.visits.async_stop()
        for subentry_id in tuple(self.scanners):
            self._stop_camera(subentry_id)

    @callback
    def async_on_camera(self, add_entities: Callable[[CameraScanner], None]) -> None:
        """Have a platform add its entities for each camera: those of now, and later ones."""
        self._add_entities.append(add_entities)
        for scanner in self.scanners.values():
            add_entities(scanner)

    async def async_on_vehicle(self, add_entities: Callable[[ConfigSubentry], None]) -> None:
        """Have a platform add its entities for each vehicle and list: now, and later ones.

        Hundreds of vehicles keep the loop busy for long: in between, others get their turn.
        """
        self._add_vehicle_entities.append(add_entities)
        # Both are replaced, never changed: these are those of now. Later ones come by themselves.
        vehicle_ids, subentries = self._vehicle_ids, self.entry.subentries
        for subentry_id, subentry in subentries.items():
            if subentry_id in vehicle_ids and subentry_id in self.entry.subentries:
                add_entities(subentry)
                await asyncio.sleep(0)

    async def async_forget(self, traces: Traces) -> None:
        """Show and remember nothing any more of what was deleted from the history.

        Comes before the recorder is purged, which would record it anew.
        """
        for scanner in self.scanners.values():
            scanner.async_forget(traces)
        await self.visits.async_forget(traces)
        await async_forget_shown(self.hass, self.entry.entry_id, traces)

    @callback
    def _async_home_stops(self, _event: Event[Any]) -> None:
        """Complain no more: the home takes the connections away that answers would come by."""
        self.lookups.async_stop()

    async def _async_home_changed(self, _event: Event[Any]) -> None:
        """Validity is by the clock of the home, whose time zone may be another one now."""
        await self.async_adopt_vehicles()

    async def async_adopt_vehicles(self) -> None:
        """Know the vehicles of the entry as they are now. Cameras go on undisturbed."""
        await self.vehicles.async_adopt(known_subentries(self.entry))
        if self._is_stopped:
            return
        self.visits.async_identify(self.vehicles.async_identify, self.vehicles.fingerprints)
        subentries = {  # after the wait: meanwhile there may be others
            each.subentry_id: each for each in known_subentries(self.entry)
        }
        new = subentries.keys() - self._vehicle_ids
        self._vehicle_ids = set(subentries)
        for subentry_id, subentry in subentries.items():
            vehicle_device(self.hass, self.entry, subentry)
            if subentry_id in new:
                for add_entities in self._add_vehicle_entities:
                    add_entities(subentry)
        self.async_adopt_scanning()

    @callback
    def async_adopt_cameras(self) -> None:
        """Bring the running scanners and the devices' names in line with the entry.

        Cameras whose subentry has not changed go on undisturbed. Home Assistant itself removes
        the entities of a subentry that is gone.
        """
        if self._is_stopped:
            return
        account_device(self.hass, self.entry, self.usage.data.version)
        wanted = {
            subentry.subentry_id: subentry
            for subentry in self.entry.get_subentries_of_type(SUBENTRY_TYPE_CAMERA)
        }
        for subentry_id in self.scanners.keys() - wanted.keys():
            self._stop_camera(subentry_id)
            async_forget_missing(self.hass, subentry_id)
        self.visits.async_forget_cameras(wanted)
        for subentry_id, subentry in wanted.items():
            if (settings := self._settings(subentry)) is None:
                continue
            if (scanner := self.scanners.get(subentry_id)) is None:
                self._start_camera(subentry, settings)
            elif scanner.settings != settings:
                self._camera_device(subentry)
                scanner.async_change(settings)
        self.visits.async_adopt_hearsay(
            {
                subentry_id: scanner.settings.webhook.timeout
                for subentry_id, scanner in self.scanners.items()
                if not scanner.settings.can_look
            }
        )
        self.async_adopt_scanning()
        if self.receiver is not None:
            self.receiver.taking_in.async_adopt()
        if self._has_started:
            self._missing_cameras.async_check()

    def _settings(self, subentry: ConfigSubentry) -> CameraSettings | None:
        """Read a camera's settings; None, said in the log, for one whose are none any more."""
        try:
            return CameraSettings.from_subentry(subentry, self.entry.options)
        except (AreaError, EngineConfigError, StoredValueError) as error:
            _LOGGER.error("%s isn't read, change its settings: %r", subentry.title, error)  # noqa: TRY400 - they are at fault, not the code
            return None

    def _start_camera(self, subentry: ConfigSubentry, settings: CameraSettings) -> None:
        scanner = CameraScanner(
            self.hass,
            Shared(self.lookups, self.vehicles, self.visits, self.strangers),
            CameraIds(subentry.subentry_id, self._camera_device(subentry).id),
            settings,
        )
        self.scanners[subentry.subentry_id] = scanner
        scanner.news.async_on_told(partial(self.history.async_keep, subentry.subentry_id))
        self._intervals[subentry.subentry_id] = IntervalScans(
            self.hass, self.entry, scanner, self.interval_budget, next(self._positions)
        )
        self._bursts[subentry.subentry_id] = TriggeredBursts(
            self.hass, self.entry, scanner, partial(self._async_hurry_others, scanner)
        )
        self._checks[subentry.subentry_id] = SpotChecks(self.hass, self.entry, scanner, self.visits)
        for add_entities in self._add_entities:
            add_entities(scanner)

    @callback
    def _async_hurry_others(self, scanner: CameraScanner) -> None:
        """Have the other cameras of a place look who has left: what moves may come from there."""
        for camera_id, other in self.scanners.items():
            if other is not scanner and is_same_place(other.settings.place, scanner.settings.place):
                self._checks[camera_id].async_hurry()

    def _stop_camera(self, subentry_id: str) -> None:
        self._intervals.pop(subentry_id).async_stop()
        self._bursts.pop(subentry_id).async_stop()
        self._checks.pop(subentry_id).async_stop()
        self.scanners.pop(subentry_id).async_stop()

    @callback
    def _async_usage_changed(self) -> None:
        """Show the SDK's version as it is now: it is told with each answer to a question."""
        if self.usage.is_as_asked:
            account_device(self.hass, self.entry, self.usage.data.version)

    def _camera_device(self, subentry: ConfigSubentry) -> dr.DeviceEntry:
        return camera_device(self.hass, self.entry, subentry, self._device_id)
