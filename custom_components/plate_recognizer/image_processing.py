"""The image processing entity: core's way to show plates, and its `scan` action."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.components.image_processing import (
    ImageProcessingDeviceClass,
    ImageProcessingEntity,
    ImageProcessingEntityDescription,
)
from homeassistant.const import ATTR_ENTITY_ID, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import PlateRecognizerConfigEntry
from .const import EVENT_FOUND_PLATE
from .entity import RememberingScanEntity, async_add_for_each_camera
from .pipeline.event_data import detection_data
from .pipeline.traces import Traces
from .scan import Scan
from .scanner import CameraScanner
from .settings import AccountSettings

PARALLEL_UPDATES = 0  # each scanner scans one frame at a time; cameras don't wait for each other

ATTR_PLATE = "plate"
ATTR_CONFIDENCE = "confidence"
ATTR_PLATES = "plates"
ATTR_VEHICLES = "vehicles"
ATTR_DETECTIONS = "detections"

PLATES = ImageProcessingEntityDescription(
    key="plates",
    translation_key="plates",
    device_class=ImageProcessingDeviceClass.ALPR,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: PlateRecognizerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add an image processing entity for each camera."""
    fires_found_plate = AccountSettings.from_options(entry.options).found_plate
    async_add_for_each_camera(
        entry.runtime_data,
        async_add_entities,
        lambda scanner: [PlatesEntity(scanner, fires_found_plate=fires_found_plate)],
    )


class PlatesEntity(RememberingScanEntity, ImageProcessingEntity):
    """Shows the best plate of the last answered lookup, with the attributes of core's ALPR."""

    _unrecorded_attributes = frozenset({ATTR_DETECTIONS})

    def __init__(self, scanner: CameraScanner, *, fires_found_plate: bool) -> None:
        super().__init__(scanner, PLATES)
        self._fires_found_plate = fires_found_plate
        self._best_plate: str | None = None
        self._plates: Mapping[str, float] = {}
        self._vehicles = 0
        self._found: set[str] = set()
        self._detections: list[dict[str, Any]] = []

    @property
    @override
    def camera_entity(self) -> str | None:
        """The camera, by the name that it has today."""
        return self.scanner.camera_entity_id

    @property
    @override
    def state(self) -> str | None:
        """The best plate, or None when the last answer had none."""
        return self._best_plate

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Plates with their confidence in per cent, as core's ALPR entities have them."""
        return {
            ATTR_PLATES: self._plates,
            ATTR_VEHICLES: self._vehicles,
            ATTR_DETECTIONS: self._detections,
        }

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        if self._fires_found_plate:
            self.async_on_remove(self.scanner.news.async_on_answer(self._async_answered))
        if (last := await self.async_get_last_state()) is None:
            return
        may_show = self.scanner.news.async_may_show
        if last.state not in {STATE_UNKNOWN, STATE_UNAVAILABLE} and may_show(last.state):
            self._best_plate = last.state
        plates = last.attributes.get(ATTR_PLATES, {})
        self._plates = {plate: plates[plate] for plate in filter(may_show, plates)}
        self._vehicles = last.attributes.get(ATTR_VEHICLES, 0)

    @override
    async def async_update(self) -> None:
        """Scan now: this is what core's action `image_processing.scan` calls.

        The base class would write an error into the log for every picture that a camera fails to
        give; the scanner says it once.
        """
        await self.scanner.async_scan()

    @callback
    @override
    def _async_scanned(self, scan: Scan) -> None:
        if not scan.decision.answered:
            return
        before = self._plates
        self._shows = Traces.of(scan.sightings)
        self._best_plate = scan.best_read.plate if scan.best_read else None
        self._plates = _confidences(scan)
        self._vehicles = len(scan.sightings)
        self._detections = [detection_data(sighting) for sighting in scan.sightings]
        self.async_write_ha_state()
        self._found = self._plates.keys() - before.keys()

    @override
    def _forget(self) -> None:
        self._best_plate = None
        self._plates = {}
        self._vehicles = 0
        self._found = set()
        self._detections = []

    @callback
    def _async_answered(self, scan: Scan) -> None:
        """Tell old automations of each plate that the answer before this one hadn't."""
        for plate in (sighting.plate for sighting in scan.sightings):
            if plate in self._found:
                self._found.discard(plate)
                self._fire_found(plate)

    def _fire_found(self, plate: str) -> None:
        self.hass.bus.async_fire(
            EVENT_FOUND_PLATE,
            {
                ATTR_PLATE: plate,
                ATTR_ENTITY_ID: self.entity_id,
                ATTR_CONFIDENCE: self._plates[plate],
            },
        )


def _confidences(scan: Scan) -> dict[str, float]:
    """Return each plate that was read with its confidence in per cent, the highest of several."""
    plates: dict[str, float] = {}
    for sighting in scan.sightings:
        if sighting.plate is not None:
            confidence = round((sighting.score or 0.0) * 100, 1)
            plates[sighting.plate] = max(confidence, plates.get(sighting.plate, 0.0))
    return plates
