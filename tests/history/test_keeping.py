"""A history goes on through whatever happens to its file."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
import shutil
import sqlite3
from typing import Any

import pytest

from custom_components.plate_recognizer.history import keeping as keeping_module
from custom_components.plate_recognizer.history.files import set_aside_path
from custom_components.plate_recognizer.history.keeping import Keeping, Trouble
from custom_components.plate_recognizer.history.notes import Note, noted
from custom_components.plate_recognizer.history.records import Limits, Wanted
from custom_components.plate_recognizer.history.schema import VERSION, LaterVersionError
from custom_components.plate_recognizer.history.store import HistoryStore

from .test_deletion import raw
from .told import ANY, NOON, kept_visits, picture, sighting, visit


def begun(path: Path | None) -> Keeping:
    return Keeping(path, connect=sqlite3.connect, now=lambda: NOON)


def kept(keeping: Keeping) -> list[str]:
    return [each.sighting_id for each in keeping.ask(lambda store: store.find(Wanted(), 9_999))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plate_recognizer" / "account.db"


@pytest.fixture
def full(path: Path) -> Path:
    """Where a history with something in it is."""
    keeping = begun(path)
    for number in range(50):
        keeping.write_sightings("c", [sighting(str(number), number)], None)
    keeping.close()
    return path


def overwritten(path: Path) -> None:
    """Damage all but the header, and so what is only found out later."""
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"this is no database, and longer than a header" * 100),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        overwritten,
        lambda path: sqlite3.connect(path).execute("DROP TABLE visits").connection.close(),
        lambda path: sqlite3.connect(path).executescript("PRAGMA user_version = 0").close(),
    ],
    ids=["no database", "cut off", "overwritten", "a table is missing", "somebody else's tables"],
)
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(
    full: Path, damage: Callable[[Path], object]
) -> None:
    damage(full)
    before = full.read_bytes()[100:]  # after the header, in which the opening is counted
    keeping = begun(full)

    keeping.write_sightings("c", [sighting("new")], None)

    assert kept(keeping) == ["new"]
    assert keeping.troubles == {Trouble.DAMAGED}
    assert set_aside_path(full).read_bytes()[100:] == before
    keeping.close()


def test_the_trouble_is_over_when_the_file_that_was_set_aside_is_gone(full: Path) -> None:
    full.write_bytes(b"this is no database" * 100)
    keeping = begun(full)
    keeping.write_sightings("c", [sighting("new")], None)

    keeping.ask(lambda store: store.delete(Wanted(sighting_ids=frozenset({"new"}))))

    assert not set_aside_path(full).exists()
    assert keeping.troubles == frozenset()


def test_a_second_damaged_file_takes_the_place_of_the_first(full: Path) -> None:
    for content in (b"first damage" * 200, b"second damage" * 200):
        full.write_bytes(content)
        keeping = begun(full)
        assert kept(keeping) == []
        keeping.close()

    assert set_aside_path(full).read_bytes() == b"second damage" * 200
    assert len([*full.parent.iterdir()]) == 2


def test_a_file_of_a_later_version_is_left_as_it_is(full: Path) -> None:
    sqlite3.connect(full).executescript(f"PRAGMA user_version = {VERSION + 1}").close()
    before = full.read_bytes()
    keeping = begun(full)

    with pytest.raises(LaterVersionError):
        keeping.write_sightings("c", [sighting("new")], None)

    assert keeping.troubles == {Trouble.LATER_VERSION}
    assert full.read_bytes() == before


def test_a_file_of_the_first_version_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "account.db"
    shutil.copy(Path(__file__).parent / "version_1.db", path)
    keeping = begun(path)

    assert kept(keeping) == ["2", "1"]
    seen = keeping.ask(lambda store: store.picture("1"))
    assert seen == picture()
    assert keeping.ask(lambda store: kept_visits(store, NOON, 9)) == [visit("v1")]
    assert complete_since(keeping) == (NOON - timedelta(days=1)).timestamp()
    keeping.write_sightings("c", [sighting("new", 9)], None)
    assert kept(keeping) == ["new", "2", "1"]
    assert keeping.troubles == frozenset()
    keeping.close()


def complete_since(keeping: Keeping) -> float | None:
    return keeping.ask(lambda store: noted(store.db, Note.COMPLETE_SINCE))


def test_what_begins_where_nothing_was_before_misses_nothing_and_all_else_does(path: Path) -> None:
    first = Keeping(path, connect=sqlite3.connect, now=lambda: NOON, is_first=True)
    assert complete_since(first) == 0
    first.close()
    again = begun(path)
    assert complete_since(again) == 0
    again.move(None)
    assert complete_since(again) == NOON.timestamp()
    again.move(path)
    assert complete_since(again) == NOON.timestamp()
    again.close()


@pytest.mark.parametrize("name", [None, "another.db"])
def test_also_a_first_one_misses_what_it_left_elsewhere(path: Path, name: str | None) -> None:
    first = Keeping(path, connect=sqlite3.connect, now=lambda: NOON, is_first=True)
    first.move(None if name is None else path.with_name(name))

    assert complete_since(first) == NOON.timestamp()
    first.close()


def test_after_damage_all_is_missing_from_before(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database" * 100)
    keeping = Keeping(path, connect=sqlite3.connect, now=lambda: NOON, is_first=True)

    assert complete_since(keeping) == NOON.timestamp()
    keeping.close()


def no_folder(path: Path) -> Callable[[], None]:
    path.parent.rename(path.parent.with_name("elsewhere"))
    path.parent.write_text("a file where the folder should be")

    def mend() -> None:
        path.parent.unlink()
        path.parent.with_name("elsewhere").rename(path.parent)

    return mend


def a_folder_in_its_place(path: Path) -> Callable[[], None]:
    path.rename(path.with_name("elsewhere"))
    path.mkdir()

    def mend() -> None:
        path.rmdir()
        path.with_name("elsewhere").rename(path)

    return mend


def locked(path: Path) -> Callable[[], None]:
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    return other.close


@pytest.mark.parametrize("breaks", [no_folder, a_folder_in_its_place, locked])
def test_while_it_cannot_be_written_sightings_wait_and_are_written_later_without_pictures(
    full: Path, breaks: Callable[[Path], Callable[[], None]]
) -> None:
    keeping = Keeping(full, connect=lambda path: sqlite3.connect(path, timeout=0), now=lambda: NOON)
    mend = breaks(full)

    for number in range(3):
        with pytest.raises((sqlite3.Error, OSError)):
            keeping.write_sightings("c", [sighting(f"new{number}", 100 + number)], picture())
    with pytest.raises((sqlite3.Error, OSError)):
        keeping.write_visit(visit())
    assert keeping.troubles == {Trouble.OUT_OF_REACH}
    assert keeping.why

    mend()
    assert kept(keeping)[:4] == ["new2", "new1", "new0", "49"]
    assert keeping.ask(lambda store: store.picture("new1")) is None
    assert keeping.ask(lambda store: kept_visits(store, NOON, 9)) == [visit()]
    assert keeping.troubles == frozenset()
    keeping.close()


class FullDisk:
    """A disk that has no room left."""

    is_full = True

    def connect(self, path: str) -> sqlite3.Connection:
        connection = sqlite3.connect(path)
        if self.is_full:  # SQLite's own way to have a file not grow
            [pages] = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection


def test_on_a_full_disk_what_is_there_can_be_read_and_what_comes_waits(full: Path) -> None:
    disk = FullDisk()
    keeping = Keeping(full, connect=disk.connect, now=lambda: NOON)

    large: dict[str, Any] = sighting("large", 100, user_data="x" * 100_000)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        keeping.write_sightings("c", [large], None)
    assert kept(keeping)[:2] == ["49", "48"]
    keeping.ask(lambda store: store.prune(NOON, Limits(None, 40, 10**12, 0)))
    keeping.delete(Wanted(sighting_ids=frozenset({"49"})))
    assert len(kept(keeping)) == 39
    assert keeping.troubles == {Trouble.OUT_OF_REACH}
    assert keeping.why

    disk.is_full = False
    assert kept(keeping)[:2] == ["large", "48"]
    assert keeping.troubles == frozenset()
    keeping.close()


def test_what_waits_is_deleted_as_well(full: Path) -> None:
    disk = FullDisk()
    keeping = Keeping(full, connect=disk.connect, now=lambda: NOON)
    for number, plate in enumerate(["AA11AAA", "BB22BBB"]):
        large = sighting(plate, 100 + number, plate=plate, user_data="x" * 100_000)
        with pytest.raises(sqlite3.OperationalError, match="full"):
            keeping.write_sightings("c", [large], None)

    keeping.delete(Wanted(plates=frozenset({"AA11AAA"})))

    disk.is_full = False
    assert kept(keeping)[:2] == ["BB22BBB", "49"]
    keeping.close()


def test_nothing_overtakes_what_waits(full: Path) -> None:
    disk = FullDisk()
    keeping = Keeping(full, connect=disk.connect, now=lambda: NOON)
    ended = visit(ended_at=NOON.isoformat())
    for told in (visit(user_data="x" * 100_000), ended):  # there is room for the second one
        with pytest.raises(sqlite3.OperationalError, match="full"):
            keeping.write_visit(told)

    disk.is_full = False
    assert keeping.ask(lambda store: kept_visits(store, NOON, 9)) == [ended]
    keeping.close()


def test_while_others_write_it_is_read_at_once(full: Path) -> None:
    keeping = Keeping(full, connect=lambda path: sqlite3.connect(path, timeout=0), now=lambda: NOON)
    other = sqlite3.connect(full)
    other.execute("BEGIN IMMEDIATE")

    for number in range(2):
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            keeping.write_sightings("c", [sighting(f"new{number}", 100 + number)], None)
        assert kept(keeping)[0] == "49"

    other.close()
    assert kept(keeping)[:3] == ["new1", "new0", "49"]
    keeping.close()


def test_what_can_never_be_written_keeps_nobody_waiting(full: Path) -> None:
    keeping = begun(full)
    mend = no_folder(full)
    for told in (sighting("bad", 100, place="half a \ud800"), sighting("good", 101)):
        with pytest.raises(OSError, match="exists"):
            keeping.write_sightings("c", [told], None)
    mend()

    assert kept(keeping)[:2] == ["good", "49"]
    assert keeping.troubles == frozenset()
    keeping.close()


def test_of_those_that_wait_the_newest_are_kept(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping_module, "MOST_WAITING", 3)
    keeping = begun(full)
    mend = no_folder(full)
    for number in range(5):
        with pytest.raises(OSError, match="exists"):
            keeping.write_sightings("c", [sighting(f"new{number}", 100 + number)], None)

    mend()
    assert kept(keeping)[:4] == ["new4", "new3", "new2", "49"]
    keeping.close()


def test_what_a_kill_left_in_the_log_is_read(full: Path, tmp_path: Path) -> None:
    store = HistoryStore(full)
    store.add("c", [sighting("new", 100)])
    killed = tmp_path / "killed"
    shutil.copytree(full.parent, killed)  # as it lies on the disk at this moment
    store.close()
    (killed / "account.db-shm").unlink()

    keeping = begun(killed / "account.db")
    assert kept(keeping)[:2] == ["new", "49"]
    assert keeping.troubles == frozenset()
    keeping.close()


def test_moved_into_memory_nothing_is_left_on_disk(full: Path) -> None:
    keeping = begun(full)
    set_aside_path(full).write_bytes(b"damaged")
    keeping.write_sightings("c", [sighting("new")], None)

    keeping.move(None)
    keeping.write_sightings("c", [sighting("late")], None)

    assert kept(keeping) == ["late"]
    assert [*full.parent.iterdir()] == []


def test_what_waits_is_not_taken_along_to_another_place(full: Path) -> None:
    keeping = begun(full)
    mend = no_folder(full)
    with pytest.raises(OSError, match="exists"):
        keeping.write_sightings("c", [sighting("waits")], None)
    mend()

    keeping.move(None)

    assert kept(keeping) == []


def test_after_a_backup_the_log_is_moved_into_the_file_by_itself_again(full: Path) -> None:
    keeping = begun(full)

    def automatic(store: HistoryStore) -> int:
        return int(store.db.execute("PRAGMA wal_autocheckpoint").fetchone()[0])

    before = keeping.ask(automatic)
    keeping.hold()
    assert keeping.ask(automatic) == 0
    keeping.release()

    assert keeping.ask(automatic) == before > 0
    keeping.close()


def test_a_copy_made_while_it_is_held_is_whole_and_it_goes_on_meanwhile(
    full: Path, tmp_path: Path
) -> None:
    keeping = begun(full)
    keeping.write_sightings("c", [sighting("before", 100)], picture())

    keeping.hold()
    first_half = full.read_bytes()[:8192]
    with pytest.raises(sqlite3.OperationalError):  # which closes it
        keeping.ask(lambda store: store.db.execute("SELECT nothing"))
    for number in range(1_500):  # more than SQLite would leave in its log
        keeping.write_sightings("c", [sighting(f"during{number}", 101 + number)], None)
    keeping.ask(lambda store: store.delete(Wanted(sighting_ids=frozenset({"before"}))))
    keeping.ask(lambda store: store.prune(NOON + timedelta(days=9), ANY))
    with pytest.raises(sqlite3.OperationalError):
        keeping.ask(lambda store: store.db.execute("SELECT nothing"))
    copy = tmp_path / "copy.db"
    copy.write_bytes(first_half + full.read_bytes()[8192:])
    assert kept(keeping)[0] == "during1499"
    keeping.release()

    copied = HistoryStore(copy)
    assert copied.find(Wanted(), 1)[0].sighting_id == "before"
    assert copied.picture("before") == picture()
    assert copied.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    copied.close()
    assert b'"before"' not in raw(full.parent), "what was deleted is gone when the backup is made"
    keeping.close()


def test_damaged_rows_are_told_by_their_number_once_for_each_opening(
    full: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keeping = begun(full)
    keeping.ask(lambda store: store.db.execute("UPDATE sightings SET data = '{' WHERE rowid < 4"))

    for _ in range(2):
        assert len(kept(keeping)) == len(kept(keeping)) == 47
        [line] = caplog.messages
        assert "3 can't be read" in line
        keeping.close()
        caplog.clear()


def test_damaged_rows_that_are_deleted_where_they_were_to_be_masked_are_told(
    full: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keeping = begun(full)
    keeping.write_sightings("c", [sighting("pictured")], picture())
    keeping.ask(lambda store: store.db.execute("UPDATE sightings SET data = '{' WHERE rowid < 4"))

    while keeping.ask(
        lambda store: store.mask(
            NOON + timedelta(days=1),
            frozenset(),
            lambda data: {**data, "plate": "#1"},
            lambda *_: None,  # the picture can't be painted
        )
    ):
        pass

    [line] = caplog.messages
    assert "4 are deleted" in line
    keeping.close()


def test_a_file_that_somebody_has_restored_is_the_one_that_is_kept_in(
    full: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(full, copy)
    keeping = begun(full)
    keeping.write_sightings("c", [sighting("lost", 99)], picture(content=b"x" * 100_000))

    copy.replace(full)
    keeping.write_sightings("c", [sighting("new", 100)], None)

    assert len(kept(keeping)) == 51
    assert keeping.troubles == frozenset()
    assert len(caplog.messages) == 1
    keeping.close()
    again = begun(full)
    assert kept(again)[0] == "new"
    assert "lost" not in kept(again)
    again.close()


def test_what_is_kept_after_a_disk_was_away_is_in_its_file_again(
    full: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keeping = begun(full)
    keeping.write_sightings("c", [sighting("before", 99)], None)
    away = full.parent.rename(full.parent.with_name("away"))
    keeping.write_sightings("c", [sighting("meanwhile", 100)], None)
    full.parent.rename(full.parent.with_name("under it"))
    away.rename(full.parent)

    keeping.write_sightings("c", [sighting("after", 101)], None)

    assert kept(keeping)[:2] == ["after", "before"]
    assert len(caplog.messages) == 2
    keeping.close()
    again = begun(full)
    assert kept(again)[:2] == ["after", "before"]
    again.close()
