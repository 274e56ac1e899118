"""The stories that the sandbox tells: three short ones to watch, and a whole day."""

from typing import Final

from . import neighbourhood as here
from .backdrops import Backdrop, draw_driveway, draw_gate, draw_street
from .story import Story
from .vehicles import Vehicle
from .visits import Visit, Way

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE


def _visit(
    vehicle: Vehicle, comes: float, way_in: Way, stands: float, way_out: Way | None = None
) -> Visit:
    """Without a way out it goes back in reverse gear."""
    return Visit(
        vehicle=vehicle,
        comes=comes,
        way_in=way_in,
        stands=stands,
        way_out=way_out or way_in.back(),
    )


def _short_story(name: str, backdrop: Backdrop, *visits: Visit) -> Story:
    """Tell of a day and a night that take four minutes."""
    daylight = ((80, 1), (125, 0), (195, 0), (230, 1))
    return Story(name=name, backdrop=backdrop, seconds=240, daylight=daylight, visits=visits)


DRIVEWAY: Final = _short_story(
    "Driveway",
    draw_driveway,
    _visit(here.RESIDENT, 3, here.TO_THE_HOUSE, 122),
    _visit(here.FRENCH, 30, here.TO_THE_GARAGE, 24),
    _visit(here.DELIVERY_VAN, 86, here.BEFORE_THE_GARAGE, 18),
    _visit(here.OTHER_RESIDENT, 150, here.TO_THE_GARAGE, 60),
)
GATE: Final = _short_story(
    "Gate",
    draw_gate,
    _visit(here.GERMAN, 10, here.TO_THE_GATE, 8, here.IN_FROM_THE_GATE),
    _visit(here.ITALIAN, 48, here.OUT_TO_THE_GATE, 6, here.OUT_FROM_THE_GATE),
    _visit(here.DELIVERY_VAN, 98, here.TO_THE_GATE, 8, here.IN_FROM_THE_GATE),
    _visit(here.GERMAN, 138, here.OUT_TO_THE_GATE, 8, here.OUT_FROM_THE_GATE),
    _visit(here.CALIFORNIAN, 172, here.TO_THE_GATE, 10),
)
STREET: Final = _short_story(
    "Street",
    draw_street,
    _visit(here.CALIFORNIAN, 18, here.TO_THE_RIGHT_KERB, 50, here.ON_FROM_THE_RIGHT_KERB),
    _visit(here.DUTCH, 40, here.TO_THE_LEFT_KERB, 26, here.ON_FROM_THE_LEFT_KERB),
    _visit(here.ITALIAN, 112, here.TO_THE_LEFT_KERB, 50, here.ON_FROM_THE_LEFT_KERB),
    _visit(here.DELIVERY_VAN, 158, here.TO_THE_RIGHT_KERB, 14, here.ON_FROM_THE_RIGHT_KERB),
    _visit(here.FRENCH, 204, here.TO_THE_LEFT_KERB, 16, here.ON_FROM_THE_LEFT_KERB),
)


def _clock(hours: int, minutes: int = 0) -> float:
    """Return a time of the day as seconds since midnight."""
    return hours * _HOUR + minutes * _MINUTE


WHOLE_DAY: Final = Story(
    name="Whole day",
    backdrop=draw_driveway,
    seconds=_clock(24),
    daylight=((_clock(6), 0), (_clock(7, 30), 1), (_clock(19, 30), 1), (_clock(21), 0)),
    visits=(
        _visit(here.RESIDENT, _clock(-6), here.TO_THE_HOUSE, _clock(13, 42)),
        _visit(here.OTHER_RESIDENT, _clock(-3), here.TO_THE_GARAGE, _clock(9, 25)),
        _visit(here.OTHER_RESIDENT, _clock(6, 50), here.TO_THE_GARAGE, _clock(1, 20)),
        _visit(here.DELIVERY_VAN, _clock(10, 20), here.BEFORE_THE_GARAGE, 95),
        _visit(here.OTHER_RESIDENT, _clock(12, 5), here.TO_THE_GARAGE, _clock(4)),
        _visit(here.DUTCH, _clock(12, 40), here.TO_THE_HOUSE, 0),
        _visit(here.DELIVERY_VAN, _clock(14, 45), here.BEFORE_THE_GARAGE, 140),
        _visit(here.OTHER_RESIDENT, _clock(16, 31), here.TO_THE_GARAGE, _clock(9)),
        _visit(here.RESIDENT, _clock(17, 35), here.TO_THE_HOUSE, _clock(1, 10)),
        _visit(here.FRENCH, _clock(19, 5), here.BEFORE_THE_GARAGE, _clock(2, 50)),
        _visit(here.RESIDENT, _clock(20, 10), here.TO_THE_HOUSE, _clock(10)),
        _visit(here.ITALIAN, _clock(23, 20), here.BEFORE_THE_GARAGE, 12),
    ),
)
"""Residents come, go and stay overnight, a van delivers, a stranger turns round, a guest is late.

Who stands before the garage hides the car that is parked there.
"""

A_DAY_AT_THE_GATE: Final = Story(
    name="A day at the gate",
    backdrop=draw_gate,
    seconds=_clock(34),
    daylight=(
        *((_clock(6), 0), (_clock(7, 30), 1), (_clock(19, 30), 1), (_clock(21), 0)),
        *((_clock(30), 0), (_clock(31, 30), 1)),
    ),
    visits=(
        _visit(here.RESIDENT, _clock(8), here.TO_THE_GATE, _clock(3), here.IN_FROM_THE_GATE),
        _visit(here.OTHER_VAN, _clock(9, 20), here.CLOSE_TO_THE_CAMERA, 10 * _MINUTE),
        _visit(here.DELIVERY_VAN, _clock(9, 50), here.BEFORE_WHO_WAITS, 5 * _MINUTE),
        _visit(here.RESIDENT, _clock(11, 30), here.TO_THE_GATE, 40, here.IN_FROM_THE_GATE),
        _visit(here.FRENCH, _clock(12), here.TO_THE_GATE, 20 * _MINUTE, here.IN_FROM_THE_GATE),
        _visit(here.CALIFORNIAN, _clock(13), here.LEFT_OF_THE_GATE, 90, here.IN_FROM_THE_LEFT),
        _visit(here.LOOKALIKE, _clock(14), here.RIGHT_OF_THE_GATE, 60),
        _visit(here.ITALIAN, _clock(15), here.TO_THE_GATE, 60),
        _visit(here.FRENCH, _clock(16), here.TO_THE_GATE, 60),
        _visit(here.RESIDENT, _clock(32), here.TO_THE_GATE, 40, here.IN_FROM_THE_GATE),
    ),
)
"""Who waits before a gate, and who hides whom there, until the next morning.

A resident waits for three hours, and is hidden by two vans meanwhile: by one whose plate is out of
the picture, and by one that brings a parcel. Then it comes once more, and a guest, a stranger, one
whose plate resembles that of another resident, an unwelcome one, the guest when its time is over;
and the resident stops at the same point the next day.
"""
