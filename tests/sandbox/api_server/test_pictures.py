"""Pictures are opened and read in one thread, and what was read is remembered."""

import asyncio
from collections.abc import AsyncIterator
import threading

import pytest

from sandbox.api_server import pictures as pictures_module
from sandbox.api_server.pictures import Pictures
from sandbox.plate_read import ImageSize
from tests.sandbox.drawn import blank_picture


class SlowReader:
    """Reads nothing, and takes until it is told to go on."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.pictures_read = 0

    def read(self, _picture: object) -> tuple[()]:
        assert self.go_on.wait(30)
        self.pictures_read += 1
        return ()

    def stop(self) -> None:
        self.go_on.set()


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> SlowReader:
    reader = SlowReader()
    monkeypatch.setattr(pictures_module, "PlateReader", lambda: reader)
    return reader


@pytest.fixture
async def pictures() -> AsyncIterator[Pictures]:
    pictures = Pictures()
    yield pictures
    await pictures.close()


async def test_reading_leaves_the_loop_to_others(pictures: Pictures, reader: SlowReader) -> None:
    reading = asyncio.create_task(pictures.open(blank_picture(), wants_plates=True))
    for _ in range(10):
        await asyncio.sleep(0)

    assert not reading.done()
    reader.go_on.set()
    assert await reading is not None


async def test_the_same_picture_is_read_once(pictures: Pictures, reader: SlowReader) -> None:
    reader.go_on.set()

    for _ in range(3):
        await pictures.open(blank_picture(), wants_plates=True)

    assert reader.pictures_read == 1


async def test_a_picture_that_was_only_opened_is_read_when_that_is_wanted(
    pictures: Pictures, reader: SlowReader
) -> None:
    reader.go_on.set()

    opened = await pictures.open(blank_picture(), wants_plates=False)
    assert opened is not None
    assert (opened.size, reader.pictures_read) == (ImageSize(64, 48), 0)

    await pictures.open(blank_picture(), wants_plates=True)
    assert reader.pictures_read == 1


async def test_only_so_many_pictures_are_remembered(pictures: Pictures) -> None:
    first = await pictures.open(blank_picture(), wants_plates=False)
    assert await pictures.open(blank_picture(), wants_plates=False) is first

    for width in range(100, 356):
        await pictures.open(blank_picture(width), wants_plates=False)

    assert await pictures.open(blank_picture(), wants_plates=False) is not first


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", b"GIF89a", blank_picture()[:30]])
async def test_what_is_no_picture_does_not_open(pictures: Pictures, content: bytes) -> None:
    assert await pictures.open(content, wants_plates=False) is None


@pytest.mark.usefixtures("reader")
async def test_closing_breaks_off_what_is_being_read() -> None:
    pictures = Pictures()
    reading = asyncio.create_task(pictures.open(blank_picture(), wants_plates=True))
    await asyncio.sleep(0)

    await pictures.close()

    assert await reading is not None
