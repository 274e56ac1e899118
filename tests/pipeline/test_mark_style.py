"""Known, strange and blocked vehicles look different, whoever looks."""

from itertools import combinations

import pytest

from custom_components.plate_recognizer.pipeline.mark_style import Style, style_of
from custom_components.plate_recognizer.pipeline.sighting import Status

from .color_vision import EYES, contrast, difference

MATTER_MOST = (Status.KNOWN, Status.STRANGER, Status.BLOCKED)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize(("one", "other"), combinations(Status, 2))
def test_each_two_statuses_differ_in_color_for_all_eyes(
    one: Status, other: Status, eyes: str
) -> None:
    least = 30 if one in MATTER_MOST and other in MATTER_MOST else 15

    assert difference(style_of(one).color, style_of(other).color, eyes) >= least


def test_what_nobody_can_tell_apart_would_be_found() -> None:
    red, green = (213, 94, 0), (140, 130, 0)

    assert difference(red, green, "all colors") > 30
    assert difference(red, green, "deuteranopia") < 15


@pytest.mark.parametrize("status", [*Status, None])
def test_ink_stands_out_from_its_label_as_wcag_asks(status: Status | None) -> None:
    style = style_of(status)

    assert contrast(style.ink, style.color) >= 4.5


def test_each_status_has_a_sign_and_a_line_of_its_own() -> None:
    styles = [style_of(status) for status in Status]

    def line(style: Style) -> tuple[object, ...]:
        return style.dashes, style.lines, style.ink

    assert all(style.sign for style in styles)
    assert len({style.sign for style in styles}) == len(styles)
    assert len({line(style) for style in styles}) == len(styles)
