"""The figures of triggers in a table."""

from collections.abc import Sequence

from .budgets import Budget, difference_row
from .figures import Quartiles
from .table import ms, table, time_target
from .triggered import LONGEST_BEYOND, TRIGGERED, UNAVOIDABLE, Triggered


def triggered_report(measured: Sequence[Triggered]) -> str:
    """Tell how long it takes from a trigger to the event."""
    header = (
        *("Trigger to event", "server", "takes", UNAVOIDABLE, "beyond", "quartiles"),
        *("target", "met"),
    )
    return table(header, [_row(each) for each in measured])


def _row(triggered: Triggered) -> tuple[str, ...]:
    taken, least = triggered.seconds[TRIGGERED], triggered.seconds[UNAVOIDABLE]
    row = difference_row(Budget.TRIGGER, triggered.resolution, taken, least, LONGEST_BEYOND)
    spread = row.spread or Quartiles.of([row.figure])
    return (
        triggered.resolution,
        ms(triggered.server_seconds),
        *(ms(Quartiles.of(seconds).median) for seconds in (taken, least)),
        ms(row.figure),
        f"{ms(spread.low)}-{ms(spread.high)}",
        *time_target(row.figure, LONGEST_BEYOND),
    )
