"""How JSON is built, without any of its values: they may be plates, or secrets.

So may its keys be, but for those that the API is known to use.
"""

from collections.abc import Mapping
from itertools import islice
from typing import Final

_DEEPEST: Final = 6
_MOST_ITEMS: Final = 40
"""Whatever is bigger isn't told in full."""

_KNOWN_KEYS: Final = frozenset(
    (
        "box",
        "calls",
        "camera_id",
        "candidates",
        "code",
        "color",
        "data",
        "detail",
        "direction",
        "dscore",
        "error",
        "event",
        "filename",
        "hook",
        "id",
        "image_height",
        "image_width",
        "json",
        "make",
        "make_model",
        "max_calls",
        "model",
        "model_make",
        "orientation",
        "plate",
        "plate_img",
        "position_sec",
        "processing_time",
        "props",
        "region",
        "results",
        "score",
        "source_url",
        "speed",
        "status_code",
        "target",
        "timestamp",
        "timestamp_local",
        "type",
        "upload",
        "usage",
        "user_data",
        "value",
        "vehicle",
        "version",
        "xmax",
        "xmin",
        "year",
        "year_range",
        "ymax",
        "ymin",
    )
)
"""Of an answer and of a webhook, from the API's reference and from the field."""

_TYPES: Final = {str: "text", bool: "yes or no", int: "number", float: "number"}


def shape_of(payload: object, depth: int = 0) -> object:
    """Return JSON with the kind of each value in its place, of lists that of the first item.

    A key that isn't the API's is told by its number among all of them.
    """
    if isinstance(payload, Mapping) and depth < _DEEPEST:
        items = enumerate(islice(payload.items(), _MOST_ITEMS), 1)
        return {
            key if key in _KNOWN_KEYS else f"another key {number}": shape_of(value, depth + 1)
            for number, (key, value) in items
        }
    if isinstance(payload, list) and depth < _DEEPEST:
        return [shape_of(each, depth + 1) for each in payload[:1]]
    if payload is None:
        return None
    return _TYPES.get(type(payload), "more")
