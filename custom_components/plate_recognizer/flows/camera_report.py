"""What a camera's test tells: a line for each vehicle, and advice where there is any."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from homeassistant.core import HomeAssistant

from ..api.models import Box
from ..pipeline.coach import READABLE_HEIGHT
from ..pipeline.frame import Upload
from ..pipeline.sighting import LONGEST_PLATE, Sighting, StatusReason
from ..settings import CameraSettings
from .region_note import async_region_note
from .sentences import alert, async_sentence, plain

_NONE: Final = "-"


def label(sighting: Sighting) -> str:
    """Return what is written at a vehicle's box: its plate, or its type."""
    return _plate(sighting) or _line(sighting.vehicle_type) or "?"


def row(sighting: Sighting, upload: Upload) -> str:
    """Return a row of a Markdown table: plate, score, region, vehicle, height and place.

    The height is that in the picture that was sent, the place that in the camera's own picture.
    """
    box = sighting.plate_box
    cells = (
        _plate(sighting),
        None if sighting.score is None else f"{sighting.score:.2f}",
        sighting.region,
        sighting.vehicle_type,
        None if box is None else f"{_height(box)} px",
        None if box is None else _place(upload.to_full(box)),
    )
    return f"| {' | '.join(plain(cell) if cell else _NONE for cell in cells)} |"


async def async_notes_on_picture(
    hass: HomeAssistant, settings: CameraSettings, daily_cap: int, upload: Upload
) -> str:
    """Say what is odd about the settings or the picture, as Markdown; nothing if nothing is."""
    notes = [
        await async_region_note(hass, settings.recognition.regions),
        await _note_on_interval(hass, settings.scan_interval, daily_cap),
    ]
    part = upload.part.xmax - upload.part.xmin
    if upload.width < part:
        share = {"percent": str(round(100 * upload.width / part))}
        notes.append(alert(await async_sentence(hass, "common", "picture_scaled", share)))
    return "\n".join(filter(None, notes))


async def _note_on_interval(hass: HomeAssistant, interval: timedelta | None, daily_cap: int) -> str:
    """Say how long a day's lookups for interval scans last, if that is less than the day."""
    if interval is None or (lasts := daily_cap * interval) >= timedelta(days=1):
        return ""
    words = {"cap": str(daily_cap), "minutes": f"{lasts / timedelta(minutes=1):.0f}"}
    return alert(await async_sentence(hass, "common", "interval_spends", words), "info")


async def async_notes_on_plates(
    hass: HomeAssistant, settings: CameraSettings, sightings: Iterable[Sighting]
) -> str:
    """Say what is wrong with how plates were read, as Markdown; nothing if nothing is."""
    notes = []
    for sighting in sightings:
        words = {
            "plate": _plate(sighting),
            "score": f"{sighting.score or 0:.2f}",
            "min_score": f"{settings.thresholds.min_score:g}",
        }
        if (box := sighting.plate_box) and _height(box) < READABLE_HEIGHT:
            words |= {"height": str(_height(box)), "least": str(READABLE_HEIGHT)}
            notes.append(await async_sentence(hass, "common", "plate_small", words))
        if sighting.status_reason is StatusReason.BELOW_MIN_SCORE:
            notes.append(await async_sentence(hass, "common", "plate_unsure", words))
    return "\n".join(map(alert, notes))


async def async_note_on_dropped(hass: HomeAssistant, settings: CameraSettings, dropped: int) -> str:
    """Say that something was found that the camera's settings drop; nothing if nothing was."""
    if not dropped:
        return ""
    words = {"count": str(dropped), "min_dscore": f"{settings.thresholds.min_dscore:g}"}
    return alert(await async_sentence(hass, "common", "detections_dropped", words))


def _plate(sighting: Sighting) -> str:
    return _line(sighting.reading.text.upper()) if sighting.reading else ""


def _line(text: str | None) -> str:
    """Return text from a server in one line, no longer than any plate or type."""
    return " ".join((text or "").split())[:LONGEST_PLATE]


def _height(box: Box) -> int:
    return box.ymax - box.ymin


def _place(box: Box) -> str:
    return f"{box.xmin}, {box.ymin}, {box.xmax}, {box.ymax}"
