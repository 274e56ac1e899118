"""A picture, together with all that was seen on it."""

from dataclasses import dataclass, field

from ..api.models import Box
from .area import WHOLE, View
from .sighting import Sighting


@dataclass(frozen=True, slots=True, eq=False)
class SeenPicture:
    """A picture on which vehicles were seen: large, so nobody holds it for longer than needed."""

    content: bytes = field(repr=False)
    """As the camera, or the sender, gave it."""

    vehicles: tuple[Sighting, ...]
    """All that were seen on it, whether or not they are told of."""

    view: View = WHOLE
    """What its masks hide is shown to nobody."""

    hidden: tuple[Box, ...] = ()
    """What else is not to be seen: plates of strangers, where those are masked."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sighting that is told, and the picture on which it was read, if there is one."""

    sighting: Sighting
    picture: SeenPicture | None
