"""Who lives and calls here, and the ways that they drive."""

from typing import Final

from .bodies import Body, Side
from .canvas import Color
from .plates import (
    CALIFORNIA,
    FRANCE,
    GB_FRONT,
    GB_REAR,
    GERMANY,
    ITALY,
    NETHERLANDS,
    PlateDesign,
)
from .vehicles import Vehicle
from .visits import Way

_SILVER: Final = (176, 182, 188)
_BLUE: Final = (44, 84, 140)
_RED: Final = (162, 36, 34)
_GREEN: Final = (58, 92, 74)
_WHITE: Final = (222, 222, 218)
_ANTHRACITE: Final = (72, 76, 82)
_ORANGE: Final = (206, 110, 40)


def _vehicle(
    inscription: str,
    paint: Color,
    front: PlateDesign,
    rear: PlateDesign | None = None,
    body: Body = Body.CAR,
) -> Vehicle:
    return Vehicle(inscription=inscription, front=front, rear=rear or front, paint=paint, body=body)


RESIDENT: Final = _vehicle("KV19 PNE", _SILVER, GB_FRONT, GB_REAR)
OTHER_RESIDENT: Final = _vehicle("LB21 XKT", _BLUE, GB_FRONT, GB_REAR)
FRENCH: Final = _vehicle("FT-482-KX", _RED, FRANCE)
GERMAN: Final = _vehicle("M KX 4827", _ANTHRACITE, GERMANY)
ITALIAN: Final = _vehicle("GH 736 TR", _ORANGE, ITALY)
DUTCH: Final = _vehicle("KX-493-T", _GREEN, NETHERLANDS)
CALIFORNIAN: Final = _vehicle("8KPR429", _WHITE, CALIFORNIA)
DELIVERY_VAN: Final = _vehicle("HN 7425 P", _WHITE, GERMANY, body=Body.VAN)
OTHER_VAN: Final = _vehicle("S TK 938", _GREEN, GERMANY, body=Body.VAN)
LOOKALIKE: Final = _vehicle("L821 XKT", _RED, GB_FRONT, GB_REAR)
"""Of the other resident's plate: an 8 where that one has a B."""

TO_THE_HOUSE: Final = Way(((2600, 1060), (1300, 1010), (640, 930)), 6, Side.REAR)
TO_THE_GARAGE: Final = Way(((2600, 1050), (1750, 930), (1320, 800)), 6, Side.REAR)
BEFORE_THE_GARAGE: Final = Way(((2600, 1060), (1700, 1000), (1330, 950)), 6, Side.REAR)

TO_THE_GATE: Final = Way(((960, 474), (960, 640), (960, 900)), 7, Side.FRONT)
IN_FROM_THE_GATE: Final = Way(((960, 900), (700, 990), (-700, 1060)), 4, Side.FRONT)
OUT_TO_THE_GATE: Final = Way(((2600, 1050), (1500, 960), (980, 830)), 5, Side.REAR)
OUT_FROM_THE_GATE: Final = Way(((980, 830), (970, 640), (960, 474)), 5, Side.REAR)
LEFT_OF_THE_GATE: Final = Way(((950, 474), (820, 600), (440, 900)), 6, Side.FRONT)
IN_FROM_THE_LEFT: Final = Way(((440, 900), (200, 980), (-900, 1060)), 4, Side.FRONT)
RIGHT_OF_THE_GATE: Final = Way(((970, 474), (1100, 600), (1480, 900)), 6, Side.FRONT)
BEFORE_WHO_WAITS: Final = Way(((2600, 1060), (1500, 1050), (960, 1040)), 6, Side.REAR)
CLOSE_TO_THE_CAMERA: Final = Way(((3400, 1640), (960, 1640)), 5, Side.FRONT)
"""So close that its plate is below the picture."""

TO_THE_LEFT_KERB: Final = Way(((950, 474), (840, 600), (560, 900)), 6, Side.FRONT)
ON_FROM_THE_LEFT_KERB: Final = Way(((560, 900), (250, 1000), (-700, 1075)), 4, Side.FRONT)
TO_THE_RIGHT_KERB: Final = Way(((2600, 1075), (1700, 990), (1390, 910)), 5, Side.REAR)
ON_FROM_THE_RIGHT_KERB: Final = Way(((1390, 910), (1080, 600), (970, 474)), 6, Side.REAR)
