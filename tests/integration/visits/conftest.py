"""A driveway before a camera, in a running Home Assistant."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.plate_recognizer.const import (
    EVENT_SIGHTING,
    EVENT_VISIT_ENDED,
    EVENT_VISIT_STARTED,
)
from sandbox.process import SandboxProcess

from ..fake_camera import FakeCamera
from .driveway import Driveway, let_time_pass


@pytest.fixture
def drive(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Driveway:
    """A driveway whose camera takes a second for each picture, and gives no two alike."""
    drive = Driveway(
        hass,
        cloud,
        camera,
        freezer,
        async_capture_events(hass, EVENT_SIGHTING),
        async_capture_events(hass, EVENT_VISIT_STARTED),
        async_capture_events(hass, EVENT_VISIT_ENDED),
    )
    let_time_pass(drive, camera, monkeypatch)
    return drive
