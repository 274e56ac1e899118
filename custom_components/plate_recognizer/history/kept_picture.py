"""What is kept of a picture: nothing of what nobody may see. Call it in the executor."""

from ..pipeline.frame import opened
from ..pipeline.painting_out import painted_out
from ..pipeline.seen_picture import SeenPicture
from ..pipeline.sighting import Sighting
from ..pipeline.thumbnail import thumbnail
from .records import KeptPicture, Shown


def kept_picture(seen: SeenPicture, *, is_small: bool) -> KeptPicture:
    """Return what is kept of a picture: the camera's own bytes, if all of them may be seen.

    Args:
        seen: the picture, and all vehicles on it.
        is_small: whether only a thumbnail is kept.

    Raises:
        BrokenPicture: it is no picture, or damaged, or too large to be handled.
    """
    content = painted_out(seen.content, seen.hidden, seen.view)
    with opened(content) as image:
        width, height = image.size
    if is_small:
        content = thumbnail(content)
    return KeptPicture(content, "image/jpeg", width, height, tuple(map(_shown, seen.vehicles)))


def _shown(sighting: Sighting) -> Shown:
    known = sighting.known
    return Shown(
        sighting.status,
        sighting.plate,
        known.vehicle_id if known else None,
        sighting.plate_box,
        sighting.vehicle_box,
        known.name if known else None,
        sighting.score,
    )
