"""The figures of a simulated day in tables, with what was aimed at."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
import json
from typing import Any, Final

from ..figures import percentile
from ..table import table
from .outcome import Outcome
from .score import Score, hours_of
from .span import Span
from .spending import Event, spent_on
from .unchanged import Wasted

MOST_LOOKUPS_PER_VISIT: Final = 1.5
LEAST_SHARE_READ: Final = 0.99

_NOTHING: Final = "-"


@dataclass(frozen=True, slots=True)
class Judged:
    """A strategy with all that is to be said of it."""

    outcome: Outcome
    score: Score
    wasted: tuple[Wasted, ...]


def _number(value: float | None, form: str = "") -> str:
    return _NOTHING if value is None else f"{value:{form}}"


def _delay(percent: float) -> Callable[[Score], str]:
    def cell(score: Score) -> str:
        return f"{percentile(score.delays, percent):.1f} s" if score.delays else _NOTHING

    return cell


def _of(count: int | None, total: int) -> str:
    return _NOTHING if count is None else f"{count} of {total}"


_ROWS: Final[tuple[tuple[str, Callable[[Score], str], str], ...]] = (
    ("lookups", lambda score: f"{score.lookups}", ""),
    (
        "lookups for each visit",
        lambda score: _number(score.lookups_per_visit, ".1f"),
        f"<= {MOST_LOOKUPS_PER_VISIT}",
    ),
    ("pictures taken", lambda score: f"{score.pictures}", ""),
    ("readable visits read", lambda score: _of(score.read, score.readable), ""),
    (
        "which is",
        lambda score: _number(score.share_read, ".0%"),
        f">= {LEAST_SHARE_READ:.0%}",
    ),
    ("from readable to told, median", _delay(50), ""),
    ("from readable to told, p90", _delay(90), ""),
    ("lookups by night, nothing moves", lambda score: f"{score.lookups_by_night}", "0"),
    ("false sightings", lambda score: f"{score.false_sightings}", "0"),
    ("arrivals told right", lambda score: _of(score.arrivals_right, score.readable), ""),
    ("arrivals missed", lambda score: _number(score.arrivals_missed), "0"),
    ("arrivals told again", lambda score: _number(score.arrivals_repeated), "0"),
    ("arrivals told wrongly", lambda score: _number(score.arrivals_false), "0"),
    (
        "departures noticed",
        lambda score: _of(score.departures_noticed, score.departures),
        "",
    ),
)


def report(span: Span, judged: Sequence[Judged]) -> str:
    """Compare strategies."""
    visits = judged[0].score.visits
    header = (_title(span, visits), *(each.score.strategy for each in judged), "target")
    rows = [(name, *(cell(each.score) for each in judged), target) for name, cell, target in _ROWS]
    rows += [
        (
            f"unchanged for an hour by {time_of_day}, {alarms} alarms",
            *(_wasted_cell(each, time_of_day) for each in judged),
            "0",
        )
        for time_of_day, alarms in _unchanged(judged)
    ]
    return table(header, rows)


def _title(span: Span, visits: int) -> str:
    hours = (span.end - span.start) / 3600
    start = f"{int(span.start // 3600)}:{int(span.start % 3600 // 60):02}"
    return f"Seed {span.day.seed}, {hours:g} h from {start}, {visits} visits"


def _unchanged(judged: Sequence[Judged]) -> Iterable[tuple[str, int]]:
    return dict.fromkeys(
        (wasted.time_of_day, wasted.alarms) for each in judged for wasted in each.wasted
    )


def _wasted_cell(judged: Judged, time_of_day: str) -> str:
    counts = (each.lookups for each in judged.wasted if each.time_of_day == time_of_day)
    return _number(next(counts, None))


def explanation(span: Span, judged: Sequence[Judged]) -> str:
    """Say what lookups were spent on, when, and what the integration decided."""
    strategies = [each.score.strategy for each in judged]
    spent = [spent_on(span.day, each.outcome.lookups) for each in judged]
    hours = [hours_of(span, each.outcome.lookups) for each in judged]
    parts = [
        table(
            ("Lookups while", *strategies),
            [(event.value, *(f"{counts[event]}" for counts in spent)) for event in Event],
        ),
        table(
            ("Lookups from", *strategies),
            [(f"{hour}:00", *(f"{counts[hour]}" for counts in hours)) for hour in hours[0]],
        ),
    ]
    decisions = sorted({name for each in judged for name in each.outcome.decisions})
    if decisions:
        parts.append(
            table(
                ("Decisions", *strategies),
                [
                    (name, *(f"{each.outcome.decisions[name]}" for each in judged))
                    for name in decisions
                ],
            )
        )
    return "\n\n".join(parts)


def as_json(span: Span, judged: Sequence[Judged]) -> str:
    """Return the same figures for machines."""
    return json.dumps(
        {
            "seed": span.day.seed,
            "start": span.start,
            "end": span.end,
            "targets": {
                "lookups_per_visit": MOST_LOOKUPS_PER_VISIT,
                "share_read": LEAST_SHARE_READ,
                "unchanged": 0,
            },
            "strategies": [_plain(span, each) for each in judged],
        },
        indent=2,
    )


def _plain(span: Span, judged: Judged) -> Mapping[str, Any]:
    score = judged.score
    return {
        **asdict(score),
        "lookups_per_visit": score.lookups_per_visit,
        "share_read": score.share_read,
        "unchanged": {each.time_of_day: each.lookups for each in judged.wasted},
        "spent_on": {
            event.name.lower(): count
            for event, count in spent_on(span.day, judged.outcome.lookups).items()
        },
        "decisions": dict(judged.outcome.decisions),
    }
