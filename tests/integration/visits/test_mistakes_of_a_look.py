"""What one look gets wrong opens no door later: glare, a missed car, hidden ones, a car behind."""

from io import BytesIO
from itertools import count

from PIL import Image, ImageDraw, ImageFilter
import pytest

from ..answers import VEHICLE_BOX, box, plate
from ..conftest import vehicle_subentry
from ..fake_camera import Car, scene
from . import driveway
from .driveway import GOLF, Driveway, golf, watching

STRANGER = "zz11zzz"
PARKED = Car(60, 50, 220, 160, "golf")
VAN = {"vehicle": {"type": "Van", "score": 0.9, "box": VEHICLE_BOX}, "plate": None}
BIG_VAN = {"vehicle": {"type": "Van", "score": 0.9, "box": box(40, 8, 312, 224)}, "plate": None}
_pictures = count()


def at(text: str, car: Car, plate_at: tuple[int, int, int, int]) -> dict[str, object]:
    """Return what the API says of a car with both its boxes."""
    vehicle = {"type": "Sedan", "score": 0.8, "box": box(car.xmin, car.ymin, car.xmax, car.ymax)}
    return {**plate(text, vehicle=vehicle), "box": box(*plate_at)}


def east(car: Car, by: int) -> Car:
    """Return a car farther to the right."""
    return car._replace(xmin=car.xmin + by, xmax=car.xmax + by)


SMALL = at(GOLF, Car(220, 40, 300, 90), (250, 70, 276, 80))


def with_glare(*cars: Car) -> bytes:
    """Draw cars, and light that blinds the camera in place of those that look like glare."""
    drawn = scene(*(each for each in cars if each.look != "glare"))
    picture = Image.open(BytesIO(drawn)).convert("RGB")
    for each in cars:
        if each.look == "glare":
            light = Image.new("L", picture.size, 0)
            edges = (each.xmin, each.ymin, each.xmax, each.ymax)
            ImageDraw.Draw(light).ellipse(edges, fill=255)
            light = light.filter(ImageFilter.GaussianBlur(4)).point(
                lambda value: min(255, value * 2)
            )
            picture.paste("white", mask=light)
    file = BytesIO()
    picture.save(file, "JPEG", comment=f"picture {next(_pictures)}")
    return file.getvalue()


@pytest.mark.parametrize("lasts", [1, 20])
async def test_a_light_that_blinds_the_camera_makes_no_parked_car_leave(
    drive: Driveway, monkeypatch: pytest.MonkeyPatch, lasts: int
) -> None:
    monkeypatch.setattr(driveway, "scene", with_glare)
    await drive.looked_at(watching(frames=1), golf(may_open=True))
    drive.show(plate(GOLF))
    drive.film((PARKED,))
    await drive.trigger()
    await drive.wait(600)

    drive.show()
    drive.film((PARKED, Car(70, 60, 215, 155, "glare")))
    await drive.wait(30)
    if lasts > 1:
        await drive.wait(lasts)
    drive.show(plate(GOLF))
    drive.film((PARKED,))
    for _ in range(12):
        await drive.wait(30)

    assert drive.ended == []
    assert drive.arrivals == [GOLF.upper()]


async def test_a_car_behind_a_big_van_has_not_left_when_the_van_has(drive: Driveway) -> None:
    await drive.looked_at(watching(frames=2), golf(may_open=True))
    await drive.move(SMALL)
    await drive.wait(600)
    await drive.move(BIG_VAN)
    await drive.wait(60)

    await drive.move(SMALL)
    drive.show(SMALL)
    for _ in range(6):
        await drive.wait(30)
    await drive.scan(SMALL)

    assert drive.ended == []
    assert drive.arrivals == [GOLF.upper()]


async def test_who_is_read_when_somebody_asks_has_not_left(drive: Driveway) -> None:
    await drive.looked_at(watching(frames=2), golf(may_open=True))
    await drive.move(plate(GOLF))
    await drive.wait(600)
    await drive.move(VAN)
    await drive.wait(60)

    await drive.scan(plate(GOLF))
    for _ in range(6):
        await drive.wait(30)

    assert drive.ended == []


async def test_who_is_back_within_ten_seconds_has_not_left(drive: Driveway) -> None:
    await drive.looked_at(watching(frames=1), golf(may_open=True))
    await drive.move(plate(GOLF))
    await drive.wait(600)
    await drive.move()

    await drive.scan(plate(GOLF))
    for _ in range(6):
        await drive.wait(30)

    assert drive.ended == []


