"""Image processing that never looks at a picture."""

from typing import override

from homeassistant.components.image_processing import ImageProcessingEntity
from homeassistant.const import Platform

from .entity import StubEntity, set_up


class StubImageProcessing(StubEntity, ImageProcessingEntity):
    """Has read nothing."""

    @property
    @override
    def state(self) -> None:
        """Nothing."""


async_setup_entry = set_up(Platform.IMAGE_PROCESSING, StubImageProcessing)
