"""Quads around text."""

from itertools import permutations

import numpy as np
import pytest

from sandbox.reader.geometry import grown, ordered, quad_size, straightened

CORNERS = [(10, 20), (110, 20), (110, 60), (10, 60)]
TILTED = [(10, 20), (110, 40), (105, 80), (5, 60)]


def quad(corners: list[tuple[int, int]]) -> np.ndarray:
    return np.array(corners, np.float32)


@pytest.mark.parametrize("corners", [CORNERS, TILTED])
def test_corners_in_any_order_become_the_same_quad(corners: list[tuple[int, int]]) -> None:
    for order in permutations(corners):
        assert np.array_equal(ordered(quad(list(order))), quad(corners))


def test_a_quad_grows_by_shares_of_its_height() -> None:
    bigger = grown(quad(CORNERS), along=0.5, across=0.25)

    assert np.allclose(bigger, [(-10, 10), (130, 10), (130, 70), (-10, 70)])


def test_a_straightened_quad_is_upright_and_as_large_as_it_was() -> None:
    picture = np.zeros((100, 120, 3), np.uint8)
    picture[20:60, 10:110] = 255

    upright = straightened(picture, quad(CORNERS))

    assert quad_size(quad(CORNERS)) == (100, 40)
    assert upright.shape == (40, 100, 3)
    assert upright[2:-2, 2:-2].min() == 255
