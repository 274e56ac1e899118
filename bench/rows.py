"""The benchmarks' figures, held against the budgets."""

from collections.abc import Mapping, Sequence

from .baselines import BARE, OLDER
from .budgets import Beside, Budget, BudgetRow, Target, Unit, difference_row, ratio_row
from .callbacks import LONGEST, Callbacks
from .figures import Quartiles, ratios
from .gate import DECODED, LONGEST_UNCHANGED, UNCHANGED, GateTimes
from .latency import LATEST, Lateness
from .matching import LONGEST_MATCH, MATCH
from .scans import SCAN, Comparison
from .startup import LONGEST_ABOVE, STARTS, Startup
from .table import ms
from .triggered import LONGEST_BEYOND, TRIGGERED, UNAVOIDABLE, Triggered


def scans_rows(comparisons: Sequence[Comparison]) -> list[BudgetRow]:
    """Judge the scans that there is a budget for."""
    return [
        ratio_row(
            Budget.FORCED_SCAN if each.case.is_sent_whole else Budget.PREPARED_SCAN,
            _at(each.case.name, each.server_seconds),
            each.seconds[SCAN],
            each.seconds[BARE],
            most,
        )
        for each in comparisons
        if (most := each.case.targets.get(each.server_seconds)) is not None
    ]


def scans_beside(comparisons: Sequence[Comparison]) -> list[Beside]:
    """Say how long the older integration's scans take, where it can scan at all."""
    return [
        Beside(
            f"Forced scan against a bare POST, {_at(each.case.name, each.server_seconds)}",
            Unit.RATIO,
            *(
                Quartiles.of(ratios(each.seconds[whose], each.seconds[BARE])).median
                for whose in (SCAN, OLDER)
            ),
        )
        for each in comparisons
        if OLDER in each.seconds
    ]


def lateness_rows(measured: Sequence[Lateness]) -> list[BudgetRow]:
    """Judge how late the loop is; the figure is the 99th percentile."""
    return [
        BudgetRow(
            Budget.LOOP, f"{each.work}, p99", Unit.SECONDS, each.seconds.p99, Target("<", LATEST)
        )
        for each in measured
        if each.is_scan
    ]


def callbacks_rows(measured: Sequence[Callbacks]) -> list[BudgetRow]:
    """Judge the longest callback of all cases."""
    longest = max(measured, key=lambda each: each.seconds.worst)
    count = sum(each.seconds.count for each in measured)
    return [
        BudgetRow(
            Budget.CALLBACKS,
            f"worst of {count:,}: {longest.longest}",
            Unit.SECONDS,
            longest.seconds.worst,
            Target("<", LONGEST),
        )
    ]


def triggered_rows(measured: Sequence[Triggered]) -> list[BudgetRow]:
    """Judge how much longer a trigger takes than API and decoding."""
    return [
        difference_row(
            Budget.TRIGGER,
            _at(each.resolution, each.server_seconds),
            each.seconds[TRIGGERED],
            each.seconds[UNAVOIDABLE],
            LONGEST_BEYOND,
        )
        for each in measured
    ]


def gate_rows(measured: Sequence[GateTimes]) -> list[BudgetRow]:
    """Judge the gate where nothing is new."""
    return [
        ratio_row(
            Budget.GATE,
            each.resolution,
            each.seconds[UNCHANGED],
            each.seconds[DECODED],
            LONGEST_UNCHANGED,
        )
        for each in measured
    ]


def matching_rows(seconds: Mapping[str, Sequence[float]]) -> list[BudgetRow]:
    """Judge how long one plate takes."""
    spread = Quartiles.of(seconds[MATCH])
    target = Target("<", LONGEST_MATCH)
    return [BudgetRow(Budget.MATCHING, "reading", Unit.SECONDS, spread.median, target, spread)]


def startup_rows(startup: Startup) -> list[BudgetRow]:
    """Judge how much longer starts take than those of the stub."""
    return [
        difference_row(
            Budget.START,
            what,
            startup.account.taken[what].seconds,
            startup.stub.taken[what].seconds,
            LONGEST_ABOVE,
        )
        for what in STARTS
    ]


def _at(what: str, server_seconds: float) -> str:
    return f"{what}, server {ms(server_seconds)}"
