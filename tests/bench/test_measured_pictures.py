"""The pictures of the benchmarks, on a machine with the photograph and on one without."""

from io import BytesIO
from pathlib import Path

from PIL import Image
import pytest

from bench import pictures
from bench.pictures import take_pictures
from tests.photos import PHOTOS, needs_photos

CLOUD = 3_000_000


def size(content: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(content)) as image:
        return image.size


@pytest.mark.parametrize(
    "photo", [pytest.param(PHOTOS / "cars-4k.jpg", marks=needs_photos), Path("nowhere.jpg")]
)
def test_each_is_as_large_as_its_budget_or_limit_wants_it(
    photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_PHOTO", photo)

    taken = take_pictures()

    assert size(taken.full_hd) == (1920, 1080)
    assert 400_000 < len(taken.full_hd) <= 500_000
    assert {size(large) for large in (taken.uhd, taken.finest_uhd, taken.ordinary_uhd)} == {
        (3840, 2160)
    }
    assert len(taken.uhd) < CLOUD < min(len(taken.finest_uhd), len(taken.ordinary_uhd))
