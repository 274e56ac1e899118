"""The older integration's whole scan, as an entity beside ours in the same home."""

from typing import Any, override

from homeassistant.components.image_processing import ImageProcessingEntity

from custom_components.plate_recognizer.const import EVENT_SIGHTING

from .baselines import older_post, older_statistics


class OlderScan(ImageProcessingEntity):
    """Has core ask the camera, and waits in one of its threads for the API.

    As there, a state counts the vehicles, each has its event, which comes before the state, and
    each scan asks for the statistics afterwards. To its advantage, pictures aren't opened, nothing
    is drawn or saved, and a request that isn't answered ends some time.
    """

    _attr_should_poll = False

    def __init__(self, camera_entity_id: str, url: str, statistics_url: str) -> None:
        self._attr_camera_entity = camera_entity_id
        self._url = url
        self._statistics_url = statistics_url
        self._vehicles: list[dict[str, Any]] = []
        self._statistics: dict[str, object] = {}

    @property
    @override
    def state(self) -> int:
        return len(self._vehicles)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        return {"vehicles": self._vehicles, "statistics": self._statistics}

    @override
    def process_image(self, image: bytes) -> None:
        answer = older_post(self._url, image)
        self._vehicles = [
            {
                "plate": result["plate"],
                "confidence": result["score"],
                "region_code": result["region"]["code"],
                "vehicle_type": result["vehicle"]["type"],
            }
            for result in answer["results"]
        ]
        for vehicle in self._vehicles:
            self.hass.bus.fire(EVENT_SIGHTING, {**vehicle, "entity_id": self.entity_id})
        self._statistics = older_statistics(self._statistics_url)
