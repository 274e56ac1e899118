"""The shapes of the API's answers to a lookup, in both modes and both manners."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from ..plate_read import Box, ImageSize, PlateRead
from .engine_config import EngineConfig
from .manner import Manner, naive_timestamp, zoned_timestamp

_NO_BOX = Box(0, 0, 0, 0)
_MMC_UNKNOWN: Mapping[str, object] = {
    "model_make": [],
    "color": [{"color": "unknown", "score": 0}],
    "orientation": [{"orientation": "Unknown", "score": 0}],
}
"""The reader tells neither make, color nor orientation, and says so in the API's own words."""


def results_of(
    plates: Sequence[PlateRead], config: EngineConfig, *, mmc: bool
) -> list[dict[str, object]]:
    """Return the ``results`` for what was read, in the shape of the mode asked for.

    The reader finds no vehicles and no regions. Plate mode has a vehicle all the same: type
    Unknown, score 0 and a zero box, as documented; vehicle mode has null. The region's code is the
    empty text with score 0, as seen in the field.
    """
    kept = [
        plate
        for plate in plates
        if plate.dscore >= config.threshold_d and plate.score >= config.threshold_o
    ]
    if config.detection_mode == "vehicle":
        return [_vehicle_mode_result(plate) for plate in kept]
    return [_plate_mode_result(plate) | (dict(_MMC_UNKNOWN) if mmc else {}) for plate in kept]


def _plate_mode_result(plate: PlateRead) -> dict[str, object]:
    return {
        "box": asdict(plate.box),
        "plate": plate.text,
        "region": {"code": "", "score": 0},
        "vehicle": {"score": 0, "type": "Unknown", "box": asdict(_NO_BOX)},
        "score": plate.score,
        "candidates": [
            {"score": candidate.score, "plate": candidate.text} for candidate in plate.candidates
        ],
        "dscore": plate.dscore,
    }


def _vehicle_mode_result(plate: PlateRead) -> dict[str, object]:
    return {
        "plate": {
            "type": "Plate",
            "score": plate.dscore,
            "box": asdict(plate.box),
            "props": {
                "plate": [
                    {"value": candidate.text, "score": candidate.score}
                    for candidate in plate.candidates
                ],
                "region": [{"value": "", "score": 0}],
            },
        },
        "vehicle": None,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What stands around the results of one lookup."""

    filename: str
    camera_id: str | None
    timestamp: datetime
    processing_time: float
    """Milliseconds, as the size of the documented samples suggests."""
    image: ImageSize
    usage: Mapping[str, int]

    def around(
        self, results: Sequence[object], manner: Manner, config: EngineConfig
    ) -> dict[str, object]:
        """Return the answer's body.

        ``version`` and a timestamp with a zone are only in the cloud's plate mode, ``usage`` is
        only in the SDK's answers; the size of the image is there with its orientation applied.
        """
        zoned = manner.name == "cloud" and config.detection_mode == "plate"
        body: dict[str, object] = {
            "processing_time": self.processing_time,
            "results": list(results),
            "filename": self.filename,
            "camera_id": self.camera_id,
            "timestamp": (zoned_timestamp if zoned else naive_timestamp)(self.timestamp),
        }
        if zoned:
            body["version"] = 1
        if manner.name == "cloud":
            body |= {"image_width": self.image.width, "image_height": self.image.height}
        else:
            body["usage"] = dict(self.usage)
        return body
