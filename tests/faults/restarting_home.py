"""A real Home Assistant that ends and starts again, and what it tells in all that time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
import json
from pathlib import Path
import re
from typing import Any, Final, NamedTuple

from sandbox.demo.account import DemoAccount, ReadCamera, set_up_account
from sandbox.demo.cameras import ShownCamera, show_cameras
from sandbox.demo.programme import CameraProgramme, Shot
from sandbox.home import Flow, FlowKind, Home, restarted, running_home
from sandbox.home.home import INTEGRATION
from sandbox.process import SandboxProcess
from tests.end_to_end.camera_dialog import CameraDialog
from tests.end_to_end.home_log import complaints_in
from tests.integration.answers import box, plate
from tests.integration.conftest import TOKEN, lookups_at
from tests.integration.fake_camera import Car, scene

MOTION: Final = "input_button.motion"
_BURST: Final = {"triggers": [MOTION], "frames": 9, "spacing": 3, "cooldown": 0}
"""So slow that there is time for something between two pictures."""

_CONFIGURATION: Final = """\
input_button:
  motion:
listener:
"""
_LISTENER: Final = Path(__file__).with_name("listener")
_TOLD: Final = re.compile(r"\[custom_components\.listener\] (\{.*\})$", re.MULTILINE)
_SECONDS: Final = 120


class Vehicle(NamedTuple):
    """A vehicle that may open a door, and where it stands."""

    name: str
    plate: str
    left: int

    @property
    def car(self) -> Car:
        """As the camera sees it."""
        return Car(self.left, 120, self.left + 90, 220, self.plate)

    def result(self, score: float) -> dict[str, Any]:
        """As the API reads it."""
        at = box(self.left, 120, self.left + 90, 220)
        vehicle = {"type": "Sedan", "score": 0.8, "box": at}
        read = plate(self.plate.lower(), score, vehicle=vehicle)
        return {**read, "box": box(self.left + 20, 190, self.left + 70, 205)}


GOLF: Final = Vehicle("Golf", "AB12CDE", 10)
POLO: Final = Vehicle("Polo", "CD34EFG", 115)
ASTRA: Final = Vehicle("Astra", "EF56GHJ", 220)


class RestartingHome:
    """The home, and its driveway.

    Args:
        home: the process that runs first.
        cloud: the API.
        account: of the integration.
        camera: before the driveway.
        ending: ends the processes.
    """

    def __init__(
        self,
        home: Home,
        cloud: SandboxProcess,
        account: DemoAccount,
        camera: ReadCamera,
        ending: AsyncExitStack,
    ) -> None:
        self._home = home
        self._cloud = cloud
        self._account = account
        self._camera = camera
        self._ending = ending
        self._logs: list[str] = []
        """Of the processes that have ended."""
        self._spent = 0
        """Lookups that were billed before the driveway has changed last."""

    def shows(self, *seen: tuple[Vehicle, float]) -> None:
        """Have these stand on the driveway from now on, read with these scores."""
        self._spent = self.spent
        self._cloud.reset()
        self._cloud.set_account(calls=self._spent)
        self._cloud.answer([vehicle.result(score) for vehicle, score in seen], times=99)
        self.cars = tuple(vehicle.car for vehicle, _ in seen)

    cars: tuple[Car, ...] = ()

    @property
    def spent(self) -> int:
        """How many lookups were billed so far."""
        return self._spent + sum(lookup.billed for lookup in lookups_at(self._cloud))

    async def looks(self) -> None:
        """Have the camera look, as somebody asks for it, until that has seen all it needs."""
        scan = self._camera.entity("image_processing", "plates")
        await self._home.rest.act("image_processing.scan", entity_id=scan)

    async def moves(self) -> None:
        """Have something set off a burst."""
        await self._home.rest.act("input_button.press", entity_id=MOTION)

    async def end(self, *, killed: bool) -> None:
        """Have the process end."""
        process = self._home.process
        await (process.kill() if killed else process.stop())
        self._logs.append(process.log())

    async def start(self) -> None:
        """Start it again with what it has stored."""
        self._home = await self._ending.enter_async_context(restarted(self._home))

    def told(self, event: str) -> list[dict[str, Any]]:
        """Return what was told since the last start by this kind of event."""
        return _told(event, self._home.process.log())

    def told_before(self, event: str) -> list[dict[str, Any]]:
        """Return what was told before it."""
        return [each for log in self._logs for each in _told(event, log)]

    async def decisions(self) -> dict[str, Any]:
        """Return what the account says of its decisions."""
        path = "/api/services/plate_recognizer/get_decisions?return_response"
        answer: dict[str, Any] = (await self._home.rest.post(path, dict, {}))["service_response"]
        return answer

    async def used(self) -> int:
        """Return how many lookups the account says that it has used."""
        states = await self._home.rest.states()
        return int(states[self._account.entity("sensor", "lookups_used")].state)

    async def is_here(self, vehicle: Vehicle) -> bool:
        """Say whether a vehicle is shown to be here."""
        states = await self._home.rest.states()
        return states[f"binary_sensor.{vehicle.name.lower()}_present"].state == "on"

    def stored_visits(self) -> set[str]:
        """Return the ids of the visits that are written down."""
        file = self._home.folder / ".storage" / f"plate_recognizer.{self._account.entry_id}.visits"
        if not file.exists():
            return set()
        return {visit["visit_id"] for visit in json.loads(file.read_text())["data"]["visits"]}

    def complaints(self) -> list[str]:
        """Return what nobody wants to find in a log."""
        return complaints_in("\n".join((*self._logs, self._home.process.log())))

    async def film(self, camera: ShownCamera) -> None:
        """Show the driveway, with each picture another one, for ever."""
        while True:
            await asyncio.to_thread(camera.driveway.put, scene(*self.cars))
            await asyncio.sleep(0.1)


async def until(has_come: Callable[[], bool]) -> None:
    """Wait until something has come from another process."""
    async with asyncio.timeout(_SECONDS):
        while not await asyncio.to_thread(has_come):  # noqa: ASYNC110 - another process sets no event
            await asyncio.sleep(0.05)


@asynccontextmanager
async def restarting_home(cloud: SandboxProcess) -> AsyncIterator[RestartingHome]:
    """Start a home before which nobody stands, and which has looked."""
    async with AsyncExitStack() as ending:
        home = await ending.enter_async_context(
            running_home(
                frontend=False,
                integrations=(INTEGRATION, _LISTENER),
                configuration=_CONFIGURATION,
            )
        )
        nothing = Shot(scene(), frozenset())
        (shown,) = await show_cameras(home, [CameraProgramme("Driveway", ".jpg", (nothing,))])
        account = await set_up_account(home, cloud.url, TOKEN, [])
        dialog = CameraDialog(home, account)
        step = await dialog.fill_in(camera_entity_id=shown.entity_id, burst=_BURST)
        camera = await dialog.save(step, shown)
        at = RestartingHome(home, cloud, account, camera, ending)
        at.shows()
        filming = asyncio.create_task(at.film(shown))
        ending.callback(filming.cancel)
        for vehicle in (GOLF, POLO, ASTRA):
            flow = Flow(home.rest, FlowKind.SUBENTRY, [account.entry_id, "vehicle"])
            await flow.complete(
                [{"name": vehicle.name, "plates": [vehicle.plate], "may_open": True}]
            )
        await until(lambda: at.spent == 1)  # its first look
        registry = home.folder / ".storage" / "core.entity_registry"
        # What Home Assistant itself hasn't written yet of a home so young is lost at a kill.
        await until(lambda: registry.exists() and "astra_present" in registry.read_text())
        yield at


def _told(event: str, log: str) -> list[dict[str, Any]]:
    lines = (json.loads(line[1]) for line in _TOLD.finditer(log))
    return [line for line in lines if line["event"] == f"plate_recognizer_{event}"]
