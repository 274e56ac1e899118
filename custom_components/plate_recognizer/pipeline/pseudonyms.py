"""What a stranger is called where its plate may not be seen, for as long as a key lives."""

from base64 import b32encode
from collections.abc import Callable
from datetime import datetime, timedelta
import hmac
import re
from typing import Final, override

from .plate_text import normal_form

KEY_LIFE: Final = timedelta(days=7)
"""After which nobody can say any more that who is seen was seen before."""

_BYTES: Final = 5
"""Of the digest: just what eight characters of base32 hold."""
_PSEUDONYM: Final = re.compile(r"#[A-Z2-7]{8}")


class Pseudonyms:
    """Names plates by a keyed hash. The key is in memory only, and thrown away in time.

    A plain hash would hide nothing: all plates of a country can be tried in a minute.

    Args:
        new_key: makes a secret of 32 bytes that nobody can guess.
    """

    __slots__ = ("_key", "_new_key", "_since")

    def __init__(self, new_key: Callable[[], bytes]) -> None:
        self._new_key = new_key
        self._key = b""
        self._since: datetime | None = None

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def of(self, plate: str, at: datetime) -> str:
        """Return the pseudonym of a plate: `#` and eight characters, A to Z and 2 to 7.

        Args:
            plate: however it is written.
            at: the time of now, by which the key is changed; also where the clock was put back.
        """
        if self._since is None or not timedelta() <= at - self._since < KEY_LIFE:
            self._key, self._since = self._new_key(), at
        digest = hmac.digest(self._key, (normal_form(plate) or plate).encode(), "sha256")
        return f"#{b32encode(digest[:_BYTES]).decode()}"


def is_pseudonym(plate: str) -> bool:
    """Say whether a text is a pseudonym: no engine reads a `#`, and no normal form has it."""
    return _PSEUDONYM.fullmatch(plate) is not None


def plate_key(plate: str) -> str | None:
    """Return by what two told plates are the same: the normal form, or a pseudonym as it is.

    So a pseudonym is never taken for a plate of the same letters. None if it is no plate.
    """
    return plate if is_pseudonym(plate) else normal_form(plate)
