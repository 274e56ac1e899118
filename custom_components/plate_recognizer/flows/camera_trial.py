"""Tries a camera before it is stored: what would be sent, and what the API reads on it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_NAME
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
from homeassistant.util.ulid import ulid_now

from ..account import PlateRecognizerConfigEntry
from ..api.errors import SnapshotError
from ..capture import CameraFailed, async_capture
from ..clients import create_client
from ..entity_reference import referenced_entity_id
from ..exceptions import NO_DETAIL
from ..limiter import Priority, WaitedTooLong
from ..lookups import Picture
from ..pipeline.annotation import Mark, annotated
from ..pipeline.coach import READABLE_HEIGHT
from ..pipeline.frame import BrokenPicture, Upload, prepare
from ..pipeline.label import Words
from ..pipeline.preview import located
from ..pipeline.sighting import Look, Sighting, Source, sightings_of
from ..preview import DialogFile, DialogFiles
from ..settings import AccountSettings, CameraSettings
from .camera_report import (
    async_note_on_dropped,
    async_notes_on_picture,
    async_notes_on_plates,
    label,
    row,
)
from .sentences import async_sentence

type Placeholders = dict[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which step of the dialog comes next, and what stands in its texts."""

    step_id: str
    placeholders: Placeholders


@dataclass(frozen=True, slots=True)
class _Shot:
    """The picture that a test is about."""

    settings: CameraSettings
    look: Look
    upload: Upload
    whole: bytes
    """The camera's whole picture, in which the part that is sent can be seen."""


class CameraTrial:
    """A test of one camera's settings, repeated as often as somebody likes."""

    def __init__(self, hass: HomeAssistant, entry: PlateRecognizerConfigEntry) -> None:
        self._hass = hass
        self._entry = entry
        self._pictures = DialogFiles(hass)
        self._one_at_a_time = asyncio.Lock()
        self._shot: _Shot | None = None
        self._shot_read: _Shot | None = None
        self._shot_asked: _Shot | None = None
        """What the outcome is about."""
        self._outcome = Outcome("lookup_failed", {})

    @callback
    def async_end(self) -> None:
        """Forget the pictures."""
        self._pictures.async_forget()

    async def async_take_picture(self, data: Mapping[str, Any]) -> Outcome:
        """Take a picture as the camera's data say. Costs nothing.

        Leads to the step `picture` or `no_picture`.
        """
        settings = CameraSettings.from_data(data, data[CONF_NAME], self._entry.options)
        try:
            self._shot = await self._shoot(settings)
        except CameraFailed as error:
            return await self._failure("no_picture", "camera_failed", settings.name, error)
        except BrokenPicture as error:
            return await self._failure("no_picture", "broken_picture", settings.name, error)
        return Outcome("picture", await self._picture(self._shot))

    async def async_look_up(self, camera_id: str | None) -> Outcome:
        """Have the API read the picture that was taken last. Costs one lookup.

        A picture that was read is not read again, however often that is asked for. Who asks while
        it is on its way is told what becomes of that: people click twice.

        Leads to the step `plates`, `no_plates` or `lookup_failed`.
        """
        is_again = self._one_at_a_time.locked()
        async with self._one_at_a_time:
            shot = self._shot
            assert shot is not None  # noqa: S101 - it was shown before anybody could ask
            if shot is not self._shot_read and not (is_again and shot is self._shot_asked):
                self._outcome = await self._look_up(shot, camera_id)
                self._shot_asked = shot
                self._shot_read = None if self._outcome.step_id == "lookup_failed" else shot
            return self._outcome

    async def _look_up(self, shot: _Shot, camera_id: str | None) -> Outcome:
        if self._entry.state is not ConfigEntryState.LOADED:
            return await self._failure("lookup_failed", "not_loaded", shot.settings.name)

        async def as_it_was_shown() -> Picture:
            return Picture(shot.upload.file, shot.look.taken_at, shot.settings.recognition)

        try:
            answer = await self._entry.runtime_data.lookups.async_ask(
                as_it_was_shown, camera_id=camera_id, priority=Priority.ACTION
            )
        except SnapshotError as error:
            return await self._failure("lookup_failed", error.slug, shot.settings.name, error)
        except WaitedTooLong:
            return await self._failure("lookup_failed", "waited_too_long", shot.settings.name)
        if answer is None:  # the account has stopped meanwhile
            return await self._failure("lookup_failed", "not_loaded", shot.settings.name)
        detections = answer.recognition.detections
        sightings = sightings_of(
            detections,
            shot.look,
            shot.settings.thresholds,
            ulid_now,
            all_vehicles=shot.settings.recognition.finds_all_vehicles,
        )
        if not sightings:
            notes = await async_note_on_dropped(self._hass, shot.settings, len(detections))
            return Outcome("no_plates", {"notes": notes, "least_height": str(READABLE_HEIGHT)})
        return Outcome("plates", await self._plates(shot, sightings))

    async def _shoot(self, settings: CameraSettings) -> _Shot:
        look = Look(
            account_id=self._entry.entry_id,
            place=settings.place,
            camera=settings.name,
            camera_entity_id=referenced_entity_id(self._hass, settings.camera_entity),
            device_id="",
            source=Source.ACTION,
            taken_at=dt_util.utcnow(),
        )
        limit = create_client(self._hass, self._entry.data).upload_limit
        frame = await async_capture(self._hass, look.camera_entity_id, look.taken_at)
        add_job = self._hass.async_add_executor_job
        upload = await add_job(prepare, frame, limit, settings.view)
        return _Shot(settings, look, upload, await add_job(located, frame.content, settings.view))

    async def _picture(self, shot: _Shot) -> Placeholders:
        upload = shot.upload
        daily_cap = AccountSettings.from_options(self._entry.options).daily_cap
        return {
            "picture": self._pictures.async_show(
                "sent", DialogFile(bytes(upload.content), upload.content_type)
            ),
            "whole": self._pictures.async_show("whole", DialogFile(shot.whole)),
            "width": str(upload.width),
            "height": str(upload.height),
            "kilobytes": str(round(len(upload.content) / 1000)),
            "notes": await async_notes_on_picture(self._hass, shot.settings, daily_cap, upload),
        }

    async def _plates(self, shot: _Shot, sightings: tuple[Sighting, ...]) -> Placeholders:
        upload = shot.upload
        marks = [
            Mark(sighting.plate_box, sighting.vehicle_box, Words(plate=label(sighting)))
            for sighting in sightings
        ]
        picture = await self._hass.async_add_executor_job(annotated, bytes(upload.content), marks)
        return {
            "picture": self._pictures.async_show("read", DialogFile(picture)),
            "least_height": str(READABLE_HEIGHT),
            "rows": "\n".join(row(sighting, upload) for sighting in sightings),
            "notes": await async_notes_on_plates(self._hass, shot.settings, sightings),
        }

    async def _failure(
        self, step_id: str, key: str, camera: str, error: Exception | None = None
    ) -> Outcome:
        """Say in the words of an action's error what went wrong."""
        detail = error.detail if isinstance(error, SnapshotError) else str(error or "")
        placeholders = {
            "account": self._entry.title,
            "camera": camera,
            "detail": detail or NO_DETAIL,
        }
        reason = await async_sentence(self._hass, "exceptions", f"{key}.message", placeholders)
        return Outcome(step_id, {"reason": reason})
