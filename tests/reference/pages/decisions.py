"""The page of all reasons that a decision can have."""

from custom_components.plate_recognizer.pipeline.decision import (
    ANSWERED,
    FREE,
    SKIPPED,
    Reason,
)

from ..english import text
from ..markdown import anchored, code, page as written, table, with_names


def page() -> str:
    """Return the page."""
    return written(
        "Decisions",
        "Every reason that a camera's sensor *Decision* can show, and `get_decisions` can tell of."
        " With the first two a picture was read, or a webhook came: no other one tells of a"
        " vehicle. What stands beside a reason is in the"
        " [attributes of the *Decision*](entities.md#camera-sensor-decision-attributes).",
        table(
            ("Reason", "State", "A lookup was billed", "What it means, and what to do"),
            map(_row, Reason),
        ),
    )


def _row(reason: Reason) -> tuple[str, ...]:
    return (
        anchored(reason, code(reason.value)),
        text("entity", "sensor", "decision", "state", reason),
        _cost(reason),
        with_names(meaning(reason)),
    )


def _cost(reason: Reason) -> str:
    if reason in ANSWERED:
        return "yes, but for a webhook"
    return "no" if reason in FREE else "maybe"


def meaning(reason: Reason) -> str:
    """Return the sentence with which the integration itself explains a reason."""
    if reason in ANSWERED | SKIPPED:
        return text("common", f"meaning_{reason}")
    return text("exceptions", reason, "message")
