"""Plays the cameras, and has what is new on them scanned."""

import asyncio
from collections.abc import Iterable
from typing import Final

from ..driveway.story import Story
from ..home import Home, HomeError
from .account import ReadCamera

_STEP: Final = 1.0
"""Seconds from picture to picture while something moves."""
_LONGEST_STEP: Final = 4.0
"""The same while nothing does but the light: less than two looks at a spot are apart, of which the
second would else be given the same picture again, and prove nothing."""


async def play(home: Home, cameras: Iterable[ReadCamera], interval: float) -> None:
    """Tell the cameras' stories over and over, until it is cancelled.

    Cameras without a story change their pictures every `interval` seconds, and are scanned each
    time; those with a single picture once.

    Raises:
        HomeError: Home Assistant ended by itself.
    """
    async with asyncio.TaskGroup() as group:
        players = [group.create_task(_play(home, camera, interval)) for camera in cameras]
        await home.process.wait_until_ended()
        for player in players:
            player.cancel()
    raise HomeError("Home Assistant ended.")


async def tell(home: Home, camera: ReadCamera, story: Story) -> None:
    """Show a story once, as quickly as it happens, and scan when a car came to rest or left.

    That is what a motion detector would be wired for. While a scan goes on, the picture stays.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    t = known_until = 0.0
    while t < story.seconds:
        camera.camera.driveway.put(await asyncio.to_thread(story.at(t).to_jpeg))
        if story.has_news(known_until, t):
            await _scan(home, camera)
        known_until = t
        await asyncio.sleep(next_picture(story, t) - t)
        t = loop.time() - began


def next_picture(story: Story, t: float) -> float:
    """Return when the next picture is due: soon only if something moves then."""
    return min(max(story.still_until(t), t + _STEP), t + _LONGEST_STEP)


async def _play(home: Home, camera: ReadCamera, interval: float) -> None:
    if story := camera.camera.story:
        while True:
            await tell(home, camera, story)
    async for _ in camera.camera.driveway.play(interval):
        await _scan(home, camera)


async def _scan(home: Home, camera: ReadCamera) -> None:
    try:
        await home.rest.act("button.press", entity_id=camera.entity("button", "scan"))
    except HomeError as error:
        print(f"{camera.camera.name} was not scanned: {error}")
