"""What happens to each outdoor picture is not new, and hides nobody who comes."""

from collections.abc import Callable

import pytest

from custom_components.plate_recognizer.pipeline.area import WHOLE
from custom_components.plate_recognizer.pipeline.gate import ChangeGate
from custom_components.plate_recognizer.pipeline.scene import scene_of
from sandbox.driveway import neighbourhood as here
from sandbox.driveway.light import Light
from sandbox.driveway.vehicles import Vehicle

from .disturbances import (
    UNEVENTFUL,
    Disturbance,
    disturbed,
    glaring,
    noisy,
    rainy,
    snowy,
    swept,
    with_branches,
    with_clock,
)
from .watched import DAY, DUSK, NIGHT, answered, gate_after, picture, with_car

RESIDENT = here.RESIDENT, here.TO_THE_HOUSE
OTHER = here.OTHER_RESIDENT, here.TO_THE_GARAGE
LIGHTS, NAMES = (DAY, DUSK, NIGHT), ("day", "dusk", "night")
BLINDING = ("glare at 960",)
"""It hides what is new behind it: a car that comes then is seen when the light has gone."""


def amount_of(gate: ChangeGate, content: bytes) -> tuple[bool, float]:
    now = gate.judge(scene_of(content, WHOLE))
    return now.is_new, now.amount


@pytest.mark.parametrize("name", UNEVENTFUL)
@pytest.mark.parametrize("light", [DAY, NIGHT], ids=["day", "night"])
def test_it_is_not_new(light: Light, name: str) -> None:
    gate = gate_after(answered(RESIDENT, light=light))
    is_new, amount = amount_of(gate, disturbed(picture(RESIDENT, light=light), UNEVENTFUL[name]))
    assert not is_new, amount


@pytest.mark.parametrize("name", [name for name in UNEVENTFUL if name not in BLINDING])
@pytest.mark.parametrize("light", LIGHTS, ids=NAMES)
def test_a_second_car_that_comes_meanwhile_is_new(light: Light, name: str) -> None:
    gate = gate_after(answered(RESIDENT, light=light))
    is_new, amount = amount_of(
        gate, disturbed(picture(RESIDENT, OTHER, light=light), UNEVENTFUL[name])
    )
    assert is_new, amount


@pytest.mark.parametrize("quality", [30, 50, 97])
def test_another_compression_is_not_new(quality: int) -> None:
    gate = gate_after(answered(RESIDENT))
    again = disturbed(picture(RESIDENT), lambda image: image, quality)
    assert not gate.judge(scene_of(again, WHOLE)).is_new


@pytest.mark.parametrize("kind", [rainy, snowy, lambda seed: noisy(20, seed)])
def test_other_drops_flakes_and_grains_are_not_new(kind: Callable[[int], Disturbance]) -> None:
    before, now = (scene_of(disturbed(picture(), kind(seed)), WHOLE) for seed in (1, 2))
    assert not gate_after((before, ())).judge(now).is_new


def test_a_clock_that_goes_on_is_not_new() -> None:
    texts = ("2026-10-04 12:34:56", "2027-11-15 23:09:18")
    before, now = (scene_of(disturbed(picture(), with_clock(text)), WHOLE) for text in texts)
    assert not gate_after((before, ())).judge(now).is_new


@pytest.mark.parametrize("sway", [5, 15, 40])
def test_thin_branches_that_sway_are_not_new(sway: float) -> None:
    before, now = (scene_of(disturbed(picture(), with_branches(by)), WHOLE) for by in (0, sway))
    assert not gate_after((before, ())).judge(now).is_new


def test_a_beam_that_moves_is_not_new() -> None:
    gate = gate_after(answered(light=DUSK))
    for x in range(-200, 2200, 200):
        now = scene_of(disturbed(picture(light=DUSK), swept(x)), WHOLE)
        assert not gate.judge(now).is_new, x
        gate.unchanged(now)


@pytest.mark.parametrize("width", [60, 100, 140])
@pytest.mark.parametrize("light", LIGHTS, ids=NAMES)
def test_a_car_far_away_is_not_new(light: Light, width: int) -> None:
    """At 140 pixels of 1920 it takes 0.7 per cent of the picture, and its plate 40 pixels."""
    gate = gate_after(answered(light=light))
    far = scene_of(with_car(here.RESIDENT, width, light), WHOLE)
    assert not gate.judge(far).is_new


@pytest.mark.parametrize("width", [250, 300, 400, 800, 1600])
@pytest.mark.parametrize("vehicle", [here.RESIDENT, here.GERMAN, here.DELIVERY_VAN])
@pytest.mark.parametrize("light", LIGHTS, ids=NAMES)
def test_a_car_near_enough_to_be_read_is_new(light: Light, vehicle: Vehicle, width: int) -> None:
    gate = gate_after(answered(light=light))
    assert gate.judge(scene_of(with_car(vehicle, width, light), WHOLE)).is_new


@pytest.mark.parametrize("width", [400, 800])
def test_a_dark_car_on_dark_ground_is_new_by_its_lamps_and_its_plate(width: int) -> None:
    starlight = Light(0.26, 0.15)
    gate = gate_after(answered(light=starlight))
    assert gate.judge(scene_of(with_car(here.GERMAN, width, starlight), WHOLE)).is_new


def test_glare_that_hides_a_car_passes_and_then_it_is_new() -> None:
    gate = gate_after(answered())
    hidden = disturbed(picture(OTHER), glaring(1320, 700))
    now = scene_of(hidden, WHOLE)
    if not gate.judge(now).is_new:
        gate.unchanged(now)
        assert gate.judge(scene_of(picture(OTHER), WHOLE)).is_new
