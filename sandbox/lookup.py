"""Answers a lookup: checks it, reads the picture or takes the scripted results, and bills it."""

import asyncio
from typing import TYPE_CHECKING

from .answers import Envelope, results_of
from .delivery import Answer
from .refusal import RefusedError, refused_fields, too_large
from .request_checks import BAD_IMAGE, LookupRequest, check_lookup

if TYPE_CHECKING:
    from datetime import datetime

    from .form import Form
    from .journal import RequestRecord
    from .manner import Manner
    from .pictures import PictureRead
    from .state import Sandbox


async def answer_lookup(
    sandbox: Sandbox, form: Form, header: str | None, record: RequestRecord
) -> Answer:
    """Return the answer to a lookup with this form and Authorization header.

    Checked in this order: token, throttle, credits, size, form, picture. Every answered lookup is
    billed, also without a plate; a refused one is not, and leaves a scripted answer to the next.

    Raises:
        RefusedError: the lookup isn't answered.
    """
    started = sandbox.clock.monotonic()
    sandbox.account.check_token(header)
    sandbox.account.admit(started)
    _check_size(sandbox.manner, form)
    request = check_lookup(form)
    record.note_decoded(request.image)
    scripted = sandbox.answers.take()
    try:
        picture = await _opened(sandbox, request, wants_plates=scripted is None)
        sandbox.account.bill()
    except RefusedError:
        if scripted is not None:
            sandbox.answers.put_back(scripted)
        raise
    record.image, record.billed = picture.size, True
    latency = sandbox.account.terms.latency
    await asyncio.sleep(max(0.0, started + latency - sandbox.clock.monotonic()))
    envelope = _envelope(sandbox, request, picture, started)
    read = results_of(picture.plates, request.config, mmc=request.mmc)
    results = read if scripted is None else scripted
    return Answer(
        status=sandbox.manner.lookup_status,
        body=envelope.around(results, sandbox.manner, request.config),
        answered_by="read" if scripted is None else "scripted",
    )


def _check_size(manner: Manner, form: Form) -> None:
    if manner.size_limit is not None and form.size > manner.size_limit:
        raise too_large()


async def _opened(sandbox: Sandbox, request: LookupRequest, *, wants_plates: bool) -> PictureRead:
    picture = await sandbox.pictures.open(request.image.content, wants_plates=wants_plates)
    if picture is None:
        raise refused_fields({"upload": [BAD_IMAGE]})
    return picture


def _envelope(
    sandbox: Sandbox, request: LookupRequest, picture: PictureRead, started: float
) -> Envelope:
    now = sandbox.clock.now()
    name = request.image.name
    terms = sandbox.account.terms
    return Envelope(
        filename=_prefixed(name, now, terms.calls) if sandbox.manner.name == "cloud" else name,
        camera_id=request.camera_id,
        timestamp=request.taken_at or now,
        processing_time=round((sandbox.clock.monotonic() - started) * 1000, 3),
        image=picture.size,
        usage={"calls": terms.calls, "max_calls": terms.limit},
    )


def _prefixed(name: str, now: datetime, calls: int) -> str:
    """Return the name as the cloud gives it back: ``car.jpg`` → ``1617_7M83K_car.jpg``."""
    return f"{now:%H%M}_{calls:05X}_{name}"
