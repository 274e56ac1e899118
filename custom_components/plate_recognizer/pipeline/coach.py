"""What to improve about a camera, by how plates look on its pictures: never by a single one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median
from typing import Final

from .plate_look import PlateLook

READABLE_HEIGHT: Final = 25
"""Pixels that a plate should be high, at least: below, letters run into each other."""

LEAST_SEEN: Final = 5
"""Plates by which a camera is judged, at least."""

_LEAST_FLAWED: Final = 3
"""Plates that have to show a flaw."""

_FLAWED: Final = 1 / 3
"""Share of the plates that could show a flaw, from which it is the camera's, not the driver's."""

_SHARP: Final = 0.25
"""Photographs and drawn scenes have 0.36 and more, by day and by night, askew and at any quality of
JPEG; blurred by a tenth of the plate's height, or moved by a third of it, 0.13 at most."""

_GLARING: Final = 1 / 3
"""Share of a plate. Of drawn plates 0.12 is white, in the worst quality of JPEG 0.23, of those on
photographs 0.02; of over-exposed ones 0.45 and more."""

_NIGHT: Final = 64
"""Level of what is around a plate: a quarter of the range. By day a plate may be white."""

_LIT: Final = 50
"""Level of a plate's light parts: a fifth of the range, of which grain is a good part. Drawn at
dusk they have 103 and more; with an eighth of the light of day 32 at most."""

_STEEPEST: Final = 20
"""Degrees. 30° to the side and to the top, which is still well, are seen as 16; 36° each as 20. The
photographs of a toll, read without a mistake, have up to 16."""

_LEAST_QUALITY: Final = 25
"""Of a JPEG. It rounds the coarsest shapes to 26 levels and the finest to 200: faint strokes are
gone, and strong ones have a fringe. Most programs make pictures of 75 and more."""


class AdviceKey(StrEnum):
    """What is said of a camera."""

    PLATE_TOO_SMALL = "plate_too_small"
    GLARE = "glare"
    DARK = "dark"
    BLURRED = "blurred"
    ANGLE = "angle"
    COMPRESSED = "compressed"
    FINE = "fine"
    TOO_LITTLE_SEEN = "too_little_seen"


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A plate on one of a camera's pictures."""

    sighting_id: str
    taken_at: datetime
    height: int
    """Pixels of the full picture."""
    look: PlateLook | None
    """None where the plate can't be looked at: in a thumbnail, or where it is painted out."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to improve, or why there is none."""

    key: AdviceKey
    values: Mapping[str, int]
    """What is filled into its text."""
    example: Glimpse | None = None
    """Where it is seen best."""


def _is_by_night(_glimpse: Glimpse, look: PlateLook) -> bool:
    return look.surroundings < _NIGHT


def _has_letters(glimpse: Glimpse, look: PlateLook) -> bool:
    """Say whether letters are there to be judged: what is too small or unlit is said already."""
    is_glaring = _is_by_night(glimpse, look) and look.white >= _GLARING
    return glimpse.height >= READABLE_HEIGHT and look.brightness >= _LIT and not is_glaring


@dataclass(frozen=True, slots=True)
class _Rule:
    """A flaw. What is bad about a look is a number: the more, the worse."""

    key: AdviceKey
    badness: Callable[[PlateLook], float]
    is_flawed: Callable[[PlateLook], bool]
    applies: Callable[[Glimpse, PlateLook], bool] = lambda _glimpse, _look: True
    values: Callable[[float], Mapping[str, int]] = lambda _middle: {}
    """Of the badness in the middle of those that have the flaw."""


_RULES: Final = (
    _Rule(
        AdviceKey.GLARE,
        lambda look: look.white,
        lambda look: look.white >= _GLARING,
        _is_by_night,
    ),
    _Rule(AdviceKey.DARK, lambda look: -look.brightness, lambda look: look.brightness < _LIT),
    _Rule(
        AdviceKey.BLURRED,
        lambda look: -look.sharpness,
        lambda look: look.sharpness < _SHARP,
        _has_letters,
    ),
    _Rule(
        AdviceKey.ANGLE,
        lambda look: look.tilt,
        lambda look: look.tilt >= _STEEPEST,
        _has_letters,
        lambda middle: {"degrees": round(middle)},
    ),
    _Rule(
        AdviceKey.COMPRESSED,
        lambda look: -(look.quality or 0),
        lambda look: look.quality is not None and look.quality < _LEAST_QUALITY,
        values=lambda middle: {"quality": round(-middle), "least": _LEAST_QUALITY},
    ),
)


def advise(glimpses: Sequence[Glimpse]) -> tuple[Advice, ...]:
    """Say what to improve first, and next; that all is well, or what is missing to say so.

    Args:
        glimpses: of one camera, in any order.
    """
    seen = [(each, each.look) for each in glimpses if each.look is not None]
    found = [*_on_height(glimpses)]
    if (more := LEAST_SEEN - len(seen)) > 0:
        values = {"seen": len(seen), "least": LEAST_SEEN, "more": more}
        return (*found, Advice(AdviceKey.TOO_LITTLE_SEEN, values))
    found += (advice for rule in _RULES if (advice := _by_rule(rule, seen)))
    return tuple(found) or (Advice(AdviceKey.FINE, {"seen": len(seen)}),)


def _on_height(glimpses: Sequence[Glimpse]) -> Iterable[Advice]:
    if len(glimpses) < LEAST_SEEN:
        return
    height = median(each.height for each in glimpses)
    if height < READABLE_HEIGHT:
        values = {"height": int(height), "least": READABLE_HEIGHT, "seen": len(glimpses)}
        example = min(glimpses, key=lambda each: (each.look is None, each.height))
        yield Advice(AdviceKey.PLATE_TOO_SMALL, values, example)


def _by_rule(rule: _Rule, seen: Iterable[tuple[Glimpse, PlateLook]]) -> Advice | None:
    judged = [(each, look) for each, look in seen if rule.applies(each, look)]
    flawed = [(rule.badness(look), each) for each, look in judged if rule.is_flawed(look)]
    if len(flawed) < max(_LEAST_FLAWED, _FLAWED * len(judged)):
        return None
    middle = median(badness for badness, _ in flawed)
    _, example = max(flawed, key=lambda found: found[0])
    values = {"count": len(flawed), "seen": len(judged), **rule.values(middle)}
    return Advice(rule.key, values, example)
