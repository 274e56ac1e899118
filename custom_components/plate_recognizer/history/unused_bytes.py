"""Overwrites what SQLite leaves behind in those parts of its pages that aren't in use.

`PRAGMA secure_delete` overwrites what is deleted where it is. But when SQLite moves rows from one
page to another, to have them evenly filled, a copy can stay behind in the room between a page's
list of its cells and the cells; what is deleted later is overwritten where it is then, and the copy
stays. In a test of ours, that happened to one plate of thirty. `VACUUM` would write all anew, the
pictures, too: much for a memory card, each time a plate is deleted.

The format of the file: https://www.sqlite.org/fileformat2.html
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

_HEADER: Final = 100
"""Bytes at the beginning of the first page that are the file's own header."""
_LEAVES: Final = frozenset({0x0A, 0x0D})
_INNER: Final = frozenset({0x02, 0x05})
"""What pages with cells begin with: leaves of an index and of a table, and those above them."""
_LOCKED: Final = 1 << 30
"""The byte whose page SQLite never uses."""


def overwrite_unused(path: Path) -> None:
    """Overwrite them in a file that is closed, and has no write-ahead log any more.

    Only bytes change that mean nothing, each page's by itself: a kill in between harms nothing.
    """
    with path.open("r+b") as file:
        for start, end in [*_unused(file)]:
            file.seek(start)
            if any(file.read(end - start)):
                file.seek(start)
                file.write(bytes(end - start))


def _unused(file: BinaryIO) -> Iterator[tuple[int, int]]:
    header = file.read(_HEADER)
    if len(header) < _HEADER:
        return
    size = int.from_bytes(header[16:18]) or 1
    size = 65_536 if size == 1 else size
    usable = size - header[20]
    maps = usable // 5 + 1  # the second page, and then each that comes so many later, is a map
    for number in range(file.seek(0, 2) // size):
        if (number - 1) % maps == 0 or number == _LOCKED // size:
            continue
        offset = _HEADER if number == 0 else 0
        file.seek(number * size + offset)
        page = file.read(12)
        kind, cells = page[0], int.from_bytes(page[3:5])
        if kind not in _LEAVES | _INNER:
            continue
        start = offset + (8 if kind in _LEAVES else 12) + 2 * cells
        end = int.from_bytes(page[5:7]) or 65_536
        if start < end <= usable:
            yield number * size + start, number * size + end
