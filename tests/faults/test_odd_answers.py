"""One field of an answer is wrong: that costs what it says, and never tells anything false."""

from collections.abc import Callable, Mapping
from itertools import batched
import json
from typing import Any, Final

from homeassistant.components.image import async_get_image
import pytest

from custom_components.plate_recognizer.const import EVENT_SIGHTING

from .conftest import OpenHouse
from .house import KNOWN, House
from .odd_answers import MODES, PLATE_MODE, Field, Json, Mode, wrong_answers
from .table import RESULT, Row, cell
from .wire import says

type Record = Callable[[str, object], None]
type Told = Mapping[str, Any]
"""What is told of a sighting."""

_OF_EACH: Final = {"sighting_id", "visit_id", "taken_at"}
"""What differs from one sighting of the same to the next."""

_VERDICT: Final = {"status", "status_reason", "match", "sure", "resembles"}
"""What says how much the rest is worth. It may only fall."""


_PARTS: Final = [
    pytest.param(mode, part, id=mode.name_of(part[0]))
    for mode in MODES
    for part in batched(mode.fields, 8, strict=False)
]


@pytest.mark.parametrize(("mode", "fields"), _PARTS)
async def test_a_wrong_field_costs_what_it_says_and_tells_nothing_false(
    mode: Mode, fields: tuple[Field, ...], open_house: OpenHouse, record_property: Record
) -> None:
    house = await open_house(engine=mode.engine)
    body = _written(mode.first_alone())
    [right] = await _look(house, body)
    assert right["may_open"]

    for field in fields:
        record_property(RESULT, [*await _row(mode, field, house, right)])
        assert await _look(house, body) == [right], "the next right answer is as ever"


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name or "in plate mode")
async def test_a_second_result_with_a_wrong_field_takes_nothing_from_the_first(
    mode: Mode, open_house: OpenHouse, record_property: Record
) -> None:
    house = await open_house(engine=mode.engine)
    right = await _look(house, _written(mode.answer))
    assert [(each["plate"], bool(each["may_open"])) for each in right] == [
        (KNOWN, True),
        ("XY98ZZZ", False),
    ]

    for field in mode.fields_of_second():
        for odd, body in wrong_answers(mode.answer, field).items():
            first, *others = await _look(house, body)
            assert first == right[0], (field, odd)
            assert len(others) <= 1
            for other in others:
                _check_verdict(other)
                assert not other["may_open"], (field, odd)
            assert not house.warnings(), (field, odd)
            assert not house.tracebacks(), (field, odd)
        assert await _look(house, _written(mode.answer)) == right, "the next one is as ever"

    begun, _ended = house.visits()
    assert begun.count(KNOWN) == 1, "it is one visit"
    name, seen = f"{mode.name}any field of a second result is wrong", "the first result as ever"
    record_property(RESULT, [*Row("answer", name, "", seen, "", "", "at the next look")])


async def test_an_answer_whose_second_result_is_none_is_refused_as_a_whole(
    open_house: OpenHouse, record_property: Record
) -> None:
    house = await open_house()
    right = await _look(house, _written(PLATE_MODE.answer))
    before = house.states()

    for odd, body in wrong_answers(PLATE_MODE.answer, ("results", 1)).items():
        assert await _look(house, body) == [], odd
        assert house.decision() == "unreadable_answer", odd
        assert house.states() == before, odd

    [line] = house.warnings()
    assert await _look(house, _written(PLATE_MODE.answer)) == right
    assert not house.tracebacks()
    name, reason = "the second result is no object", "unreadable_answer"
    record_property(RESULT, [*Row("answer", name, reason, "", cell(line), "", "at the next look")])


def _written(answer: Json) -> bytes:
    return json.dumps(answer).encode()


async def _row(mode: Mode, field: Field, house: House, right: Told) -> Row:
    """Have a house stand each wrong value of a field; return what came of it."""
    decisions: set[str] = set()
    lost: set[str] = set()
    altered: set[str] = set()
    lines: list[str] = []
    failed = False
    for odd, body in wrong_answers(mode.first_alone(), field).items():
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
        assert len(told) <= 1
        if not told:
            assert field in mode.without_a_sighting, odd
            assert decision != "sighted", odd
            assert house.states() == before or not is_failure, odd
        for each in told:
            differing = {key for key in right if each[key] != right[key]} - _VERDICT
            lost |= {key for key in differing if each[key] is None}
            altered |= {key for key in differing if each[key] is not None}
            _check_verdict(each)
            await async_get_image(house.hass, "image.driveway_picture")
        assert not house.tracebacks(), odd
    name = mode.name_of(field)
    assert lost == mode.loses(field), f"{name} costs what it says"
    assert altered - lost == mode.alters(field), f"{name} changes nothing but what it says"
    seen = f"without {', '.join(f'`{key}`' for key in sorted(lost))}" if lost else "everything"
    if "sighted" not in decisions:
        seen = ""
    reasons = ", ".join(sorted(decisions - {"sighted"}))
    line = cell(lines[0]) if lines else ""
    return Row("answer", f"{name} is wrong", reasons, seen, line, "", "at the next look")


def _check_verdict(told: Told) -> None:
    """Make sure that a door opens for the plate that was read, and surely read, alone."""
    if told["may_open"]:
        assert (told["plate"], told["status"]) == (KNOWN, "known")
        assert told["score"] is not None
    if told["score"] is None:
        assert (told["plate"], told["status"], told["sure"]) == (None, "unread", False)


async def _look(house: House, body: bytes) -> list[Told]:
    """Look once, and have this answered. Return the sightings that were told, the best first."""
    before = len(house.events()[EVENT_SIGHTING])
    with house.outside.wire.does(says(201, body)):
        await house.scan()
    told = house.events()[EVENT_SIGHTING][before:]
    return [{k: v for k, v in event.data.items() if k not in _OF_EACH} for event in told]
