"""A home whose cameras are read by several SDKs behind HAProxy, and scanned without a pause."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from string import ascii_uppercase
from typing import Final

from sandbox.api_server.journal import RequestRecord
from sandbox.demo.account import ReadCamera, read_account
from sandbox.demo.cameras import ShownCamera, show_cameras
from sandbox.demo.programme import CameraProgramme, Shot
from sandbox.driveway.scenes import BRITISH_CAR_ARRIVES, EMPTY_DRIVEWAY
from sandbox.home import Flow, FlowKind, Home, HomeError, JsonObject, running_home
from sandbox.replicas import SDK_HOSTS, Balancer, Replica, replicas

SECONDS_TO_READ: Final = 0.25
"""That a replica takes for one picture."""
CAMERAS: Final = tuple(f"Lane {number}" for number in range(1, 7))
"""As many as may be under way at once at three replicas: every lookup that is cut off hurts."""
STAYS: Final = 4.0
"""Seconds that a vehicle is before a camera."""
_PAUSE: Final = 2.0
"""Seconds between two of them."""

_MOST: Final = 40
"""Vehicles before one camera: more than a run has time for."""
_PATIENCE: Final = 60
"""Seconds in which anything that is waited for has to happen."""
_LOOK: Final = 0.1
"""Seconds from look to look, whether it has."""

type IsSo = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One that will come, and the picture of it."""

    plate: str
    picture: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """A vehicle that was before a camera, from one moment to another."""

    camera: str
    plate: str
    came: datetime
    went: datetime


NOBODY: Final = EMPTY_DRIVEWAY.to_jpeg()


def vehicles_of(chance: Random) -> tuple[Vehicle, ...]:
    """Return the vehicles of one camera.

    They look alike. No two pictures are the same file, for which the replicas know what to answer.
    """
    picture = BRITISH_CAR_ARRIVES.to_jpeg()
    plates = ("".join(chance.sample(ascii_uppercase, 7)) for _ in range(_MOST))
    return tuple(Vehicle(plate, picture + plate.encode()) for plate in plates)


def _read(plate: str) -> JsonObject:
    """Return what the API says of such a picture."""
    box = {"xmin": 850, "ymin": 780, "xmax": 1010, "ymax": 820}
    around = {"xmin": 500, "ymin": 300, "xmax": 1360, "ymax": 960}
    return {
        "plate": plate.lower(),
        "score": 0.95,
        "dscore": 0.9,
        "box": box,
        "region": {"code": "gb", "score": 0.7},
        "candidates": [{"plate": plate.lower(), "score": 0.95}],
        "vehicle": {"type": "Sedan", "score": 0.8, "box": around},
    }


