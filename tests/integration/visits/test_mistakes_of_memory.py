"""What the gate remembers of a spot makes no parked car leave, and nobody behind it pass unread."""

from typing import Any

import pytest

from ..answers import box, plate
from ..fake_camera import Car
from .driveway import GOLF, Driveway, golf, watching

STRANGER = "zz11zzz"
PARKED = Car(60, 50, 220, 160, "golf")

type Answer = dict[str, Any]


def read(text: str, car: Car, plate_at: tuple[int, int, int, int] | None = None) -> Answer:
    """Return what the API says of a car with both its boxes."""
    middle = (car.xmin + car.xmax) // 2
    plate_box = plate_at or (middle - 20, car.ymax - 30, middle + 20, car.ymax - 16)
    vehicle = {"type": "Sedan", "score": 0.8, "box": box(*car[:4])}
    return {**plate(text, vehicle=vehicle), "box": box(*plate_box)}


FOUND = read(GOLF, PARKED)


async def park(drive: Driveway, answer: Answer = FOUND, car: Car = PARKED) -> None:
    await drive.looked_at(watching(frames=1), golf(may_open=True))
    await see(drive, [answer], car)
    await drive.wait(600)


async def see(drive: Driveway, answers: list[Answer], *cars: Car, looks: int = 0) -> None:
    drive.show(*answers)
    drive.film(cars)
    await drive.trigger()
    for _ in range(looks):
        await drive.wait(30)


async def missed_once(drive: Driveway, *cars: Car, looks: int = 3) -> None:
    """Let cars be seen, and the first lookup find nothing; all others find the parked one."""
    drive.show_in_turn([], [FOUND])
    drive.film(cars)
    await drive.trigger()
    for _ in range(looks):
        await drive.wait(30)


def has_stayed(drive: Driveway) -> bool:
    return (drive.ended, drive.arrivals) == ([], [GOLF.upper()])


MOVES = {
    "nearer": (Car(190, 30, 290, 120, "golf"), Car(30, 100, 150, 220, "golf")),
    "farther": (Car(30, 100, 150, 220, "golf"), Car(190, 30, 290, 120, "golf")),
    "back": (Car(100, 90, 240, 210, "golf"), Car(110, 40, 220, 136, "golf")),
}


@pytest.mark.parametrize("engine", [{}, {"detection_mode": "vehicle"}])
@pytest.mark.parametrize("move", MOVES)
async def test_who_is_found_in_another_spot_has_not_left(
    drive: Driveway, move: str, engine: dict[str, str]
) -> None:
    one, two = MOVES[move]
    await drive.looked_at(watching(frames=1, engine=engine), golf(may_open=True))
    await see(drive, [read(GOLF, one)], one)
    await drive.wait(600)

    await see(drive, [read(GOLF, two)], two, looks=4)

    assert drive.ended == []


@pytest.mark.parametrize("move", MOVES)
async def test_who_is_found_in_two_spots_as_it_comes_has_not_left(
    drive: Driveway, move: str
) -> None:
    one, two = MOVES[move]
    await drive.looked_at(watching(frames=3), golf(may_open=True))
    drive.show_in_turn([read(GOLF, one)], [read(GOLF, two)])
    drive.film((one,), (two,))

    await drive.trigger()
    for _ in range(4):
        await drive.wait(30)

    assert drive.ended == []


COVERS = {
    "a van that nobody detects": (Car(60, 50, 220, 160, "van"),),
    "most of one": (Car(60, 50, 200, 160, "van"),),
    "an open boot and people": (
        Car(60, 50, 220, 100, "boot"),
        Car(80, 60, 130, 170, "one"),
        Car(150, 60, 200, 170, "other"),
    ),
}


@pytest.mark.parametrize("cover", COVERS)
async def test_one_lookup_that_misses_a_covered_car_makes_it_leave_never(
    drive: Driveway, cover: str
) -> None:
    await park(drive)

    await missed_once(drive, PARKED, *COVERS[cover])
    await see(drive, [FOUND], PARKED, looks=3)

    assert has_stayed(drive)


async def test_a_picture_on_which_a_car_was_missed_proves_no_empty_ground_later(
    drive: Driveway,
) -> None:
    bins = Car(60, 90, 140, 170, "bins")
    await park(drive)

    await missed_once(drive, PARKED, bins, looks=5)
    for cars in ((PARKED,), (PARKED, bins), (PARKED,)):
        await see(drive, [FOUND], *cars, looks=4)

    assert has_stayed(drive)


@pytest.mark.parametrize("boot", [Car(40, 30, 310, 115, "boot"), Car(40, 30, 180, 220, "boot")])
async def test_a_car_whose_box_was_measured_in_two_ways_is_no_other_car(
    drive: Driveway, boot: Car
) -> None:
    near = Car(40, 30, 310, 220, "golf")
    with_vehicle = read(GOLF, near, (100, 120, 180, 140))
    await park(drive, plate(GOLF), near)

    await see(drive, [with_vehicle], near, boot, looks=3)
    await see(drive, [with_vehicle], near, looks=4)

    assert has_stayed(drive)


@pytest.mark.parametrize("right", [14, 20, 26, 30])
async def test_a_car_that_rolls_on_and_back_has_not_left(drive: Driveway, right: int) -> None:
    down = right // 2
    on = Car(60 + right, 50 + down, 220 + right, 160 + down, "golf")
    await park(drive)

    await see(drive, [read(GOLF, on)], on, looks=4)
    await see(drive, [FOUND], PARKED, looks=4)

    assert has_stayed(drive)


TAILGATERS = {
    "beside it": (
        (Car(90, 60, 190, 130, "golf"),),
        (Car(80, 40, 170, 104, "golf"), Car(60, 100, 200, 220, "stranger")),
        (Car(70, 80, 210, 200, "stranger"),),
        (Car(70, 75, 210, 190, "stranger"),),
    ),
    "as if one": (
        (Car(90, 60, 190, 150, "golf"),),
        (Car(85, 50, 180, 130, "golf"), Car(70, 90, 210, 220, "stranger")),
        (Car(75, 60, 205, 190, "stranger"),),
        (Car(75, 60, 205, 190, "stranger"),),
    ),
    "in its place": (
        (Car(90, 60, 190, 150, "golf"),),
        (Car(70, 50, 200, 170, "stranger"),),
        (Car(75, 60, 205, 190, "stranger"),),
    ),
}


@pytest.mark.parametrize("may_open", [False, True])
@pytest.mark.parametrize("way", TAILGATERS)
async def test_who_drives_right_behind_one_that_was_read_is_read(
    drive: Driveway, way: str, *, may_open: bool
) -> None:
    film = TAILGATERS[way]
    await drive.looked_at(watching(frames=5), golf(may_open=may_open))
    first, last = film[0][0], film[-1][0]
    drive.show_in_turn([read(GOLF, first, (125, 110, 155, 120))], [read(STRANGER, last)])
    drive.film(*film)

    await drive.trigger()
    for _ in range(10):
        await drive.wait(30)

    assert STRANGER.upper() in {event.data["plate"] for event in drive.sightings}
