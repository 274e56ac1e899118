"""Chance that is the same each time: nothing here depends on what was asked before."""

from collections.abc import Callable
from math import pi, sin
from random import Random


def chance(*key: object) -> Random:
    """Return a source of chance that belongs to a key alone, such as a seed and a name."""
    return Random(":".join(map(str, key)))  # noqa: S311 - weather and traffic are no secrets


def swing(random: Random, *periods: float) -> Callable[[float], float]:
    """Return something that swings between -1 and 1 over time, with several periods at once.

    Args:
        random: where in each period it begins.
        periods: seconds; the first has the greatest share.
    """
    waves = [
        (2 * pi / period, random.uniform(0, 2 * pi), 0.6**place)
        for place, period in enumerate(periods)
    ]
    total = sum(share for _, _, share in waves)

    def value_at(t: float) -> float:
        return sum(share * sin(pace * t + phase) for pace, phase, share in waves) / total

    return value_at


def coin(random: Random) -> bool:
    """Toss a coin."""
    return bool(random.getrandbits(1))
