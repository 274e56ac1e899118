"""One field of an answer is wrong: that costs what it says, and never tells anything false."""

from collections.abc import Callable, Mapping
from itertools import batched
from typing import Any, Final

from homeassistant.components.image import async_get_image
import pytest

from custom_components.plate_recognizer.const import EVENT_SIGHTING

from .conftest import OpenHouse
from .house import KNOWN, House
from .odd_answers import (
    FIELDS,
    RIGHT,
    WITHOUT_A_SIGHTING,
    Field,
    alters,
    loses,
    name_of,
    wrong_answers,
)
from .table import RESULT, Row, cell
from .wire import says

_OF_EACH: Final = {"sighting_id", "visit_id", "taken_at"}
"""What differs from one sighting of the same to the next."""

_VERDICT: Final = {"status", "status_reason", "match", "sure", "resembles"}
"""What says how much the rest is worth. It may only fall."""


@pytest.mark.parametrize(
    "fields", batched(FIELDS, 8, strict=False), ids=lambda fields: name_of(fields[0])
)
async def test_a_wrong_field_costs_what_it_says_and_tells_nothing_false(
    fields: tuple[Field, ...], open_house: OpenHouse, record_property: Callable[[str, object], None]
) -> None:
    house = await open_house()
    right = await _look(house, RIGHT)
    assert right is not None
    assert right["may_open"]

    for field in fields:
        record_property(RESULT, [*await _row(field, house, right)])
        assert await _look(house, RIGHT) == right, "the next right answer is as ever"


async def _row(field: Field, house: House, right: Mapping[str, Any]) -> Row:
    """Have a house stand each wrong value of a field; return what came of it."""
    decisions: set[str] = set()
    lost: set[str] = set()
    altered: set[str] = set()
    lines: list[str] = []
    failed = False
    for odd, body in wrong_answers(field).items():
        before, logged = house.states(), len(house.warnings())
        told = await _look(house, body)
        decision = house.decision()
        assert decision is not None
        decisions.add(decision)
        is_failure = decision == "unreadable_answer"
        new_lines = house.warnings()[logged:]
        assert len(new_lines) == (is_failure and not failed), odd
        failed = is_failure
        lines += new_lines
        if told is None:
            assert field in WITHOUT_A_SIGHTING, odd
            assert decision != "sighted", odd
            assert house.states() == before or not is_failure, odd
        else:
            differing = {key for key in right if told[key] != right[key]} - _VERDICT
            lost |= {key for key in differing if told[key] is None}
            altered |= {key for key in differing if told[key] is not None}
            _check_verdict(told)
            await async_get_image(house.hass, "image.driveway_picture")
        assert not house.tracebacks(), odd
    assert lost == loses(field), f"{name_of(field)} costs what it says"
    assert altered - lost == alters(field), f"{name_of(field)} changes nothing but what it says"
    seen = f"without {', '.join(f'`{key}`' for key in sorted(lost))}" if lost else "everything"
    if "sighted" not in decisions:
        seen = ""
    reasons = ", ".join(sorted(decisions - {"sighted"}))
    line = cell(lines[0]) if lines else ""
    return Row("answer", f"{name_of(field)} is wrong", reasons, seen, line, "", "at the next look")


def _check_verdict(told: Mapping[str, Any]) -> None:
    """Make sure that a door opens for the plate that was read, and surely read, alone."""
    if told["may_open"]:
        assert (told["plate"], told["status"]) == (KNOWN, "known")
        assert told["score"] is not None
    if told["score"] is None:
        assert (told["plate"], told["status"], told["sure"]) == (None, "unread", False)


async def _look(house: House, body: bytes) -> Mapping[str, Any] | None:
    """Look once, and have this answered. Return the sighting that was told."""
    before = len(house.events()[EVENT_SIGHTING])
    with house.outside.wire.does(says(201, body)):
        await house.scan()
    told = house.events()[EVENT_SIGHTING][before:]
    assert len(told) <= 1
    return {k: v for k, v in told[0].data.items() if k not in _OF_EACH} if told else None
