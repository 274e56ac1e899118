"""What happened, in the words of a person: for the logbook, traces and notifications.

Home Assistant translates none of these places, so all of the words are here, and in English. Who
tries an automation out may fire an event by hand, with a few keys only: what is missing isn't said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

STRANGER: Final = "A stranger"
UNREAD: Final = "A vehicle whose plate couldn't be read"

STANDING: Final = {
    "blocked": "blocked",
    "ignored": "ignored",
    "not_yet_valid": "not valid yet",
    "no_longer_valid": "no longer valid",
    "outside_times": "outside its times",
    "other_camera": "not expected here",
}
"""What has to be said of a known vehicle together with its name, by status or its reason."""

DOUBTS: Final = {
    "resembles_blocked": "only nearly its plate",
    "below_matching": "nearly the plate of a known vehicle",
    "other_country": "like the plate of a known vehicle, from another country",
    "ambiguous": "between several known vehicles",
}
"""What has to be said of the plate, by the status's reason."""

NO_ARRIVAL: Final = {
    "not_sure": "not sure yet",
    "receding": "driving away",
    "first_scan": "the first look after a start",
    "same_spot": "where it stood before",
    "visit_open": "still there",
    "old_picture": "on an old picture",
    "webhook": "told by a webhook",
}
"""Why the start of a visit is no proof of coming."""

READS: Final = {1: "read once", 2: "read twice"}

SPANS: Final = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
"""Seconds of each unit, the longest first."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Who, and what of it: the logbook shows the first part in bold."""

    subject: str
    predicate: str

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate}"


def sighted(data: Mapping[str, Any]) -> Sentence:
    """Say that a vehicle was seen.

    Args:
        data: of the event of a sighting, also of a simulated one.
    """
    return Sentence(_subject(data), f"was seen at {_place(data)}{_in_brackets(_details(data))}")


def visit_started(data: Mapping[str, Any]) -> Sentence:
    """Say that a vehicle arrived, or that it was seen and why that is no arrival.

    Args:
        data: of the event of a visit's start, or of a simulated sighting.
    """
    arrived = data.get("arrival") is True
    reason = None if arrived else NO_ARRIVAL.get(data.get("arrival_reason", ""))
    details = [*_details(data), *([reason] if reason else [])]
    verb = "arrived" if arrived else "was seen"
    return Sentence(_subject(data), f"{verb} at {_place(data)}{_in_brackets(details)}")


def visit_ended(data: Mapping[str, Any]) -> Sentence:
    """Say that a vehicle left, or that its visit ended and nobody saw it leave.

    Who has a name needs no plate here.

    Args:
        data: of the event of a visit's end.
    """
    place, duration = _place(data), data.get("duration")
    is_named = data.get("vehicle") is not None
    who = "" if is_named else _in_brackets(filter(None, (data.get("plate"), _looks(data))))
    if data.get("end_reason") == "timeout":
        ending = f"no longer counts as being at {place}{who}: nobody saw it leave"
    else:
        ending = f"left {place}{'' if duration is None else f' after {span(duration)}'}{who}"
    return Sentence(_subject(data), ending)


def span(seconds: float) -> str:
    """Say how long something took: its two longest units, such as `2 h 10 min`."""
    rest = max(0, round(seconds))
    parts = []
    for size, unit in SPANS:
        count, rest = divmod(rest, size)
        parts.append((count, unit))
    first = next((index for index, (count, _) in enumerate(parts) if count), len(parts) - 1)
    shown = [(count, unit) for count, unit in parts[first : first + 2] if count]
    return " ".join(f"{count} {unit}" for count, unit in shown) or "0 s"


def _place(data: Mapping[str, Any]) -> str:
    return data.get("place") or "an unknown place"


def _subject(data: Mapping[str, Any]) -> str:
    simulated = "Simulated: " if data.get("source") == "simulated" else ""
    if data.get("status") == "unread":
        return simulated + UNREAD
    if data.get("vehicle") is None:
        return simulated + STRANGER
    standing = STANDING.get(data.get("status", "")) or STANDING.get(data.get("status_reason", ""))
    return f"{simulated}{data['vehicle']}{_in_brackets([standing] if standing else [])}"


def _details(data: Mapping[str, Any]) -> list[str]:
    plate, reads = data.get("plate"), data.get("reads")
    parts = [
        plate,
        _looks(data),
        plate and DOUBTS.get(data.get("status_reason", "")),
        plate and reads and READS.get(reads, f"read {reads} times"),
    ]
    return [part for part in parts if part]


def _looks(data: Mapping[str, Any]) -> str | None:
    """Say what a vehicle looks like that has no name: `white Ford Transit`, `blue sedan`."""
    if data.get("vehicle") is not None:
        return None
    make_model = " ".join(part for part in (data.get("make"), data.get("model")) if part)
    kind = data.get("vehicle_type")
    if kind and not kind.isupper():  # an SUV stays one
        kind = kind.lower()
    return " ".join(part for part in (data.get("color"), make_model or kind) if part) or None


def _in_brackets(parts: Iterable[str]) -> str:
    text = ", ".join(parts)
    return f" ({text})" if text else ""
