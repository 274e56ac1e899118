"""What happens to the file of what was seen: it stops nothing, and nothing is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
import sqlite3
import subprocess
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.helpers import storage
from homeassistant.util.file import WriteError
import pytest

from custom_components.plate_recognizer import keeper
from custom_components.plate_recognizer.history.keeping import Trouble
from custom_components.plate_recognizer.history.records import Wanted
from custom_components.plate_recognizer.keeper import async_history

from .house import KNOWN, House
from .table import RESULT, Row, cell

type Record = Callable[[str, object], None]

FILE = "01ACCOUNT00000000000000000.db"
LOGGED = {
    Trouble.OUT_OF_REACH: "The history can't be written; the newest sightings wait in memory",
    Trouble.DAMAGED: "The history was damaged and is set aside: a new one begins",
}
RECOVERS = {
    Trouble.OUT_OF_REACH: "by itself, and nothing is lost",
    Trouble.DAMAGED: "at once, with a new one",
}
SEEN = ("QQ11QQQ", "QQ22QQQ")


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of its own, of two megabytes, on which the history is."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        _run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder))
    except OSError, subprocess.CalledProcessError:
        pytest.skip("a disk that is full or read-only has to be mounted: run as root, with mount")
    monkeypatch.setattr(keeper, "history_path", lambda _hass, entry_id: folder / f"{entry_id}.db")
    yield folder
    _run("umount", "--lazy", str(folder))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - only what stands here


async def kept(house: House) -> list[str | None]:
    """Return the plates that are kept, the oldest first."""
    found = await async_history(house.hass, house.account.entry_id).async_find(Wanted(), 10)
    return [each.data["plate"] for each in reversed(found)]


async def stands(house: House, record: Record, fault: str, trouble: Trouble) -> None:
    """See two vehicles while the history is in trouble: only that it is, is told, once."""
    for plate in SEEN:
        await house.sees(plate)
    assert house.plates() == ["XY98ZZZ", *SEEN]
    assert house.issues() == {trouble.value}
    [line] = house.warnings()
    assert line.startswith(LOGGED[trouble])
    row = Row("disk", fault, "sighted", "", cell(line), trouble.value, RECOVERS[trouble])
    record(RESULT, [*row])


async def is_over(house: House, plates: list[str]) -> None:
    """See another vehicle now that it is over: all is kept."""
    await house.sees(KNOWN)
    assert await kept(house) == [*plates, KNOWN]
    assert not house.issues()
    assert not house.tracebacks()


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Leave not a byte of room on a disk."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 4096):
                pass
        except OSError:
            pass
    yield
    filler.unlink()


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """Have nothing be written to a disk; what is open for writing holds that up."""
    _run("mount", "-o", "remount,ro", str(disk))
    yield
    _run("mount", "-o", "remount,rw", str(disk))


async def test_a_full_disk(disk: Path, house: House, record_property: Record) -> None:
    await house.sees("XY98ZZZ")
    with full(disk):
        await stands(house, record_property, "disk full", Trouble.OUT_OF_REACH)
    await is_over(house, ["XY98ZZZ", *SEEN])


async def test_a_read_only_folder(disk: Path, house: House, record_property: Record) -> None:
    await house.sees("XY98ZZZ")
    await async_history(house.hass, house.account.entry_id).async_close()
    with read_only(disk):
        await stands(house, record_property, "folder read-only", Trouble.OUT_OF_REACH)
    await is_over(house, ["XY98ZZZ", *SEEN])


async def test_a_history_that_somebody_has_locked(
    own_history: Path,
    house: House,
    record_property: Record,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await house.sees("XY98ZZZ")
    other = sqlite3.connect(own_history / FILE)
    other.execute("BEGIN IMMEDIATE")
    history = async_history(house.hass, house.account.entry_id)
    impatient = partial(sqlite3.connect, check_same_thread=False, timeout=0.05)
    monkeypatch.setattr(history._keeping, "_connect", impatient)
    await history.async_close()

    await stands(house, record_property, "history locked", Trouble.OUT_OF_REACH)

    other.rollback()
    other.close()
    await is_over(house, ["XY98ZZZ", *SEEN])


async def test_a_history_that_is_overwritten(
    own_history: Path, house: House, record_property: Record
) -> None:
    await house.sees("XY98ZZZ")
    await async_history(house.hass, house.account.entry_id).async_close()  # as a backup does
    (own_history / FILE).write_bytes(b"this is no database" * 1_000)

    await stands(house, record_property, "history overwritten", Trouble.DAMAGED)

    await house.sees(KNOWN)
    assert (await kept(house))[-1] == KNOWN
    assert not house.tracebacks()


async def test_a_history_that_is_deleted_while_it_is_open(
    own_history: Path, house: House, record_property: Record
) -> None:
    await house.sees("XY98ZZZ")
    (own_history / FILE).unlink()

    for plate in SEEN:
        await house.sees(plate)

    await async_history(house.hass, house.account.entry_id).async_close()
    assert (own_history / FILE).exists()
    assert await kept(house) == list(SEEN)
    assert not house.tracebacks()
    record_property(RESULT, [*Row("disk", "history deleted", "sighted", recovers="at once")])


async def test_no_room_for_what_home_assistant_keeps_of_us(
    hass: HomeAssistant, house: House, record_property: Record
) -> None:
    await house.sees("XY98ZZZ")
    no_room = WriteError(OSError(28, "No space left on device"))
    with patch.object(storage.Store, "_write_prepared_data", side_effect=no_room):
        assert await hass.config_entries.async_reload(house.account.entry_id)
        await hass.async_block_till_done()
        await house.sees(SEEN[0])

    assert not house.warnings(), "Home Assistant says it itself"
    await house.sees(KNOWN)
    assert house.plates() == ["XY98ZZZ", SEEN[0], KNOWN]
    assert not house.issues()
    by_core = "(Home Assistant's)"
    row = Row("disk", "no room in .storage", "sighted", logged=by_core, recovers="goes on")
    record_property(RESULT, [*row])
