"""Times that somebody writes into an action's field: read as they are meant, or refused."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util
from hypothesis import given, strategies as st

from custom_components.plate_recognizer.actions.values import moment

BERLIN = ZoneInfo("Europe/Berlin")
FIRST, LAST = datetime(2, 1, 1), datetime(9998, 1, 1)  # noqa: DTZ001 - with any zone


def read(value: object, *, is_end: bool = False) -> datetime:
    """Read a time in a home in Berlin."""
    before = dt_util.get_default_time_zone()
    dt_util.set_default_time_zone(BERLIN)
    try:
        return moment(value, is_end=is_end)
    finally:
        dt_util.set_default_time_zone(before)


@given(st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.lists(st.text())))
def test_whatever_is_written_is_a_time_here_or_is_refused(value: object) -> None:
    try:
        here = read(value)
    except ServiceValidationError:
        return
    assert here.tzinfo is BERLIN


@given(st.datetimes(FIRST, LAST), st.booleans())
def test_a_time_with_its_offset_is_that_moment(naive: datetime, is_end: bool) -> None:  # noqa: FBT001
    time = naive.replace(tzinfo=UTC)

    assert read(time.isoformat(), is_end=is_end) == read(time, is_end=is_end) == time


@given(st.datetimes(FIRST, LAST))
def test_a_time_without_an_offset_is_by_the_clock_of_this_home(time: datetime) -> None:
    assert read(f" {time.isoformat(' ')} ") == read(time) == time.replace(tzinfo=BERLIN)


@given(st.dates(FIRST.date(), LAST.date()))
def test_a_day_alone_goes_from_its_first_second_to_its_last(day: date) -> None:
    first, last = read(day.isoformat()), read(day.isoformat(), is_end=True)

    assert (first, last) == (read(day), read(day, is_end=True))
    assert first.replace(tzinfo=None) == datetime(day.year, day.month, day.day)  # noqa: DTZ001
    assert last.replace(tzinfo=None) == datetime(day.year, day.month, day.day, 23, 59, 59)  # noqa: DTZ001
