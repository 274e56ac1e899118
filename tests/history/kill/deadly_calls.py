"""Kills this process at one of SQLite's system calls, or at one of the statements it is given.

SQLite lets the system calls that it makes be replaced, for tests like these (`xSetSystemCall` of
https://www.sqlite.org/c3ref/vfs.html): so it can be killed between any two writes to its files, and
in the middle of one.
"""

import _sqlite3
import ctypes
import os
import signal
import sqlite3
from typing import Any, Final, override

type _Call = Any

_PATCHED: Final = ("write", "pwrite", "pwrite64", "ftruncate", "unlink")

_SIGNATURES: Final[dict[str, Any]] = {
    "write": ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t),
    "pwrite": ctypes.CFUNCTYPE(
        ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64
    ),
    "ftruncate": ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int64),
    "unlink": ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p),
}
_SIGNATURES["pwrite64"] = _SIGNATURES["pwrite"]


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("size", ctypes.c_int),
        ("longest", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("methods", ctypes.c_void_p * 13),
        ("set_system_call", ctypes.c_void_p),
    )


class DeadlyCalls:
    """Counts the calls that change a file, and kills this process at one of them.

    Args:
        deadly: the number of the call that isn't survived; 0 for none.
        is_torn: whether the half of it is done before.
    """

    def __init__(self, deadly: int = 0, *, is_torn: bool = False) -> None:
        self.count = 0
        self._deadly = deadly
        self._is_torn = is_torn
        self._calls: list[_Call] = []

    def install(self) -> None:
        """Count from now on, for as long as this process lives."""
        sqlite, system = ctypes.CDLL(_sqlite3.__file__), ctypes.CDLL(None)
        find = sqlite.sqlite3_vfs_find
        find.restype, find.argtypes = ctypes.POINTER(_Vfs), [ctypes.c_char_p]
        vfs = find(None)
        replace = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)(
            vfs.contents.set_system_call
        )
        for name in _PATCHED:
            original = _SIGNATURES[name]((name, system))
            call = _SIGNATURES[name](self._counted(name, original))
            self._calls.append(call)  # SQLite has no hold on it
            replace(
                ctypes.addressof(vfs.contents), name.encode(), ctypes.cast(call, ctypes.c_void_p)
            )

    def _counted(self, name: str, original: _Call) -> _Call:
        def call(*args: Any) -> int:  # noqa: ANN401 - as C has them
            self.count += 1
            if self.count == self._deadly:
                if self._is_torn and name.startswith(("write", "pwrite")):
                    file, content, length, *offset = args
                    original(file, content, length // 2, *offset)
                die()
            return int(original(*args))

        return call


class DeadlyConnection(sqlite3.Connection):
    """Kills this process at one of its statements. A disk that nobody waits for is quicker."""

    deadly = 0
    """The number of the statement that isn't survived; 0 for none."""
    count = 0

    @override
    def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
        self._count()
        if sql.startswith("PRAGMA synchronous"):
            sql = "PRAGMA synchronous = OFF"
        return super().execute(sql, *args)

    @override
    def executemany(self, sql: str, *args: Any) -> sqlite3.Cursor:
        self._count()
        return super().executemany(sql, *args)

    @override
    def close(self) -> None:
        self._count()
        super().close()

    @classmethod
    def _count(cls) -> None:
        cls.count += 1
        if cls.count == cls.deadly:
            die()


def deadly_connect(path: str) -> sqlite3.Connection:
    """Open a database."""
    return sqlite3.connect(path, factory=DeadlyConnection)


def die() -> None:
    """End at once: nothing is put in order, nothing is written any more."""
    os.kill(os.getpid(), signal.SIGKILL)
