"""The blueprint that announces deliveries, and opens nothing."""

from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall
import pytest

from ..bus_events import STRANGER, simulated, tell, visit
from .conftest import PHONE
from .running import automate, take_action

PARCEL = {"vehicle": "Parcel van", "category": "delivery", "may_open": False}
ASSISTANT = "assist_satellite.kitchen"
TEXT = "A delivery has arrived at Driveway: Parcel van"


@pytest.fixture
def said(hass: HomeAssistant) -> list[ServiceCall]:
    """What was said aloud."""
    return take_action(hass, "assist_satellite", "announce")


async def test_a_delivery_is_said_aloud_and_told(
    hass: HomeAssistant, said: list[ServiceCall], told: list[ServiceCall]
) -> None:
    await automate(hass, "delivery_announced", assistants=[ASSISTANT], phones=[PHONE])
    await tell(hass, "visit_started", visit(**PARCEL))
    assert [call.data for call in said] == [{"entity_id": [ASSISTANT], "message": TEXT}]
    assert [call.data for call in told] == [{"entity_id": [PHONE], "message": TEXT}]


async def test_speakers_of_another_kind_get_the_text(
    hass: HomeAssistant, said: list[ServiceCall], told: list[ServiceCall]
) -> None:
    spoken = take_action(hass, "tts", "speak")
    more = [{"action": "tts.speak", "data": {"message": "{{ message }}"}}]
    await automate(hass, "delivery_announced", more=more)
    await tell(hass, "visit_started", visit(**PARCEL))
    assert [call.data for call in spoken] == [{"message": TEXT}]
    assert (said, told) == ([], [])


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("visit_started", {"category": "resident"}),
        ("visit_started", {"status": "expired"}),
        ("visit_started", {"arrival": False, "arrival_reason": "not_sure"}),
        ("visit_started", {"place": "Street"}),
        ("visit_started", STRANGER),
        ("visit_ended", {"end_reason": "left"}),
        ("simulated_sighting", simulated(**PARCEL)),
    ],
)
async def test_nothing_else_is_announced(
    hass: HomeAssistant,
    said: list[ServiceCall],
    told: list[ServiceCall],
    event: str,
    data: dict[str, Any],
) -> None:
    await automate(
        hass,
        "delivery_announced",
        assistants=[ASSISTANT],
        phones=[PHONE],
        places=["Driveway"],
    )
    await tell(hass, event, visit(**{**PARCEL, **data, "source": None}))
    assert (said, told) == ([], [])
