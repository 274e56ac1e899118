"""Actions whose fields hold anything, and addresses of pictures that nobody has given out.

An action answers, or is refused by its schema or with a sentence. What no socket can carry is left
out: core's own `Coerce` raises for numbers of hundreds of digits.
"""

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from hypothesis import given, strategies as st
import orjson
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
import voluptuous as vol

from custom_components.plate_recognizer.const import DOMAIN
from sandbox.process import SandboxProcess
from tests.integration.conftest import camera_subentry, cloud_entry, set_up, vehicle_subentry
from tests.integration.fake_camera import FakeCamera
from tests.migration.old_texts import SMALL

from .allowed import ALLOWED
from .anything import TEXTS, Json, examples, stored_badly
from .conftest import Faults

ACTIONS: dict[str, list[Json]] = {
    "get_sightings": [
        {
            "since": "2026-01-01",
            "until": "2026-12-31 18:00",
            "place": ["Drive"],
            "camera": ["camera.driveway"],
            "plate": "AB12 CDE",
            "status": "stranger",
            "limit": 10,
        }
    ],
    "get_decisions": [{"since": "2026-01-01", "camera": ["Driveway"], "limit": 10}],
    "delete_sightings": [{"plate": ["AB12 CDE"], "sighting_id": ["01ARZ3NDEKTSV4RRFFQ69G5FAV"]}],
    "simulate_sighting": [
        {
            "camera": "Driveway",
            "plate": "AB12CDE",
            "score": 0.9,
            "candidates": [{"plate": "AB12CDE", "score": 0.9}],
            "box": {"xmin": 1, "ymin": 1, "xmax": 9, "ymax": 9},
            "taken_at": "2026-02-11T09:14:07",
            "user_data": {"gate": 1},
        }
    ],
    "add_vehicle": [
        {
            "name": "Polo",
            "plates": ["XY98 ZZZ"],
            "category": "guest",
            "may_open": False,
            "matching": "exact",
            "valid_until": "2026-12-31",
            "times": ["Mo-Fr 08:00-18:00"],
        }
    ],
    "remove_vehicle": [{"vehicle_id": "01VEHICLE"}],
    "propose_migration": [{"yaml": SMALL}],
    "recognize": [
        {"base64": "/9j/4AAQ", "regions": ["gb"], "engine": {"mode": "fast"}},
        {"path": "/config/a.jpg", "mmc": True},
        {"media": {"media_content_id": "media-source://plate_recognizer/sighting/1"}},
    ],
}


@pytest.fixture
async def account(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> MockConfigEntry:
    """A running account that reads the camera named Driveway, and knows a Golf."""
    return await set_up(
        hass,
        cloud_entry(
            cloud,
            camera_subentry(),
            vehicle_subentry("Golf", "AB12 CDE"),
            options={"rate": "none"},
        ),
    )


@pytest.mark.parametrize("action", sorted(ACTIONS))
@given(st.data())
@examples(15)
async def test_whatever_an_action_is_asked_it_answers_or_is_refused(
    hass: HomeAssistant, account: MockConfigEntry, faults: Faults, action: str, data: st.DataObject
) -> None:
    fields = data.draw(
        stored_badly(ACTIONS[action], most=2).filter(lambda each: isinstance(each, dict))
    )
    answer, refused = await asked(hass, action, fields)
    if refused is None:
        assert orjson.dumps(answer)
    else:
        assert refused.translation_key, "a sentence of ours"
    faults.check()


async def asked(
    hass: HomeAssistant, action: str, fields: dict[str, Any]
) -> tuple[Json, HomeAssistantError | None]:
    """Call an action. Returns its answer, or why it is refused; nothing if its schema does it."""
    try:
        answer = await hass.services.async_call(
            DOMAIN, action, fields, blocking=True, return_response=True
        )
    except vol.Invalid:
        return {}, None
    except ALLOWED["action"] as error:
        return None, cast("HomeAssistantError", error)
    finally:
        await hass.async_block_till_done()
    return answer, None


@given(TEXTS | st.from_regex(r"[0-9A-HJKMNP-TV-Z]{26}", fullmatch=True), TEXTS)
@examples(40)
async def test_no_address_leads_to_a_picture_that_is_not_kept(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    faults: Faults,
    sighting_id: str,
    size: str,
) -> None:
    client = await hass_client()
    typed, asked = (
        quote(text.encode(errors="replace")[:500], safe="") for text in (sighting_id, size)
    )
    response = await client.get(f"/api/plate_recognizer/sightings/{typed}?size={asked}")

    assert response.status in {HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST}
    faults.check()
