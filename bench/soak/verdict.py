"""What a soak has to show, and whether it has."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, sqrt
from typing import Final

from custom_components.plate_recognizer.pipeline.journal import MOST_ENTRIES
from custom_components.plate_recognizer.pipeline.parked import MOST_PARKED
from custom_components.plate_recognizer.pipeline.tracking import MOST_VISITS

from .census import Census
from .household import ACCOUNTS, MOST_MEGABYTES
from .outcome import Outcome

MOST_RESIDENT: Final = 300.0
"""Kilobytes of memory in 1,000 scans. It creeps with nothing behind it, as both heaps fragment; but
a scan that was kept, with its decision and its sightings, takes more than a kilobyte."""
MOST_HEAP: Final = 50.0
"""Kilobytes of it in use, likewise: 50 bytes a scan."""
MOST_BLOCKS: Final = 1000.0
"""Of Python's heap, likewise: one a scan, and no object takes less."""
MOST_OBJECTS: Final = 100.0
"""Likewise: every tenth scan would have to leave one."""
LONG: Final = 50_000
"""Scans, from which on memory is judged: in fewer it still fills what is bounded."""
_LEAST_GROWTH: Final = 0.02
"""Entries that a scan leaves in what grows without end: every fiftieth leaves one."""
_LEAST_ENTRIES: Final = 50
"""By which something has to have grown to be called growing."""
_MOST_MORE: Final = 3
"""By which a number may differ from one moment to another."""
_MOST_LISTED: Final = 4
LATEST: Final = 0.020
"""Seconds of CPU, in 99 of 100 cases, for which the loop may be busy at a stretch. By the clock,
what else the machine does would be in it."""
LONGEST: Final = 0.005
"""Seconds of CPU, in 99 of 100 cases, that a callback of ours may take."""
_MOST_STORED: Final = 2_000_000
"""Bytes that Home Assistant stores for it."""
_MOST_JOURNAL: Final = MOST_ENTRIES * ACCOUNTS
_MOST_VISITS: Final = (MOST_VISITS + MOST_PARKED) * ACCOUNTS

FILLING: Final[Mapping[str, int]] = {
    "plate_recognizer_decisions": _MOST_JOURNAL * 4,
    "Account.visits._written": _MOST_VISITS * 20,
    "Account.visits.tracker": _MOST_VISITS * 20,
    "plate_recognizer.inboxes": 2_000 * ACCOUNTS,
}
"""By how what is kept begins, the entries that it may come to: these are filled up to a limit of
their own, and a short soak ends before that. An entry has some parts."""
_OF_HOME: Final = (
    "thread SyncWorker",
    "timer aiohttp.helpers._weakref_handle",
    "listener homeassistant_close: homeassistant.helpers.httpx_client.",
)
"""What Home Assistant keeps for everybody, whoever was the first to need it."""
_OF_HISTORY: Final = (
    "timer custom_components.plate_recognizer.keeper.History._async_prune",
    "listener homeassistant_close: custom_components.plate_recognizer.keeper.History.async_close",
)
"""The history goes on being kept, pruned and asked while its account is stopped, until that is
removed; and so do its files, which end like this:"""
_HISTORY_FILES: Final = (".db", ".db-wal", ".db-shm")


