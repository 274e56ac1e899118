"""What a config entry runs: the client, the usage, its cameras and the vehicles that it knows."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import EVENT_CORE_CONFIG_UPDATE, EVENT_HOMEASSISTANT_STOP
from homeassistant.core import Event, HomeAssistant, callback

from .cameras import Cameras
from .clients import check_hook, stored_client
from .const import CONF_KIND, AccountKind
from .devices import account_device, vehicle_device
from .forgetting import async_forget_shown
from .frame_lookups import Shared
from .interval_budget import IntervalBudget
from .keeper import History, async_history
from .lookups import Lookups
from .pipeline.traces import Traces
from .privacy_settings import PrivacySettings
from .quota import QuotaGovernor
from .receiving.receiver import Receiver, async_forget_received
from .scanner import CameraScanner
from .sdk_health import SdkHealth
from .settings import AccountSettings
from .stored_values import StoredValues
from .strangers import Strangers
from .usage import UsageCoordinator
from .vehicles import Vehicles, known_subentries
from .visit_statistics import VisitStatistics
from .visits import Visits

type PlateRecognizerConfigEntry = ConfigEntry[Account]


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
    cameras: Cameras

    receiver: Receiver | None = None
    """None if nobody sends anything to the account."""

    _is_stopped: bool = False
    _add_vehicle_entities: list[Callable[[ConfigSubentry], None]] = field(default_factory=list)
    _vehicle_ids: set[str] = field(default_factory=set)
    _started_with: tuple[Mapping[str, Any], Mapping[str, Any]] = field(init=False)

    @classmethod
    def create(cls, hass: HomeAssistant, entry: PlateRecognizerConfigEntry) -> Account:
        """Put an account together. Asks nothing of the API yet.

        Raises:
            StoredValueError: something that is stored can't be read.
        """
        kind = StoredValues(entry.data).choice(CONF_KIND, AccountKind)
        settings = AccountSettings.from_options(entry.options)
        if settings.receives or kind is AccountKind.WEBHOOK:
            check_hook(entry.data)
        client = None if kind is AccountKind.WEBHOOK else stored_client(hass, entry.data)
        usage = UsageCoordinator(hass, entry, client)
        quota = QuotaGovernor(hass, entry, usage)
        history = async_history(hass, entry.entry_id)
        strangers = Strangers(hass, entry.entry_id, PrivacySettings.from_options(entry.options))
        lookups = Lookups(hass, entry, client, usage)
        budget = IntervalBudget(hass, entry.entry_id, settings.daily_cap, quota)
        vehicles = Vehicles(hass)
        visits = Visits(hass, entry.entry_id, settings.visit_timeout, strangers)
        return cls(
            hass,
            entry,
            usage,
            lookups,
            quota,
            budget,
            vehicles,
            visits,
            history,
            VisitStatistics(hass, entry, history),
            strangers,
            SdkHealth(hass, entry) if client and client.kind == "sdk" else None,
            Cameras(hass, entry, Shared(lookups, vehicles, visits, strangers), history, budget),
        )

    @property
    def has_api(self) -> bool:
        """Whether lookups can be asked for at all."""
        return AccountKind(self.entry.data[CONF_KIND]) is not AccountKind.WEBHOOK

    @property
    def scanners(self) -> Mapping[str, CameraScanner]:
        """Of the cameras, by the id of their subentry."""
        return self.cameras.scanners

    @property
    def is_outdated(self) -> bool:
        """Whether a reload has to take in what was changed.

        That is any other data or options, or cameras that have other entities now.
        """
        if (self.entry.data, self.entry.options) != self._started_with:
            return True
        return self.cameras.have_other_entities

    @callback
    def async_start(self) -> None:
        """Start the cameras. Needs the account's usage to be known."""
        self._started_with = (self.entry.data, self.entry.options)
        account_device(self.hass, self.entry, self.usage.data.version)
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
    def async_stop(self) -> None:
        """Stop the cameras and their lookups; before them what is told to them."""
        if self.receiver is not None:
            self.receiver.async_stop()
        self._is_stopped = True
        self.lookups.async_stop()
        self.visits.async_stop()
        self.cameras.async_stop()

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
        self.cameras.async_adopt_scanning()

    @callback
    def async_adopt_cameras(self) -> None:
        """Bring what runs and the devices' names in line with the entry."""
        if self._is_stopped:
            return
        device = account_device(self.hass, self.entry, self.usage.data.version)
        self.cameras.async_adopt(device.id)
        if self.receiver is not None:
            self.receiver.taking_in.async_adopt()

    @callback
    def _async_usage_changed(self) -> None:
        """Show the SDK's version as it is now: it is told with each answer to a question."""
        if self.usage.is_as_asked:
            account_device(self.hass, self.entry, self.usage.data.version)
