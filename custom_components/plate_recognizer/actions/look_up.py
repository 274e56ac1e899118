"""Looks a picture up that an action was given, and says who is on it. Nothing is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..account import PlateRecognizerConfigEntry
from ..api.engine import EngineConfigError
from ..api.errors import SnapshotError
from ..api.picture import LookupPicture, PictureUrl
from ..const import CONF_ENGINE, CONF_MMC, CONF_REGIONS
from ..exceptions import lookup_error
from ..limiter import Priority, WaitedTooLong
from ..lookups import Answer, Picture
from ..pipeline.area import WHOLE, View
from ..pipeline.decision import Reason
from ..pipeline.frame import BrokenPicture, Upload, prepare
from ..pipeline.sighting import Look, Source, Thresholds
from ..scan import Scan, decision_on, sightings_in, size_of_picture
from ..scanner import CameraScanner
from ..settings import RecognitionSettings
from .action import refusal
from .pictures import Given, GivenPicture


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
    hass: HomeAssistant, account: PlateRecognizerConfigEntry, given: Given, manner: Manner
) -> Scan:
    """Have a picture read when its turn has come, before all that nobody waits for.

    Raises:
        HomeAssistantError: there is no answer; or, as `ServiceValidationError`, no picture.
    """
    lookups = account.runtime_data.lookups
    upload: Upload | None = None
    sent: LookupPicture
    if isinstance(given, PictureUrl):
        sent = given
    else:
        limit = lookups.upload_limit
        upload = await hass.async_add_executor_job(_prepared, given, limit, manner.view)
        sent = upload.file

    async def chosen() -> Picture:
        return Picture(sent, manner.look.taken_at, manner.recognition)

    try:
        answer = await lookups.async_ask(
            chosen, camera_id=manner.camera_id, priority=Priority.ACTION
        )
    except WaitedTooLong as error:
        raise lookup_error(Reason.WAITED_TOO_LONG.value, account.title) from error
    except SnapshotError as error:
        raise lookup_error(error.slug, account.title, error.detail) from error
    if answer is None:  # the account was stopped meanwhile
        raise refusal("account_not_running", account=account.title)
    return _brought(account, answer, upload, manner)


def _prepared(given: GivenPicture, limit: int | None, view: View) -> Upload:
    """Make a picture ready to be sent. Blocks.

    Raises:
        ServiceValidationError: it is none that could be sent.
    """
    try:
        return prepare(given.frame, limit, view)
    except BrokenPicture as error:
        raise refusal("picture_unreadable", picture=given.name, detail=str(error)) from error


def _brought(
    account: PlateRecognizerConfigEntry, answer: Answer, upload: Upload | None, manner: Manner
) -> Scan:
    identify = account.runtime_data.vehicles.async_identify
    sightings = tuple(
        # Before no camera only those are known who are known before all.
        identify(each, manner.camera_id or "")
        for each in sightings_in(answer, upload, manner.look, manner.thresholds)
    )
    return Scan(
        decision_on(sightings, manner.look.taken_at),
        sightings,
        answer.seconds,
        answer.recognition.processing_time,
        size_of_picture(answer, upload),
    )
