"""A hundred thousand sightings as they are told, and the pictures of some of them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from custom_components.plate_recognizer.history.records import KeptPicture, Shown
from custom_components.plate_recognizer.pipeline.sighting import Status

FIRST: Final = datetime(2026, 1, 1, tzinfo=UTC)
BETWEEN: Final = timedelta(minutes=1)
VEHICLES: Final = 50
CAMERAS: Final = ("Driveway", "Gate", "Garage", "Back door")
_PLATES: Final = 20_000
"""Of strangers."""
_THUMBNAIL: Final = 15_000
"""Bytes: a JPEG of 480 pixels in width."""


def sightings(count: int) -> Iterator[dict[str, Any]]:
    """Return the data of as many events, oldest first: a third of known vehicles."""
    random = Random(1)
    plates = [_plate(random) for _ in range(_PLATES)]
    for number in range(count):
        known = random.randrange(VEHICLES) if random.random() < 1 / 3 else None
        plate = random.choice(plates) if known is None else f"KNOWN{known}"
        yield _sighting(random, number, plate, known)


def thumbnail(number: int, data: dict[str, Any]) -> KeptPicture:
    """Return a picture of one: no JPEG, but as long and as irregular as one."""
    shown = Shown(Status(data["status"]), data["plate"], data["vehicle_id"], None, None)
    return KeptPicture(Random(number).randbytes(_THUMBNAIL), "image/jpeg", 1920, 1080, (shown,))


def _plate(random: Random) -> str:
    letters = "".join(random.choices("ABCDEFGHJKLMNPRSTUVWXYZ", k=5))
    return f"{letters[:2]}{random.randrange(100):02d}{letters[2:]}"


def _sighting(random: Random, number: int, plate: str, known: int | None) -> dict[str, Any]:
    camera = random.randrange(len(CAMERAS))
    box = {"xmin": 812, "ymin": 540, "xmax": 964, "ymax": 588}
    return {
        "sighting_id": f"{random.getrandbits(128):032x}",
        "visit_id": f"{random.getrandbits(128):032x}",
        "account_id": "01JZ0000000000000000000000",
        "place": CAMERAS[camera],
        "camera": CAMERAS[camera],
        "camera_entity_id": f"camera.camera_{camera}",
        "device_id": f"{camera:032x}",
        "source": "trigger",
        "image_width": 1920,
        "image_height": 1080,
        "taken_at": (FIRST + number * BETWEEN).isoformat(),
        "timestamp": None,
        "plate": plate,
        "plate_raw": plate.lower(),
        "score": round(random.uniform(0.7, 1), 3),
        "dscore": round(random.uniform(0.5, 1), 3),
        "candidates": [
            {"plate": plate, "score": 0.903},
            {"plate": f"{plate[:-1]}O", "score": 0.77},
        ],
        "region": "gb",
        "region_score": 0.65,
        "box": box,
        "vehicle_type": "Sedan",
        "vehicle_score": 0.82,
        "vehicle_box": box,
        "make": "Volkswagen",
        "model": "Golf",
        "color": "silver",
        "orientation": "Front",
        "year": [2015, 2019],
        "direction": 180,
        "speed": None,
        "position_sec": None,
        "user_data": None,
        "vehicle": None if known is None else f"Vehicle {known}",
        "vehicle_id": None if known is None else f"vehicle{known}",
        "category": None if known is None else "resident",
        "may_open": None if known is None else False,
        "match": "none" if known is None else "exact",
        "resembles": None,
        "status": "stranger" if known is None else "known",
        "status_reason": "no_match" if known is None else "match",
        "reads": 2,
        "sure": True,
    }
