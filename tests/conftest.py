"""What all tests share."""

# Imported here, before any `hass` is up: a first import inside a test would look for
# custom_components in the test plugin's own configuration folder.
import custom_components.plate_recognizer  # noqa: F401
