"""When the demo draws a story's next picture."""

from hypothesis import given, strategies as st
import pytest

from sandbox.demo.show import next_picture
from sandbox.driveway.stories import DRIVEWAY, GATE, STREET
from sandbox.driveway.story import Story


@pytest.mark.parametrize(
    ("t", "due"),
    [
        pytest.param(0, 3, id="nothing moves until the first car comes"),
        pytest.param(5, 6, id="a car moves"),
        pytest.param(10, 14, id="a car is parked for minutes"),
        pytest.param(29.5, 30.5, id="another comes at once"),
    ],
)
def test_pictures_come_by_the_second_only_while_something_moves(t: float, due: float) -> None:
    assert next_picture(DRIVEWAY, t) == due


@given(st.sampled_from([DRIVEWAY, GATE, STREET]), st.floats(0, 240))
def test_a_picture_is_never_more_than_a_second_late(story: Story, t: float) -> None:
    due = next_picture(story, t)

    assert t + 1 <= due <= t + 4
    assert due <= max(story.still_until(t), t + 1)
