"""An image entity of Home Assistant whose picture, or failure, a test decides."""

from typing import override

from homeassistant.components import image
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from .fake_camera import jpeg


class FakeImage(image.ImageEntity):
    """Shows `picture`, or raises it if it is an exception."""

    def __init__(self, hass: HomeAssistant) -> None:
        super().__init__(hass)
        self._attr_name = "Doorbell"
        self._attr_image_last_updated = dt_util.utcnow()
        self.picture: bytes | Exception | None = jpeg(color="blue")

    def take(self, picture: bytes) -> None:
        """Show another picture from now on."""
        self.picture = picture
        self._attr_image_last_updated = dt_util.utcnow()
        self.async_write_ha_state()

    @override
    async def async_image(self) -> bytes | None:
        if isinstance(self.picture, Exception):
            raise self.picture
        return self.picture


async def add_image(hass: HomeAssistant) -> FakeImage:
    """Add an image entity named Doorbell to Home Assistant."""
    entity = FakeImage(hass)
    assert await async_setup_component(hass, image.DOMAIN, {})
    await hass.data[image.DATA_COMPONENT].async_add_entities([entity])
    return entity
