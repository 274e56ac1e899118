"""The figures of the days and of the busy cameras, held against budgets and the older way."""

from typing import Final

from ..budgets import Beside, Budget, BudgetRow, Target, Unit
from ..table import NO_TARGET, met, table
from .busy import CAMERAS, SHORTEST
from .days import OLDER, OURS, Days
from .report import LEAST_SHARE_READ, MOST_LOOKUPS_PER_VISIT

_THROTTLED: Final = f"{CAMERAS} cameras, vehicles to be read for {SHORTEST:g} s and more"


def days_report(days: Days) -> str:
    """Tell what the days cost and what was seen, and who was lost to throttling."""
    header = (
        *("Simulated days", "days", "visits", "lookups", "for each visit", "readable read"),
        *("false sightings", "false doors"),
    )
    rows = [
        (
            whose,
            str(len(days.days)),
            f"{days.total(whose, 'visits'):.0f}",
            f"{days.total(whose, 'lookups'):,.0f}",
            f"{_per_visit(days, whose):.2f}",
            f"{days.total(whose, 'read'):.0f} of {days.total(whose, 'readable'):.0f}",
            f"{days.total(whose, 'false_sightings'):.0f}",
            str(days.false_doors(whose)),
        )
        for whose in days.days[0]
    ]
    lost_header = (
        *(_THROTTLED, "vehicles", "shortest", "lookups", "lost", "lost without a limit"),
        *("lost to throttling", "target", "met"),
    )
    lost = [
        (
            whose,
            str(each.vehicles),
            f"{each.shortest:.1f} s",
            str(each.lookups),
            str(each.lost),
            str(each.lost_anyway),
            str(each.to_throttling),
            *(("0", met(each.to_throttling <= 0)) if whose == OURS else NO_TARGET),
        )
        for whose, each in days.busy.items()
    ]
    return f"{table(header, rows)}\n\n{table(lost_header, lost)}"


def days_rows(days: Days) -> list[BudgetRow]:
    """Judge lookups, what was read, and who was lost."""
    case = f"{len(days.days)} days, {days.total(OURS, 'visits'):.0f} visits"
    lost = days.busy[OURS]
    share = days.total(OURS, "read") / days.total(OURS, "readable")
    return [
        BudgetRow(
            Budget.LOOKUPS,
            case,
            Unit.COUNT,
            _per_visit(days, OURS),
            Target("<=", MOST_LOOKUPS_PER_VISIT),
        ),
        BudgetRow(Budget.READ, case, Unit.SHARE, share, Target(">=", LEAST_SHARE_READ)),
        BudgetRow(
            Budget.THROTTLED,
            f"of {lost.vehicles} vehicles",
            Unit.COUNT,
            lost.to_throttling,
            Target("<=", 0),
        ),
    ]


def days_beside(days: Days) -> list[Beside]:
    """Put the same beside the older integration: what it does when it is told to by motion."""
    counts = [
        ("Lookups", "lookups"),
        ("Sightings of plates that weren't there", "false_sightings"),
    ]
    number = len(days.days)
    return [
        *(
            Beside(
                f"{what}, {number} simulated days",
                Unit.COUNT,
                days.total(OURS, key),
                days.total(OLDER, key),
            )
            for what, key in counts
        ),
        Beside(
            f"Doors opened at the wrong time, {number} simulated days",
            Unit.COUNT,
            float(days.false_doors(OURS)),
            float(days.false_doors(OLDER)),
        ),
        Beside(
            f"Vehicles of {days.busy[OURS].vehicles} lost to 429, {CAMERAS} cameras",
            Unit.COUNT,
            float(days.busy[OURS].to_throttling),
            float(days.busy[OLDER].to_throttling),
        ),
    ]


def _per_visit(days: Days, whose: str) -> float:
    return days.total(whose, "lookups") / days.total(whose, "visits")
