"""What Stream says of a picture, in the shape in which its webhooks were seen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
import json

from ..api_server.answers import results_of
from ..api_server.engine_config import EngineConfig
from ..api_server.manner import zoned_timestamp
from ..plate_read import PlateRead

_MADE_UP: Mapping[str, object] = {
    "direction": 214,
    "source_url": "rtsp://192.0.2.10:554/live",
    "speed": 23.4,
}
"""The same for every vehicle: a single picture tells nothing of how it drives."""


@dataclass(frozen=True, slots=True)
class StreamCamera:
    """A camera as the user of Stream has configured it."""

    name: str
    user_data: str
    target: str
    """Where its webhooks go."""


def payload_of(
    camera: StreamCamera, plates: Sequence[PlateRead], moment: datetime, position: float
) -> bytes:
    """Return the JSON of the webhook about what was read in one picture.

    Args:
        camera: that took it.
        plates: that were read in it.
        moment: at which it was taken, in the local zone.
        position: seconds from the start of the video.
    """
    filename = f"{camera.name}_screenshots/{moment:%y-%m-%d/%H-%M-%S.%f}.jpg"
    payload = {
        "hook": {
            "target": camera.target,
            "id": camera.name,
            "event": "recognition",
            "filename": filename,
        },
        "data": {
            "camera_id": camera.name,
            "filename": filename,
            "timestamp": zoned_timestamp(moment),
            "timestamp_local": moment.isoformat(" "),
            "results": list(_results(camera, plates, position)),
        },
    }
    return json.dumps(payload, ensure_ascii=False).encode(errors="replace")


def _results(
    camera: StreamCamera, plates: Sequence[PlateRead], position: float
) -> Iterator[Mapping[str, object]]:
    for plate in plates:
        for result in results_of([plate], EngineConfig(), mmc=False):
            yield {
                **result,
                "candidates": [{"plate": candidate.text} for candidate in plate.candidates],
                **_MADE_UP,
                "position_sec": round(position, 3),
                "user_data": camera.user_data,
            }
