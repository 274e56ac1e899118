"""Labels are inside the picture, beside their plates, and apart from each other."""

from hypothesis import given, strategies as st

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.label_layout import place_label

PICTURE = (640, 480)
LABEL = (200, 60)
VEHICLE = Box(200, 200, 440, 400)
PLATE = Box(290, 340, 350, 360)


def apart(one: Box, other: Box) -> bool:
    return (
        one.xmax <= other.xmin
        or other.xmax <= one.xmin
        or one.ymax <= other.ymin
        or other.ymax <= one.ymin
    )


def boxes(width: int = 60, height: int = 20) -> st.SearchStrategy[Box]:
    """Give boxes of a size inside the picture."""
    corners = st.tuples(st.integers(0, 640 - width), st.integers(0, 480 - height))
    return corners.map(lambda at: Box(at[0], at[1], at[0] + width, at[1] + height))


def test_a_label_stands_above_the_middle_of_its_vehicle() -> None:
    assert place_label(LABEL, [VEHICLE, PLATE], [PLATE], [], PICTURE) == Box(220, 140, 420, 200)


def test_where_there_is_no_room_above_it_stands_below() -> None:
    taken = [Box(0, 0, 640, 199)]

    assert place_label(LABEL, [VEHICLE], [], taken, PICTURE) == Box(220, 400, 420, 460)


def test_a_vehicle_that_fills_the_picture_has_its_label_inside_but_not_on_its_plate() -> None:
    everything, high_plate = Box(0, 0, 640, 480), Box(290, 20, 350, 40)

    place = place_label(LABEL, [everything, high_plate], [high_plate], [], PICTURE)

    assert apart(place, high_plate)


def test_a_label_without_a_box_stands_in_the_corner() -> None:
    assert place_label(LABEL, [], [], [], PICTURE) == Box(0, 0, 200, 60)


@given(boxes(), st.lists(boxes(), max_size=4))
def test_a_label_is_inside_and_covers_no_plate(plate: Box, others: list[Box]) -> None:
    place = place_label(LABEL, [plate], [plate], [plate, *others], PICTURE)

    assert 0 <= place.xmin < place.xmax <= 640
    assert 0 <= place.ymin < place.ymax <= 480
    assert all(apart(place, box) for box in (plate, *others))


@given(st.lists(boxes(), min_size=2, max_size=4))
def test_labels_stand_apart(plates: list[Box]) -> None:
    places: list[Box] = []
    for plate in plates:
        places.append(place_label(LABEL, [plate], [plate], [*plates, *places], PICTURE))

    for number, place in enumerate(places):
        assert all(apart(place, other) for other in places[:number])


def test_where_nothing_is_free_others_plates_are_covered_rather_than_its_own() -> None:
    left, right = Box(0, 0, 320, 480), Box(320, 0, 640, 480)

    place = place_label(LABEL, [left], [left], [left, right, right, right], PICTURE)

    assert apart(place, left)


def test_a_label_larger_than_the_picture_begins_inside() -> None:
    place = place_label((900, 600), [PLATE], [PLATE], [], PICTURE)

    assert (place.xmin, place.ymin) == (0, 0)
