"""The action `recognize` in a real Home Assistant: pictures that no camera of the account took."""

from base64 import b64encode

import pytest

from sandbox.demo.account import DemoAccount
from sandbox.driveway.scenes import TWO_CARS
from sandbox.home import Home, JsonObject
from tests.contract import SIGHTING_KEYS

from .background import BackgroundLoop
from .versions import also_on_other_versions

pytestmark = [pytest.mark.end_to_end, also_on_other_versions]

ON_IT = {"KV19PNE", "FT482KX"}


async def recognize(home: Home, **fields: object) -> JsonObject:
    """Have a picture read over REST, and return the answer."""
    return await home.rest.ask("plate_recognizer.recognize", **fields)


def test_a_file_a_text_and_a_camera_are_read_and_nothing_changes_but_the_count(
    home: Home, background: BackgroundLoop, account: DemoAccount
) -> None:
    camera = account.cameras[0]
    picture = TWO_CARS.to_jpeg()
    camera.camera.driveway.put(picture)
    folder = home.folder / "www"
    folder.mkdir(exist_ok=True)
    (folder / "gate.jpg").write_bytes(picture)

    async def read() -> tuple[list[JsonObject], list[set[str]]]:
        answers, changes = [], []
        for fields in (
            {"path": str(folder / "gate.jpg")},
            {"base64": b64encode(picture).decode()},
            {"camera_entity_id": camera.camera.entity_id},
        ):
            before = await home.rest.states()
            answers.append(await recognize(home, **fields))
            after = await home.rest.states()
            changes.append({key for key in after if after[key] != before.get(key)})
        return answers, changes

    answers, changes = background.run(read())

    for answer, changed in zip(answers, changes, strict=True):
        assert {each["plate"] for each in answer["detections"]} == ON_IT
        assert all(each.keys() == SIGHTING_KEYS for each in answer["detections"])
        assert not {key for key in changed if "lookups" not in key}
    remaining = [answer["lookups_remaining"] for answer in answers]
    assert remaining == [remaining[0], remaining[0] - 1, remaining[0] - 2]
