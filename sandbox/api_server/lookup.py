"""Answers a lookup: checks it, reads the picture or takes the scripted results, and bills it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ..plate_read import ImageSize
from ..webhook_post import Picture
from .answers import Envelope, results_of
from .delivery import Answer
from .fetching import fetch_picture
from .form import File, Form
from .journal import RequestRecord
from .manner import Manner
from .refusal import RefusedError, refused_fields, too_large
from .request_checks import BAD_IMAGE, Address, LookupRequest, check_lookup
from .state import Sandbox


async def answer_lookup(
    sandbox: Sandbox, form: Form, header: str | None, record: RequestRecord
) -> Answer:
    """Return the answer to a lookup with this form and Authorization header.

    Checked in this order: token, throttle, credits, size, form, picture (which is fetched, where
    the form has its address). Every answered lookup is billed and told by webhook, also without a
    plate; a refused one is not, and leaves a scripted answer to the next.

    Raises:
        RefusedError: the lookup isn't answered.
    """
    sandbox.account.check_token(header)
    sandbox.account.admit(sandbox.clock.monotonic())
    _check_size(sandbox.manner, form)
    request = check_lookup(form)
    image = await _image_of(request)
    record.note_decoded(image)
    async with sandbox.readers.one(sandbox.account.terms.at_once):
        started = sandbox.clock.monotonic()
        recognition = await _recognise(sandbox, request, image, record.sha256)
        record.image, record.billed = recognition.image, True
        latency = sandbox.account.terms.latency
        await sandbox.clock.sleep(max(0.0, started + latency - sandbox.clock.monotonic()))
    body = _envelope(sandbox, request, image.name, recognition.image, started).around(
        recognition.results, sandbox.manner, request.config
    )
    picture = Picture(image.name, image.content)
    sandbox.webhooks.tell(record.number, body, picture)
    return Answer(sandbox.manner.lookup_status, body, recognition.answered_by)


async def _image_of(request: LookupRequest) -> File:
    image = request.image
    return await fetch_picture(image.url) if isinstance(image, Address) else image


def _check_size(manner: Manner, form: Form) -> None:
    if manner.size_limit is not None and form.size > manner.size_limit:
        raise too_large()


@dataclass(frozen=True, slots=True)
class _Recognition:
    """What a billed lookup found, and who says so."""

    image: ImageSize
    results: Sequence[object]
    answered_by: Literal["read", "scripted"]


async def _recognise(
    sandbox: Sandbox, request: LookupRequest, image: File, picture_hash: str | None
) -> _Recognition:
    """Open the picture, read it unless an answer was scripted, and bill that.

    Raises:
        RefusedError: it isn't a picture, or the last credit has gone meanwhile.
    """
    scripted = sandbox.answers.take(picture_hash, request.config.detection_mode)
    try:
        picture = await sandbox.pictures.open(image.content, wants_plates=scripted is None)
        if picture is None:
            field = "upload_url" if isinstance(request.image, Address) else "upload"
            raise refused_fields({field: [BAD_IMAGE]})
        sandbox.account.bill()
    except RefusedError:
        if scripted is not None:
            sandbox.answers.put_back(picture_hash, scripted)
        raise
    if scripted is not None:
        return _Recognition(picture.size, scripted, "scripted")
    results = results_of(picture.plates, request.config, mmc=request.mmc)
    return _Recognition(picture.size, results, "read")


def _envelope(
    sandbox: Sandbox, request: LookupRequest, name: str, image: ImageSize, started: float
) -> Envelope:
    now = sandbox.clock.now()
    terms = sandbox.account.terms
    return Envelope(
        filename=_prefixed(name, now, terms.calls) if sandbox.manner.name == "cloud" else name,
        camera_id=request.camera_id,
        timestamp=request.taken_at or now,
        processing_time=round((sandbox.clock.monotonic() - started) * 1000, 3),
        image=image,
        usage={"calls": terms.calls, "max_calls": terms.limit},
    )


def _prefixed(name: str, now: datetime, calls: int) -> str:
    """Return the name as the cloud gives it back: ``car.jpg`` → ``1617_7M83K_car.jpg``."""
    return f"{now:%H%M}_{calls:05X}_{name}"
