"""The figures of a soak: a short table, and all of them for machines."""

from dataclasses import asdict
import json
from typing import Any

from ..table import table
from .busy import Histogram
from .census import Census
from .outcome import Outcome
from .verdict import Verdict, settled

_MOST_CONTAINERS = 12


def report(outcome: Outcome, judged: list[Verdict]) -> str:
    """Tell what came out."""
    ledger, plan, last = outcome.ledger, outcome.plan, outcome.samples[-1]
    lookups = ledger.counts["lookups"]
    faulty = sum(count for (fault, _), count in ledger.outcomes.items() if fault != "sound")
    words = (
        f"{last.scans:,} scans of {plan.cameras} cameras with {plan.vehicles} vehicles in "
        f"{last.days:.1f} days of the home, which took {outcome.seconds / 60:.0f} minutes: "
        f"{lookups:,} lookups, {faulty:,} of them with a fault of the server, "
        f"{ledger.counts['bursts']:,} bursts, {ledger.counts['webhooks']:,} webhooks, "
        f"{ledger.counts['reloads']} reloads, {outcome.pictures:,} pictures asked for, "
        f"{ledger.counts['events']:,} events. It had {_megabytes(settled(outcome)[0])} of memory "
        f"after a quarter of the scans, and {_megabytes(last)} at the end, with what the C library "
        "keeps free."
    )
    said = {True: "yes", False: "NO", None: "too short"}
    rows = [(each.what, each.measured, each.bound, said[each.is_met]) for each in judged]
    largest = sorted(last.containers.items(), key=lambda item: -item[1])[:_MOST_CONTAINERS]
    return "\n\n".join(
        (
            words,
            table(("Soak", "measured", "bound", "met"), rows),
            table(
                ("Decision", "times"),
                [(reason, f"{count:,}") for reason, count in ledger.decisions.most_common()],
            ),
            table(
                ("Largest of what is kept", "entries"),
                [(path, f"{count:,}") for path, count in largest],
            ),
            *(f"Wrong: {example}" for example in ledger.examples[:5]),
            *(f"Log: {example}" for example in outcome.error_examples[:5]),
        )
    )


def _megabytes(sample: Census) -> str:
    return f"{sample.memory.untrimmed / 1024:.0f} MB"


def as_json(outcome: Outcome, judged: list[Verdict]) -> str:
    """Return all figures."""
    ledger = outcome.ledger
    figures: dict[str, Any] = {
        "plan": asdict(outcome.plan),
        "seconds": round(outcome.seconds, 1),
        "verdicts": [asdict(each) for each in judged],
        "samples": [asdict(each) for each in outcome.samples],
        "decisions": dict(ledger.decisions),
        "lookups": [
            {"fault": fault, "outcome": outcome_, "times": count}
            for (fault, outcome_), count in ledger.outcomes.most_common()
        ],
        "counts": dict(ledger.counts),
        "violations": dict(ledger.violations),
        "examples": ledger.examples,
        "warnings": dict(outcome.warnings),
        "errors": outcome.error_examples,
        "loop": {
            "busy": _times(outcome.busy.wall),
            "busy_cpu": _times(outcome.busy.cpu),
            "our_callbacks_cpu": {**_times(outcome.callbacks), "longest_in": outcome.longest},
        },
        "left": {
            "after_unload": dict(outcome.after_unload),
            "after_removal": dict(outcome.after_removal),
            "objects": outcome.left_objects,
        },
    }
    return json.dumps(figures, indent=1)


def _times(histogram: Histogram) -> dict[str, float]:
    return {
        "count": histogram.count,
        **{f"p{percent}": histogram.percentile(percent) for percent in (50, 99, 99.9)},
        "worst": histogram.worst,
    }
