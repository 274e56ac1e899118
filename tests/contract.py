"""The public contract: names that users' automations are written against."""

SIGHTING_KEYS = {
    *("sighting_id", "visit_id", "account_id", "place", "camera", "camera_entity_id", "device_id"),
    *("source", "plate", "plate_raw", "score", "dscore", "candidates", "region", "region_score"),
    *("vehicle_type", "vehicle_score", "make", "model", "color", "orientation", "year"),
    *("direction", "speed", "position_sec", "user_data", "box", "vehicle_box", "image_width"),
    *("image_height", "vehicle", "vehicle_id", "category", "may_open", "match", "resembles"),
    *("status", "status_reason", "reads", "sure", "taken_at", "timestamp"),
}
"""Of the event `plate_recognizer_sighting`: all of them always, null where unknown."""

VISIT_KEYS = {
    *("visit_id", "sighting_id", "account_id", "place", "camera", "camera_entity_id", "device_id"),
    *("plate", "region", "vehicle_type", "make", "model", "color", "orientation"),
    *("vehicle", "vehicle_id", "category", "may_open", "match", "resembles"),
    *("status", "status_reason", "reads", "sure", "started_at", "ended_at", "duration"),
    *("arrival", "arrival_reason", "motion", "end_reason"),
}
"""Of `plate_recognizer_visit_started` and `plate_recognizer_visit_ended`, in the same way."""
