"""A home whose recorder writes into a file, and an account in it."""

from typing import Any

from homeassistant.components.recorder import Recorder
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import (
    RecorderInstanceContextManager,
    RecorderInstanceGenerator,
)

from custom_components.plate_recognizer.const import CONF_FOUND_PLATE
from sandbox.process import SandboxProcess

from ..conftest import camera_subentry, cloud_entry, set_up, vehicle_subentry
from ..fake_camera import FakeCamera
from ..visits.conftest import drive  # noqa: F401 - a fixture

NEVER = 3600
"""Seconds between commits: the recorder writes when it is asked to."""


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: RecorderInstanceContextManager) -> None:
    """Have the recorder's database made before Home Assistant."""


@pytest.fixture
def persistent_database() -> bool:
    """Have it in a file."""
    return True


@pytest.fixture
async def recorder(
    hass: HomeAssistant,
    async_setup_recorder_instance: RecorderInstanceGenerator,
    recorder_config: dict[str, Any] | None,
) -> Recorder:
    """The recorder at work, set as a test wants it."""
    config = {"commit_interval": NEVER, **(recorder_config or {})}
    recorder: Recorder = await async_setup_recorder_instance(hass, config)
    return recorder


@pytest.fixture
async def recorded(
    hass: HomeAssistant, recorder: Recorder, cloud: SandboxProcess, restless: FakeCamera
) -> MockConfigEntry:
    """An account whose entities are recorded."""
    golf = vehicle_subentry("Golf", "AB12 CDE")
    options = {CONF_FOUND_PLATE: True}
    return await set_up(hass, cloud_entry(cloud, camera_subentry(), golf, options=options))
