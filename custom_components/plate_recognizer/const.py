"""Names that Home Assistant and the user's automations know."""

from enum import StrEnum
from typing import Final

from homeassistant.const import Platform

DOMAIN: Final = "plate_recognizer"
MANUFACTURER: Final = "Plate Recognizer"

# image_processing is missing on purpose: it takes config entries through its EntityComponent only.
PLATFORMS: Final = [Platform.BUTTON, Platform.EVENT, Platform.SENSOR]

SUBENTRY_TYPE_CAMERA: Final = "camera"

CONF_KIND: Final = "kind"
CONF_ADVANCED: Final = "advanced"

CONF_REGIONS: Final = "regions"
CONF_MMC: Final = "mmc"
CONF_ENGINE: Final = "engine"
CONF_FOUND_PLATE: Final = "found_plate"

CONF_CAMERAS: Final = "cameras"
CONF_CAMERA_ENTITY_ID: Final = "camera_entity_id"
CONF_PLACE: Final = "place"

EVENT_SIGHTING: Final = "plate_recognizer_sighting"
EVENT_FOUND_PLATE: Final = "image_processing.found_plate"


class AccountKind(StrEnum):
    """Where lookups go."""

    CLOUD = "cloud"
    SDK = "sdk"


MODELS: Final = {
    AccountKind.CLOUD: "Snapshot Cloud",
    AccountKind.SDK: "On-Premise SDK",
}
"""The vendor's product names, which are never translated."""
