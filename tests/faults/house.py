"""A home to which things happen: a camera, an account at the sandbox, and what was told."""

from collections.abc import Sequence
import logging
import re
from typing import Any, NamedTuple

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.const import CONF_TOKEN
from homeassistant.core import Event, HomeAssistant, State
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer.api.client import SnapshotClient
from custom_components.plate_recognizer.const import (
    DOMAIN,
    EVENT_FOUND_PLATE,
    EVENT_SIGHTING,
    EVENT_VISIT_ENDED,
    EVENT_VISIT_STARTED,
)
from sandbox.process import SandboxProcess
from tests.integration.answers import plate
from tests.integration.conftest import TOKEN, scan
from tests.integration.fake_camera import FakeCamera

from .certificates import Authority
from .names import Names
from .wire import Wire

KNOWN = "AB12CDE"
"""The plate of the vehicle for which a door would open."""

EVENTS = (EVENT_SIGHTING, EVENT_VISIT_STARTED, EVENT_VISIT_ENDED, EVENT_FOUND_PLATE)
"""Whatever tells that something was seen."""

_OURS = "custom_components.plate_recognizer"
_OF_THE_MACHINE = (("asyncio", r"Executing .* took"),)
"""Loggers, and patterns of what they warn of that tells of no program's mistake."""
_IS_OVER = re.compile(r"works again$|^Fetching .* recovered$")
_MAY_CHANGE = ("_decision", "_last_lookup", "_scan")
"""Ends of the names of entities that may tell of a failure."""


class Outside(NamedTuple):
    """What lies between a home and the API."""

    wire: Wire
    """Through which the account speaks to the sandbox."""
    names: Names
    authority: Authority
    """Whose signature the home trusts."""
    health: Wire | None
    """Through which an SDK is asked for its health."""

    @property
    def of_health(self) -> Wire:
        """Return that one, where there is an SDK."""
        assert self.health is not None
        return self.health


class Visits(NamedTuple):
    """What was told of visits."""

    begun: tuple[str | None, ...]
    """The plates, one for each visit."""
    ended: int


class House:
    """What a test of a fault does and looks at."""

    def __init__(
        self,
        hass: HomeAssistant,
        sandbox: SandboxProcess,
        account: MockConfigEntry,
        camera: FakeCamera,
        caplog: pytest.LogCaptureFixture,
        outside: Outside | None = None,
    ) -> None:
        self.hass = hass
        self.sandbox = sandbox
        self.account = account
        self.camera = camera
        self._outside = outside
        self._caplog = caplog
        self._told = {event: async_capture_events(hass, event) for event in EVENTS}

    @property
    def outside(self) -> Outside:
        """What lies between here and the API, where there is more than a cable."""
        assert self._outside is not None
        return self._outside

    @property
    def client(self) -> SnapshotClient:
        """What speaks to the API."""
        client: SnapshotClient | None = self.account.runtime_data.lookups._client
        assert client is not None
        return client

    async def scan(self) -> None:
        """Look once, forced, as an automation does."""
        await scan(self.hass)

    async def sees(self, text: str) -> None:
        """Have a vehicle with this plate come before the camera, and look."""
        self.sandbox.answer([plate(text.lower())])
        await self.scan()

    async def ask_usage(self) -> None:
        """Have the account asked for its usage, as happens each hour."""
        await self.account.runtime_data.usage.async_refresh()
        await self.hass.async_block_till_done()

    async def ask_health(self) -> None:
        """Have an SDK be asked for its health, as happens twice a minute."""
        await self.account.runtime_data.health.async_refresh()
        await self.hass.async_block_till_done()

    def let_pass(self, seconds: float) -> None:
        """Have the clock that never jumps be later, as if so much time had passed."""
        loop, time = self.hass.loop, self.hass.loop.time
        setattr(loop, "time", lambda: time() + seconds)  # noqa: B010 - no name that may be assigned

    async def give_token(self) -> None:
        """Do what the owner is asked to: give the token."""
        flows = self.hass.config_entries.flow
        [flow] = flows.async_progress_by_handler(DOMAIN)
        await flows.async_configure(flow["flow_id"])
        result = await flows.async_configure(flow["flow_id"], {CONF_TOKEN: TOKEN})
        assert result.get("reason") == "reauth_successful"
        await self.hass.async_block_till_done()

    def events(self) -> dict[str, Sequence[Event[Any]]]:
        """Return what was told so far, by the event."""
        return {event: tuple(told) for event, told in self._told.items()}

    def plates(self) -> list[str | None]:
        """Return the plates of all sightings so far."""
        return [event.data["plate"] for event in self._told[EVENT_SIGHTING]]

    def visits(self) -> Visits:
        """Return whose visits have begun so far, and how many have ended."""
        begun = (event.data["plate"] for event in self._told[EVENT_VISIT_STARTED])
        return Visits(tuple(begun), len(self._told[EVENT_VISIT_ENDED]))

    def states(self, *, but: tuple[str, ...] = ()) -> dict[str, State]:
        """Return what our entities show, but for those that tell of failures.

        Args:
            but: ends of the names of others that may.
        """
        entities = er.async_get(self.hass).entities.values()
        states = (
            self.hass.states.get(entity.entity_id)
            for entity in entities
            if entity.platform == DOMAIN and not entity.entity_id.endswith(_MAY_CHANGE + but)
        )
        return {state.entity_id: state for state in states if state is not None}

    def decision(self) -> str | None:
        """Return the reason that the camera's decision gives."""
        return self.state("sensor.driveway_decision")

    def state(self, entity_id: str) -> str | None:
        """Return the state of an entity; None where there is none."""
        state = self.hass.states.get(entity_id)
        return None if state is None else state.state

    def warnings(self) -> list[str]:
        """Return the lines that an owner finds in the log, whoever wrote them."""
        return [
            record.getMessage()
            for record in self._caplog.records
            if record.levelno >= logging.WARNING and not _is_of_the_machine(record)
        ]

    def recoveries(self) -> list[str]:
        """Return the lines that tell that something is over."""
        lines = (record.getMessage() for record in self._caplog.records)
        return [line for line in lines if _IS_OVER.search(line)]

    def tracebacks(self) -> list[str]:
        """Return whatever in the log says that a program has failed, whoever wrote it."""
        return [
            record.getMessage()
            for record in self._caplog.records
            if record.exc_info
            or "Traceback (" in record.getMessage()
            or (record.levelno >= logging.ERROR and not record.name.startswith(_OURS))
        ]

    def issues(self) -> set[str]:
        """Return the keys of the repair issues that we show."""
        return {
            issue.translation_key
            for (domain, _), issue in ir.async_get(self.hass).issues.items()
            if domain == DOMAIN and issue.active and issue.translation_key
        }

    def asks_for_token(self) -> bool:
        """Return whether the owner is asked for the token."""
        return any(
            flow["context"]["source"] == SOURCE_REAUTH
            for flow in self.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
        )


def _is_of_the_machine(record: logging.LogRecord) -> bool:
    said = record.getMessage()
    return any(record.name == name and re.match(what, said) for name, what in _OF_THE_MACHINE)
