"""The body of a webhook, told by what it is: its content type may be missing or wrong.

| a body that begins with | is taken for |
|---|---|
| `--` | a multipart form with `json` and `upload` |
| `{` or `[` | the JSON itself |
| anything else | an urlencoded form with `json` or, if it has none, the JSON itself |
"""

# ruff: noqa: N818 - both are outcomes, as those of `errors` are

from collections.abc import Iterator
from dataclasses import dataclass
import re
from typing import Final
from urllib.parse import parse_qsl

from aiohttp import hdrs
from aiohttp.web import BaseRequest, RequestPayloadError
import orjson

MOST_BYTES: Final = 16 * 1_048_576
"""Bytes of a body: what Home Assistant takes in any request."""
MOST_TEXT_BYTES: Final = 262_144
"""Bytes of its JSON. A picture with a hundred plates makes some 100,000."""
_MOST_ESCAPED_BYTES: Final = 3 * MOST_TEXT_BYTES
"""Bytes of a body without a picture: in an urlencoded form, one becomes up to three."""
_CHUNK: Final = 262_144
"""Bytes that are asked for at a time."""

_MOST_FIELDS: Final = 32
"""Of a form. Three are documented."""
_LONGEST_BOUNDARY: Final = 72
"""Bytes with the two dashes (RFC 2046)."""
_LONGEST_HEAD: Final = 8_192
"""Bytes of a part's headers."""
_NAME: Final = re.compile(
    rb'^content-disposition:[^\r\n]*?;\s*name="?([^";\r\n]+)', re.IGNORECASE | re.MULTILINE
)


class NoPayload(Exception):
    """There is no JSON in the body. The text says why, and holds nothing of the body."""


class BodyTooLarge(Exception):
    """The body, or the JSON in it, is larger than any webhook's."""


@dataclass(frozen=True, slots=True)
class WebhookBody:
    """What a webhook's body holds.

    Nothing of it is decoded: while it waits, the values of JSON take up to twenty times as much
    memory as its text.
    """

    text: bytes
    """The JSON as it came. It is well-formed, and of whatever type."""
    picture: bytes | None
    """The file `upload`, None if it is missing or empty. Nobody has looked at what is in it."""

    @property
    def bytes(self) -> int:
        """What it takes in memory."""
        return len(self.text) + len(self.picture or b"")


async def read_body(request: BaseRequest) -> WebhookBody:
    """Read the body of a webhook. The whole of it is held in memory, nothing goes to a file.

    Of the request only `headers` and `content.read` are used: that is all there is of one that
    Home Assistant's cloud passes on.

    Raises:
        NoPayload: there is no JSON in it, or it never arrived whole.
        BodyTooLarge: it is over `MOST_BYTES`, or its JSON is over `MOST_TEXT_BYTES`.
    """
    body = await _whole(request)
    picture: bytes | None = None
    if body.startswith(b"--"):
        text, picture = _of_multipart(body)
    else:
        text = _of_text(body)
    _check_json(text)
    return WebhookBody(text, picture)


def decoded(text: bytes) -> object:
    """Return the JSON of a webhook's text.

    Stricter than what reads the API's answers, as anyone may send a webhook: no NaN, no half of a
    surrogate pair, no nesting that would be too deep for whoever writes it again.

    Raises:
        ValueError: it is none.
    """
    return orjson.loads(text)


async def _whole(request: BaseRequest) -> bytearray:
    declared = request.headers.get(hdrs.CONTENT_LENGTH, "")
    if declared.isdecimal() and float(declared) > MOST_BYTES:
        raise BodyTooLarge
    body = bytearray()
    content = request.content
    try:
        while chunk := await content.read(_CHUNK):
            body += chunk
            if len(body) > MOST_BYTES:
                raise BodyTooLarge
    except (RequestPayloadError, OSError) as err:
        raise NoPayload("the body did not arrive whole") from err
    return body


def _of_multipart(body: bytearray) -> tuple[bytes, bytes | None]:
    """Return the JSON and the picture of a form. Of fields with the same name, the first counts."""
    fields: dict[bytes, bytes] = {}
    for name, content in _parts(body):
        fields.setdefault(name, content)
    if b"json" not in fields:
        raise NoPayload("the form has no field json")
    return fields[b"json"], fields.get(b"upload") or None


def _parts(body: bytearray) -> Iterator[tuple[bytes, bytes]]:
    """Yield the names and contents of a multipart form's fields.

    Taken apart by hand: aiohttp's reader needs a stream, and for a form of very many parts or
    lines it would keep the event loop busy for seconds. Nothing is copied but the contents, once:
    with a large picture, that is most of what an answer takes.
    """
    boundary = body[: _LONGEST_BOUNDARY + 2].partition(b"\r\n")[0].rstrip(b" \t")
    if not 2 < len(boundary) <= _LONGEST_BOUNDARY:  # noqa: PLR2004 - the two dashes
        raise NoPayload("the form has no boundary")
    start = len(boundary)
    for _ in range(_MOST_FIELDS + 2):
        if body.startswith(b"--", start):
            return
        end = body.find(b"\r\n" + boundary, start)
        if end < 0:
            break
        head, found, _ = body[start : min(end, start + _LONGEST_HEAD)].partition(b"\r\n\r\n")
        if found and (name := _NAME.search(head)):
            yield bytes(name[1]), bytes(memoryview(body)[start + len(head) + 4 : end])
        start = end + 2 + len(boundary)
    raise NoPayload("the form has no end")


def _of_text(body: bytearray) -> bytes:
    """Return the JSON of a body that is a text."""
    if len(body) > _MOST_ESCAPED_BYTES:
        raise BodyTooLarge
    text = bytes(body)
    if text.lstrip().startswith((b"{", b"[")):  # its texts may look like fields of a form
        return text
    try:
        fields = parse_qsl(text, max_num_fields=_MOST_FIELDS)
    except ValueError:  # too many: no form of ours
        return text
    return next((value for name, value in fields if name == b"json"), text)


def _check_json(text: bytes) -> None:
    if len(text) > MOST_TEXT_BYTES:
        raise BodyTooLarge
    try:
        decoded(text)
    except ValueError:
        raise NoPayload("the body has no JSON, or JSON that is not well-formed") from None
