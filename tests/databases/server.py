"""A database server of our own: its data in a temporary folder, its port on 127.0.0.1."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
import itertools
import os
from pathlib import Path
from pwd import getpwnam
import shutil
import signal
import subprocess
from tempfile import TemporaryDirectory
import time
from types import TracebackType
from typing import ClassVar, Final, Self

from sqlalchemy import NullPool, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from sandbox.home.ports import free_port

_SECONDS: Final = 60
"""The longest that a server may take to make its files, to answer, or to end."""
_PAUSE: Final = 0.05
"""Seconds after which it is asked again whether it answers: it tells nobody."""
_NOBODY: Final = "nobody"
"""Who runs it where root runs the tests: such servers refuse to be root's."""


class DatabaseServer(ABC):
    """A server with nothing in it, running when made; ends with its ``with`` block."""

    name: ClassVar[str]
    package: ClassVar[str]
    """Debian's."""
    driver: ClassVar[str]
    """The module with which Home Assistant talks to it."""
    programs: ClassVar[Sequence[str]]
    """That make its files, and that run it."""
    folders: ClassVar[Sequence[Path]]
    """Where those may be, beside the path."""
    ends_on: ClassVar[signal.Signals]
    """What has it end without waiting for its clients to go."""

    def __init__(self) -> None:
        self._temporary = TemporaryDirectory(prefix=f"{self.driver}-")
        self.folder = Path(self._temporary.name)
        self.port = free_port(())
        self._numbers = itertools.count(1)
        if os.geteuid() == 0:
            shutil.chown(self.folder, _NOBODY)
        try:
            self._spawn(self._making_files()).wait(_SECONDS)
            self.start()
        except BaseException:
            self._temporary.cleanup()
            raise

    @classmethod
    def missing(cls) -> str | None:
        """Say what has to be installed before there can be one, None if nothing."""
        if find_spec(cls.driver) is None:
            return f"{cls.name} needs the Python module {cls.driver} (requirements_test.txt)"
        if not all(map(cls.program, cls.programs)):
            return f"{cls.name} is not installed (Debian: apt install {cls.package})"
        return None

    @classmethod
    def program(cls, name: str) -> str | None:
        """Find a program of the server."""
        return shutil.which(
            name, path=os.pathsep.join([*map(str, cls.folders), os.environ["PATH"]])
        )

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make a database for as long as the block takes, and give its address."""
        name = f"home_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name} {self._as_home_assistant_asks}")
        yield make_url(self._url).set(database=name).render_as_string(hide_password=False)
        self._execute(f"DROP DATABASE {name}")

    def start(self) -> None:
        """Start it, with what it has stored if it was stopped, and wait until it answers."""
        self._process = self._spawn(self._running())
        end = time.monotonic() + _SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                said = (self.folder / "log").read_text(errors="replace")
                raise RuntimeError(f"{self.name} does not start. It wrote: {said}")
            time.sleep(_PAUSE)

    def stop(self) -> None:
        """End it; whoever is connected is disconnected."""
        self._process.send_signal(self.ends_on)
        try:
            self._process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()
        self._temporary.cleanup()

    @property
    @abstractmethod
    def _url(self) -> str:
        """The address of the database that is always there."""

    @property
    @abstractmethod
    def _as_home_assistant_asks(self) -> str:
        """How a database has to be made that Home Assistant is to write to."""

    @abstractmethod
    def _making_files(self) -> list[str]:
        """Return the command that makes its files."""

    @abstractmethod
    def _running(self) -> list[str]:
        """Return the command that runs it in the foreground."""

    def _spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        name, *arguments = command
        is_root = os.geteuid() == 0
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - a program of the system's, options as a list
                [str(self.program(name)), *arguments],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=_NOBODY if is_root else None,
                group=getpwnam(_NOBODY).pw_gid if is_root else None,
                extra_groups=[] if is_root else None,
            )

    def _answers(self) -> bool:
        with suppress(DBAPIError):
            self._execute("SELECT 1")
            return True
        return False

    def _execute(self, statement: str) -> None:
        engine = create_engine(self._url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
