"""The figures of the webhooks in tables."""

from collections.abc import Sequence
from statistics import median

from custom_components.plate_recognizer.receiving.inbox import Outcome

from .figures import Quartiles, Tail, ratios
from .report import callbacks_report
from .table import Row, ms, table, time_target
from .webhooks import ACCOUNT, BARE, LONGEST_WAIT, Webhooks


def webhooks_report(measured: Sequence[Webhooks]) -> str:
    """Tell how long answers take, what has become of the webhooks, and what that took."""
    waits = (
        *("Webhook, last byte to answer", "webhooks", "p50", "p99", "worst"),
        *("bare p50", "bare p99", "ratio", "quartiles", "p99 target", "met"),
    )
    taken_in = (
        *("Taking webhooks in", "answered", "taken in", "otherwise", "with picture"),
        *("CPU of each", "bare", "last byte to last event"),
    )
    callbacks = callbacks_report(
        [each.callbacks for each in measured], "CPU of our callbacks, webhooks", "webhooks"
    )
    return "\n\n".join(
        (
            table(waits, [_wait_row(each) for each in measured]),
            table(taken_in, [_taken_in_row(each) for each in measured]),
            callbacks,
        )
    )


def _wait_row(webhooks: Webhooks) -> Row:
    ours, bare = (
        Tail.of([seconds for sent in webhooks.rounds[name] for seconds in sent.seconds])
        for name in (ACCOUNT, BARE)
    )
    medians = {
        name: [median(sent.seconds) for sent in rounds] for name, rounds in webhooks.rounds.items()
    }
    ratio = Quartiles.of(ratios(medians[ACCOUNT], medians[BARE]))
    return (
        webhooks.case,
        f"{ours.count:,}",
        *map(ms, (ours.median, ours.p99, ours.worst, bare.median, bare.p99)),
        f"{ratio.median:.2f}",
        f"{ratio.low:.2f}-{ratio.high:.2f}",
        *time_target(ours.p99, LONGEST_WAIT),
    )


def _taken_in_row(webhooks: Webhooks) -> Row:
    taken_in = webhooks.outcomes[Outcome.TAKEN_IN]
    otherwise = [
        f"{count:,} {outcome}"
        for outcome, count in webhooks.outcomes.items()
        if outcome is not Outcome.TAKEN_IN
    ]
    return (
        webhooks.case,
        f"{webhooks.answered:,}",
        f"{taken_in:,}",
        ", ".join(otherwise) or "-",
        f"{webhooks.with_picture:,}",
        *(ms(median(sent.cpu for sent in webhooks.rounds[name])) for name in (ACCOUNT, BARE)),
        ms(median(webhooks.until_event)),
    )
