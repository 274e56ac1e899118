"""What a server says in words, made fit for a log line and a dialog."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
import html
import json
import re
from typing import Final, TypeGuard
from urllib.parse import quote

_HIDDEN: Final = "***"

DETAIL_LIMIT: Final = 200
"""Characters. Longer texts are proxies' error pages, not messages."""

_SEARCHED: Final = 10 * DETAIL_LIMIT
"""Characters that secrets are searched in: enough for one that goes over the end of a message. A
long page costs no more time than that."""

_PLAIN_KEYS: Final = ("detail", "error", "non_field_errors")
_SILENT_KEYS: Final = ("status_code",)
_NESTING: Final = 4

_SECRET_NAMES: Final = frozenset(("license", "licence", "licensekey", "licencekey"))
"""Of an SDK's key, without case and separators: what bears them is never repeated."""
_SHORTEST_KEY: Final = 6
"""Characters. What is shorter is no key, and would hide half of all words."""

_LEADS: Final = r"""(?<!\w)(?:is|was|no|nr|number|value|none|null|[bur](?=["']))\b"""
_WORDS: Final = (
    "is|was|are|has|have|had|been|will|be|not|no|none|null|isn|doesn|does|do|can|could|cannot|may|must"
    "|for|of|the|this|that|your|our|in|on|at|and|or|to|with|a|an|from|by|as|field|required|missing"
    "|expired|expires|invalid|valid|wrong|unknown|revoked|disabled|blocked|found|used|exceeded"
    "|reached|limit|matches|match|error|failed"
)
_OPENING: Final = "\"'\u2018\u201c\u00ab"
_CLOSING: Final = "\"'\u2019\u201d\u00bb"
_LICENSE_KEY: Final = re.compile(
    rf"""
    (
        (?: licen[cs]e[\W_]{{0,8}}keys? | licen[cs]e[\\"']*\s*[:=] )
        (?: [\W_] | {_LEADS} )*
    )
    (?:
        (?<= \W[{_OPENING}] ) [^{_CLOSING}]+
        | (?<! \w ) (?! (?:{_WORDS})\b ) [^\W_] [^\s{_CLOSING})\]}}]*
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A key that nobody has told, behind its name: what stands in quotes, or the first word that isn't
one of those that are said about a key."""
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
    if names := _secret_names(answer):
        return " ".join(names)
    said = [text for key in _PLAIN_KEYS for text in _texts(answer.get(key))]
    for key, value in answer.items():
        if is_secret(key):
            said.append(f"{key}: {_HIDDEN}")
        elif key not in _PLAIN_KEYS + _SILENT_KEYS:
            said.extend(f"{key}: {text}" for text in _texts(value))
    return " ".join(said)


def is_secret(name: object) -> TypeGuard[str]:
    """Say whether a value with this name is an SDK's licence key."""
    if not isinstance(name, str):
        return False
    return "".join(filter(str.isalpha, name.casefold())).removesuffix("s") in _SECRET_NAMES


def license_keys(answer: object) -> tuple[str, ...]:
    """Find the licence keys that an SDK tells of itself, to be hidden wherever they appear."""
    if not isinstance(answer, dict):
        return ()
    return tuple(
        " ".join(value.split())
        for name, value in answer.items()
        if is_secret(name) and isinstance(value, str) and len(value) >= _SHORTEST_KEY
    )


def beginning(text: str) -> str:
    """Return as much of a text as is searched for secrets, in one line."""
    line = " ".join(text.split())
    if len(line) <= _SEARCHED:
        return line
    return line[:_SEARCHED].rpartition(" ")[0] or line[:_SEARCHED]  # half a key isn't known


def _spellings(secret: str) -> set[str]:
    """Return how a secret may be written: in an address, in JSON, in HTML, in base64.

    Of a few characters, these would be a part of many words.
    """
    if len(secret) < _SHORTEST_KEY:
        return {secret}
    return {
        secret,
        quote(secret),
        quote(secret, safe=""),
        json.dumps(secret)[1:-1],
        html.escape(secret),
        b64encode(secret.encode()).decode().rstrip("="),
    }


def shorten(text: str, secrets: Iterable[str] = ()) -> str:
    """Make one line of at most `DETAIL_LIMIT` printable characters.

    None of the secrets is in it, nor what seems to be an SDK's licence key.
    """
    line = beginning(text)
    spellings = {each for secret in secrets for each in _spellings(secret)}
    for spelling in sorted(spellings, key=len, reverse=True):  # one may be part of another
        line = re.sub(re.escape(spelling), _HIDDEN, line, flags=re.IGNORECASE)
    line = _LICENSE_KEY.sub(rf"\1{_HIDDEN}", line)
    printable = "".join(char if char.isprintable() else " " for char in line)
    line = " ".join(printable.split())
    return line if len(line) <= DETAIL_LIMIT else line[: DETAIL_LIMIT - 1] + "…"


def _texts(value: object, nesting: int = _NESTING) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif nesting and isinstance(value, list):
        for item in value:
            yield from _texts(item, nesting - 1)
    elif nesting and isinstance(value, dict):
        if names := _secret_names(value):
            yield from names
            return
        for key, item in value.items():
            if not is_secret(key):
                yield from _texts(item, nesting - 1)


def _secret_names(fields: Mapping[str, object]) -> list[str]:
    """Return which secrets an object speaks of: anything else in it may be their value."""
    said = (value if isinstance(value, list) else [value] for value in fields.values())
    return [text for texts in said for text in texts if is_secret(text)]
