"""Takes a frame from a camera of Home Assistant, or what an image entity shows."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
import re

from homeassistant.components import camera, image
from homeassistant.core import HomeAssistant

from .api.wording import beginning, shorten
from .pipeline.frame import Frame

CAMERA_TIMEOUT = 10
"""Seconds until a camera that gives no picture has failed; as in Home Assistant's core."""

_CREDENTIALS = re.compile(r"(?<=://)\S*@")
"""User and password of an address, as in `rtsp://user:password@camera/`."""
_QUERY = re.compile(r"(?<=\?)\S+")
"""What follows the question mark of an address: some cameras take their password there."""
_NAME = r"(?: pass(?:word|wd|phrase|code)? | pwd | secret | token | api[-_\s]?key ) [\w-]{0,20}"
"""What a password is called. Longer names would cost more time the more of them there are."""
_IS = r"""[\\"'\[\]]{0,4} \s? (?: [:=]+>? | -> | %3[ad] ) \s?"""
"""Between its name and itself."""
_QUOTED = r"""
    (?: \w{0,20} \( )? [bru]{0,2} \\{0,4}
    (?P<quote>["'`]) (?: \\. | (?! (?P=quote) ) . )* (?P=quote)? [^\s,;)}\]]*
"""
"""Up to the same quotation mark, as in `'my, "secret"'` or `SecretStr('secret')`."""


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.VERBOSE)


_NAMED = (
    _pattern(rf"(?P<name> authorization {_IS} ) (?: {_QUOTED} | .+ )"),
    _pattern(rf"(?P<name> {_NAME} > ) [^<]+"),
    _pattern(
        rf"(?P<name> {_NAME} {_IS} (?: (?: basic | bearer | digest | token ) \s )? )"
        rf" (?: {_QUOTED} | \S+ )"
    ),
)
"""What is called a password, as in `{'password': 'secret'}` or `<password>secret</password>`. An
authorization has words and commas of its own: all that follows may be part of it."""


class CameraFailed(Exception):  # noqa: N818 - named after what happened, like the API's errors
    """The camera gave no picture."""


type GetImage = Callable[..., Awaitable[camera.Image | image.Image]]
"""Home Assistant's own way to the picture of an entity."""


async def async_capture(
    hass: HomeAssistant,
    entity_id: str | None,
    taken_at: datetime,
    get_image: GetImage = camera.async_get_image,
) -> Frame:
    """Ask a camera for its picture of now.

    Args:
        hass: where the camera is.
        entity_id: of the camera; None if there is no such entity any more.
        taken_at: the time of asking, which is the frame's time.
        get_image: for another kind of entity, that of its kind.

    Raises:
        CameraFailed: it gave none; the text says why.
    """
    if entity_id is None:
        raise CameraFailed("the camera entity no longer exists")
    task = asyncio.current_task()
    cancelled_before = task.cancelling() if task is not None else 0
    try:
        given = await get_image(hass, entity_id, timeout=CAMERA_TIMEOUT)
    except Exception as error:
        if _is_cancelled(task, cancelled_before):
            # Home Assistant swallows that, and says that the camera has failed.
            raise asyncio.CancelledError from error
        # Home Assistant passes on whatever a camera integration raises. That isn't kept as the
        # cause, as whoever logs this would log it, too, with the password that may be in it.
        raise CameraFailed(without_credentials(error)) from None
    if _is_cancelled(task, cancelled_before):
        raise asyncio.CancelledError  # some camera has swallowed it, and given a picture
    return Frame(given.content, given.content_type, taken_at)


def _is_cancelled(task: asyncio.Task[object] | None, before: int) -> bool:
    return task is not None and task.cancelling() > before


def without_credentials(error: Exception) -> str:
    """Return what an error says in a short line, without the passwords that may be in it."""
    line = _CREDENTIALS.sub("***@", beginning(str(error)))
    line = _QUERY.sub("***", line)
    for pattern in _NAMED:
        line = pattern.sub(r"\g<name>***", line)
    return shorten(line) or type(error).__name__
