"""The figures of a full history in tables."""

from .figures import Quartiles
from .history import HistoryTimes
from .table import ms, table


def history_report(times: HistoryTimes) -> str:
    """Tell what each of both took, how long the event loop was stopped, and how much they need."""
    header = (
        f"{times.sightings:,} sightings",
        *("rounds", "takes", "Store takes", "ratio", "loop late", "with Store"),
    )
    rows = []
    for what, ours in times.ours.items():
        store = times.store[what]
        taken, its = (_median([each.seconds for each in both]) for both in (ours, store))
        late, its_late = (ms(max(each.late for each in both)) for both in (ours, store))
        rows.append(
            (what, str(len(ours)), ms(taken), ms(its), f"{taken / its:.3g}", late, its_late)
        )
    sizes = table(
        ("On disk", "bytes", "of them pictures"),
        [
            ("history", f"{times.our_bytes:,}", f"{times.picture_bytes:,}"),
            ("Store", f"{times.store_bytes:,}", "0"),
        ],
    )
    return f"{table(header, rows)}\n\n{sizes}"


def _median(seconds: list[float]) -> float:
    return Quartiles.of(seconds).median if len(seconds) > 1 else seconds[0]
