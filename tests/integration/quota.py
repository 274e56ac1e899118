"""What tests of the quota have in common: time that passes, and what the account shows."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.plate_recognizer.const import DOMAIN
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

INTERVAL = 10
"""Seconds between two scans of a camera that scans by itself."""


class WallClock:
    """The clock on the wall: it can be wrong, and put right, while time itself goes on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._ahead = timedelta()
        monkeypatch.setattr(dt_util, "utcnow", self._utcnow)
        monkeypatch.setattr(dt_util, "now", self._now)

    def show(self, moment: str) -> None:
        """Put it to another moment."""
        self._ahead = datetime.fromisoformat(moment) - datetime.now(UTC)

    def _utcnow(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def _now(self, time_zone: tzinfo | None = None) -> datetime:
        return self._utcnow().astimezone(time_zone or dt_util.get_default_time_zone())


async def pass_time(hass: HomeAssistant, freezer: FrozenDateTimeFactory, **by: float) -> None:
    """Let time pass, and what is due happen."""
    freezer.tick(timedelta(**by))
    await due(hass)


async def due(hass: HomeAssistant) -> None:
    """Let happen what is due by the clock as it stands."""
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


async def tick(hass: HomeAssistant, freezer: FrozenDateTimeFactory, times: int = 1) -> None:
    """Let intervals pass, one after another."""
    for _ in range(times):
        await pass_time(hass, freezer, seconds=INTERVAL)


async def refresh(hass: HomeAssistant, name: str = "snapshot_cloud") -> None:
    """Press the account's button."""
    await hass.services.async_call(
        "button", "press", {"entity_id": f"button.{name}_refresh"}, blocking=True
    )
    await hass.async_block_till_done()


def value(hass: HomeAssistant, key: str, name: str = "snapshot_cloud") -> str | None:
    """Return the state of one of the account's entities, None if it doesn't exist."""
    domain = "binary_sensor" if key == "quota_low" else "sensor"
    state = hass.states.get(f"{domain}.{name}_{key}")
    return None if state is None else state.state


def decision(hass: HomeAssistant) -> tuple[str, dict[str, Any]]:
    """Return the driveway's decision, and what stands beside it."""
    state = hass.states.get("sensor.driveway_decision")
    assert state is not None
    return state.state, dict(state.attributes)


def issue(hass: HomeAssistant, entry: MockConfigEntry, key: str) -> ir.IssueEntry | None:
    """Return an account's repair issue."""
    return ir.async_get(hass).async_get_issue(DOMAIN, f"{key}_{entry.entry_id}")


def questions_to(sandbox: SandboxProcess) -> int:
    """Return how often the account's usage was asked for."""
    return sum(request.endpoint in {"statistics", "info"} for request in sandbox.requests())


def statistics_down(sandbox: SandboxProcess, times: int) -> None:
    """Have the next questions for the account's usage fail."""
    sandbox.fail(Fault(kind="status", status=503, endpoint="statistics", times=times))
