"""Real photographs. They are no part of the project: tests that need them are skipped without."""

from pathlib import Path

import pytest

PHOTOS = Path(__file__).parents[2] / "shared" / "photos"

needs_photos = pytest.mark.skipif(
    not PHOTOS.is_dir(), reason="there are no photographs beside the project"
)
