"""A home with cameras and motion sensors, and accounts whose API lets in one lookup a second."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Final

from sandbox.api_server.journal import RequestRecord
from sandbox.demo.account import DemoAccount, ReadCamera, set_up_account
from sandbox.demo.cameras import ShownCamera, show_cameras
from sandbox.demo.programme import CameraProgramme, Shot
from sandbox.driveway.stories import A_DAY_AT_THE_GATE
from sandbox.home import Flow, FlowKind, Home, HomeError, JsonObject, running_home
from sandbox.process import SandboxProcess

from .camera_dialog import CameraDialog

LANES: Final = ("Lane 1", "Lane 2", "Lane 3", "Lane 4")
"""The cameras, each with a motion sensor."""
YARD: Final = "Yard"
"""The one without."""

_PATIENCE: Final = 30
"""Seconds in which anything that is waited for has to happen."""
_LOOK: Final = 0.05
"""Seconds from look to look, whether it has."""

_BURST: Final = {"spacing": 0.5, "cooldown": 0}
_LEARNED: Final = "learn"
"""The lookups per second of an account whose options nobody has opened."""

_SENSORS_ARE_THERE: Final = "input_boolean.sensors_are_there"


def _moves(camera: str) -> str:
    """Return what a motion sensor watches."""
    return f"input_boolean.moves_{camera[-1]}"


def motion_sensor(camera: str) -> str:
    """Return the entity id of the motion sensor beside a camera."""
    return f"binary_sensor.motion_{camera[-1]}"


def _configuration() -> str:
    switches = ("sensors_are_there", *(f"moves_{lane[-1]}" for lane in LANES))
    sensors = "".join(
        f"""\
      - name: Motion {lane[-1]}
        device_class: motion
        state: "{{{{ is_state('{_moves(lane)}', 'on') }}}}"
        availability: "{{{{ is_state('{_SENSORS_ARE_THERE}', 'on') }}}}"
