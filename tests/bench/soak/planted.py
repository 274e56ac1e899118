"""Runs the soak's command with a leak planted in the integration: to see that the soak finds it.

It is a program of its own: what is planted is gone with its process.
"""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime
import sys
from unittest.mock import patch

from bench.soak.command import main
from custom_components.plate_recognizer.cameras import Cameras
from custom_components.plate_recognizer.pipeline.seen_picture import SeenPicture
from custom_components.plate_recognizer.pipeline.sighting import Sighting
from custom_components.plate_recognizer.scanner import CameraScanner
from custom_components.plate_recognizer.telling import ScanNews
from custom_components.plate_recognizer.visits import Visits

KEPT: list[CameraScanner] = []


def planted_list() -> None:
    """Have the visits remember each change for ever."""
    changed = Visits.async_changed

    def async_changed(self: Visits) -> None:
        vars(self).setdefault("planted", []).append(object())
        changed(self)

    patch.object(Visits, "async_changed", async_changed).start()


def planted_task() -> None:
    """Have each camera that is started leave a task behind, which nobody ends."""
    started = Cameras._start

    def start(self: Cameras, *arguments: object) -> None:
        started(self, *arguments)  # type: ignore[arg-type]
        _ = self._hass.async_create_background_task(asyncio.Event().wait(), "planted")

    patch.object(Cameras, "_start", start).start()


def planted_object() -> None:
    """Have cameras remembered that are stopped."""
    stopped = CameraScanner.async_stop

    def async_stop(self: CameraScanner) -> None:
        KEPT.append(self)
        stopped(self)

    patch.object(CameraScanner, "async_stop", async_stop).start()


def planted_event() -> None:
    """Have every vehicle told of twice."""
    told = ScanNews.async_tell_sightings

    def async_tell_sightings(
        self: ScanNews, sightings: Iterable[Sighting], pictures: Mapping[datetime, SeenPicture]
    ) -> None:
        seen = tuple(sightings)
        told(self, (*seen, *seen), pictures)

    patch.object(ScanNews, "async_tell_sightings", async_tell_sightings).start()


if __name__ == "__main__":
    planted_list()
    planted_task()
    planted_object()
    planted_event()
    sys.exit(main(sys.argv[1:]))
