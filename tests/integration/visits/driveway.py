"""A driveway before a camera of Home Assistant: what it shows, and what is told of visits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.core import Event, HomeAssistant, State
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.plate_recognizer.decision_keeper import decision_journal
from sandbox.process import SandboxProcess

from ..answers import box, plate
from ..conftest import camera_subentry, cloud_entry, lookups_at, scan, set_up, vehicle_subentry
from ..fake_camera import Car, FakeCamera, scene

type Scene = tuple[Car, ...]
"""What a picture shows."""

EMPTY: Scene = ()
PARKED: Scene = (Car(40, 32, 296, 200),)
"""Where the API's answers of these tests have the vehicle."""
MOTION = "binary_sensor.motion"
SURE, UNSURE = 0.95, 0.75
GOLF, GOLF_ID = "ab12cde", "01VEHICLE0000000000000GOLF"
ELSEWHERE = box(250, 10, 300, 20)


def golf(**data: object) -> ConfigSubentryDataWithId:
    """Return the subentry of a resident's vehicle."""
    vehicle = vehicle_subentry("Golf", "AB12 CDE", subentry_id=GOLF_ID)
    vehicle["data"] = {**vehicle["data"], **data}
    return vehicle


def elsewhere(result: dict[str, Any]) -> dict[str, Any]:
    """Return a result of the API that is not where the others are."""
    return {**result, "box": ELSEWHERE}


def unread() -> dict[str, Any]:
    """Return a plate that the API couldn't read."""
    return plate(GOLF, 0.4)


def watching(name: str = "Driveway", **data: object) -> ConfigSubentryDataWithId:
    """Return the subentry of a camera that is triggered by motion."""
    subentry_id = f"01CAMERA{name.upper():0>18}"
    settings = {"triggers": [MOTION], "spacing": 0, "cooldown": 0, "frames": 3, **data}
    return camera_subentry(name, subentry_id, **settings)


