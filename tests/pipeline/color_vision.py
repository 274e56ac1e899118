"""How colors differ, for eyes that see them all and for those that don't; and how ink stands out.

The matrices are those of Machado, Oliveira and Fernandes, "A physiologically-based model for
simulation of color vision deficiency", IEEE TVCG 15(6), 2009, for a severity of 1. Differences are
CIE's of 1976, in L*a*b*: 2.3 can just be noticed. Contrast is that of WCAG 2.
"""

from math import dist

type Color = tuple[int, int, int]
type Matrix = tuple[tuple[float, float, float], ...]

EYES: dict[str, Matrix] = {
    "all colors": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}

_TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)


def difference(one: Color, other: Color, eyes: str) -> float:
    """Tell how different two colors look."""
    return dist(_lab(one, EYES[eyes]), _lab(other, EYES[eyes]))


def contrast(one: Color, other: Color) -> float:
    """Tell how much two colors stand out against each other: from 1 to 21."""
    darker, lighter = sorted(_times(_TO_XYZ, _linear(color))[1] for color in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _linear(color: Color) -> tuple[float, ...]:
    shares = (value / 255 for value in color)
    return tuple(
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )


def _times(matrix: Matrix, values: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, values, strict=True)) for row in matrix)


def _lab(color: Color, eyes: Matrix) -> tuple[float, float, float]:
    seen = tuple(min(max(value, 0), 1) for value in _times(eyes, _linear(color)))
    ratios = (v / w for v, w in zip(_times(_TO_XYZ, seen), _WHITE, strict=True))
    x, y, z = (r ** (1 / 3) if r > 216 / 24389 else (24389 / 27 * r + 16) / 116 for r in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