@dataclass(slots=True)
class ReplicasHome:
    """The home, its account, and all that was shown, scanned and told."""

    home: Home
    entry_id: str
    balancer: Balancer
    replicas: Sequence[Replica]
    cameras: Sequence[ReadCamera]
    plan: dict[str, tuple[Vehicle, ...]]
    """The vehicles that will come before each camera."""
    phase: str = ""
    """What is being done to the replicas."""
    shown: list[Shown] = field(default_factory=list)
    told: list[JsonObject] = field(default_factory=list)
    """The sightings."""
    looked_up: list[RequestRecord] = field(default_factory=list)
    """What the replicas were asked to read, as far as they remember it."""
    answered: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    """Scans by the phase in which they ended."""
    last_failed: set[str] = field(default_factory=set)
    """The cameras whose last scan had no answer."""
    is_over: bool = False
    """Whether nobody comes any more."""
    are_all_gone: bool = False

    async def know_pictures(self, replica: Replica) -> None:
        """Teach a replica what to read in each picture that will be shown."""

        def teach() -> None:
            replica.sandbox.answer_picture(NOBODY, [])
            for vehicle in (each for some in self.plan.values() for each in some):
                replica.sandbox.answer_picture(vehicle.picture, [_read(vehicle.plate)])

        await asyncio.to_thread(teach)

    async def start_anew(self, replica: Replica) -> None:
        """Start a replica that was killed. It is ready when it knows what to read."""

        def start() -> None:
            replica.start()
            replica.sandbox.set_health(ready=False)  # the balancer asks twice before it believes

        await asyncio.to_thread(start)
        await self.know_pictures(replica)
        await asyncio.to_thread(replica.sandbox.set_health, ready=True)

    async def lookups(self, replica: Replica) -> list[RequestRecord]:
        """Return the last thousand that a replica has taken."""
        requests = await asyncio.to_thread(replica.sandbox.requests)
        return [request for request in requests if request.endpoint == "lookup"]

    async def until_it_reads(self, *some: Replica) -> None:
        """Wait until each of these has answered lookups that came after this was called."""
        before = [len(await self.lookups(replica)) for replica in some]

        async def has_read() -> bool:
            counts = [len(await self.lookups(replica)) for replica in some]
            return all(now >= then + 3 for now, then in zip(counts, before, strict=True))

        await self.until(has_read, "each replica reads")

    async def until_held(self, name: str, state: str) -> None:
        """Wait until the balancer holds something of a replica."""

        async def is_held() -> bool:
            return (await asyncio.to_thread(self.balancer.states))[name] == state

        await self.until(is_held, f"{name} is {state}")

    async def until(self, is_so: IsSo, what: str) -> None:
        """Wait for something.

        Raises:
            HomeError: it doesn't happen.
        """
        for _ in range(round(_PATIENCE / _LOOK)):
            if await is_so():
                return
            await asyncio.sleep(_LOOK)
        states = await asyncio.to_thread(self.balancer.states)
        raise HomeError(f"It did not come true within {_PATIENCE} s that {what}: {states}")

    async def play(self, camera: ReadCamera) -> None:
        """Have one vehicle after the other come before a camera, until the run is over."""
        name, driveway = camera.camera.name, camera.camera.driveway
        for vehicle in self.plan[name]:
            if self.is_over:
                return
            came = datetime.now(UTC)
            driveway.put(vehicle.picture)
            await asyncio.sleep(STAYS)
            driveway.put(NOBODY)
            self.shown.append(Shown(name, vehicle.plate, came, datetime.now(UTC)))
            await asyncio.sleep(_PAUSE)
        raise HomeError("The run took longer than there are vehicles for")

    async def scan(self, camera: ReadCamera) -> None:
        """Scan a camera as fast as it can be, until all are gone and it has an answer."""
        button, name = camera.entity("button", "scan"), camera.camera.name
        while not self.are_all_gone or name in self.last_failed:
            try:
                await self.home.rest.act("button.press", entity_id=button)
            except HomeError:
                self.failed[self.phase] += 1
                self.last_failed.add(name)
            else:
                self.answered[self.phase] += 1
                self.last_failed.discard(name)

    @asynccontextmanager
    async def under_load(self) -> AsyncIterator[None]:
        """Play and scan all cameras for as long as the block takes, and wait for what is left."""
        async with self.home.socket.events("plate_recognizer_sighting") as events:
            listening = asyncio.create_task(self._write_down(events))
            async with asyncio.TaskGroup() as group:
                scanning = [group.create_task(self.scan(camera)) for camera in self.cameras]
                playing = [group.create_task(self.play(camera)) for camera in self.cameras]
                yield
                self.is_over = True
                await asyncio.gather(*playing)
                self.are_all_gone = True
                await asyncio.gather(*scanning)
            # Its answer comes after all events.
            await self.home.socket.command("get_config", dict)
            listening.cancel()

    async def _write_down(self, events: AsyncIterator[JsonObject]) -> None:
        with suppress(HomeError):  # the home ends
            async for event in events:
                self.told.append(event["data"])

    async def issues(self) -> list[str]:
        """Return of what *Repairs* warns where this account is concerned."""
        answer = await self.home.socket.command("repairs/list_issues", dict)
        return [
            issue["translation_key"]
            for issue in answer["issues"]
            if self.entry_id in issue["issue_id"]
        ]


async def _add_account(home: Home, address: str, cameras: Sequence[ShownCamera]) -> str:
    flow = Flow(home.rest, FlowKind.ENTRY, "plate_recognizer")
    answers: list[JsonObject] = [
        {"next_step_id": "sdk"},
        {"url": address},
        {"regions": ["gb"], "mmc": False, "engine": {}},
        {"cameras": [camera.entity_id for camera in cameras]},
    ]
    entry_id = (await flow.complete(answers)).entry_id
    options = {"regions": ["gb"], "mmc": False, "engine": {}, "replicas": len(SDK_HOSTS)}
    await Flow(home.rest, FlowKind.OPTIONS, entry_id).complete([options])
    # It reloads by itself, but nobody waits for that.
    await home.rest.post(f"/api/config/config_entries/entry/{entry_id}/reload", dict)
    return entry_id


@asynccontextmanager
async def replicas_home() -> AsyncIterator[ReplicasHome]:
    """Start a home with all its cameras, an SDK account, and three replicas behind HAProxy."""
    nobody = Shot(NOBODY, frozenset())
    programme = [CameraProgramme(name, ".jpg", (nobody,)) for name in CAMERAS]
    running = replicas(len(SDK_HOSTS), SECONDS_TO_READ)
    balancer, some = await asyncio.to_thread(running.__enter__)
    try:
        async with running_home(frontend=False) as home:
            cameras = await show_cameras(home, programme)
            entry_id = await _add_account(home, balancer.url, cameras)
            account = await read_account(home, entry_id, cameras)
            chance = Random(9)  # noqa: S311 - the same each time
            plan = {name: vehicles_of(chance) for name in CAMERAS}
            at = ReplicasHome(home, entry_id, balancer, some, account.cameras, plan)
            for replica in some:
                await at.know_pictures(replica)
            yield at
    finally:
        await asyncio.to_thread(running.__exit__, None, None, None)
