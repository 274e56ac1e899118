"""Why nothing was recognised, in a few sentences."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Final

from ..pipeline.decision import Reason
from ..pipeline.journal import Journal
from ..pipeline.journal_records import JournalCamera, JournalEntry
from ..scanner import CameraScanner
from .decision_words import DecisionWords

_WITHOUT_PICTURE: Final = frozenset(
    {
        Reason.RECEIVES_ONLY,
        Reason.SCANNING_OFF,
        Reason.BUSY,
        Reason.COOLDOWN,
        Reason.CAMERA_FAILED,
        Reason.STOPPED,
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is asked for, and what was found."""

    since: datetime
    until: datetime
    cameras: tuple[JournalCamera, ...]
    """As they are called now."""
    entries: tuple[JournalEntry, ...]
    """On these cameras, in that time."""


def summary(
    told: Told, journal: Journal, scanners: Mapping[str, CameraScanner], words: DecisionWords
) -> str:
    """Say what happened; where nothing did, why that can be.

    Args:
        told: what is asked for.
        journal: of the account.
        scanners: of the account as it is now, by the ids of its cameras.
        words: to say it in.
    """
    is_known = told.until >= journal.begins
    sentences = [*_of_cameras(told, journal, scanners, words)] if is_known else []
    if sentences:
        since, until = words.time(told.since), words.time(told.until)
        sentences[0] = words.say("journal_between", since=since, until=until, sentence=sentences[0])
        is_seen = any(each.reason is Reason.SIGHTED for each in told.entries)
        sentences.append(words.say("journal_some_sighted" if is_seen else "journal_none_sighted"))
    elif is_known:
        sentences.append(words.say("journal_no_cameras"))
    return " ".join((*sentences, *_of_gaps(told, journal, words)))


def _of_cameras(
    told: Told, journal: Journal, scanners: Mapping[str, CameraScanner], words: DecisionWords
) -> Iterator[str]:
    outcomes: dict[str, Counter[Reason]] = defaultdict(Counter)
    for entry in told.entries:
        outcomes[entry.camera.camera_id][entry.reason] += entry.count
    for camera in told.cameras:
        if camera.camera_id in outcomes:
            yield from _of_outcomes(camera.name, outcomes[camera.camera_id], words)
            continue
        yield words.say(f"journal_idle_{_idle(scanners.get(camera.camera_id))}", camera=camera.name)
        if (before := journal.last_before(camera.camera_id, told.since)) is not None:
            decision, at = words.state(before.reason), words.time(before.until)
            yield words.say("journal_before", decision=decision, time=at)


def _of_outcomes(camera: str, counts: Counter[Reason], words: DecisionWords) -> Iterator[str]:
    pictures = Counter({key: count for key, count in counts.items() if key not in _WITHOUT_PICTURE})
    for part, one, several in (
        (pictures, "journal_one_picture", "journal_pictures"),
        (counts - pictures, "journal_no_picture_once", "journal_no_picture"),
    ):
        if total := part.total():
            key = one if total == 1 else several
            outcomes = _counted(part, words)
            yield words.say(key, camera=camera, count=total, outcomes=outcomes)


def _counted(counts: Counter[Reason], words: DecisionWords) -> str:
    """Say what became of how many; what stands between two is each language's own."""
    counted = (
        words.say(f"counted_{reason}", count=count) for reason, count in counts.most_common()
    )
    return reduce(
        lambda outcomes, another: words.say("counted_and", outcomes=outcomes, another=another),
        counted,
    )


def _idle(scanner: CameraScanner | None) -> str:
    """Return why a camera may not have been read, as far as can be told from how it is set now."""
    if scanner is None:
        return "gone"
    has_interval = scanner.settings.scan_interval is not None
    if not has_interval and not scanner.settings.burst.triggers:
        return "asked_only"
    if not scanner.scanning:
        return "off"
    return "interval" if has_interval else "triggers"


def _of_gaps(told: Told, journal: Journal, words: DecisionWords) -> Iterable[str]:
    """Say what isn't remembered, and when there was nothing to be remembered."""
    for stop in journal.stops(told.since, told.until):
        since, until = words.time(stop.since), words.time(stop.until)
        yield words.say(f"journal_stopped_{stop.cause}", since=since, until=until)
    if told.since < journal.begins:
        yield words.say("journal_begins", time=words.time(journal.begins))
    for camera in told.cameras:
        complete_since = journal.complete_since(camera.camera_id)
        if max(told.since, journal.begins) < complete_since:
            at = words.time(complete_since)
            yield words.say("journal_forgotten", camera=camera.name, time=at)
