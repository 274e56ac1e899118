"""The older integration's YAML, given to a real Home Assistant as a person's tool would."""

import pytest

from sandbox.demo.account import DemoAccount
from sandbox.home import Home, JsonObject

from .background import BackgroundLoop
from .versions import also_on_other_versions

pytestmark = [pytest.mark.end_to_end, also_on_other_versions]

OLD_YAML = """
default_config:
automation: !include automations.yaml
image_processing:
  - platform: platerecognizer
    api_token: !secret plate_token
    watched_plates: [kbw46ba]
    save_file_folder: /config/images
    source:
      - entity_id: camera.driveway
      - entity_id: camera.nowhere
"""


def test_the_proposal_names_what_is_there_in_this_home(
    home: Home, background: BackgroundLoop, account: DemoAccount
) -> None:
    async def propose() -> JsonObject:
        return await home.rest.ask("plate_recognizer.propose_migration", yaml=OLD_YAML)

    proposal = background.run(propose())

    [proposed] = proposal["accounts"]
    assert (proposed["token"], proposed["config_entry_id"]) == ("in_secrets", account.entry_id)
    assert {each["camera_entity_id"]: each["exists"] for each in proposal["cameras"]} == {
        "camera.driveway": True,
        "camera.nowhere": False,
    }
    [driveway] = [each for each in account.cameras if each.camera.name == "Driveway"]
    assert {
        "old": "image_processing.platerecognizer_driveway",
        "old_key": None,
        "new": driveway.entity("image_processing", "plates"),
        "new_key": None,
    } in proposal["names"]
    assert [each["key"] for each in proposal["not_taken_over"]] == ["save_file_folder"]
