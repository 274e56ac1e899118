"""Whether a burst has watched something drive out of the picture."""

from collections.abc import Sequence

from ..api.models import Box
from .frame_traits import is_cut


class WayOut:
    """What moves before one camera in one burst: first wholly in the picture, then at its edge.

    Whoever comes is at the edge first. Light that goes out, or somebody who stands before a car, is
    never there.
    """

    def __init__(self) -> None:
        self._began_inside: bool | None = None
        self.is_taken = False
        """Whether something has driven out."""

    def see(self, regions: Sequence[Box], part: Box) -> None:
        """Take in the next picture.

        Args:
            regions: what is new in it, in pixels of the full picture.
            part: which part of the picture is looked at.
        """
        if not regions:
            return
        is_at_edge = any(is_cut(each, part, above=False) for each in regions)
        if self._began_inside is None:
            self._began_inside = not is_at_edge
        elif self._began_inside and is_at_edge:
            self.is_taken = True
