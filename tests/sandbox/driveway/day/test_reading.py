"""What the modelled reader makes of a day's pictures."""

from dataclasses import replace
from typing import Any

import pytest

from sandbox.driveway.day.day import Day
from sandbox.driveway.day.happenings import Caller, View
from sandbox.driveway.day.reading import answer, chance_to_be_found, chance_to_be_misread
from sandbox.driveway.day.schedule import DAY, HOUR
from sandbox.driveway.day.sight import SeenVehicle, Sight
from sandbox.plate_read import Box


def read_plates(answered: dict[str, Any]) -> set[str]:
    return {result["plate"].upper() for result in answered["results"]}


def waiting_at_the_gate() -> tuple[Sight, SeenVehicle]:
    """Return a moment by day at which a vehicle stands before the gate."""
    day = Day(1)
    stay = next(v.stay for v in day.visits(9 * HOUR, DAY) if v.stay.caller is Caller.DELIVERY)
    sight = day.cameras[View.GATE].at(stay.seen[0][1].parks + 1)
    vehicle = sight.vehicle(stay.plate)
    assert vehicle is not None
    return sight, vehicle


def with_plate_width(vehicle: SeenVehicle, width: int) -> SeenVehicle:
    return replace(vehicle, plate_box=Box(600, 400, 600 + width, 400 + width // 5))


def test_the_same_picture_is_always_read_alike() -> None:
    sight, _ = waiting_at_the_gate()
    assert answer(sight, 1, all_vehicles=False) == answer(sight, 1, all_vehicles=False)


def test_nearly_all_readable_plates_are_read_right() -> None:
    readable = right = 0
    for seed in range(6):
        day = Day(seed)
        for visit in day.visits(0, DAY):
            if visit.readable_from is None:
                continue
            for view, passage in visit.stay.seen:
                if passage.is_there_at(visit.readable_from):
                    sight = day.cameras[view].at(visit.readable_from)
                    readable += 1
                    answered = answer(sight, seed, all_vehicles=False)
                    right += visit.stay.plate in read_plates(answered)
    assert readable > 60
    assert 0.9 < right / readable <= 1


def test_narrow_and_smeared_plates_are_found_less_often() -> None:
    _, vehicle = waiting_at_the_gate()
    found = [chance_to_be_found(with_plate_width(vehicle, width)) for width in (20, 38, 60, 120)]
    assert found == sorted(found)
    assert found[0] < 0.01
    assert found[2] > 0.99
    smeared = replace(with_plate_width(vehicle, 60), blur=6)
    assert chance_to_be_found(smeared) < 0.1


def test_narrow_plates_are_misread_more_often() -> None:
    _, vehicle = waiting_at_the_gate()
    misread = [chance_to_be_misread(with_plate_width(vehicle, width)) for width in (120, 60, 40)]
    assert misread == sorted(misread)


@pytest.mark.parametrize("change", [{"is_covered": True}, {"plate_box": Box(-10, 0, 90, 20)}])
def test_a_plate_that_is_not_wholly_to_be_seen_is_never_found(change: dict[str, Any]) -> None:
    _, vehicle = waiting_at_the_gate()
    assert chance_to_be_found(replace(vehicle, **change)) == 0


def test_vehicles_without_a_plate_are_told_of_in_vehicle_mode_only() -> None:
    sight, vehicle = waiting_at_the_gate()
    covered = replace(sight, vehicles=(replace(vehicle, is_covered=True),))
    assert not answer(covered, 1, all_vehicles=False)["results"]
    (result,) = answer(covered, 1, all_vehicles=True)["results"]
    assert result["plate"] is None
    assert result["vehicle"]["type"] == "Van"


def test_a_hidden_vehicle_is_in_no_answer() -> None:
    sight, vehicle = waiting_at_the_gate()
    hidden = replace(sight, vehicles=(replace(vehicle, is_covered=True, is_hidden=True),))
    assert not answer(hidden, 1, all_vehicles=True)["results"]
