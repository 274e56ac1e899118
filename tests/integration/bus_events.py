"""What the bus tells of sightings and visits, for tests of what listens to it."""

import asyncio
from typing import Any

from homeassistant.core import HomeAssistant

from custom_components.plate_recognizer.const import DOMAIN

GOLF_ID = "01VEHICLE0000000000000GOLF"

GOLF: dict[str, Any] = {
    "plate": "AB12CDE",
    "status": "known",
    "status_reason": "matched",
    "match": "exact",
    "vehicle": "Anna's Golf",
    "vehicle_id": GOLF_ID,
    "category": "resident",
    "may_open": True,
}
STRANGER: dict[str, Any] = {
    "plate": "XY98ZZZ",
    "status": "stranger",
    "status_reason": "no_match",
    "match": "none",
    "vehicle": None,
    "vehicle_id": None,
    "category": None,
    "may_open": None,
}
UNREAD: dict[str, Any] = {
    **STRANGER,
    "plate": None,
    "status": "unread",
    "status_reason": "no_plate",
    "reads": None,
    "sure": False,
}
NOTHING_KNOWN: dict[str, Any] = dict.fromkeys(
    ("region", "vehicle_type", "make", "model", "color", "orientation", "resembles")
)


def sighting(**changed: object) -> dict[str, Any]:
    """Return the data of a sighting: of Anna's Golf, read surely on the driveway."""
    return {
        "sighting_id": "01SIGHTING",
        "visit_id": "01VISIT",
        "account_id": "01ACCOUNT",
        "place": "Driveway",
        "camera": "Driveway",
        "camera_entity_id": "camera.driveway",
        "device_id": "the camera's device",
        "source": "trigger",
        **NOTHING_KNOWN,
        **GOLF,
        "reads": 2,
        "sure": True,
        **changed,
    }


def visit(**changed: object) -> dict[str, Any]:
    """Return the data of a visit: Anna's Golf has just arrived on the driveway."""
    data = {
        **sighting(),
        "started_at": "2026-11-25T17:00:00+00:00",
        "ended_at": None,
        "duration": None,
        "arrival": True,
        "arrival_reason": "arrived",
        "motion": "approaching",
        "end_reason": None,
        **changed,
    }
    del data["source"]
    return data


def simulated(**changed: object) -> dict[str, Any]:
    """Return the data of a simulated sighting: Anna's Golf would have arrived."""
    return {**visit(), "source": "simulated", "visit_id": None, **changed}


async def tell(hass: HomeAssistant, event: str, data: dict[str, Any]) -> None:
    """Fire an event of ours, such as `visit_started`, and let what listens act.

    An automation may go on waiting for something afterwards.
    """
    hass.bus.async_fire(f"{DOMAIN}_{event}", data)
    await settle()


async def settle() -> None:
    """Let everything happen that needs no time to pass."""
    for _ in range(100):
        await asyncio.sleep(0)
