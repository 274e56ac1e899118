"""What is told of a visit to whoever looks."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant

from ..media.view import picture_path, thumbnail_path
from ..pipeline.known_vehicles import subentry_of
from ..pipeline.pseudonyms import is_pseudonym
from .addresses import async_signed

NO_PICTURES: Final[Mapping[str, str | None]] = {"picture": None, "thumbnail": None}

_KEPT: Final = (
    "visit_id",
    "place",
    "camera",
    "plate",
    "category",
    "match",
    "status",
    "status_reason",
    "sure",
    "started_at",
    "ended_at",
    "end_reason",
    "arrival",
    "arrival_reason",
    "vehicle_type",
    "make",
    "model",
    "color",
)
"""Keys of a visit's event that are told as they are."""


def shown_visit(
    hass: HomeAssistant,
    connection: ActiveConnection,
    data: Mapping[str, Any],
    pictured: Collection[str],
) -> dict[str, Any]:
    """Return what is told of a visit.

    Args:
        hass: where its pictures are.
        connection: of who looks, for whom addresses are signed.
        data: of its event, as the account's privacy settings allow it.
        pictured: ids of the sightings of which a picture is kept.
    """
    sighting_id = data["sighting_id"]
    vehicle_id, plate = data.get("vehicle_id"), data.get("plate")
    is_pictured = sighting_id in pictured
    pictures = signed_pictures(hass, connection, sighting_id) if is_pictured else NO_PICTURES
    return {
        **{key: data.get(key) for key in _KEPT},
        "name": data.get("vehicle"),
        "may_open": data.get("may_open") is True,
        "subentry_id": subentry_of(vehicle_id) if vehicle_id else None,
        "resembles": data.get("resembles"),
        "is_masked": plate is not None and is_pseudonym(plate),
        "sighting_id": sighting_id,
        **pictures,
    }


def signed_pictures(
    hass: HomeAssistant, connection: ActiveConnection, sighting_id: str
) -> dict[str, str]:
    """Return where a sighting's picture is, as it was and small, for who looks and nobody else."""
    return {
        "picture": async_signed(hass, connection, picture_path(sighting_id)),
        "thumbnail": async_signed(hass, connection, thumbnail_path(sighting_id)),
    }
