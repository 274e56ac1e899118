"""A home in which everything happens that the reference tells of."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.core import Event, HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer.const import EVENT_FOUND_PLATE, EVENT_SIMULATED_SIGHTING
from sandbox.process import SandboxProcess
from tests.integration.action import act
from tests.integration.answers import MMC, SEDAN, plate
from tests.integration.conftest import (  # noqa: F401 - fixtures
    _custom_integrations,
    account,
    camera,
    cloud,
    cloud_process,
    own_history,
    plate_list_subentry,
    restless,
    sdk,
    sdk_entry,
    sdk_process,
    set_up,
    silent_health_port,
    telling_sdk,
)
from tests.integration.fake_camera import jpeg
from tests.integration.receiving.conftest import (  # noqa: F401 - a fixture
    SenderTo,
    received_camera,
    receiver_entry,
    sender_to,
    stream_payload,
)
from tests.integration.visits.conftest import drive  # noqa: F401 - a fixture
from tests.integration.visits.driveway import GOLF, Driveway, golf, unread, watching

GOLF_SEEN: Final = plate(
    GOLF, vehicle=SEDAN, **MMC, year={"year_range": [2018, 2021]}, direction=180
)
"""With all that a lookup can tell."""
LIKE_THE_GOLF: Final = plate("ab12c0e")
LISTED: Final = plate("kk11kkk")
WITHOUT_PLATE: Final = {**plate("", vehicle=SEDAN), "candidates": []}
FROM_STREAM: Final = plate("xy98zzz", speed=12.5, position_sec=34.2, user_data="gate")

type Data = list[dict[str, Any]]


@dataclass(frozen=True)
class Home:
    """A home with an account of each kind, and all that was told in it."""

    hass: HomeAssistant
    accounts: tuple[MockConfigEntry, ...]
    sightings: Data
    started: Data
    ended: Data
    simulated: Data
    found_plates: Data


@pytest.fixture
async def home(
    hass: HomeAssistant,
    drive: Driveway,  # noqa: F811
    telling_sdk: SandboxProcess,  # noqa: F811
    sender_to: SenderTo,  # noqa: F811
) -> Home:
    """A home in which vehicles have come and gone: known, listed, a stranger, an unread one.

    One has come that Stream tells of, one was only simulated, and one without a plate was on a
    picture that somebody gave.
    """
    simulated = async_capture_events(hass, EVENT_SIMULATED_SIGHTING)
    found_plates = async_capture_events(hass, EVENT_FOUND_PLATE)
    yard = plate_list_subentry("Yard", "KK11 KKK,Karl")
    of_cloud = await drive.looked_at(watching(), golf(may_open=True), yard)
    for seen in (GOLF_SEEN, LIKE_THE_GOLF, LISTED, unread()):
        await drive.move(seen)
        await drive.leave()
    await _recorded(drive, WITHOUT_PLATE)
    await drive.move(GOLF_SEEN)
    await act(hass, "simulate_sighting", camera="Driveway", plate="xy98zzz")
    of_sdk = await set_up(hass, sdk_entry(telling_sdk))
    await hass.async_block_till_done(wait_background_tasks=True)
    receiver = receiver_entry(received_camera())
    sender = await sender_to(receiver)
    await sender.send(stream_payload(FROM_STREAM))
    return Home(
        hass,
        (of_cloud, of_sdk, receiver),
        data_of(drive.sightings),
        data_of(drive.started),
        data_of(drive.ended),
        data_of(simulated),
        data_of(found_plates),
    )


async def _recorded(drive: Driveway, seen: dict[str, Any]) -> None:  # noqa: F811
    """Give a picture that shows this to the camera."""
    drive.show(seen)
    fields = {"camera": "Driveway", "record": True, "engine": {"detection_mode": "vehicle"}}
    picture = b64encode(jpeg(color="blue")).decode()
    await act(drive.hass, "recognize", base64=picture, **fields)


def data_of(events: list[Event[dict[str, Any]]]) -> Data:
    """Return what events have told."""
    return [dict(event.data) for event in events]
