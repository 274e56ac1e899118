"""Plays the cameras and has each new picture scanned."""

import asyncio
from collections.abc import Iterable

from ..home import Home, HomeError
from .account import ReadCamera


async def play(home: Home, cameras: Iterable[ReadCamera], interval: float) -> None:
    """Change the pictures every `interval` seconds, and press each camera's scan button then.

    Goes on until it is cancelled; cameras with a single picture are scanned once.

    Raises:
        HomeError: Home Assistant ended by itself.
    """
    async with asyncio.TaskGroup() as group:
        players = [group.create_task(_play(home, camera, interval)) for camera in cameras]
        await home.process.wait_until_ended()
        for player in players:
            player.cancel()
    raise HomeError("Home Assistant ended.")


async def _play(home: Home, camera: ReadCamera, interval: float) -> None:
    async for _ in camera.camera.driveway.play(interval):
        try:
            await home.rest.act("button.press", entity_id=camera.entity("button", "scan"))
        except HomeError as error:
            print(f"{camera.camera.name} was not scanned: {error}")
