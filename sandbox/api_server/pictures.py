"""Opens pictures and reads their plates: one at a time, in a thread of its own."""

import asyncio
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256

import cv2
import numpy as np

from ..plate_read import ImageSize, PlateRead
from ..reader import Picture, PlateReader

_REMEMBERED_PICTURES = 256


@dataclass(frozen=True, slots=True)
class PictureRead:
    """A picture that opens."""

    size: ImageSize
    plates: tuple[PlateRead, ...] = ()
    """What was read on it; empty also where nobody wanted it read."""


class Pictures:
    """Opens pictures for the server, without ever holding up its loop.

    What was read is remembered by the picture's hash, so that the frames of a camera that plays
    the same files over and over come quickly. Only the one thread touches the memory.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="plate-reader")
        self._reader: Future[PlateReader] | None = None
        self._memory: OrderedDict[tuple[bytes, bool], PictureRead] = OrderedDict()

    def load_reader(self) -> Future[PlateReader]:
        """Begin to load the models, once; the first reading waits for them."""
        if self._reader is None:
            self._reader = self._thread.submit(PlateReader)
        return self._reader

    async def open(self, content: bytes, *, wants_plates: bool) -> PictureRead | None:
        """Open a picture, and read it if wanted; None if it isn't a picture."""
        reader = self.load_reader() if wants_plates else None
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._remembered, content, reader)

    async def close(self) -> None:
        """Break off what is being read, and end the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        await asyncio.to_thread(self._stop)

    def _stop(self) -> None:
        reader = self._reader
        if reader is not None and not reader.cancelled() and reader.exception() is None:
            reader.result().stop()
        self._thread.shutdown()

    def _remembered(self, content: bytes, reader: Future[PlateReader] | None) -> PictureRead | None:
        key = (sha256(content).digest(), reader is not None)
        if key not in self._memory:
            opened = _opened(content, reader)
            if opened is None:
                return None
            self._memory[key] = opened
        self._memory.move_to_end(key)
        if len(self._memory) > _REMEMBERED_PICTURES:
            self._memory.popitem(last=False)
        return self._memory[key]


def _opened(content: bytes, reader: Future[PlateReader] | None) -> PictureRead | None:
    picture = _decoded(content)
    if picture is None:
        return None
    height, width = picture.shape[:2]
    return PictureRead(ImageSize(width, height), reader.result().read(picture) if reader else ())


def _decoded(content: bytes) -> Picture | None:
    """Return the picture as BGR, turned as its EXIF orientation says (OpenCV does that)."""
    try:
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if picture is None else picture.astype(np.uint8, copy=False)
