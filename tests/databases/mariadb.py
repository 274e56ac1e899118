"""MariaDB."""

from pathlib import Path
import signal
from typing import override

from .server import DatabaseServer


class MariaDb(DatabaseServer):
    """A MariaDB, without its machine's own settings."""

    name = "MariaDB"
    package = "mariadb-server"
    driver = "pymysql"
    programs = ("mariadb-install-db", "mariadbd")
    folders = (Path("/usr/sbin"),)
    ends_on = signal.SIGTERM

    @property
    @override
    def _url(self) -> str:
        return f"mysql+pymysql://root@127.0.0.1:{self.port}/mysql?charset=utf8mb4"

    @property
    @override
    def _as_home_assistant_asks(self) -> str:
        return "CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"

    @override
    def _making_files(self) -> list[str]:
        options = ("--auth-root-authentication-method=normal", "--skip-test-db")
        return ["mariadb-install-db", "--no-defaults", *self._folders(), *options]

    @override
    def _running(self) -> list[str]:
        options = (f"--port={self.port}", "--bind-address=127.0.0.1")
        return ["mariadbd", "--no-defaults", *self._folders(), *options]

    def _folders(self) -> list[str]:
        names = {"datadir": "data", "socket": "socket", "pid-file": "pid", "tmpdir": ""}
        return [f"--{option}={self.folder / name}" for option, name in names.items()]
