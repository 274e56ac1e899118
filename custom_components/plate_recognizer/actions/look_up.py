"""Looks a picture up that an action was given, and says who is on it. Nothing is told of it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ..account import Account, PlateRecognizerConfigEntry
from ..api.engine import EngineConfigError
from ..api.errors import SnapshotError
from ..api.picture import LookupPicture, PictureUrl
from ..const import CONF_ENGINE, CONF_MMC, CONF_REGIONS, DOMAIN
from ..exceptions import lookup_error
from ..limiter import Priority, WaitedTooLong
from ..lookups import Answer, Picture
from ..pipeline.area import WHOLE, View
from ..pipeline.decision import Reason
from ..pipeline.frame import BrokenPicture, Frame, Upload, prepare
from ..pipeline.seen_picture import SeenPicture, untold_boxes
from ..pipeline.sighting import Look, Source, Thresholds
from ..scan import Scan, decision_on, detections_in, sightings_in, size_of_picture
from ..scanner import CameraScanner
from ..settings import RecognitionSettings
from .accounts import async_refuse_if_stopped
from .action import refusal
from .pictures import Given, GivenPicture

_PREPARING: Final[HassKey[asyncio.Lock]] = HassKey(f"{DOMAIN}.preparing")
"""One picture at a time: a large one takes hundreds of megabytes until it is ready to be sent."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a picture is read."""

    look: Look
    recognition: RecognitionSettings
    thresholds: Thresholds = field(default_factory=Thresholds)
    view: View = WHOLE
    """What of it is sent."""
    camera_id: str | None = None
    """Of the camera that would read it so."""

    @classmethod
    def of_camera(cls, scanner: CameraScanner, fields: Mapping[str, Any]) -> Self:
        """Read it as a camera would, but for what an action's fields say."""
        settings = scanner.settings
        recognition = overridden(settings.recognition, fields)
        look = scanner.look(Source.ACTION)
        return cls(look, recognition, settings.thresholds, settings.view, scanner.subentry_id)

    @classmethod
    def of_account(
        cls, account: PlateRecognizerConfigEntry, entity_id: str | None, fields: Mapping[str, Any]
    ) -> Self:
        """Read it as the account does, at no place and by no camera of it.

        Args:
            account: that reads it.
            entity_id: of the camera entity that gives it, if one does.
            fields: of the action.
        """
        look = Look(
            account_id=account.entry_id,
            place="",
            camera="",
            camera_entity_id=entity_id,
            device_id="",
            source=Source.ACTION,
            taken_at=dt_util.utcnow(),
        )
        return cls(look, overridden(RecognitionSettings.merged(account.options, {}), fields))


def overridden(recognition: RecognitionSettings, fields: Mapping[str, Any]) -> RecognitionSettings:
    """Return what the API is told where an action's fields say something else.

    Raises:
        ServiceValidationError: the engine has no such value, or it doesn't go with the regions.
    """
    engine = fields.get(CONF_ENGINE) or {}
    if not isinstance(engine, Mapping):
        raise refusal("engine_no_object")
    regions = fields.get(CONF_REGIONS, recognition.regions)
    try:
        changed = replace(
            recognition,
            regions=tuple(region for region in regions if region.strip()),
            mmc=fields.get(CONF_MMC, recognition.mmc),
            engine=recognition.engine.with_values({str(key): engine[key] for key in engine}),
        )
        changed.validate(engine)
    except EngineConfigError as error:
        raise refusal(error.slug, **error.placeholders) from error
    return changed


async def async_look_up(
    hass: HomeAssistant, running: Account, given: Given, manner: Manner
) -> Scan:
    """Have a picture read when its turn has come, before all that nobody waits for.

    Raises:
        HomeAssistantError: there is no answer; or, as `ServiceValidationError`, no picture, or no
            account any more.
    """
    lookups, title = running.lookups, running.entry.title
    content: bytes | None = None
    upload: Upload | None = None
    sent: LookupPicture
    if isinstance(given, PictureUrl):
        sent = given
    else:
        async with hass.data.setdefault(_PREPARING, asyncio.Lock()):
            content, prepared = await hass.async_add_executor_job(
                _prepared, given, lookups.upload_limit, manner
            )
        upload, sent = prepared, prepared.file

    async def chosen() -> Picture:
        return Picture(sent, manner.look.taken_at, manner.recognition)

    try:
        answer = await lookups.async_ask(
            chosen, camera_id=manner.camera_id, priority=Priority.ACTION
        )
    except WaitedTooLong as error:
        raise lookup_error(Reason.WAITED_TOO_LONG.value, title) from error
    except SnapshotError as error:
        raise lookup_error(error.slug, title, error.detail) from error
    async_refuse_if_stopped(running)
    assert answer is not None  # noqa: S101 - only an account that was stopped asks nothing
    scan = _brought(running, answer, upload, manner)
    if content is None or not scan.sightings:
        return scan
    untold = untold_boxes(detections_in(answer, upload), scan.sightings)
    return replace(scan, seen_on=SeenPicture(content, scan.sightings, manner.view, untold))


def _prepared(given: GivenPicture, limit: int | None, manner: Manner) -> tuple[bytes, Upload]:
    """Have a picture, and make it ready to be sent. Blocks.

    Raises:
        ServiceValidationError: it can't be had, or is none that could be sent.
    """
    frame = Frame(given.read(), "", manner.look.taken_at)
    try:
        return frame.content, prepare(frame, limit, manner.view)
    except BrokenPicture as error:
        raise refusal("picture_unreadable", picture=given.name, detail=str(error)) from error


def _brought(running: Account, answer: Answer, upload: Upload | None, manner: Manner) -> Scan:
    found = sightings_in(answer, upload, manner.look, manner.thresholds)
    sightings = tuple(
        # Before no camera only those are known who are known before all.
        running.vehicles.async_identify(each, manner.camera_id or "")
        for each in filter(manner.recognition.asks_for, found)
    )
    return Scan(
        decision_on(sightings, manner.look.taken_at),
        sightings,
        answer.seconds,
        answer.recognition.processing_time,
        size_of_picture(answer, upload),
    )
