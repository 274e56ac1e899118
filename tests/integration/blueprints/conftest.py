"""A phone that is told something, and a Home Assistant that complains of nothing."""

from collections.abc import Iterator
from datetime import timedelta
import logging

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, ServiceCall, callback
import pytest

from .running import take_action

PHONE = "notify.annas_phone"
GATE = "cover.gate"


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Have a configuration folder of its own, where blueprints can be put."""
    return hass_tmp_config_dir


@pytest.fixture
def told(hass: HomeAssistant) -> list[ServiceCall]:
    """What phones were told."""
    return take_action(hass, "notify", "send_message")


@pytest.fixture
def opened(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> list[ServiceCall]:
    """A gate that has been shut for long, and what it was asked for."""
    hass.states.async_set(GATE, "closed", {"friendly_name": "Gate"})
    freezer.tick(timedelta(hours=1))
    calls: list[ServiceCall] = []

    @callback
    def open_gate(call: ServiceCall) -> None:
        calls.append(call)
        hass.states.async_set(GATE, "opening", {"friendly_name": "Gate"})

    hass.services.async_register("cover", "open_cover", open_gate)
    return calls


@pytest.fixture(autouse=True)
def _no_complaints(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail if an automation went wrong or a template stumbled: those are only logged."""
    yield
    complaints = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING
        and record.name.startswith(
            ("homeassistant.components.automation", "homeassistant.helpers", "homeassistant.core")
        )
    ]
    assert not complaints