"""
        for lane in LANES
    )
    helpers = "".join(f"  {switch}:\n    initial: false\n" for switch in switches)
    return f"input_boolean:\n{helpers}template:\n  - binary_sensor:\n{sensors}"


class ThrottledHome:
    """The home: what its cameras show, and what its motion sensors say."""

    def __init__(self, home: Home, cameras: Mapping[str, ShownCamera]) -> None:
        self.home = home
        self.cameras = cameras

    def show(self, pictures: Mapping[str, bytes]) -> None:
        """Put these pictures before these cameras."""
        for camera, picture in pictures.items():
            self.cameras[camera].driveway.put(picture)

    async def play(self, seconds: Iterable[Mapping[str, bytes]]) -> None:
        """Put pictures before cameras, each for a second. The last ones stay."""
        for pictures in seconds:
            self.show(pictures)
            await asyncio.sleep(1)

    async def connect_sensors(self, *, are_there: bool = True) -> None:
        """Have all motion sensors be there, without motion, or away."""
        await self.home.rest.act(_turn(on=False), entity_id=[_moves(lane) for lane in LANES])
        await self.home.rest.act(_turn(on=are_there), entity_id=_SENSORS_ARE_THERE)
        wanted = "off" if are_there else "unavailable"
        await self.home.wait_for(
            lambda states: all(states[motion_sensor(lane)].state == wanted for lane in LANES),
            seconds=_PATIENCE,
        )

    async def move_before(self, *cameras: str) -> None:
        """Have the motion sensors beside some cameras report motion, all at once."""
        watched = [_moves(camera) for camera in cameras]
        await self.home.rest.act(_turn(on=False), entity_id=watched)
        await self.home.rest.act(_turn(on=True), entity_id=watched)


def _turn(*, on: bool) -> str:
    return f"input_boolean.turn_{'on' if on else 'off'}"


@asynccontextmanager
async def throttled_home() -> AsyncIterator[ThrottledHome]:
    """Start a home whose cameras see nobody, and whose motion sensors are there."""
    empty = Shot(A_DAY_AT_THE_GATE.at(0).to_jpeg(), frozenset())
    programme = [CameraProgramme(name, ".jpg", (empty,)) for name in (*LANES, YARD)]
    async with running_home(frontend=False, configuration=_configuration()) as home:
        cameras = await show_cameras(home, programme)
        at = ThrottledHome(home, {camera.name: camera for camera in cameras})
        await at.connect_sensors()
        yield at


@dataclass(frozen=True, slots=True)
class ThrottledAccount:
    """An account at an API of its own, and what is told of it."""

    at: ThrottledHome
    sandbox: SandboxProcess
    account: DemoAccount
    told: list[JsonObject] = field(default_factory=list)
    """The sightings so far."""

    async def add_camera(self, name: str, **fields: object) -> ReadCamera:
        """Add a camera; one of a lane has its motion sensor for a trigger, if nothing else is said.

        Args:
            name: of the camera.
            fields: what is filled in besides.
        """
        shown = self.at.cameras[name]
        usual = {
            "camera_entity_id": shown.entity_id,
            "scan_interval": 0,
            "burst": {**_BURST, "triggers": [motion_sensor(name)] if name in LANES else []},
        }
        dialog = CameraDialog(self.at.home, self.account)
        return await dialog.save(await dialog.fill_in(**{**usual, **fields}), shown)

    async def add_lanes(self) -> dict[str, ReadCamera]:
        """Add the cameras with motion sensors, by their names."""
        return {lane: await self.add_camera(lane) for lane in LANES}

    async def lookups(self) -> list[RequestRecord]:
        """Return what the API was asked to read, in the order in which it answered."""
        requests = await asyncio.to_thread(self.sandbox.requests)
        return [request for request in requests if request.endpoint == "lookup"]

    async def scan(self, camera: ReadCamera) -> None:
        """Have a camera scanned, and wait for that."""
        plates = camera.entity("image_processing", "plates")
        await self.at.home.rest.act("image_processing.scan", entity_id=plates)

    async def press_scan(self, camera: ReadCamera) -> None:
        """Press the camera's button, and wait until the scan is over.

        Raises:
            HomeError: nothing was recognised; the text says why.
        """
        await self.at.home.rest.act("button.press", entity_id=camera.entity("button", "scan"))

    async def refresh(self) -> None:
        """Have the API asked how many lookups are left."""
        (refresh,) = (each.entity_id for each in self.account.entities if each.domain == "button")
        await self.at.home.rest.act("button.press", entity_id=refresh)

    async def until_told_of(self, sightings: int) -> None:
        """Wait until so many sightings have been told."""

        async def are_told() -> bool:
            return len(self.told) >= sightings

        await self.until(are_told, f"{sightings} sightings are told")

    async def until_asked(self, times: int) -> None:
        """Wait until the API has an answer to so many lookups."""

        async def is_asked() -> bool:
            return len(await self.lookups()) >= times

        await self.until(is_asked, f"{times} pictures are looked up")

    async def until_decided(self, camera: ReadCamera, reason: str) -> None:
        """Wait until the sensor *Decision* of a camera says so."""
        decision = camera.entity("sensor", "decision")
        await self.at.home.wait_for(
            lambda states: states[decision].state == reason, seconds=_PATIENCE
        )

    async def decisions(self) -> JsonObject:
        """Return what the action *Get decisions* answers."""
        return await self.at.home.rest.ask(
            "plate_recognizer.get_decisions", config_entry_id=self.account.entry_id
        )

    async def issues(self) -> list[str]:
        """Return of what *Repairs* warns where this account is concerned."""
        answer = await self.at.home.socket.command("repairs/list_issues", dict)
        return [
            issue["translation_key"]
            for issue in answer["issues"]
            if self.account.entry_id in issue["issue_id"]
        ]

    async def until(self, is_so: Callable[[], Awaitable[bool]], what: str) -> None:
        """Wait for something.

        Raises:
            HomeError: it doesn't happen.
        """
        for _ in range(round(_PATIENCE / _LOOK)):
            if await is_so():
                return
            await asyncio.sleep(_LOOK)
        raise HomeError(f"It did not come true within {_PATIENCE} s that {what}: {self.told}")

    async def disable(self) -> None:
        """Unload the account, as somebody does who disables it."""
        await self._set_disabled_by("user")

    async def enable(self) -> None:
        """Load it again."""
        await self._set_disabled_by(None)

    async def _set_disabled_by(self, who: str | None) -> None:
        await self.at.home.socket.command(
            "config_entries/disable", dict, entry_id=self.account.entry_id, disabled_by=who
        )


@asynccontextmanager
async def throttled_account(
    at: ThrottledHome, *, rate: str = "1", limit: int = 2500
) -> AsyncIterator[ThrottledAccount]:
    """Add an account without cameras; when the block ends, it is disabled.

    Args:
        at: the home.
        rate: what the user says of its lookups per second.
        limit: how many lookups it has in the period.
    """
    home = at.home
    token = token_urlsafe()  # no two accounts of a home have the same
    sandbox = await asyncio.to_thread(SandboxProcess, token=token, rate=1, limit=limit)
    try:
        account = await set_up_account(home, sandbox.url, token, [])
        if rate != _LEARNED:
            await _choose_rate(home, account, rate)
        throttled = ThrottledAccount(at, sandbox, account)
        async with home.socket.events("plate_recognizer_sighting") as events:
            listening = asyncio.create_task(_write_down(events, throttled))
            try:
                yield throttled
            finally:
                listening.cancel()
                await throttled.disable()
    finally:
        await asyncio.to_thread(sandbox.stop)


async def _choose_rate(home: Home, account: DemoAccount, rate: str) -> None:
    """Change the options, and wait until the account has started anew."""
    (refresh,) = (each.entity_id for each in account.entities if each.domain == "button")
    async with home.socket.events("state_changed") as changes:
        flow = Flow(home.rest, FlowKind.OPTIONS, account.entry_id)
        await flow.complete([{"regions": ["gb"], "mmc": False, "engine": {}, "rate": rate}])
        states = (
            change["data"]["new_state"]["state"]
            async for change in changes
            if change["data"]["entity_id"] == refresh
        )
        while await anext(states) == "unavailable":
            pass  # it goes, and comes back


async def _write_down(events: AsyncIterator[JsonObject], account: ThrottledAccount) -> None:
    with suppress(HomeError):  # the home ends
        async for event in events:
            if event["data"]["account_id"] == account.account.entry_id:
                account.told.append(event["data"])
