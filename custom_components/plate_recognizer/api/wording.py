"""What a server says in words, made fit for a log line and a dialog."""

from collections.abc import Iterator
import html
import json
import re
from typing import Final

DETAIL_LIMIT: Final = 200
"""Characters. Longer texts are proxies' error pages, not messages."""

_PLAIN_KEYS: Final = ("detail", "error", "non_field_errors")
_SILENT_KEYS: Final = ("status_code",)
_SECRET_KEYS: Final = ("license_key",)
"""Of an SDK: never repeated, however deep it stands."""
_NESTING: Final = 4
_LICENSE_KEY: Final = re.compile(
    r"""(licen[cs]e[\s_-]?key["']?\s*[:=]\s*["']?|licen[cs]e[\s_-]?key\s+["']?(?=[\w-]*\d))[^\s"',}]+""",
    re.IGNORECASE,
)
"""Where it stands in a text that is no JSON: behind a colon, or as a word with a digit in it."""
_TAG: Final = re.compile(r"<[^<>]*>")


def decode_json(body: bytes) -> object:
    """Decode a JSON text.

    Raises:
        ValueError: it is none, or is nested deeper than any answer.
    """
    try:
        return json.loads(body)
    except RecursionError as err:
        raise ValueError("nested too deeply") from err


def words_of(body: bytes) -> str:
    """Find the message in a body: JSON in the manner of Django REST, HTML, or anything else."""
    try:
        answer = decode_json(body)
    except ValueError:
        return html.unescape(_TAG.sub(" ", body.decode(errors="replace")))
    return words_in(answer)


def words_in(answer: object) -> str:
    """Find the message in a decoded body; a parameter's own message follows its name."""
    if not isinstance(answer, dict):
        return " ".join(_texts(answer))
    said = [text for key in _PLAIN_KEYS for text in _texts(answer.get(key))]
    for key, value in answer.items():
        if key not in _PLAIN_KEYS + _SILENT_KEYS:
            said.extend(f"{key}: {text}" for text in _texts(value))
    return " ".join(said)


def shorten(text: str, secret: str | None = None) -> str:
    """Make one line of at most `DETAIL_LIMIT` printable characters.

    Neither the secret nor an SDK's licence key is in it.
    """
    if secret:
        text = re.sub(re.escape(secret), "***", text, flags=re.IGNORECASE)
    text = _LICENSE_KEY.sub(r"\1***", text)
    start = " ".join(text.split())[: 10 * DETAIL_LIMIT]  # so that a long page costs no time
    printable = "".join(char if char.isprintable() else " " for char in start)
    line = " ".join(printable.split())
    return line if len(line) <= DETAIL_LIMIT else line[: DETAIL_LIMIT - 1] + "…"


def _texts(value: object, nesting: int = _NESTING) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif nesting and isinstance(value, list):
        for item in value:
            yield from _texts(item, nesting - 1)
    elif nesting and isinstance(value, dict):
        for key, item in value.items():
            if key not in _SECRET_KEYS:
                yield from _texts(item, nesting - 1)
