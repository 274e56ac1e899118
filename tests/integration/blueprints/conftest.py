"""A phone that is told something, and a Home Assistant that complains of nothing."""

from collections.abc import Iterator
import logging

from homeassistant.core import HomeAssistant, ServiceCall
import pytest

from .running import take_action

PHONE = "notify.annas_phone"


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Have a configuration folder of its own, where blueprints can be put."""
    return hass_tmp_config_dir


@pytest.fixture
def told(hass: HomeAssistant) -> list[ServiceCall]:
    """What phones were told."""
    return take_action(hass, "notify", "send_message")


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
