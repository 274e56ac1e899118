"""The journal of decisions: what it joins, what it keeps, and what can be asked of it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline import journal as journals
from custom_components.plate_recognizer.pipeline.decision import Decision, Reason
from custom_components.plate_recognizer.pipeline.journal import MOST_ENTRIES, Journal
from custom_components.plate_recognizer.pipeline.journal_records import (
    JournalCamera,
    JournalEntry,
    Stop,
    StopCause,
)

EIGHT = datetime(2026, 7, 1, 8, tzinfo=UTC)
DRIVEWAY = JournalCamera("d", "Driveway", "camera.driveway")
GATE = JournalCamera("g", "Gate", "camera.gate")

REASONS = st.sampled_from((Reason.NO_CHANGE, Reason.SIGHTED, Reason.BUSY))
SECONDS = st.integers(min_value=0, max_value=4 * 86_400)
HAPPENED = st.lists(st.tuples(st.sampled_from((DRIVEWAY, GATE)), REASONS, SECONDS), max_size=60)


def after(seconds: float) -> datetime:
    return EIGHT + timedelta(seconds=seconds)


def decide(
    journal: Journal,
    reason: Reason,
    seconds: float = 0,
    camera: JournalCamera = DRIVEWAY,
    **details: str | float,
) -> None:
    journal.add(camera, Decision(reason, after(seconds), details))


def journal_of(happened: Iterable[tuple[JournalCamera, Reason, int]]) -> Journal:
    journal = Journal(EIGHT)
    for camera, reason, seconds in happened:
        decide(journal, reason, seconds, camera)
    return journal


def counts(entries: Iterable[JournalEntry]) -> list[tuple[Reason, int]]:
    return [(each.reason, each.count) for each in entries]


def test_a_night_of_nothing_new_is_one_entry() -> None:
    journal = Journal(EIGHT)
    for second in range(0, 8 * 3600, 10):
        decide(journal, Reason.NO_CHANGE, second, changed=second)

    [entry] = journal.entries()
    assert entry.count == 8 * 360
    assert (entry.since, entry.until) == (EIGHT, after(8 * 3600 - 10))
    assert (entry.first, entry.last) == ({"changed": 0}, {"changed": 8 * 3600 - 10})


def test_another_reason_begins_another_entry_and_another_camera_does_not_come_between() -> None:
    journal = Journal(EIGHT)
    decide(journal, Reason.NO_CHANGE, 0)
    decide(journal, Reason.SIGHTED, 1, GATE)
    decide(journal, Reason.NO_CHANGE, 2)
    decide(journal, Reason.SIGHTED, 3)
    decide(journal, Reason.NO_CHANGE, 4)

    assert [(each.camera.name, each.reason, each.count) for each in journal.entries()] == [
        ("Driveway", Reason.NO_CHANGE, 1),
        ("Driveway", Reason.SIGHTED, 1),
        ("Driveway", Reason.NO_CHANGE, 2),
        ("Gate", Reason.SIGHTED, 1),
    ]


def test_decisions_with_hours_between_them_are_entries_of_their_own() -> None:
    journal = Journal(EIGHT)
    for hour in (0, 1, 4):
        decide(journal, Reason.NOTHING_FOUND, hour * 3600)

    assert counts(journal.entries()) == [(Reason.NOTHING_FOUND, 1), (Reason.NOTHING_FOUND, 2)]


def test_an_entry_is_of_one_day_at_most() -> None:
    journal = Journal(EIGHT)
    for hour in range(60):
        decide(journal, Reason.NO_CHANGE, hour * 3600)

    assert [each.count for each in journal.entries()] == [10, 25, 25]


def test_a_part_of_an_entry_is_counted_by_the_minute() -> None:
    journal = Journal(EIGHT)
    for second in range(0, 3600, 10):
        decide(journal, Reason.NO_CHANGE, second)

    [entry] = journal.entries(after(600), after(1200))

    assert (entry.since, entry.until, entry.count) == (after(600), after(1140), 60)


def test_where_an_entry_pauses_nothing_is_told_of_it() -> None:
    journal = Journal(EIGHT)
    decide(journal, Reason.NOTHING_FOUND, 0)
    decide(journal, Reason.NOTHING_FOUND, 3600)

    assert journal.entries(after(60), after(3599)) == []
    assert [each.since for each in journal.entries(after(60))] == [after(3600)]
    assert [each.until for each in journal.entries(None, after(3599))] == [EIGHT]


def test_a_moment_may_be_asked_for() -> None:
    journal = journal_of([(DRIVEWAY, Reason.SIGHTED, 60)])

    assert counts(journal.entries(after(60), after(60))) == [(Reason.SIGHTED, 1)]
    assert journal.entries(after(61)) == journal.entries(None, after(59)) == []


def test_of_one_moment_the_last_one_told_comes_first() -> None:
    journal = journal_of([(DRIVEWAY, reason, 0) for reason in (Reason.SIGHTED, Reason.BUSY)])

    assert counts(journal.entries()) == [(Reason.BUSY, 1), (Reason.SIGHTED, 1)]


def test_a_scan_that_began_earlier_and_ended_later_is_counted_where_it_began() -> None:
    journal = Journal(EIGHT)
    decide(journal, Reason.TIMED_OUT, 300)
    decide(journal, Reason.TIMED_OUT, 60)

    assert [each.count for each in journal.entries(EIGHT, after(120))] == [1]
    assert [(each.since, each.until) for each in journal.entries()] == [(after(60), after(300))]


def test_a_clock_that_is_put_back_far_begins_another_entry() -> None:
    journal = journal_of([(DRIVEWAY, Reason.SIGHTED, 86_400), (DRIVEWAY, Reason.SIGHTED, 0)])

    assert len(journal.entries()) == 2


@given(HAPPENED)
def test_no_decision_is_lost_and_each_is_told_under_its_reason(
    happened: list[tuple[JournalCamera, Reason, int]],
) -> None:
    entries = journal_of(happened).entries()

    for camera in (DRIVEWAY, GATE):
        for reason in Reason:
            told = sum(
                each.count for each in entries if (each.camera, each.reason) == (camera, reason)
            )
            assert told == sum((each[0], each[1]) == (camera, reason) for each in happened)
    assert entries == sorted(entries, key=lambda each: each.until, reverse=True)


@given(HAPPENED, SECONDS, SECONDS)
def test_what_is_told_of_whole_minutes_is_what_happened_in_them(
    happened: list[tuple[JournalCamera, Reason, int]], one: int, other: int
) -> None:
    first, last = sorted((one // 60, other // 60))
    journal = journal_of(happened)

    # The very end counts to what is before, where it ends an entry: so it is left out here.
    told = journal.entries(after(first * 60), after(last * 60 + 59.5))

    assert sum(each.count for each in told) == sum(
        first <= seconds // 60 <= last for _, _, seconds in happened
    )
    for each in told:
        assert after(first * 60) <= each.since <= each.until <= after(last * 60 + 59.5)


@given(st.integers(min_value=0, max_value=30))
@settings(deadline=None, max_examples=10)
def test_a_busy_camera_makes_room_by_its_own_oldest_entries(beyond: int) -> None:
    journal = Journal(EIGHT)
    decide(journal, Reason.SIGHTED, 0, GATE)
    for number in range(MOST_ENTRIES - 1 + beyond):
        reason = Reason.SIGHTED if number % 2 else Reason.NOTHING_FOUND
        decide(journal, reason, number)

    entries = journal.entries()
    assert len(entries) == MOST_ENTRIES
    assert sum(each.camera is GATE for each in entries) == 1
    assert journal.complete_since("g") == EIGHT
    assert journal.complete_since("d") == after(max(beyond - 1, 0))


@given(st.lists(st.sampled_from("abcdef"), max_size=60))
@settings(deadline=None)
def test_a_camera_loses_nothing_as_long_as_it_has_no_more_than_its_share(
    cameras: list[str],
) -> None:
    journal, kept, most = Journal(EIGHT), dict.fromkeys("abcdef", 0), journals.MOST_ENTRIES
    try:
        journals.MOST_ENTRIES = 12  # type: ignore[misc]
        for number, name in enumerate(cameras):
            reason = Reason.SIGHTED if kept[name] % 2 else Reason.NOTHING_FOUND
            kept[name] += 1
            decide(journal, reason, number, JournalCamera(name, name, None))
    finally:
        journals.MOST_ENTRIES = most  # type: ignore[misc]

    entries = journal.entries()
    assert len(entries) == min(12, len(cameras))
    for name, count in kept.items():
        assert sum(each.camera.name == name for each in entries) >= min(count, 2)


def test_of_two_with_as_many_entries_the_older_one_makes_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journals, "MOST_ENTRIES", 2)
    journal = Journal(EIGHT)
    decide(journal, Reason.SIGHTED, 0)
    decide(journal, Reason.SIGHTED, 1, GATE)
    decide(journal, Reason.BUSY, 2)
    decide(journal, Reason.SIGHTED, 3, JournalCamera("l", "Lane", None))

    assert [each.camera.name for each in journal.entries()] == ["Lane", "Driveway"]


def test_cameras_that_come_and_go_leave_nothing_behind_for_ever() -> None:
    journal = Journal(EIGHT)
    for number in range(MOST_ENTRIES + 5):
        decide(journal, Reason.SIGHTED, number, JournalCamera(str(number), "Camera", None))

    assert len(journal.cameras) == len(journal.entries()) == MOST_ENTRIES


def test_a_camera_is_known_as_it_was_called_last() -> None:
    journal = Journal(EIGHT)
    decide(journal, Reason.SIGHTED, 0)
    lane = JournalCamera("d", "Lane", "camera.lane")
    decide(journal, Reason.SIGHTED, 1, lane)

    assert journal.cameras == [lane]
    assert [each.camera for each in journal.entries()] == [lane]


def test_what_was_decided_last_before_a_moment() -> None:
    journal = journal_of(
        [(DRIVEWAY, Reason.SCANNING_OFF, 0), (DRIVEWAY, Reason.SCANNING_OFF, 3600)]
    )
    decide(journal, Reason.SIGHTED, 7200)

    before = journal.last_before("d", after(3000))

    assert before is not None
    assert (before.reason, before.until, before.count) == (Reason.SCANNING_OFF, EIGHT, 1)
    assert journal.last_before("d", EIGHT) is None
    assert journal.last_before("g", after(3000)) is None


def test_it_knows_when_the_account_was_not_running() -> None:
    journal = Journal(EIGHT)
    journal.go_on(EIGHT)
    journal.stop(after(60), StopCause.ACCOUNT)
    journal.go_on(after(120))

    assert journal.stops(EIGHT, after(3600)) == [Stop(after(60), after(120), StopCause.ACCOUNT)]
    assert journal.stops(after(90), after(100)) == [Stop(after(90), after(100), StopCause.ACCOUNT)]
    assert journal.stops(EIGHT, after(60)) == journal.stops(after(120), after(180)) == []


def test_what_was_over_before_a_moment_can_be_forgotten() -> None:
    journal = journal_of(
        [(DRIVEWAY, Reason.SIGHTED, 0), (GATE, Reason.BUSY, 50), (GATE, Reason.BUSY, 150)]
    )
    journal.stop(after(60), StopCause.HOME)
    journal.go_on(after(160))

    journal.forget_before(after(100))
    assert counts(journal.entries()) == [(Reason.BUSY, 2)], "it reaches over that moment"
    assert journal.begins == journal.complete_since("d") == after(100)
    assert len(journal.stops(EIGHT, after(3600))) == 1

    journal.forget_before(EIGHT)
    assert journal.begins == after(100)
    journal.forget_before(after(170))
    assert not journal.entries()
    assert not journal.stops(EIGHT, after(3600))


def test_after_a_clock_that_was_ahead_it_does_not_begin_in_the_future() -> None:
    journal = Journal(after(86_400))
    journal.go_on(EIGHT)

    assert journal.begins == EIGHT


def test_a_kill_is_told_however_short_it_was() -> None:
    journal = Journal(EIGHT)
    journal.stop(after(60), StopCause.KILLED)
    journal.go_on(after(62))

    assert [each.cause for each in journal.stops(EIGHT, after(3600))] == [StopCause.KILLED]


def test_a_reload_is_not_worth_telling() -> None:
    journal = Journal(EIGHT)
    journal.stop(after(60), StopCause.ACCOUNT)
    journal.go_on(after(62))

    assert journal.stops(EIGHT, after(3600)) == []
