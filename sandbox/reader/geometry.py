"""Quadrilaterals around text: measuring them and cutting them out of the picture.

A quad is four corner points in pixels, clockwise from the top left: shape (4, 2), (x, y).
"""

import cv2
import numpy as np
from numpy.typing import NDArray

type Picture = NDArray[np.uint8]
"""Height x width x 3, blue-green-red."""
type Quad = NDArray[np.float32]


def ordered(points: Quad) -> Quad:
    """Return the four points as a quad, whatever order they come in."""
    by_x = points[np.argsort(points[:, 0], kind="stable")]
    left, right = (side[np.argsort(side[:, 1], kind="stable")] for side in (by_x[:2], by_x[2:]))
    return np.array([left[0], right[0], right[1], left[1]], np.float32)


def quad_size(quad: Quad) -> tuple[float, float]:
    """Return width and height along the quad's own edges, the longer of each pair."""
    top_left, top_right, bottom_right, bottom_left = quad
    width = max(_distance(top_left, top_right), _distance(bottom_left, bottom_right))
    height = max(_distance(top_left, bottom_left), _distance(top_right, bottom_right))
    return width, height


def grown(quad: Quad, along: float, across: float) -> Quad:
    """Return the quad with each end and each side moved outwards by shares of its height."""
    top_left, top_right, bottom_right, bottom_left = quad
    height = _distance(top_left, bottom_left)
    right = (top_right - top_left) / max(_distance(top_left, top_right), 1e-6) * along * height
    down = (bottom_left - top_left) / max(height, 1e-6) * across * height
    return np.array(
        [
            top_left - right - down,
            top_right + right - down,
            bottom_right + right + down,
            bottom_left - right + down,
        ],
        np.float32,
    )


def straightened(picture: Picture, quad: Quad) -> Picture:
    """Return what is inside the quad as an upright picture of its size."""
    width, height = (max(1, round(length)) for length in quad_size(quad))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    warped = cv2.warpPerspective(
        picture,
        cv2.getPerspectiveTransform(quad, target),
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return warped.astype(np.uint8, copy=False)


def _distance(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(np.linalg.norm(one - other))
