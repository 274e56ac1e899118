"""One forced scan of a camera, and all that came of it."""

import asyncio
from dataclasses import dataclass
from typing import Final

from sandbox.demo.account import ReadCamera
from sandbox.home import EntityState, Home, JsonObject
from sandbox.plate_read import Box

_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Scanned:
    """What Home Assistant knew after a scan."""

    plates: JsonObject
    """The attribute `plates`: per cent by plate."""
    boxes: dict[str, Box]
    """Where in the full picture each plate is, from the attribute `detections`."""
    sightings: list[JsonObject]
    """The data of the bus events."""
    states: dict[str, EntityState]


async def scan(home: Home, camera: ReadCamera) -> Scanned:
    """Scan what the camera shows, and wait for as many events as there are detections."""
    image_processing = camera.entity("image_processing", "plates")
    async with (
        asyncio.timeout(_SECONDS),
        home.socket.events("plate_recognizer_sighting") as events,
    ):
        await home.rest.act("image_processing.scan", entity_id=image_processing)
        states = await home.rest.states()
        attributes = states[image_processing].attributes
        sightings = [(await anext(events))["data"] for _ in attributes["detections"]]
    boxes = {
        found["plate"]: Box(**found["box"])
        for found in attributes["detections"]
        if found["plate"] is not None
    }
    return Scanned(attributes["plates"], boxes, sightings, states)
