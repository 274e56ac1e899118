"""Looks at pictures without news: they cost nothing, and say who is still here and who has left."""

from homeassistant.core import HomeAssistant

from ..answers import box, plate
from ..conftest import lookups_at
from ..fake_camera import Car, jpeg
from .driveway import GOLF, SURE, UNSURE, Driveway, golf, watching

POLO = "xy98zzz"
LEFT = {"type": "Sedan", "score": 0.9, "box": box(16, 60, 136, 190)}
RIGHT = {"type": "Sedan", "score": 0.9, "box": box(184, 60, 304, 190)}


def on_the_left(text: str, score: float = SURE) -> dict[str, object]:
    return {**plate(text, score, vehicle=LEFT), "box": box(56, 150, 96, 165)}


def on_the_right(text: str, score: float = SURE) -> dict[str, object]:
    return {**plate(text, score, vehicle=RIGHT), "box": box(224, 150, 264, 165)}


def in_the_middle(nearer: int) -> dict[str, object]:
    """Return a car that is so many pixels larger at each side."""
    vehicle = {
        "type": "Sedan",
        "score": 0.9,
        "box": box(110 - nearer, 70 - nearer, 220 + nearer, 150 + nearer),
    }
    return {
        **plate(GOLF, vehicle=vehicle),
        "box": box(140 - nearer // 3, 120, 180 + nearer // 3, 135 + nearer // 3),
    }


async def test_a_second_car_beside_a_parked_one_is_looked_up_at_once(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.move(on_the_left(GOLF))
    await drive.wait(600)
    drive.lookups()

    await drive.move(on_the_left(GOLF), on_the_right(POLO))

    assert drive.lookups() == 1
    assert drive.arrivals == ["AB12CDE", "XY98ZZZ"]


async def test_one_of_two_that_leaves_ends_its_visit_alone_and_costs_nothing(
    drive: Driveway,
) -> None:
    await drive.looked_at()
    await drive.move(on_the_left(GOLF))
    await drive.move(on_the_left(GOLF), on_the_right(POLO))
    await drive.wait(600)
    drive.lookups()

    drive.show(on_the_left(GOLF))
    await drive.wait(30)
    assert drive.ended == []
    await drive.wait(10)

    [visit] = drive.ended
    assert (visit.data["plate"], visit.data["end_reason"]) == ("XY98ZZZ", "left")
    assert drive.lookups() == 0
    assert drive.state("binary_sensor.golf_present") == "on"


async def test_a_car_that_another_one_has_partly_hidden_needs_no_lookup_when_that_has_left(
    drive: Driveway,
) -> None:
    golf, polo = Car(16, 60, 136, 190, "golf"), Car(105, 66, 240, 200, "polo")
    driver = Car(270, 60, 300, 180, "driver")
    beside = {"type": "Sedan", "score": 0.9, "box": box(105, 66, 240, 200)}
    its_plate = {**plate(POLO, vehicle=beside), "box": box(150, 160, 190, 175)}
    await drive.looked_at()
    drive.film((golf,))
    await drive.move(on_the_left(GOLF))
    drive.film((golf, polo, driver))
    await drive.move(on_the_left(GOLF), its_plate)
    await drive.wait(600)
    drive.lookups()

    drive.show(on_the_left(GOLF))
    drive.film((golf, driver), (golf,))
    for _ in range(4):
        await drive.wait(30)

    assert [event.data["plate"] for event in drive.ended] == [POLO.upper()]
    assert drive.lookups() == 0


async def test_who_comes_back_to_the_same_spot_is_looked_up(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.move(on_the_left(GOLF))
    await drive.leave()
    drive.lookups()

    await drive.move(on_the_left(GOLF))

    assert drive.lookups() == 1
    assert drive.arrivals == ["AB12CDE", "AB12CDE"]


async def test_another_car_in_the_spot_of_one_that_has_just_left_is_looked_up(
    drive: Driveway,
) -> None:
    await drive.looked_at()
    await drive.move(on_the_left(GOLF))
    await drive.wait(600)
    drive.lookups()

    drive.show(on_the_left(POLO))
    for _ in range(4):
        await drive.wait(10)

    assert drive.lookups() >= 1
    assert drive.arrivals[-1] == "XY98ZZZ"


async def test_a_free_look_tells_no_sighting(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.move(on_the_left(GOLF))
    told = len(drive.sightings)

    await drive.trigger()
    await drive.wait(30)

    assert len(drive.sightings) == told
    assert drive.decision() == ("no_change", "spot_check")


async def test_another_picture_size_at_night_costs_one_lookup_and_nobody_arrives(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(frames=1), golf(may_open=True))
    drive.freeze()
    drive.camera.picture = jpeg(320, 240, color="blue")
    await drive.move(on_the_left(GOLF))
    drive.lookups()

    drive.camera.picture = jpeg(640, 480, color="blue")
    await drive.move(on_the_left(GOLF))

    assert drive.lookups() == 1, "pictures of two sizes can't be compared"
    assert drive.arrivals == ["AB12CDE"]


async def test_a_camera_that_gives_the_same_picture_for_minutes_costs_nothing_and_ends_nothing(
    drive: Driveway,
) -> None:
    await drive.looked_at()
    await drive.scan(on_the_left(GOLF))
    drive.lookups()
    drive.freeze()

    for _ in range(5):
        await drive.move()
        await drive.wait(60)

    assert drive.lookups() == 0
    assert (drive.ended, drive.state("binary_sensor.golf_present")) == ([], "on")
    assert drive.decision()[0] == "same_picture"


async def test_a_burst_when_the_credits_are_gone_ends_at_once_and_says_so(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at()
    drive.show(on_the_left(GOLF))
    drive.cloud.set_account(calls=2500, limit=2500)
    asked = drive.camera.asked

    await drive.trigger()

    assert drive.decision()[0] == "no_credits"
    assert drive.camera.asked <= asked + 2, "no better picture is waited for"
    assert drive.started == []
    drive.show(on_the_left(GOLF))
    await entry.runtime_data.usage.async_refresh()
    await drive.trigger()
    assert drive.arrivals == ["AB12CDE"], "what was never answered is still new"


async def test_who_may_open_and_drives_across_is_looked_up_again(drive: Driveway) -> None:
    await drive.looked_at(watching(), golf(may_open=True))

    drive.show_in_turn([on_the_left(GOLF)], [in_the_middle(0)])
    await drive.trigger()

    assert drive.arrivals == ["AB12CDE"]
    assert drive.started[0].data["motion"] == "unknown"
    assert drive.lookups() == 2


async def test_who_may_open_and_grows_as_a_whole_comes_and_is_not_looked_up_again(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))

    drive.show_in_turn([in_the_middle(0)], [in_the_middle(30)])
    await drive.trigger()

    assert drive.arrivals == ["AB12CDE"]
    assert drive.started[0].data["motion"] == "approaching"
    assert drive.lookups() == 1


async def test_who_may_open_and_gets_smaller_goes_and_does_not_arrive(drive: Driveway) -> None:
    await drive.looked_at(watching(), golf(may_open=True))

    drive.show_in_turn([in_the_middle(30)], [in_the_middle(0)])
    await drive.trigger()

    assert drive.reasons == ["receding"]
    assert drive.lookups() == 2


async def test_an_unsure_plate_is_looked_up_again_though_nothing_changes(drive: Driveway) -> None:
    await drive.looked_at(watching(frames=3), golf())

    await drive.move(on_the_left(GOLF, UNSURE))

    assert drive.lookups() == 2
    [visit] = drive.started
    assert (visit.data["reads"], visit.data["sure"]) == (2, True)


async def test_a_car_that_stands_for_days_costs_nothing(drive: Driveway) -> None:
    await drive.looked_at(watching(scan_interval=600), golf())
    await drive.move(on_the_left(GOLF))
    drive.lookups()
    drive.show(on_the_left(GOLF))

    for _ in range(2 * 24):
        await drive.wait(3600)

    assert drive.lookups() == 0
    assert drive.ended == []
    assert drive.state("binary_sensor.golf_present") == "on"


async def test_who_was_watched_driving_out_costs_one_lookup_on_ground_that_nobody_knows(
    drive: Driveway,
) -> None:
    await drive.set_up(watching(frames=5), golf())
    await drive.move(in_the_middle(0))
    await drive.wait(600)
    drive.lookups()

    drive.film((Car(110, 90, 220, 180, GOLF),), (Car(130, 150, 250, 240, GOLF),), ())
    await drive.trigger()
    assert (drive.ended, len(lookups_at(drive.cloud))) == ([], 1)
    await drive.wait(10)

    assert drive.end_reasons == ["left"]
    assert drive.lookups() == 1