@dataclass(frozen=True, slots=True)
class Slope:
    """How a figure grows in 1,000 scans, by least squares."""

    value: float
    error: float
    """The half of its interval of 95 per cent, were the samples independent of each other."""

    @classmethod
    def of(cls, samples: Sequence[Census], figure: Callable[[Census], float]) -> Slope:
        """Measure it over some samples."""
        if len(samples) <= 2:  # noqa: PLR2004 - two points have no error
            return cls(0.0, inf)
        xs = [sample.scans / 1000 for sample in samples]
        ys = [float(figure(sample)) for sample in samples]
        x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
        spread = sum((x - x_mean) ** 2 for x in xs)
        slope = sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)) / spread
        rest = sum((y - y_mean - slope * (x - x_mean)) ** 2 for x, y in zip(xs, ys, strict=True))
        return cls(slope, 2 * sqrt(rest / (len(xs) - 2) / spread))

    @property
    def most(self) -> float:
        """The upper end of the interval."""
        return self.value + self.error


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that has to hold."""

    what: str
    measured: str
    bound: str
    is_met: bool | None
    """None where the soak was too short to say."""


def verdicts(outcome: Outcome) -> list[Verdict]:
    """Judge a soak."""
    return [
        *_memory(outcome),
        *_counts(outcome),
        _growing(outcome),
        *_stores(outcome),
        *_loop(outcome),
        *_truth(outcome),
        *_leftovers(outcome),
    ]


def settled(outcome: Outcome) -> list[Census]:
    """Return the samples without those of the first quarter, in which everything fills."""
    return outcome.samples[len(outcome.samples) // 4 :]


def growing(samples: Sequence[Census]) -> dict[str, Slope]:
    """Find what has grown with the scans in the second half, and has no limit of its own."""
    half = samples[len(samples) // 2 :]
    paths = {path for sample in half for path in sample.containers}
    found = {}
    for path in paths:
        slope = Slope.of(half, lambda sample, path=path: sample.containers.get(path, 0))  # type: ignore[misc]
        first, last = (each.containers.get(path, 0) for each in (half[0], half[-1]))
        is_steady = slope.value - slope.error > _LEAST_GROWTH * 1000
        if is_steady and last - first > _LEAST_ENTRIES and last > _limit(path):
            found[path] = slope
    return found


def _limit(path: str) -> int:
    return next((most for start, most in FILLING.items() if path.startswith(start)), 0)


def _memory(outcome: Outcome) -> Iterator[Verdict]:
    is_long = outcome.plan.scans >= LONG
    for what, figure, most in (
        ("resident memory, kB in 1,000 scans", lambda each: each.memory.resident, MOST_RESIDENT),
        ("memory in use, kB in 1,000 scans", lambda each: each.memory.heap, MOST_HEAP),
        ("Python's blocks in 1,000 scans", lambda each: each.memory.blocks, MOST_BLOCKS),
        ("objects in 1,000 scans", lambda each: each.objects, MOST_OBJECTS),
    ):
        slope = Slope.of(settled(outcome), figure)
        measured = f"{slope.value:+.1f} ± {slope.error:.1f}"
        yield Verdict(what, measured, f"<= {most:.0f}", slope.most <= most if is_long else None)


def _counts(outcome: Outcome) -> Iterator[Verdict]:
    samples = settled(outcome)
    half = max(len(samples) // 2, 1)
    # A camera before which somebody stands has a timer until its next look.
    for name, most in (
        *(("tasks", _MOST_MORE), ("listeners", _MOST_MORE), ("files", _MOST_MORE)),
        ("timers", _MOST_MORE + outcome.plan.cameras),
    ):
        first, last = (
            max(getattr(each, name) for each in part) for part in (samples[:half], samples[-half:])
        )
        yield Verdict(
            f"{name} when nothing is under way, at most",
            f"{first} -> {last}",
            f"+{most}",
            last - first <= most,
        )


def _growing(outcome: Outcome) -> Verdict:
    found = growing(outcome.samples)
    in_1000 = {path: round(slope.value) for path, slope in found.items()}
    return Verdict("what grows with 1,000 scans", _listed(in_1000), "nothing", not found)


def _stores(outcome: Outcome) -> Iterator[Verdict]:
    megabytes = max(each.history for each in outcome.samples) / 1e6
    most = MOST_MEGABYTES * ACCOUNTS
    yield Verdict("history on disk", f"{megabytes:.1f} MB", f"<= {most} MB", megabytes <= most)
    stored = max(each.stored for each in outcome.samples)
    yield Verdict(
        "stored by Home Assistant",
        f"{stored:,} B",
        f"<= {_MOST_STORED:,} B",
        stored <= _MOST_STORED,
    )


def _loop(outcome: Outcome) -> Iterator[Verdict]:
    for what, histogram, most in (
        ("CPU of the loop at a stretch, p99", outcome.busy.cpu, LATEST),
        ("CPU of our callbacks, p99", outcome.callbacks, LONGEST),
    ):
        p99 = histogram.percentile(99)
        measured = f"{p99 * 1000:.1f} ms (worst {histogram.worst * 1000:.0f} ms)"
        yield Verdict(what, measured, f"< {most * 1000:.0f} ms", p99 < most)


def _truth(outcome: Outcome) -> Iterator[Verdict]:
    ledger = outcome.ledger
    right = f"{ledger.counts['events']:,} events, all right"
    yield Verdict(
        "events beside what the server answered",
        _listed(ledger.violations) if ledger.violations else right,
        "none wrong",
        not ledger.violations,
    )
    yield Verdict("errors in the log", str(outcome.errors), "0", not outcome.errors)


def _leftovers(outcome: Outcome) -> Iterator[Verdict]:
    after_unload = {
        what: count
        for what, count in outcome.after_unload.items()
        if not what.startswith(_OF_HOME + _OF_HISTORY) and not what.endswith(_HISTORY_FILES)
    }
    after_removal = {
        what: count
        for what, count in outcome.after_removal.items()
        if not what.startswith(_OF_HOME)
    }
    for what, left in (
        ("left after the accounts were stopped", after_unload),
        ("left after they were removed", after_removal),
        ("objects of ours left then", outcome.left_objects),
    ):
        yield Verdict(what, _listed(left), "nothing", not left)


def _listed(left: Mapping[str, int]) -> str:
    """Name what is most of it."""
    names = sorted(left, key=lambda each: -left[each])
    listed = ", ".join(f"{name} {left[name]}" for name in names[:_MOST_LISTED])
    more = len(names) - _MOST_LISTED
    return f"{listed}, and {more} more" if more > 0 else listed or "nothing"
