"""A camera that has its picture in hand."""

from typing import override

from homeassistant.components.camera import Camera


class StillCamera(Camera):
    """Gives a picture at once, whenever it is asked."""

    def __init__(self, name: str, picture: bytes) -> None:
        super().__init__()
        self._attr_name = name
        self._attr_unique_id = name
        self._picture = picture

    def show(self, picture: bytes) -> None:
        """Give another picture from now on."""
        self._picture = picture

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        return self._picture
