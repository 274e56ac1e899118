"""Weekly times as people write them: `Mon-Fri 08:00-17:00`."""

from collections.abc import Iterator, Mapping
from datetime import time
import re
from typing import Final

from .verdict import WeeklyTime
from .weekdays import WEEK, days_meant, in_english

_LINE: Final = re.compile(
    r"(?P<days>\D*?)\s*(?::\s*)?"
    r"(?P<start>\d[\d:.]*)\s*[-–]\s*(?P<end>\d[\d:.]*)"  # noqa: RUF001 - word processors write such a dash
)
_WORD: Final = re.compile(r"[^\s\d,:.–-]+")  # noqa: RUF001 - as above
_CLOCK: Final = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?")
_HOUR: Final = 60
_DAY: Final = 24 * _HOUR
"""Minutes."""


class WeeklyTimeError(ValueError):
    """A line that is no weekly time.

    `slug` names the problem for translations: `time_unreadable` (line), `time_day_unknown` (line,
    day), `time_day_unclear` (line, day), `time_no_clock` (line, clock) or `time_without_length`
    (line). `placeholders` holds what stands in the brackets.
    """

    def __init__(self, slug: str, **placeholders: str) -> None:
        super().__init__(": ".join((slug, *placeholders.values())))
        self.slug: Final = slug
        self.placeholders: Final[Mapping[str, str]] = placeholders


def parse_weekly_times(line: str) -> tuple[WeeklyTime, ...]:
    """Read one line: days, singly or from one to another, and a span of the clock.

    `Mon-Fri 08:00-17:00`, `Mo-Fr: 8-17`, `mar, jeu 14-17`, `Saturday 22:00-06:00` (until the next
    morning), `domingo 00:00-24:00`.

    Returns:
        A span for each day, from Monday on.

    Raises:
        WeeklyTimeError: as the class says. A part that isn't understood is never left out.
    """
    if (parts := _LINE.fullmatch(line.strip())) is None or not parts["days"]:
        raise WeeklyTimeError("time_unreadable", line=line)
    start, end = _minute(parts["start"], line), _minute(parts["end"], line)
    if start == _DAY:
        raise WeeklyTimeError("time_no_clock", line=line, clock=parts["start"])
    if start == end:  # a whole day to `WeeklyTime`, which hardly anybody means who writes it
        raise WeeklyTimeError("time_without_length", line=line)
    days = sorted(set(_days(parts["days"], line)))
    return tuple(WeeklyTime(day, _clock(start), _clock(end)) for day in days)


def with_english_days(line: str) -> str:
    """Return a line with its days in English: so it is stored, and every version reads it.

    Who looks at it again sees how the days were understood. A line that isn't understood, and days
    that are in English, stay as they are.
    """
    try:
        parse_weekly_times(line)
    except WeeklyTimeError:
        return line
    return _WORD.sub(lambda word: in_english(word[0]), line)


def _days(text: str, line: str) -> Iterator[int]:
    for part in text.split(","):
        first, *rest = re.split(r"[-–]", part)  # noqa: RUF001 - as above
        if len(rest) > 1:
            raise WeeklyTimeError("time_day_unknown", line=line, day=part.strip())
        start = _day(first, line)
        length = (_day(rest[0], line) - start) % WEEK if rest else 0
        yield from ((start + further) % WEEK for further in range(length + 1))


def _day(text: str, line: str) -> int:
    match days_meant(text):
        case (day,):
            return day
        case ():
            raise WeeklyTimeError("time_day_unknown", line=line, day=text.strip())
        case _:
            raise WeeklyTimeError("time_day_unclear", line=line, day=text.strip())


def _minute(text: str, line: str) -> int:
    """Read a time as the minute of its day; 24:00 is that day's end."""
    if (parts := _CLOCK.fullmatch(text)) is not None:
        hour, minute = int(parts["hour"]), int(parts["minute"] or 0)
        if minute < _HOUR and hour * _HOUR + minute <= _DAY:
            return hour * _HOUR + minute
    raise WeeklyTimeError("time_no_clock", line=line, clock=text)


def _clock(minute: int) -> time:
    return time(minute % _DAY // _HOUR, minute % _HOUR)
