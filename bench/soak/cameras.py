"""Cameras that now and then fail."""

import asyncio
from random import Random
from typing import Final, override

from homeassistant.components.camera import Camera
from homeassistant.exceptions import HomeAssistantError

from .traffic import Scene, drawn, marked

FAULTS_IN_100: Final = 4
_TOO_SLOW: Final = 12.0
"""Seconds: Home Assistant waits for ten."""
_FAULTS: Final = ("none", "raises", "strange", "empty", "broken", "no picture", "slow")


class SoakCamera(Camera):
    """Shows who stands before it.

    Args:
        number: of the camera.
        random: says when it fails, and how.
    """

    def __init__(self, number: int, random: Random) -> None:
        super().__init__()
        self._attr_name = f"Soak {number}"
        self._attr_unique_id = f"soak-{number}"
        self._number = number
        self._random = random
        self.asked = 0
        """How often it was asked for a picture."""
        self.show((None, None, None))

    def show(self, scene: Scene) -> None:
        """Have this stand before it from now on."""
        self.scene = scene
        self._drawn = drawn(self._number, scene)

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        self.asked += 1
        taken = marked(self._drawn, self.scene, self.asked)
        if self._random.random() * 100 >= FAULTS_IN_100:
            return taken
        match self._random.choice(_FAULTS):
            case "none":
                return None
            case "raises":
                raise HomeAssistantError("The camera is restarting")
            case "strange":
                raise ValueError("nobody expects this")
            case "empty":
                return b""
            case "broken":
                return taken[: len(taken) // 2]
            case "no picture":
                return b"<html>not found</html>"
            case _:
                await asyncio.sleep(_TOO_SLOW)
                return taken
