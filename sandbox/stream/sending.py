"""Posts one webhook after the other, and prints what came of each."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
import itertools
import json
from pathlib import Path

from aiohttp import ClientSession

from ..api_server.clock import Clock
from ..api_server.pictures import Pictures
from ..webhook_post import BodyKind, Picture, Webhook, post_webhook
from .payload import StreamCamera, payload_of


class NotAPictureError(Exception):
    """A file that should be a picture is none; the text says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to send."""

    camera: StreamCamera
    pictures: tuple[Path, ...]
    """Files to be read, over and over in this order."""
    payload: Path | None
    """A file that is sent as it is, instead of what is read in the pictures."""
    count: int
    interval: float
    """Seconds between two webhooks."""
    kind: BodyKind
    headers: Mapping[str, str]


async def send_all(wanted: Wanted, clock: Clock) -> bool:
    """Post the webhooks, print a line of JSON for each, and return whether all were taken.

    Raises:
        NotAPictureError: a picture doesn't open.
        OSError: a file can't be read.
    """
    reader = Pictures()
    taken = True
    try:
        async with ClientSession() as session:
            async for webhook in _webhooks(wanted, reader, clock):
                outcome = await post_webhook(session, wanted.camera.target, webhook)
                line = {"status": outcome.status, "milliseconds": round(outcome.seconds * 1000, 3)}
                print(json.dumps(line), flush=True)
                taken = taken and outcome.succeeded
    finally:
        await reader.close()
    return taken


async def _webhooks(wanted: Wanted, reader: Pictures, clock: Clock) -> AsyncIterator[Webhook]:
    files = itertools.cycle(wanted.pictures or (None,))
    started = clock.monotonic()
    for number, file in enumerate(itertools.islice(files, wanted.count)):
        if number:
            await clock.sleep(wanted.interval)
        picture = None if file is None else Picture(file.name, file.read_bytes())
        if wanted.payload is not None:
            payload = wanted.payload.read_bytes()
        else:
            assert picture is not None  # noqa: S101 - the command line asks for one or the other
            payload = await _read(wanted.camera, picture, reader, clock, started)
        yield Webhook(payload=payload, kind=wanted.kind, picture=picture, headers=wanted.headers)


async def _read(
    camera: StreamCamera, picture: Picture, reader: Pictures, clock: Clock, started: float
) -> bytes:
    moment, position = clock.now().astimezone(), clock.monotonic() - started
    read = await reader.open(picture.content, wants_plates=True)
    if read is None:
        raise NotAPictureError(f"{picture.name} is no picture that opens.")
    return payload_of(camera, read.plates, moment, position)
