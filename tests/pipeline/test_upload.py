"""Boxes in the picture that was sent are told to users in the scale of the full one."""

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.frame import Upload

sides = st.integers(1, 4000)
edges = st.integers(-10, 4010)


@st.composite
def boxes(draw: st.DrawFn, width: int, height: int) -> Box:
    """Give a box in a picture of that size."""
    xmin, ymin = draw(st.integers(0, width - 1)), draw(st.integers(0, height - 1))
    return Box(xmin, ymin, draw(st.integers(xmin + 1, width)), draw(st.integers(ymin + 1, height)))


@st.composite
def uploads(draw: st.DrawFn, factor: st.SearchStrategy[float]) -> Upload:
    """Give what is sent of a part of a picture, smaller than it by a factor."""
    full = draw(sides), draw(sides)
    part = draw(boxes(*full))
    shrunk = draw(factor)
    width = max(1, round((part.xmax - part.xmin) / shrunk))
    height = max(1, round((part.ymax - part.ymin) / shrunk))
    return Upload(b"", "image/jpeg", width, height, *full, part)


@given(uploads(st.floats(1, 8)), st.tuples(edges, edges, edges, edges))
@settings(deadline=None)
def test_a_mapped_box_lies_in_the_part_that_was_sent_and_has_an_area(
    upload: Upload, corners: tuple[int, int, int, int]
) -> None:
    box, part = upload.to_full(Box(*corners)), upload.part

    assert part.xmin <= box.xmin < box.xmax <= part.xmax <= upload.full_width
    assert part.ymin <= box.ymin < box.ymax <= part.ymax <= upload.full_height


@given(st.data(), uploads(st.just(1)))
@settings(deadline=None)
def test_a_box_in_an_unscaled_part_is_only_moved(data: st.DataObject, upload: Upload) -> None:
    box = data.draw(boxes(upload.width, upload.height))
    left, top = upload.part.xmin, upload.part.ymin

    assert upload.to_full(box) == Box(
        box.xmin + left, box.ymin + top, box.xmax + left, box.ymax + top
    )


@given(st.data(), uploads(st.floats(1, 8)))
@settings(deadline=None)
def test_a_mapped_box_covers_the_same_share_of_the_part(
    data: st.DataObject, upload: Upload
) -> None:
    box, part = data.draw(boxes(upload.width, upload.height)), upload.part

    mapped = upload.to_full(box)

    for low, high, sent in (("xmin", "xmax", upload.width), ("ymin", "ymax", upload.height)):
        start, scale = getattr(part, low), (getattr(part, high) - getattr(part, low)) / sent
        exact = start + getattr(box, low) * scale, start + getattr(box, high) * scale
        assert getattr(mapped, low) == pytest.approx(exact[0] - 0.5, abs=0.5 + 1e-6)
        assert getattr(mapped, high) == pytest.approx(exact[1] + 0.5, abs=0.5 + 1e-6)
