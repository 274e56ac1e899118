"""Areas in per cent: as they are typed, refused, and found in a picture's pixels."""

from contextlib import suppress
from math import inf, nan, nextafter

from hypothesis import assume, given, settings, strategies as st
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.area import WHOLE, Area, AreaError, View

sides = st.integers(1, 8000)
per_cent = st.floats(0, 100)


@st.composite
def areas(draw: st.DrawFn, edge: st.SearchStrategy[float] = per_cent) -> Area:
    left, right = sorted((draw(edge), draw(edge)))
    top, bottom = sorted((draw(edge), draw(edge)))
    assume(left < right and top < bottom)
    return Area(left, top, right, bottom)


def problem_of(text: str) -> AreaError:
    with pytest.raises(AreaError) as caught:
        Area.parse(text)
    return caught.value


class TestText:
    """How users type areas."""

    @pytest.mark.parametrize(
        "text",
        [
            "60, 0, 100, 8.5",
            "60 0 100 8.5",
            "60,0,100,8.5",
            " 60%, 0%, 100%, 8.5% ",
            "60 % 0 % 100 % 8.5 %",
            "6e1\t0\n1e2 +8.5",
        ],
    )
    def test_four_numbers_are_the_edges(self, text: str) -> None:
        assert Area.parse(text) == Area(60, 0, 100, 8.5)

    def test_the_text_is_what_a_user_would_type(self) -> None:
        assert Area(60, 0, 100, 8.5).text == "60, 0, 100, 8.5"

    @given(areas())
    @settings(deadline=None)
    def test_the_text_of_an_area_is_read_as_the_same_area(self, area: Area) -> None:
        assert Area.parse(area.text) == area

    @given(st.text() | st.lists(st.floats() | st.integers()).map(lambda n: str(n).strip("[]")))
    @settings(deadline=None)
    def test_any_text_is_an_area_or_has_a_problem(self, text: str) -> None:
        with suppress(AreaError):
            area = Area.parse(text)
            assert 0 <= area.left < area.right <= 100
            assert 0 <= area.top < area.bottom <= 100


class TestRefused:
    """What is no area, with the area in the words of the problem."""

    @pytest.mark.parametrize(
        "text", ["", "60", "60, 0, 100", "1 2 3 4 5", "a, b, c, d", "0 0 5,5 9"]
    )
    def test_other_than_four_numbers(self, text: str) -> None:
        problem = problem_of(text)

        assert problem.slug == "area_not_four_numbers"
        assert problem.placeholders == {"area": text}

    @pytest.mark.parametrize(
        "edges",
        [
            (-1, 0, 100, 8),
            (60, -0.1, 100, 8),
            (60, 0, 100.1, 8),
            (60, 0, 100, 1280),
            (60, 0, inf, 8),
            (60, nan, 100, 8),
        ],
    )
    def test_an_edge_outside_the_picture(self, edges: tuple[float, float, float, float]) -> None:
        text = ", ".join(map(str, edges))
        problem = problem_of(text)

        assert problem.slug == "area_outside_picture"
        assert problem.placeholders == {"area": text}

    @pytest.mark.parametrize(
        "text", ["60, 0, 60, 8", "60, 8, 100, 8", "60, 8, 100, 0", "100, 0, 60, 8", "0, 0, 0, 0"]
    )
    def test_one_without_a_size(self, text: str) -> None:
        problem = problem_of(text)

        assert problem.slug == "area_without_size"
        assert problem.placeholders == {"area": text}
        assert str(problem) == f"area_without_size: {text}"


