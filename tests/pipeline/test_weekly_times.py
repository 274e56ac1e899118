"""Weekly times as people write them."""

from contextlib import suppress
from datetime import time

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.verdict import WeeklyTime
from custom_components.plate_recognizer.pipeline.weekly_times import (
    WeeklyTimeError,
    parse_weekly_times,
)

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.mark.parametrize(
    ("line", "days", "start", "end"),
    [
        ("Mon-Fri 08:00-17:00", [0, 1, 2, 3, 4], time(8), time(17)),
        ("Tuesday 9-12", [1], time(9), time(12)),
        ("Tue, Thu 14:30-17", [1, 3], time(14, 30), time(17)),
        ("Mon-Wed, Sat 8.15 - 9.45", [0, 1, 2, 5], time(8, 15), time(9, 45)),
        ("Fri – Mon 20:00–23:00", [0, 4, 5, 6], time(20), time(23)),  # noqa: RUF001 - long dashes
        ("SAT. 22:00-06:00", [5], time(22), time(6)),
        ("  su 00:00-24:00 ", [6], time(0), time(0)),
        ("mo,mo 18-24", [0], time(18), time(0)),
        ("Mon-Fri: 08:00-17:00", [0, 1, 2, 3, 4], time(8), time(17)),
        ("Tue, Thu : 14-17", [1, 3], time(14), time(17)),
        ("Sat:9-12", [5], time(9), time(12)),
        ("Wed 00:00-00:30", [2], time(0), time(0, 30)),
        ("Mo-Fr: 8-17", [0, 1, 2, 3, 4], time(8), time(17)),
        ("sáb., domingo 10-12", [5, 6], time(10), time(12)),
        ("zaterdag-lundi 22:00-06:00", [0, 5, 6], time(22), time(6)),
    ],
)
def test_days_and_a_span_of_the_clock_are_read_however_they_are_written(
    line: str, days: list[int], start: time, end: time
) -> None:
    assert parse_weekly_times(line) == tuple(WeeklyTime(day, start, end) for day in days)


@pytest.mark.parametrize(
    ("line", "slug", "also"),
    [
        ("", "time_unreadable", {}),
        ("08:00-17:00", "time_unreadable", {}),
        ("Mon", "time_unreadable", {}),
        ("Mon 08:00", "time_unreadable", {}),
        ("Mon 9am-5pm", "time_unreadable", {}),
        ("Mon 08:00-12:00, 14:00-17:00", "time_unreadable", {}),
        ("Funday 08:00-17:00", "time_day_unknown", {"day": "Funday"}),
        ("Mo-Do 08:00-17:00", "time_day_unclear", {"day": "Do"}),
        ("ma. 08:00-17:00", "time_day_unclear", {"day": "ma."}),
        ("Mon: Tue 08:00-17:00", "time_day_unknown", {"day": "Mon: Tue"}),
        ("Mon:: 08:00-17:00", "time_day_unknown", {"day": "Mon:"}),
        (": 08:00-17:00", "time_unreadable", {}),
        ("M 08:00-17:00", "time_day_unknown", {"day": "M"}),
        ("Mon, 08:00-17:00", "time_day_unknown", {"day": ""}),
        ("Mon-Wed-Fri 8-17", "time_day_unknown", {"day": "Mon-Wed-Fri"}),
        ("Mon 08:00-25:00", "time_no_clock", {"clock": "25:00"}),
        ("Mon 24:00-08:00", "time_no_clock", {"clock": "24:00"}),
        ("Mon 08:60-17:00", "time_no_clock", {"clock": "08:60"}),
        ("Mon 8-24:01", "time_no_clock", {"clock": "24:01"}),
        ("Mon 0800-1700", "time_no_clock", {"clock": "0800"}),
        ("Mon 8:5-17", "time_no_clock", {"clock": "8:5"}),
        ("Mon 08:00-8", "time_without_length", {}),
        ("Mon 00:00-0:00", "time_without_length", {}),
    ],
)
def test_what_is_not_understood_is_refused_whole_and_by_its_reason(
    line: str, slug: str, also: dict[str, str]
) -> None:
    with pytest.raises(WeeklyTimeError) as refused:
        parse_weekly_times(line)

    assert refused.value.slug == slug
    assert refused.value.placeholders == {"line": line, **also}


@given(st.text() | st.from_regex(r"(?i)(mon|tue|su)[-,: ]{0,2}(wed)? *[0-9:.]+ ?[-–] ?[0-9:.]+"))  # noqa: RUF001
def test_any_text_is_a_weekly_time_or_refused(line: str) -> None:
    with suppress(WeeklyTimeError):
        assert parse_weekly_times(line)


@given(
    st.sets(st.integers(0, 6), min_size=1),
    st.tuples(st.times(), st.times()).map(
        lambda both: tuple(each.replace(second=0, microsecond=0) for each in both)
    ),
)
def test_what_is_written_is_what_is_meant(days: set[int], clock: tuple[time, time]) -> None:
    start, end = clock
    line = f"{', '.join(NAMES[day][:3] for day in days)} {start:%H:%M}-{end:%H:%M}"
    if start == end:
        with pytest.raises(WeeklyTimeError):
            parse_weekly_times(line)
    else:
        assert parse_weekly_times(line) == tuple(WeeklyTime(d, start, end) for d in sorted(days))
