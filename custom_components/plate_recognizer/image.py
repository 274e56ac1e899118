"""The picture that a sender has shown of what it has seen: held in memory, and nowhere else."""

from typing import override

from homeassistant.components.image import ImageEntity, ImageEntityDescription
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import PlateRecognizerConfigEntry
from .entity import ScanListenerEntity, async_add_for_each_camera, async_forget_entity
from .forgetting import ForgetfulEntity
from .pipeline.report import ReportedPicture
from .pipeline.traces import NO_TRACES, Traces
from .scan import Scan
from .scanner import CameraScanner

PARALLEL_UPDATES = 0  # nothing is polled

PICTURE = ImageEntityDescription(key="picture", translation_key="picture")


async def async_setup_entry(
    hass: HomeAssistant,
    entry: PlateRecognizerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add an image for each camera of which somebody tells."""

    def make(scanner: CameraScanner) -> list[PictureEntity]:
        if scanner.settings.webhook.camera is not None:
            return [PictureEntity(hass, scanner)]
        async_forget_entity(hass, Platform.IMAGE, scanner, PICTURE)
        return []

    async_add_for_each_camera(entry.runtime_data, async_add_entities, make)


class PictureEntity(ScanListenerEntity, ForgetfulEntity, ImageEntity):
    """Shows the last picture that came with a vehicle on it. After a restart there is none."""

    def __init__(self, hass: HomeAssistant, scanner: CameraScanner) -> None:
        ScanListenerEntity.__init__(self, scanner, PICTURE)
        ImageEntity.__init__(self, hass)
        self._shown: ReportedPicture | None = None
        self._shows = NO_TRACES

    @override
    async def async_image(self) -> bytes | None:
        return self._shown.content if self._shown else None

    @callback
    @override
    def _async_scanned(self, scan: Scan) -> None:
        if scan.reported is None or not scan.sightings:
            return
        self._shown = scan.reported
        self._shows = Traces.of(scan.sightings)
        self._attr_content_type = scan.reported.content_type
        self._attr_image_last_updated = scan.decision.taken_at
        self.async_write_ha_state()

    @override
    def _shows_any_of(self, traces: Traces) -> bool:
        return traces.meet(self._shows)

    @override
    def _forget(self) -> None:
        self._shown = None
        self._attr_image_last_updated = None
