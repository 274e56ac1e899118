"""Images without a picture."""

from typing import override

from homeassistant.components.image import ImageEntity
from homeassistant.const import Platform

from .entity import StubEntity, set_up


class StubImage(StubEntity, ImageEntity):
    """Never has one."""

    @override
    async def async_added_to_hass(self) -> None:
        ImageEntity.__init__(self, self.hass)
        await super().async_added_to_hass()


async_setup_entry = set_up(Platform.IMAGE, StubImage)
