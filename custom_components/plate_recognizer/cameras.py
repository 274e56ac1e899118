"""The cameras of an account at work: a scanner for each, and what has it scan."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
import itertools
import logging

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from .api.engine import EngineConfigError
from .burst import TriggeredBursts
from .const import CONF_CAMERA_ENTITY_ID, SUBENTRY_TYPE_CAMERA
from .devices import camera_device
from .first_look import FirstLooks
from .frame_lookups import Shared
from .interval import IntervalScans
from .interval_budget import IntervalBudget
from .keeper import History
from .listeners import Listeners
from .looks import CameraIds
from .missing_camera import MissingCameras, async_forget_missing
from .pipeline.area import AreaError
from .pipeline.visit import is_same_place
from .scanner import CameraScanner
from .settings import CameraSettings
from .spot_checks import SpotChecks
from .stored_values import StoredValueError

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Scanning:
    """What has one camera scan."""

    intervals: IntervalScans
    bursts: TriggeredBursts
    checks: SpotChecks

    @callback
    def async_adopt(self) -> None:
        """Go on as the camera is set now."""
        self.intervals.async_adopt()
        self.bursts.async_adopt()
        self.checks.async_adopt()

    @callback
    def async_stop(self) -> None:
        """Have it scan no more."""
        self.intervals.async_stop()
        self.bursts.async_stop()
        self.checks.async_stop()


class Cameras:
    """Runs a scanner for each camera subentry of an account.

    Args:
        hass: where the cameras are.
        entry: of the account.
        shared: with each other.
        history: keeps what they see.
        interval_budget: is spent by those that look in an interval.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        shared: Shared,
        history: History,
        interval_budget: IntervalBudget,
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._shared = shared
        self._history = history
        self._interval_budget = interval_budget
        self.scanners: dict[str, CameraScanner] = {}
        """By the id of their camera subentry."""
        self._scanning: dict[str, _Scanning] = {}
        """Likewise."""
        self._positions: Iterator[int] = itertools.count()
        self._missing = MissingCameras(hass, entry, self.scanners)
        self._first_looks = FirstLooks(hass, entry, self.scanners, shared.vehicles)
        self._add_entities: list[Callable[[CameraScanner], None]] = []
        self._change_listeners = Listeners[[]]()
        self._has_started = False

    @property
    def have_other_entities(self) -> bool:
        """Whether one has got pictures, or has lost them, since its entities were made."""
        return any(
            scanner.settings.can_look != bool(subentry.data.get(CONF_CAMERA_ENTITY_ID))
            for subentry_id, scanner in self.scanners.items()
            if (subentry := self._entry.subentries.get(subentry_id)) is not None
        )

    @callback
    def async_on_camera(self, add_entities: Callable[[CameraScanner], None]) -> None:
        """Have a platform add its entities for each camera: those of now, and later ones."""
        self._add_entities.append(add_entities)
        for scanner in self.scanners.values():
            add_entities(scanner)

    @callback
    def async_on_change(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call `listener` when cameras were added, changed, switched or removed."""
        return self._change_listeners.async_add(listener)

    @callback
    def async_home_started(self) -> None:
        """Start what waits for other integrations: scans without being asked, complaints."""
        self._has_started = True
        self.async_adopt_scanning()
        self._missing.async_start()

    @callback
    def async_stop(self) -> None:
        """Stop them all."""
        self._has_started = False
        for subentry_id in tuple(self.scanners):
            self._stop(subentry_id)

    @callback
    def async_adopt_scanning(self) -> None:
        """Have cameras look by themselves as they are set now, once the home has started."""
        self._change_listeners.async_call()
        if not self._has_started:
            return
        self._first_looks.async_adopt()
        for scanning in self._scanning.values():
            scanning.async_adopt()

    @callback
    def async_adopt(self, account_device_id: str) -> None:
        """Bring the running scanners and the devices' names in line with the entry.

        Cameras whose subentry has not changed go on undisturbed. Home Assistant itself removes
        the entities of a subentry that is gone.

        Args:
            account_device_id: of the device that theirs belong to.
        """
        wanted = {
            subentry.subentry_id: subentry
            for subentry in self._entry.get_subentries_of_type(SUBENTRY_TYPE_CAMERA)
        }
        for subentry_id in self.scanners.keys() - wanted.keys():
            self._stop(subentry_id)
            async_forget_missing(self._hass, subentry_id)
        visits = self._shared.visits
        visits.async_forget_cameras(wanted)
        for subentry_id, subentry in wanted.items():
            if (settings := self._settings(subentry)) is None:
                continue
            if (scanner := self.scanners.get(subentry_id)) is None:
                self._start(subentry, settings, account_device_id)
            elif scanner.settings != settings:
                camera_device(self._hass, self._entry, subentry, account_device_id)
                scanner.async_change(settings)
        visits.async_adopt_hearsay(
            {
                subentry_id: scanner.settings.webhook.timeout
                for subentry_id, scanner in self.scanners.items()
                if not scanner.settings.can_look
            }
        )
        self.async_adopt_scanning()
        if self._has_started:
            self._missing.async_check()

    def _settings(self, subentry: ConfigSubentry) -> CameraSettings | None:
        """Read a camera's settings; None, said in the log, for one whose are none any more."""
        try:
            return CameraSettings.from_subentry(subentry, self._entry.options)
        except (AreaError, EngineConfigError, StoredValueError) as error:
            _LOGGER.error("%s isn't read, change its settings: %r", subentry.title, error)  # noqa: TRY400 - they are at fault, not the code
            return None

    def _start(
        self, subentry: ConfigSubentry, settings: CameraSettings, account_device_id: str
    ) -> None:
        device = camera_device(self._hass, self._entry, subentry, account_device_id)
        ids = CameraIds(subentry.subentry_id, device.id)
        scanner = CameraScanner(self._hass, self._shared, ids, settings)
        self.scanners[subentry.subentry_id] = scanner
        scanner.news.async_on_told(partial(self._history.async_keep, subentry.subentry_id))
        self._scanning[subentry.subentry_id] = _Scanning(
            IntervalScans(
                self._hass, self._entry, scanner, self._interval_budget, next(self._positions)
            ),
            TriggeredBursts(
                self._hass, self._entry, scanner, partial(self._async_hurry_others, scanner)
            ),
            SpotChecks(self._hass, self._entry, scanner, self._shared.visits),
        )
        for add_entities in self._add_entities:
            add_entities(scanner)

    @callback
    def _async_hurry_others(self, scanner: CameraScanner) -> None:
        """Have the other cameras of a place look who has left: what moves may come from there."""
        for camera_id, other in self.scanners.items():
            if other is not scanner and is_same_place(other.settings.place, scanner.settings.place):
                self._scanning[camera_id].checks.async_hurry()

    def _stop(self, subentry_id: str) -> None:
        self._scanning.pop(subentry_id).async_stop()
        self.scanners.pop(subentry_id).async_stop()
