"""Beside each decision stands what the reference says, and nothing else."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
import re
from typing import Any, Final
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.pipeline.decision import Reason
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess
from tests.integration.answers import plate
from tests.integration.conftest import camera_subentry, cloud_entry, scan, set_up, vehicle_subentry
from tests.integration.fake_camera import FakeCamera, jpeg
from tests.integration.quota import tick

from .descriptions import Key, entities
from .differences import differences

MOTION: Final = "binary_sensor.motion"
IN_TEN_DAYS: Final = "2026-07-11T23:00:00Z"
DESCRIBED: Final = entities("camera")["sensor.decision"].attributes


@dataclass
class Yard:
    """A camera, and the API that reads its pictures."""

    hass: HomeAssistant
    cloud: SandboxProcess
    camera: FakeCamera
    request: pytest.FixtureRequest

    @property
    def freezer(self) -> FrozenDateTimeFactory:
        """Holds the time from now on. Whoever waits for an answer's turn needs it to go on."""
        freezer: FrozenDateTimeFactory = self.request.getfixturevalue("freezer")
        return freezer

    async def watched(
        self, *vehicles: ConfigSubentryDataWithId, **settings: object
    ) -> MockConfigEntry:
        """Set up an account whose camera is triggered by motion."""
        self.hass.states.async_set(MOTION, "off")
        data: dict[str, Any] = {
            "triggers": [MOTION],
            "spacing": 0,
            "cooldown": 60,
            "frames": 2,
            **settings,
        }
        return await set_up(
            self.hass,
            cloud_entry(self.cloud, camera_subentry(**data), *vehicles, options={"daily_cap": 2}),
        )

    async def move(self) -> None:
        """Let the sensor see something, and wait for the burst."""
        self.hass.states.async_set(MOTION, "off")
        self.hass.states.async_set(MOTION, "on")
        await self.hass.async_block_till_done(wait_background_tasks=True)


type Happens = Callable[[Yard], Awaitable[object]]


async def _sighted(yard: Yard) -> None:
    alike = (
        vehicle_subentry("Polo", "AB12 C0E", matching="lookalike"),
        vehicle_subentry("Golf", "AB12 CQE", matching="lookalike"),
    )
    await yard.watched(*alike)
    yard.cloud.answer([plate("ab12cde")])
    await scan(yard.hass)


async def _nothing_found(yard: Yard) -> None:
    await yard.watched()
    await scan(yard.hass)


async def _no_change(yard: Yard) -> None:
    await yard.watched(cooldown=0)
    await scan(yard.hass)
    yard.camera.picture = jpeg() + b" "  # another picture of the same
    await yard.move()


async def _scanning_off(yard: Yard) -> None:
    await yard.watched()
    entity = {"entity_id": "switch.driveway_scanning"}
    await yard.hass.services.async_call("switch", "turn_off", entity, blocking=True)
    await yard.move()


async def _cooldown(yard: Yard) -> None:
    await yard.watched()
    await yard.move()
    await yard.move()


async def _camera_failed(yard: Yard) -> None:
    await yard.watched()
    yard.camera.picture = RuntimeError("lens cap")
    await scan(yard.hass)


async def _broken_picture(yard: Yard) -> None:
    await yard.watched(zone={"left": 0, "top": 0, "right": 50, "bottom": 50})
    yard.camera.picture = b"no picture"
    await scan(yard.hass)


async def _server_error(yard: Yard) -> None:
    await yard.watched()
    yard.cloud.fail(Fault(kind="status", status=503, body="Busy"))
    await scan(yard.hass)


async def _unreachable(yard: Yard) -> None:
    await yard.watched()
    yard.cloud.fail(Fault(kind="drop", times=9))
    await scan(yard.hass)


async def _throttled(yard: Yard) -> None:
    await yard.watched()
    yard.cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "3600"}))
    await scan(yard.hass)


async def _waited_too_long(yard: Yard) -> None:
    await yard.watched()
    with patch("custom_components.plate_recognizer.limiter.LONGEST_WAIT", 0.0):
        await scan(yard.hass)


async def _daily_cap_reached(yard: Yard) -> None:
    yard.camera.is_restless = True
    freezer = yard.freezer
    await yard.watched(scan_interval=10)
    await tick(yard.hass, freezer, times=4)


