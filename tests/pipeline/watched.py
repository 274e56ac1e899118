"""Drawn pictures as the gate sees them, and the truth about what stands in them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.area import WHOLE
from custom_components.plate_recognizer.pipeline.gate import Change, ChangeGate
from custom_components.plate_recognizer.pipeline.scene import Scene, scene_of
from sandbox.driveway.backdrops import draw_driveway
from sandbox.driveway.bodies import Side
from sandbox.driveway.canvas import HEIGHT, WIDTH
from sandbox.driveway.drawing import draw
from sandbox.driveway.exposure import photograph
from sandbox.driveway.light import Light
from sandbox.driveway.moment import Moment, vehicles_among
from sandbox.driveway.story import Story
from sandbox.driveway.vehicles import Vehicle
from sandbox.driveway.visits import Visit, Way

DAY, DUSK, NIGHT = Light(), Light(0.4), Light(0)

type Standing = tuple[Vehicle, Way]


@lru_cache(maxsize=64)
def moment(*standing: Standing, light: Light = DAY, t: float = 100) -> Moment:
    """Give a moment at the driveway in which vehicles stand at the end of their ways."""
    visits = [
        Visit(vehicle=vehicle, comes=0, way_in=way, stands=1_000_000, way_out=way.back())
        for vehicle, way in standing
    ]
    by_lamps = light is not DAY
    return Moment(draw_driveway, t, light, vehicles_among(visits, t, light, by_lamps=by_lamps))


@lru_cache(maxsize=128)
def picture(*standing: Standing, light: Light = DAY, t: float = 100) -> bytes:
    """Give the picture of such a moment. Grain and clouds are others at other times."""
    return moment(*standing, light=light, t=t).to_jpeg()


@lru_cache(maxsize=128)
def scene(*standing: Standing, light: Light = DAY, t: float = 100) -> Scene:
    """Give the scene of such a moment."""
    return scene_of(picture(*standing, light=light, t=t), WHOLE)


def with_car(vehicle: Vehicle, width: float, light: Light = DAY) -> bytes:
    """Give a picture with a car of a width in the middle of the driveway."""
    car = replace(vehicle.seen(Side.FRONT, (900, 1000), width), has_lights_on=light is not DAY)
    return photograph(draw(draw_driveway, [car]), light, car.glows, 7)


def seen_at(story: Story, t: float) -> Scene:
    """Give the scene of a story's moment."""
    return scene_of(story.at(t).to_jpeg(), WHOLE)


def boxes_of(moment: Moment) -> list[Box]:
    """Give where vehicles are, as the API would say it."""
    return [
        Box(
            max(vehicle.box.xmin, 0),
            max(vehicle.box.ymin, 0),
            min(vehicle.box.xmax, WIDTH),
            min(vehicle.box.ymax, HEIGHT),
        )
        for vehicle in moment.vehicles
    ]


def gate_after(*looked_up: tuple[Scene, Sequence[Box]]) -> ChangeGate:
    """Give a gate for which the API has answered for some pictures, the last one last."""
    gate = ChangeGate()
    for one, occupied in looked_up:
        gate.looked_up(one, occupied)
    return gate


def answered(*standing: Standing, light: Light = DAY, t: float = 50) -> tuple[Scene, list[Box]]:
    """Give a scene and what the API would find in it."""
    return scene(*standing, light=light, t=t), boxes_of(moment(*standing, light=light, t=t))


def change(before: bytes, now: bytes) -> Change:
    """Judge a picture after another one in which nothing was found."""
    return gate_after((scene_of(before, WHOLE), ())).judge(scene_of(now, WHOLE))
