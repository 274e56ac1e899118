"""The least scan that Home Assistant allows: what is above it is the integration's own."""

from typing import override

from aiohttp import ClientSession
from homeassistant.components.image_processing import ImageProcessingEntity

from custom_components.plate_recognizer.const import EVENT_SIGHTING

from .baselines import LEAST, bare_post


class LeastScan(ImageProcessingEntity):
    """Has core ask the camera, posts its picture as it is, and fires an event with the answer.

    It looks at neither picture nor answer, and no state is written before the event.
    """

    _attr_should_poll = False

    def __init__(self, camera_entity_id: str, session: ClientSession, url: str) -> None:
        self._attr_camera_entity = camera_entity_id
        self._session = session
        self._url = url

    @property
    @override
    def state(self) -> None:
        """Nothing: core writes one after each scan."""

    @override
    async def async_process_image(self, image: bytes) -> None:
        answer = await bare_post(self._session, self._url, image, LEAST)
        self.hass.bus.async_fire(EVENT_SIGHTING, answer)
