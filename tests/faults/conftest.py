"""The house to which it all happens. What it is made of is that of the integration's tests."""

import logging
from types import SimpleNamespace

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.plate_recognizer import visits
from sandbox.process import SandboxProcess
from tests.integration.answers import plate
from tests.integration.conftest import (  # noqa: F401 - fixtures
    _custom_integrations,
    camera,
    camera_subentry,
    cloud,
    cloud_entry,
    cloud_process,
    own_history,
    restless,
    set_up,
    silent_health_port,
    vehicle_subentry,
)
from tests.integration.fake_camera import FakeCamera
from tests.integration.visits.conftest import drive  # noqa: F401 - a fixture
from tests.integration.visits.driveway import GOLF, Driveway, golf, watching

from .house import House
from .parked import ParkedHome, SteadyClock

KNOWN = "AB12CDE"
"""The plate of the vehicle for which a door would open."""


@pytest.fixture
async def house(
    hass: HomeAssistant,
    cloud: SandboxProcess,  # noqa: F811
    restless: FakeCamera,  # noqa: F811
    caplog: pytest.LogCaptureFixture,
) -> House:
    """A house whose driveway a cloud account reads, and which knows a Golf."""
    caplog.set_level(logging.INFO)
    golf = vehicle_subentry("Golf", KNOWN, may_open=True)
    registered = er.async_get(hass).async_get("camera.driveway")
    assert registered is not None
    driveway = camera_subentry(camera_entity_id=registered.id, spacing=0)
    account = await set_up(hass, cloud_entry(cloud, driveway, golf))
    return House(hass, cloud, account, restless, caplog)


@pytest.fixture
async def parked(
    drive: Driveway,  # noqa: F811
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> ParkedHome:
    """A home whose camera has seen a Golf arrive, for which a door would open."""
    caplog.set_level(logging.INFO)
    clock = SteadyClock(freezer)
    monkeypatch.setattr(visits, "time", SimpleNamespace(monotonic=clock))
    monkeypatch.setattr(drive.hass.loop, "time", clock)
    hass, cloud, camera = drive.hass, drive.cloud, drive.camera  # noqa: F811
    registered = er.async_get(hass).async_get("camera.driveway")
    assert registered is not None
    account = await drive.looked_at(watching(camera_entity_id=registered.id), golf(may_open=True))
    await drive.move(plate(GOLF))
    assert drive.arrivals == [KNOWN]
    return ParkedHome(House(hass, cloud, account, camera, caplog), drive, account, clock)
