"""What people do without this integration: lookups by the clock, or by a motion sensor."""

from collections.abc import Iterable
from typing import Final

from sandbox.driveway.day.happenings import View
from sandbox.driveway.day.reading import answer

from .outcome import Lookup, Outcome, Told
from .span import Span

POLLING_INTERVAL: Final = 10.0
SCANS: Final = 5
"""After motion."""
SPACING: Final = 1.0
ANSWER_AFTER: Final = 0.55
"""Seconds from the asking for a picture to the answer of the API."""
LEAST_SCORE: Final = 0.7
LEAST_APART: Final = 1.0
"""Seconds between two lookups that the account allows."""


def polling(span: Span) -> Outcome:
    """Look up each camera every ten seconds."""
    times = []
    for position, view in enumerate(View):
        t = span.start + position * POLLING_INTERVAL / 2
        while t < span.end:
            times.append((t, view))
            t += POLLING_INTERVAL
    return _looked_up("every 10 s", span, times)


def scans_on_motion(span: Span) -> Outcome:
    """Scan a camera five times, a second apart, each time its motion sensor turns on."""
    return _looked_up("5 scans on motion", span, _after_motion(span))


def older_on_motion(span: Span) -> Outcome:
    """The same as the older integration does it: what comes too soon for the account is lost."""
    return _looked_up("older integration", span, _after_motion(span), waits=False)


def _after_motion(span: Span) -> list[tuple[float, View]]:
    return [
        (alarm.on + scan * SPACING, view)
        for view, camera in span.day.cameras.items()
        for alarm in camera.alarms
        if span.contains(alarm.on)
        for scan in range(SCANS)
    ]


def _looked_up(
    strategy: str, span: Span, times: Iterable[tuple[float, View]], *, waits: bool = True
) -> Outcome:
    outcome = Outcome(strategy, tells_visits=False)
    free_from = 0.0
    for wanted, view in sorted(times, key=lambda each: each[0]):
        if wanted < free_from and not waits:
            continue
        t = max(wanted, free_from)
        camera = span.day.cameras[view]
        if camera.is_down_at(t):
            continue
        free_from = t + LEAST_APART
        outcome.pictures += 1
        outcome.lookups.append(Lookup(t, view))
        for result in answer(camera.at(t), span.day.seed, all_vehicles=False)["results"]:
            if result["score"] >= LEAST_SCORE:
                outcome.sightings.append(Told(t + ANSWER_AFTER, result["plate"].upper()))
    return outcome
