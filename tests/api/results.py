"""Answers made up for a test."""

from custom_components.plate_recognizer.api.models import Detection
from custom_components.plate_recognizer.api.parse import parse_recognition

BOX = {"xmin": 10, "ymin": 20, "xmax": 30, "ymax": 40}
NO_BOX = {"xmin": 0, "ymin": 0, "xmax": 0, "ymax": 0}


def detection_of(**result: object) -> Detection:
    """Read an answer whose only result has these fields."""
    (detection,) = parse_recognition({"results": [result]}).detections
    return detection