async def _paced(yard: Yard) -> None:
    yard.camera.is_restless = True
    yard.freezer.move_to("2026-07-01T23:00:00+00:00")
    yard.cloud.set_account(calls=85, limit=100, resets_on=IN_TEN_DAYS)
    await yard.watched(scan_interval=10)
    await tick(yard.hass, yard.freezer, times=4)


async def _reserved(yard: Yard) -> None:
    yard.camera.is_restless = True
    yard.freezer.move_to("2026-07-01T23:00:00+00:00")
    yard.cloud.set_account(calls=97, limit=100, resets_on=IN_TEN_DAYS)
    await yard.watched(scan_interval=10)
    await tick(yard.hass, yard.freezer, times=2)


async def _first_look(yard: Yard) -> None:
    golf = vehicle_subentry("Golf", "AB12 CDE", may_open=True)
    await yard.watched(golf)
    await yard.hass.async_block_till_done(wait_background_tasks=True)


@dataclass(frozen=True)
class Case:
    """What leads to a decision, and what then stands beside it."""

    happens: Happens
    reason: Reason
    shows: frozenset[str]


def case(happens: Happens, reason: Reason, *shows: str) -> Case:
    return Case(happens, reason, frozenset(shows))


CASES: Final = [
    case(_sighted, Reason.SIGHTED, "vehicles", "ambiguous"),
    case(_nothing_found, Reason.NOTHING_FOUND, "vehicles"),
    case(_first_look, Reason.NOTHING_FOUND, "vehicles", "cause"),
    case(_no_change, Reason.NO_CHANGE, "changed", "least"),
    case(_scanning_off, Reason.SCANNING_OFF, "trigger"),
    case(_cooldown, Reason.COOLDOWN, "trigger", "seconds_left"),
    case(_camera_failed, Reason.CAMERA_FAILED, "detail"),
    case(_broken_picture, Reason.BROKEN_PICTURE, "detail", "fault"),
    case(_server_error, Reason.SERVER_ERROR, "detail", "http_status"),
    case(_unreachable, Reason.CONNECTION_LOST, "detail"),
    case(_throttled, Reason.THROTTLED, "detail", "http_status", "retry_after"),
    case(_waited_too_long, Reason.WAITED_TOO_LONG, "waited", "ahead"),
    case(_daily_cap_reached, Reason.DAILY_CAP_REACHED, "interval_lookups", "daily_cap"),
    case(
        _paced,
        Reason.PACED,
        *("interval_lookups", "share_of_today", "lookups_remaining", "days_left"),
    ),
    case(_reserved, Reason.RESERVED, "lookups_remaining", "reserve", "expected_of_others"),
]


@pytest.fixture
def yard(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, request: pytest.FixtureRequest
) -> Yard:
    """A yard with a camera."""
    return Yard(hass, cloud, camera, request)


@pytest.mark.parametrize("each", CASES, ids=lambda case: case.happens.__name__.strip("_"))
async def test_a_decision_shows_what_the_reference_says_of_its_reason(
    yard: Yard, each: Case
) -> None:
    await each.happens(yard)

    reason, shown = decision(yard.hass)
    assert reason == each.reason
    assert shown.keys() == each.shows
    described = {key: DESCRIBED[key] for key in each.shows}
    assert differences([shown], described) == []
    assert shown.keys() >= {
        key for key, said in DESCRIBED.items() if each.reason in reasons_of(said)
    }
    assert all(not (named := reasons_of(DESCRIBED[key])) or reason in named for key in shown)


def decision(hass: HomeAssistant) -> tuple[str, Mapping[str, Any]]:
    """Return the sensor's state, and its own attributes."""
    state = hass.states.get("sensor.driveway_decision")
    assert state is not None
    of_core = {"device_class", "friendly_name", "options"}
    return state.state, {key: state.attributes[key] for key in state.attributes.keys() - of_core}


def reasons_of(said: Key) -> set[str]:
    """Return the reasons that a description names: none if it has other words for when it is."""
    return set(re.findall(r"`(\w+)`", said.when or "")) & set(Reason)


def test_everything_that_the_reference_says_of_decisions_is_tried() -> None:
    assert {key for each in CASES for key in each.shows} == DESCRIBED.keys()
