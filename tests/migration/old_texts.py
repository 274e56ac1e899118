"""YAML as users of the older integration have it."""

from typing import Final

FULL: Final = """
image_processing:
  - platform: platerecognizer
    api_token: a-token-that-nobody-may-see
    regions:
      - gb
      - ie
    watched_plates:
      - kbw46ba
      - kfab726
    save_file_folder: /config/images/platerecognizer/
    save_timestamped_file: True
    always_save_latest_file: True
    mmc: True
    detection_rule: strict
    region: strict
    server: http://sdk.lan:8080/v1/plate-reader/
    source:
      - entity_id: camera.driveway
      - entity_id: camera.gate
        name: Gate reader
"""
"""Every key that the older integration has."""

SMALL: Final = """
image_processing:
  - platform: platerecognizer
    api_token: a-token-that-nobody-may-see
    source:
      - entity_id: camera.driveway
"""
"""Only those that it needs."""


def with_lines(*lines: str) -> str:
    """Return the small text with more lines for its platform."""
    return SMALL + "".join(f"    {line}\n" for line in lines)
