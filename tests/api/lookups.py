"""Lookups to make."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from custom_components.plate_recognizer.api.engine import EngineConfig
from custom_components.plate_recognizer.api.form import LookupRequest
from custom_components.plate_recognizer.api.picture import PictureFile

FILE = PictureFile(b"\xff\xd8 a picture \xff\xd9", "image/jpeg")

PLAIN = LookupRequest(
    picture=FILE,
    camera_id=None,
    taken_at=datetime(2026, 2, 11, 9, 14, 7, 318254, tzinfo=UTC),
    nonce="n0nce",
    regions=(),
    mmc=False,
    engine=EngineConfig(),
)
"""A lookup with everything at its default."""


def lookup_with(**changes: Any) -> LookupRequest:  # noqa: ANN401 - any field of the request
    """Make a lookup that differs from the plain one."""
    return replace(PLAIN, **changes)
