"""Patches of windows: connected, and thick."""

from hypothesis import given, strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
import numpy as np
import pytest

from custom_components.plate_recognizer.pipeline.patches import patches, thick
from custom_components.plate_recognizer.pipeline.scene import Mask


def drawn(*rows: str) -> Mask:
    return np.array([[cell == "#" for cell in row] for row in rows])


MASKS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=12))


def test_what_touches_at_a_corner_is_one_patch_and_rows_do_not_run_on() -> None:
    mask = drawn(
        "##...#",
        "..#...",
        "#....#",
    )
    assert sorted(int(patch.sum()) for patch in patches(mask)) == [1, 1, 1, 3]


@given(MASKS)
def test_each_window_is_in_one_patch(mask: Mask) -> None:
    found = list(patches(mask))
    assert np.array_equal(np.sum([np.zeros_like(mask), *found], axis=0), mask)
    assert all(patch.any() for patch in found)


@given(MASKS)
def test_two_patches_never_touch(mask: Mask) -> None:
    places = [set(map(tuple, np.argwhere(patch).tolist())) for patch in patches(mask)]
    for index, one in enumerate(places):
        around = {
            (r + down, c + right) for r, c in one for down in (-1, 0, 1) for right in (-1, 0, 1)
        }
        assert not any(around & other for other in places[index + 1 :])


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_lines_are_left_out_and_a_square_is_kept(width: int) -> None:
    mask = np.zeros((20, 40), np.bool_)
    mask[8 : 8 + width] = True
    assert not thick(mask, 5).any()
    mask[5:12, 10:17] = True
    assert thick(mask, 5)[5:12, 10:17].all()


def test_a_hole_of_a_window_does_not_make_a_patch_thin() -> None:
    mask = np.ones((9, 9), np.bool_)
    mask[4, 4] = False
    assert thick(mask, 5).all()


@given(MASKS, st.sampled_from([1, 3, 5]))
def test_nothing_thick_is_farther_than_a_gap_from_what_there_was(mask: Mask, windows: int) -> None:
    if not mask.any():
        assert not thick(mask, windows).any()
    assert thick(mask, windows).shape == mask.shape
