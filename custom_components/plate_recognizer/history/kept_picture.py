"""What is kept of a picture: nothing of what nobody may see. Call it in the executor."""

from collections.abc import Callable

from ..api.models import Box
from ..pipeline.area import stretch
from ..pipeline.frame import opened
from ..pipeline.masking import MASKED, boxes_to_hide
from ..pipeline.painting_out import painted_out
from ..pipeline.pseudonyms import is_pseudonym
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
    shown = tuple(map(_shown, seen.vehicles))
    is_masked = set(boxes_to_hide(seen.vehicles)) <= set(seen.hidden) and not any(
        each.status in MASKED and each.plate and not is_pseudonym(each.plate) for each in shown
    )
    return KeptPicture(content, "image/jpeg", width, height, shown, is_masked)


def scale_of(picture: KeptPicture) -> Callable[[Box], Box]:
    """Return what maps a box to the pixels of what is kept, which may be a thumbnail.

    Raises:
        BrokenPicture: it is damaged.
    """
    with opened(picture.content) as image:
        width, height = image.size

    def scaled(box: Box) -> Box:
        xmin, xmax = stretch(box.xmin, box.xmax, picture.width, width)
        ymin, ymax = stretch(box.ymin, box.ymax, picture.height, height)
        return Box(xmin, ymin, xmax, ymax)

    return scaled


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
