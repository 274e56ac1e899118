"""Who comes: the household, and strangers who are made up anew each day."""

from random import Random
from typing import Final

from .. import neighbourhood as here
from ..bodies import Body
from ..canvas import Color
from ..plates import FRANCE, GB_FRONT, GB_REAR, GERMANY, ITALY, NETHERLANDS, PlateDesign
from ..vehicles import Vehicle

RESIDENTS: Final = (here.RESIDENT, here.OTHER_RESIDENT)

PAINTS: Final[tuple[Color, ...]] = (
    (28, 30, 34),
    (70, 74, 80),
    (150, 156, 162),
    (206, 208, 208),
    (226, 226, 222),
    (44, 70, 120),
    (120, 30, 34),
    (64, 88, 70),
    (120, 106, 84),
)
COATS: Final[tuple[Color, ...]] = (
    (40, 46, 66),
    (110, 40, 44),
    (60, 80, 60),
    (180, 150, 90),
    (34, 34, 36),
)
FURS: Final[tuple[Color, ...]] = ((38, 34, 32), (170, 110, 60), (150, 150, 150))

_LETTERS: Final = "ABCDEFGHJKLMNPRSTVWXYZ"
_DIGITS: Final = "0123456789"

_PATTERNS: Final[tuple[tuple[PlateDesign, PlateDesign, tuple[str, ...]], ...]] = (
    (GB_FRONT, GB_REAR, ("LLDD LLL",)),
    (GERMANY, GERMANY, ("L LL DDDD", "LL L DDD", "LLL L DD")),
    (FRANCE, FRANCE, ("LL-DDD-LL",)),
    (NETHERLANDS, NETHERLANDS, ("LL-DDD-L", "D-LLL-DD")),
    (ITALY, ITALY, ("LL DDD LL",)),
)
"""How plates are made up in each country: L is a letter, D a digit."""


def stranger(random: Random, body: Body = Body.CAR) -> Vehicle:
    """Make up a vehicle with a plate of its own."""
    front, rear, patterns = random.choice(_PATTERNS)
    signs = {"L": _LETTERS, "D": _DIGITS}
    inscription = "".join(
        random.choice(signs[sign]) if sign in signs else sign for sign in random.choice(patterns)
    )
    return Vehicle(
        inscription=inscription, front=front, rear=rear, paint=random.choice(PAINTS), body=body
    )