@dataclass
class Driveway:
    """What happens before the camera, and what was told since this was asked last."""

    hass: HomeAssistant
    cloud: SandboxProcess
    camera: FakeCamera
    freezer: FrozenDateTimeFactory
    sightings: list[Event[dict[str, Any]]]
    started: list[Event[dict[str, Any]]]
    ended: list[Event[dict[str, Any]]]
    spent: int = 0
    is_frozen: bool = False
    shown: list[Sequence[dict[str, Any]]] = field(default_factory=lambda: [()])
    is_windy: bool = False
    """Whether something beside the vehicles looks different in each picture."""
    scenes: list[Scene] = field(default_factory=list)
    on_picture: list[Callable[[], None]] = field(default_factory=list)

    async def set_up(
        self, *subentries: ConfigSubentryDataWithId, options: dict[str, Any] | None = None
    ) -> MockConfigEntry:
        """Set up an account with a camera that is triggered by motion, or with these subentries."""
        self.hass.states.async_set(MOTION, "off")
        subentries = subentries or (watching(), golf())
        entry = await set_up(self.hass, cloud_entry(self.cloud, *subentries, options=options))
        await self.settled()
        return entry

    async def looked_at(self, *subentries: ConfigSubentryDataWithId) -> MockConfigEntry:
        """Do so, and have the camera look for the first time, at nothing."""
        entry = await self.set_up(*subentries)
        await self.move()
        self.lookups()
        return entry

    def show(self, *results: dict[str, Any]) -> None:
        """Have all pictures show this from now on.

        Whoever is answered is seen, in the same way for as long as the answer is the same.
        """
        self.spent += len(lookups_at(self.cloud))
        self.cloud.reset()
        self.cloud.answer(results, times=90)
        self.shown = [results]

    def film(self, *scenes: Scene) -> None:
        """Have the camera see these scenes, one after another, whatever is answered."""
        self.scenes = list(scenes)

    def next_scene(self) -> Scene:
        """Return what the camera sees now: what is filmed, or who is to be answered next."""
        if self.scenes:
            return self.scenes.pop(0) if len(self.scenes) > 1 else self.scenes[0]
        answered = sum(lookup.status in {200, 201} for lookup in lookups_at(self.cloud))
        cars = tuple(map(_car, self.shown[min(answered, len(self.shown) - 1)]))
        return (*cars, Car(40, 200, 312, 236, f"{self.camera.asked}")) if self.is_windy else cars

    async def settled(self) -> None:
        """Wait until nothing is under way any more."""
        await self.hass.async_block_till_done(wait_background_tasks=True)

    def show_in_turn(self, *pictures: list[dict[str, Any]]) -> None:
        """Have the next pictures show these, one after another, and the last one stay."""
        self.show()
        self.cloud.reset()
        for results in pictures[:-1]:
            self.cloud.answer(results)
        self.cloud.answer(pictures[-1], times=90)
        self.shown = list(pictures)

    async def move(self, *results: dict[str, Any]) -> None:
        """Let the sensor see something, show this, and wait for the burst."""
        self.show(*results)
        await self.trigger()

    async def trigger(self) -> None:
        """Let the sensor see something, and wait for the burst."""
        self.start_trigger()
        await self.settled()

    def start_trigger(self) -> None:
        """Let the sensor see something."""
        self.hass.states.async_set(MOTION, "off")
        self.hass.states.async_set(MOTION, "on")

    def once_during_a_picture(self, action: Callable[[], object]) -> None:
        """Do something while the camera takes its next picture."""

        def listener() -> None:
            self.on_picture.remove(listener)
            action()

        self.on_picture.append(listener)

    async def scan(self, *results: dict[str, Any], name: str = "driveway") -> None:
        """Show this, and scan as an automation does."""
        self.show(*results)
        await scan(self.hass, name)
        await self.settled()

    def freeze(self) -> None:
        """Have the camera give its last picture again and again."""
        self.is_frozen = True

    def thaw(self) -> None:
        """Have it give a new picture each time."""
        self.is_frozen = False

    async def wait(self, seconds: float) -> None:
        """Let time pass, and wait for what that sets off."""
        self.let_pass(seconds)
        await self.settled()

    def let_pass(self, seconds: float) -> None:
        """Let time pass."""
        self.freezer.tick(timedelta(seconds=seconds))
        async_fire_time_changed(self.hass)

    async def time_out(self) -> None:
        """Let visits time out, as nobody can say who is still here: the camera fails."""
        picture, self.camera.picture = self.camera.picture, RuntimeError("broken")
        for seconds in (30, 10, 12 * 3600):
            await self.wait(seconds)
        self.camera.picture = picture

    async def leave(self) -> None:
        """Let everybody drive away, and have the camera find out."""
        await self.move()
        await self.wait(10)

    def lookups(self) -> int:
        """Return how many lookups were spent since this was asked last."""
        spent, self.spent = self.spent + len(lookups_at(self.cloud)), 0
        self.show()
        self.spent = 0
        return spent

    @property
    def arrivals(self) -> list[str | None]:
        """The plates of those who have arrived."""
        return [event.data["plate"] for event in self.started if event.data["arrival"]]

    @property
    def reasons(self) -> list[str | None]:
        """Why visits that have begun are arrivals, or aren't."""
        return [event.data["arrival_reason"] for event in self.started]

    @property
    def end_reasons(self) -> list[str | None]:
        """Why visits have ended."""
        return [event.data["end_reason"] for event in self.ended]

    def state(self, entity_id: str) -> str | None:
        """Return the state of an entity."""
        state = self.hass.states.get(entity_id)
        return state.state if isinstance(state, State) else None

    def decision(self) -> tuple[str | None, object]:
        """Return what the sensor shows of the last scan, and the cause that the journal has."""
        state = self.hass.states.get("sensor.driveway_decision")
        [account] = self.hass.config_entries.async_entries("plate_recognizer")
        entries = decision_journal(self.hass, account.entry_id).entries()
        causes = [each.last.get("cause") for each in entries if each.camera.name == "Driveway"]
        return state.state if state else None, next(iter(causes), None)


def _car(result: dict[str, Any]) -> Car:
    """Draw a vehicle where a result of the API has it."""
    if not result["plate"] or result["vehicle"]["type"] != "Unknown":
        at = result["vehicle"]["box"]
        left, top, right, bottom = at["xmin"], at["ymin"], at["xmax"], at["ymax"]
    else:
        at = result["box"]
        left, top, right, bottom = (
            at["xmin"] - 40,
            at["ymin"] - 70,
            at["xmax"] + 40,
            at["ymax"] + 20,
        )
    look = json.dumps(result, sort_keys=True)
    return Car(max(0, left), max(0, top), min(320, right), min(240, bottom), look)


def let_time_pass(drive: Driveway, camera: FakeCamera, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a camera take a second for each picture, and give no two alike."""
    given = camera.async_camera_image

    async def image(width: int | None = None, height: int | None = None) -> bytes | None:
        if isinstance(camera.picture, bytes) and not drive.is_frozen:
            camera.picture = scene(*drive.next_scene())
        for listener in tuple(drive.on_picture):
            listener()
        picture = await given(width, height)
        drive.freezer.tick(1)
        return picture

    monkeypatch.setattr(camera, "async_camera_image", image)
