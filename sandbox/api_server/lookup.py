"""Answers a lookup: checks it, reads the picture or takes the scripted results, and bills it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ..plate_read import ImageSize
from ..webhook_post import Picture
from .answers import Envelope, results_of
from .delivery import Answer
from .form import Form
from .journal import RequestRecord
from .manner import Manner
from .refusal import RefusedError, refused_fields, too_large
from .request_checks import BAD_IMAGE, LookupRequest, check_lookup
from .state import Sandbox


async def answer_lookup(
    sandbox: Sandbox, form: Form, header: str | None, record: RequestRecord
) -> Answer:
    """Return the answer to a lookup with this form and Authorization header.

    Checked in this order: token, throttle, credits, size, form, picture. Every answered lookup is
    billed and told by webhook, also without a plate; a refused one is not, and leaves a scripted
    answer to the next.

    Raises:
        RefusedError: the lookup isn't answered.
    """
    started = sandbox.clock.monotonic()
    sandbox.account.check_token(header)
    sandbox.account.admit(started)
    _check_size(sandbox.manner, form)
    request = check_lookup(form)
    record.note_decoded(request.image)
    recognition = await _recognise(sandbox, request, record.sha256)
    record.image, record.billed = recognition.image, True
    latency = sandbox.account.terms.latency
    await sandbox.clock.sleep(max(0.0, started + latency - sandbox.clock.monotonic()))
    body = _envelope(sandbox, request, recognition.image, started).around(
        recognition.results, sandbox.manner, request.config
    )
    picture = Picture(request.image.name, request.image.content)
    sandbox.webhooks.tell(record.number, body, picture)
    return Answer(sandbox.manner.lookup_status, body, recognition.answered_by)


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
    sandbox: Sandbox, request: LookupRequest, picture_hash: str | None
) -> _Recognition:
    """Open the picture, read it unless an answer was scripted, and bill that.

    Raises:
        RefusedError: it isn't a picture, or the last credit has gone meanwhile.
    """
    scripted = sandbox.answers.take(picture_hash, request.config.detection_mode)
    try:
        picture = await sandbox.pictures.open(request.image.content, wants_plates=scripted is None)
        if picture is None:
            raise refused_fields({"upload": [BAD_IMAGE]})
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
    sandbox: Sandbox, request: LookupRequest, image: ImageSize, started: float
) -> Envelope:
    now = sandbox.clock.now()
    name = request.image.name
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
