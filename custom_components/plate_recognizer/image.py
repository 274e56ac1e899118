"""The picture on which a vehicle was seen last: held in memory, and nowhere else."""

from typing import override

from homeassistant.components.image import ImageEntity, ImageEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import PlateRecognizerConfigEntry
from .entity import ScannerEntity, async_add_for_each_camera
from .pipeline.seen_picture import SeenPicture, Told
from .scanner import CameraScanner

PARALLEL_UPDATES = 0  # nothing is polled

PICTURE = ImageEntityDescription(key="picture", translation_key="picture")


async def async_setup_entry(
    hass: HomeAssistant,
    entry: PlateRecognizerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add an image for each camera."""
    async_add_for_each_camera(
        entry.runtime_data, async_add_entities, lambda scanner: [PictureEntity(hass, scanner)]
    )


class PictureEntity(ScannerEntity, ImageEntity):
    """Shows the last picture on which a vehicle was seen. After a restart there is none."""

    def __init__(self, hass: HomeAssistant, scanner: CameraScanner) -> None:
        ScannerEntity.__init__(self, scanner, PICTURE)
        ImageEntity.__init__(self, hass)
        self._shown: SeenPicture | None = None

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self.scanner.news.async_on_told(self._async_told))

    @override
    async def async_image(self) -> bytes | None:
        return self._shown.content if self._shown else None

    @callback
    def _async_told(self, told: tuple[Told, ...]) -> None:
        latest = max(
            (each for each in told if each.picture is not None),
            key=lambda each: each.sighting.look.taken_at,
            default=None,
        )
        if latest is not None:
            self._shown = latest.picture
            self._attr_image_last_updated = latest.sighting.look.taken_at
            self.async_write_ha_state()