async def test_a_picture_on_which_a_parked_car_was_missed_proves_no_empty_spot(
    drive: Driveway,
) -> None:
    beside = Car(240, 120, 310, 230, "other")
    other = at(STRANGER, beside, (260, 200, 290, 210))
    await drive.looked_at(watching(frames=1), golf(may_open=True))
    drive.show(plate(GOLF))
    drive.film((PARKED,))
    await drive.trigger()
    await drive.wait(600)
    drive.show_in_turn([other], [other, plate(GOLF)])
    drive.film((PARKED, beside))
    await drive.trigger()
    for _ in range(5):
        await drive.wait(30)

    van = Car(36, 26, 228, 200, "van")
    drive.show(other, {**VAN, "vehicle": {"type": "Van", "score": 0.9, "box": box(*van[:4])}})
    drive.film((PARKED, beside, van))
    await drive.trigger()
    await drive.wait(60)
    drive.show(other, plate(GOLF))
    drive.film((PARKED, beside))
    await drive.trigger()
    for _ in range(5):
        await drive.wait(30)

    assert drive.ended == []


async def test_who_drives_behind_one_that_is_followed_is_read(drive: Driveway) -> None:
    first = Car(90, 12, 190, 84, "golf")
    behind = [Car(120 - each, 90, 300 - each, 225, "stranger") for each in (0, 15, 30)]
    await drive.looked_at(watching(frames=5), golf())
    drive.show_in_turn(
        [at(GOLF, first, (125, 60, 155, 70))], [at(STRANGER, behind[-1], (150, 190, 200, 205))]
    )
    drives_on = Car(60, 2, 150, 66, "golf")
    drive.film((first,), (drives_on, behind[0]), *((each,) for each in behind[1:]))

    await drive.trigger()
    for _ in range(10):
        await drive.wait(30)

    assert {event.data["plate"] for event in drive.sightings} == {GOLF.upper(), STRANGER.upper()}


async def test_who_drives_away_does_not_come_nearer_by_the_ground_that_is_uncovered(
    drive: Driveway,
) -> None:
    parked = Car(100, 100, 260, 220, "golf")
    away = (Car(94, 92, 250, 206, "golf"), Car(60, 50, 180, 140, "golf"), Car(40, 30, 130, 100))
    plates = ((150, 180, 200, 194), (105, 120, 140, 130), (75, 85, 100, 93))
    drive.show()
    drive.film((parked,))
    await drive.set_up(watching(frames=5), golf(may_open=True))
    await drive.trigger()
    await drive.wait(300)

    drive.show_in_turn(*([at(GOLF, *each)] for each in zip(away, plates, strict=True)))
    drive.film(*((each,) for each in away), ())
    await drive.trigger()

    assert drive.arrivals == []


@pytest.mark.parametrize("is_ground_known", [True, False])
async def test_who_leaves_behind_a_swaying_branch_is_found_to_have_left_and_arrives_again(
    drive: Driveway, *, is_ground_known: bool
) -> None:
    drive.show()
    await drive.set_up(watching(frames=5), golf(may_open=True))
    if is_ground_known:
        await drive.move()
    await drive.move(plate(GOLF))
    await drive.wait(600)

    drive.show()
    drive.is_windy = True
    for _ in range(20):
        await drive.wait(30)
    assert drive.end_reasons == ["left"]

    drive.show(plate(GOLF))
    await drive.trigger()
    assert drive.arrivals == [GOLF.upper(), GOLF.upper()]


async def test_who_drives_right_behind_one_that_is_known_to_be_here_is_read(
    drive: Driveway,
) -> None:
    polo = vehicle_subentry(
        "Polo", "XY98 ZZZ", subentry_id="01VEHICLE0000000000000POLO", may_open=True
    )
    gate = watching("Gate", camera_entity_id="camera.driveway", triggers=[], place="driveway")
    await drive.looked_at(watching(frames=5), gate, golf(may_open=True), polo)
    await drive.scan(name="gate")
    await drive.scan(plate(GOLF), name="gate")

    first, behind = Car(70, 20, 160, 80, "golf"), Car(50, 125, 190, 230, "polo")
    convoy = [(east(first, 9 * step), east(behind, 9 * step)) for step in range(7)]
    last = at("xy98zzz", convoy[-1][1], (130, 180, 175, 195))
    drive.show(at(GOLF, convoy[-1][0], (130, 60, 160, 70)), last)
    drive.film(*convoy, ())
    await drive.trigger()

    assert drive.arrivals == [GOLF.upper(), "XY98ZZZ"]
