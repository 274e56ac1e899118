"""Pictures in one file, which a `local_file` camera reads at each request."""

import asyncio
from collections.abc import AsyncIterator, Sequence
import itertools
from pathlib import Path

from PIL import Image


class NotAPictureError(Exception):
    """A file can't be read as a picture."""


class Driveway:
    """What one camera sees.

    Args:
        file: what the camera reads; its folder must exist.
        pictures: encoded pictures, at least one. The first is shown at once.
    """

    def __init__(self, file: Path, pictures: Sequence[bytes]) -> None:
        self.file = file
        self._pictures = tuple(pictures)
        self.show(0)

    def show(self, index: int) -> None:
        """Put one of the pictures before the camera."""
        self.put(self._pictures[index])

    def put(self, picture: bytes) -> None:
        """Put any encoded picture before the camera.

        A camera that reads at this moment gets the old or the new picture, never half of one.
        """
        coming = self.file.with_name(f".{self.file.name}")
        coming.write_bytes(picture)
        coming.replace(self.file)

    async def play(self, interval: float) -> AsyncIterator[int]:
        """Show one picture after the other for ever, and say which one is there.

        Args:
            interval: seconds that each picture stays. A single one stays, and the playing ends.
        """
        for index in itertools.cycle(range(len(self._pictures))):
            self.show(index)
            yield index
            if len(self._pictures) == 1:
                return
            await asyncio.sleep(interval)


def read_picture(file: Path) -> bytes:
    """Read a picture file as it is.

    Raises:
        NotAPictureError: there is no such file, or it is no picture.
    """
    try:
        with Image.open(file) as picture:
            picture.load()
        return file.read_bytes()
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAPictureError(f"{file} can't be read as a picture: {error}") from error
