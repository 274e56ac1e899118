"""Names that Home Assistant and the user's automations know."""

from enum import StrEnum
from typing import Final

from homeassistant.const import Platform

DOMAIN: Final = "plate_recognizer"
MANUFACTURER: Final = "Plate Recognizer"

# image_processing is missing on purpose: it takes config entries through its EntityComponent only.
PLATFORMS: Final = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.EVENT,
    Platform.IMAGE,
    Platform.SENSOR,
    Platform.SWITCH,
]

SUBENTRY_TYPE_CAMERA: Final = "camera"
SUBENTRY_TYPE_VEHICLE: Final = "vehicle"
SUBENTRY_TYPE_PLATE_LIST: Final = "plate_list"
KNOWN_VEHICLE_TYPES: Final = (SUBENTRY_TYPE_VEHICLE, SUBENTRY_TYPE_PLATE_LIST)
"""Of the subentries that say who is known."""

CONF_KIND: Final = "kind"
CONF_ADVANCED: Final = "advanced"

CONF_REGIONS: Final = "regions"
CONF_MMC: Final = "mmc"
CONF_ENGINE: Final = "engine"
CONF_FOUND_PLATE: Final = "found_plate"
CONF_DAILY_CAP: Final = "daily_cap"
CONF_VISIT_TIMEOUT: Final = "visit_timeout"
CONF_RATE: Final = "rate"
CONF_REPLICAS: Final = "replicas"
CONF_ALLOW_URL: Final = "allow_url"
CONF_HISTORY: Final = "history"
CONF_HISTORY_DAYS: Final = "history_days"
CONF_HISTORY_PICTURES: Final = "history_pictures"
CONF_HISTORY_MEGABYTES: Final = "history_megabytes"

CONF_PRIVACY: Final = "privacy"
CONF_STRANGERS: Final = "strangers"
CONF_STRANGERS_DAYS: Final = "strangers_days"

CONF_RECEIVES: Final = "webhook"
"""Whether an account with an API takes in webhooks, too. A receiver always does."""
CONF_LOCAL_ONLY: Final = "webhook_local_only"
CONF_WEBHOOK_SECRET: Final = "webhook_secret"  # noqa: S105 - where it is kept, not the secret

CONF_CAMERAS: Final = "cameras"
CONF_CAMERA_ENTITY_ID: Final = "camera_entity_id"
CONF_PLACE: Final = "place"
CONF_SCAN_INTERVAL: Final = "scan_interval"
CONF_SENSITIVITY: Final = "sensitivity"
CONF_TRIGGERS: Final = "triggers"
CONF_DELAY: Final = "delay"
CONF_FRAMES: Final = "frames"
CONF_SPACING: Final = "spacing"
CONF_COOLDOWN: Final = "cooldown"
CONF_ZONE: Final = "zone"
CONF_MASKS: Final = "masks"
CONF_MIN_SCORE: Final = "min_score"
CONF_MIN_DSCORE: Final = "min_dscore"
CONF_SURE_SCORE: Final = "sure_score"
CONF_WEBHOOK_CAMERA: Final = "webhook_camera"
CONF_WEBHOOK_ARRIVALS: Final = "webhook_arrivals"
CONF_WEBHOOK_TIMEOUT: Final = "webhook_timeout"

CONF_PLATES: Final = "plates"
CONF_REGION: Final = "region"
CONF_MATCHING: Final = "matching"
CONF_CATEGORY: Final = "category"
CONF_MAY_OPEN: Final = "may_open"
CONF_VALID_FROM: Final = "valid_from"
CONF_VALID_UNTIL: Final = "valid_until"
CONF_TIMES: Final = "times"
CONF_NOTE: Final = "note"

CONF_ROWS: Final = "rows"
CONF_PLATE: Final = "plate"
CONF_FILE: Final = "file"
CONF_STATUS: Final = "status"
CONF_SURE: Final = "sure"
CONF_SIMULATED: Final = "simulated"
CONF_VEHICLE: Final = "vehicle"

DEFAULT_SCAN_INTERVAL: Final = 10
"""Seconds, of a camera that nothing triggers: a car that stops is seen. Only what is new costs."""

DEFAULT_DAILY_CAP: Final = 50
"""Interval lookups a day. A free trial's 2,500 a month then outlive polling."""

DEFAULT_VISIT_TIMEOUT: Final = 12
"""Hours without any look at a vehicle, after which its visit ends."""

DEFAULT_STRANGERS_DAYS: Final = 7
"""For which strangers' plates are shown, where they are masked later."""

DEFAULT_WEBHOOK_TIMEOUT: Final = 10
"""Minutes without any word of a vehicle before a camera at which nobody can look."""

EVENT_SIGHTING: Final = "plate_recognizer_sighting"
EVENT_VISIT_STARTED: Final = "plate_recognizer_visit_started"
EVENT_VISIT_ENDED: Final = "plate_recognizer_visit_ended"
EVENT_SIMULATED_SIGHTING: Final = "plate_recognizer_simulated_sighting"
EVENT_FOUND_PLATE: Final = "image_processing.found_plate"


class AccountKind(StrEnum):
    """Where lookups go, if anywhere."""

    CLOUD = "cloud"
    SDK = "sdk"
    WEBHOOK = "webhook"
    """Nowhere: what others have looked up comes in."""


MODELS: Final = {
    AccountKind.CLOUD: "Snapshot Cloud",
    AccountKind.SDK: "On-Premise SDK",
    AccountKind.WEBHOOK: "Webhook receiver",
}
"""The vendor's product names, which are never translated."""

SUBENTRY_MODELS: Final = {
    SUBENTRY_TYPE_CAMERA: "Camera",
    SUBENTRY_TYPE_VEHICLE: "Vehicle",
    SUBENTRY_TYPE_PLATE_LIST: "Plate list",
}
"""What a subentry's device is. Selectors offer devices by it, so it is never translated either."""