class TestPixels:
    """Where an area is in a picture."""

    def test_whole_pixels_stay_as_they_are(self) -> None:
        assert Area(60, 0, 100, 7.5).to_pixels(1280, 720) == Box(768, 0, 1280, 54)

    def test_a_pixel_that_has_a_share_in_the_area_belongs_to_it(self) -> None:
        assert Area(10.1, 10.9, 89.1, 89.9).to_pixels(10, 10) == Box(1, 1, 9, 9)

    @pytest.mark.parametrize(
        ("left", "xmin", "xmax"), [(0, 0, 1), (50, 50, 51), (nextafter(100, 0), 99, 100)]
    )
    def test_the_thinnest_area_has_a_pixel(self, left: float, xmin: int, xmax: int) -> None:
        thinnest = Area(left, 0, nextafter(left, inf), 100)

        assert thinnest.to_pixels(100, 100) == Box(xmin, 0, xmax, 100)

    @given(areas(), sides, sides)
    @settings(deadline=None)
    def test_it_lies_in_the_picture_and_holds_the_area_and_no_more_than_it_must(
        self, area: Area, width: int, height: int
    ) -> None:
        box = area.to_pixels(width, height)

        for low, high, start, end, length in (
            (box.xmin, box.xmax, area.left, area.right, width),
            (box.ymin, box.ymax, area.top, area.bottom, height),
        ):
            assert 0 <= low < high <= length
            assert start * length / 100 - 1 <= low <= start * length / 100
            assert end * length / 100 <= high <= end * length / 100 + 1


class TestView:
    """A zone, and masks in it."""

    def test_without_zone_and_masks_everything_is_shown(self) -> None:
        assert WHOLE.shows_all(1280, 720)
        assert View(Area(0, 0, 100, 100)).shows_all(1280, 720)

    @pytest.mark.parametrize("view", [View(Area(0, 0, 100, 99)), View(masks=(Area(0, 0, 100, 1),))])
    def test_with_a_zone_or_a_mask_it_is_not(self, view: View) -> None:
        assert not view.shows_all(1280, 720)

    def test_masks_are_told_from_the_corner_of_the_zone(self) -> None:
        view = View(Area(50, 50, 100, 100), (Area(60, 70, 80, 90),))

        assert view.part(100, 200) == Box(50, 100, 100, 200)
        assert view.hidden(100, 200) == (Box(10, 40, 30, 80),)

    def test_of_a_mask_only_what_lies_in_the_zone_is_told(self) -> None:
        zone = Area(50, 50, 100, 100)
        across, beside = Area(40, 40, 60, 60), Area(0, 0, 50, 100)

        assert View(zone, (across, beside)).hidden(100, 100) == (Box(0, 0, 10, 10),)

    @pytest.mark.parametrize(
        ("zone", "masks"),
        [
            (None, "0 0 100 100"),
            (None, "0 0 50 100; 50 0 100 100"),
            (None, "0 0 60 60; 40 0 100 60; 0 40 60 100; 40 40 100 100"),
            ("20 20 40 40", "10 10 90 90"),
            ("20 20 40 40", "0 0 30 100; 30 0 100 30; 30 30 100 100"),
        ],
    )
    def test_masks_that_cover_everything_are_refused(self, zone: str | None, masks: str) -> None:
        with pytest.raises(AreaError) as caught:
            view_of(zone, masks)

        assert caught.value.slug == "masks_cover_everything"
        assert caught.value.placeholders == {}

    @pytest.mark.parametrize(
        ("zone", "masks"),
        [
            (None, "0 0 50 100; 50.01 0 100 100"),
            (None, "0 0 60 40; 60 0 100 60; 40 60 100 100; 0 40 40 100"),
            ("20 20 40 40", "0 0 100 39"),
            ("20 20 40 40", "40 40 100 100"),
        ],
    )
    def test_masks_that_leave_a_gap_are_not(self, zone: str | None, masks: str) -> None:
        assert view_of(zone, masks).masks

    @given(areas(st.integers(0, 6)), st.lists(areas(st.integers(0, 6)), max_size=6))
    @settings(deadline=None)
    def test_masks_are_refused_if_and_only_if_each_spot_of_the_zone_is_in_one(
        self, zone: Area, masks: list[Area]
    ) -> None:
        covered = spots(zone) <= set().union(*map(spots, masks))

        try:
            View(zone, tuple(masks))
        except AreaError:
            assert covered
        else:
            assert not covered


def view_of(zone: str | None, masks: str) -> View:
    return View(
        None if zone is None else Area.parse(zone), tuple(map(Area.parse, masks.split(";")))
    )


def spots(area: Area) -> set[tuple[int, int]]:
    """Give the per cents, from their beginning to the next, that an area of whole ones holds."""
    box = area.to_pixels(100, 100)
    return {(x, y) for x in range(box.xmin, box.xmax) for y in range(box.ymin, box.ymax)}
