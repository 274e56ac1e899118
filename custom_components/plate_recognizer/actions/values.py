"""Reading what somebody wrote into an action's field."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from homeassistant.util import dt as dt_util

from .action import refusal

SINCE = "since"
UNTIL = "until"

_LAST_SECOND = time(23, 59, 59)


def moment(value: object, *, is_end: bool = False) -> datetime:
    """Read a time; without an offset it is by the clock of this home.

    Args:
        value: a date, with or without a time, or a text of one as ISO 8601 has it.
        is_end: whether a day without a time is meant to its last second, not from its first.

    Raises:
        ServiceValidationError: it is none.
    """
    try:
        read = _day_or_time(value)
        if not isinstance(read, datetime):
            read = datetime.combine(read, _LAST_SECOND if is_end else time.min)
        home = dt_util.get_default_time_zone()
        return read.replace(tzinfo=read.tzinfo or home).astimezone(home)
    except ValueError, OverflowError:
        raise refusal("not_a_time", value=str(value)) from None


def _day_or_time(value: object) -> date | datetime:
    if isinstance(value, date):
        return value
    text = str(value).strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text)


def chosen(field: str, value: str, choices: Iterable[str]) -> str:
    """Return a value that is one of those that there are.

    Raises:
        ServiceValidationError: it is none of them.
    """
    offered = tuple(choices)
    if value not in offered:
        raise refusal("not_offered", field=field, value=value, choices=", ".join(offered))
    return value


def span(fields: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    """Read since when and until when; None for what was left out.

    Raises:
        ServiceValidationError: one of them is no time, or nothing lies between them.
    """
    since = moment(fields[SINCE]) if SINCE in fields else None
    until = moment(fields[UNTIL], is_end=True) if UNTIL in fields else None
    if since is not None and until is not None and since > until:
        raise refusal("since_after_until", since=str(fields[SINCE]), until=str(fields[UNTIL]))
    return since, until


def whole_number(value: object, most: int) -> int:
    """Read how many are asked for at most.

    Raises:
        ServiceValidationError: it is no whole number from 1 on, or too many.
    """
    try:
        number = float(str(value))
    except ValueError:
        number = 0
    if not (number.is_integer() and 1 <= number <= most):
        raise refusal("limit_out_of_range", limit=str(value), most=str(most))
    return int(number)
