"""How much memory the process has, and how much of that is in use.

The C library keeps what is free of it in a heap for each few threads, and gives it back late: what
the process has grows for hours with nothing behind it. So it is told to give it back first.
"""

import ctypes
from dataclasses import dataclass
import os
from pathlib import Path
import sys
from typing import Final

_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_KILOBYTE: Final = 1024


class _Mallinfo2(ctypes.Structure):
    """As glibc has it."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks"),
            *("uordblks", "fordblks", "keepcost"),
        )
    )


@dataclass(frozen=True, slots=True)
class Memory:
    """Kilobytes, and blocks."""

    untrimmed: int
    """Resident, as it is."""
    resident: int
    """When what is free was given back, as far as the C library can."""
    heap: int
    """In use of the C library's heap: pictures, arrays, long texts, tables."""
    blocks: int
    """Small ones in use of Python's own heap: each object takes one or some."""

    @classmethod
    def now(cls) -> Memory:
        """Measure it. Needs glibc."""
        untrimmed = _resident()
        libc = ctypes.CDLL(None)
        libc.malloc_trim(0)
        libc.mallinfo2.restype = _Mallinfo2
        info = libc.mallinfo2()
        heap = (info.uordblks + info.hblkhd) // _KILOBYTE
        return cls(untrimmed, _resident(), heap, sys.getallocatedblocks())


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * _PAGE // _KILOBYTE
