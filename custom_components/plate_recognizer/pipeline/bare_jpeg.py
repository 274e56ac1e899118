"""Whether a JPEG has anything besides its pixels, which nobody who looks at it would see."""

import re
from typing import Final

_BEGINS: Final = b"\xff\xd8"
_END: Final = b"\xff\xd9"

_SCAN: Final = 0xDA
"""Behind it the pixels follow, until the next marker."""
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
"""Kinds of JPEG: all that anybody makes."""
_TABLES: Final = frozenset({0xC4, 0xDB, 0xDD})
"""By which the pixels are read."""
_ABOUT: Final = {0xE0: 14, 0xEE: 12, 0xFE: 32}
"""What may stand beside the pixels, and the bytes that it may have: their density, the form of
their colors, and the name of the encoder, which ffmpeg writes. All else might show a second
picture, as EXIF does, or tell where this one was taken."""

_MARKER: Final = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")
"""Among pixels: what else begins like one is their own (ITU-T T.81, B.1.1.2 and B.1.1.5)."""


def is_bare_jpeg(content: bytes) -> bool:
    """Tell whether a picture is a JPEG, and nothing stands beside its pixels or behind them."""
    if not content.startswith(_BEGINS):
        return False
    at = len(_BEGINS)
    while content[at : at + 2] != _END:
        marker, length = content[at + 1 : at + 2], int.from_bytes(content[at + 2 : at + 4])
        if content[at : at + 1] != b"\xff" or not marker or not _may_stand(marker[0], length - 2):
            return False
        at += 2 + length
        if marker[0] == _SCAN:
            if (following := _MARKER.search(content, at)) is None:
                return False
            at = following.end() - 2
    return at + len(_END) == len(content)


def _may_stand(marker: int, length: int) -> bool:
    return length >= 0 and (
        marker == _SCAN
        or marker in _FRAMES
        or marker in _TABLES
        or length <= _ABOUT.get(marker, -1)
    )
