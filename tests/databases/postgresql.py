"""PostgreSQL."""

from pathlib import Path
import signal
from typing import override

from .server import DatabaseServer


class PostgreSql(DatabaseServer):
    """A PostgreSQL. What it writes is safe from its own end, not from that of the machine."""

    name = "PostgreSQL"
    package = "postgresql"
    driver = "psycopg2"
    programs = ("initdb", "postgres")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    ends_on = signal.SIGINT

    @property
    @override
    def _url(self) -> str:
        return f"postgresql://home@127.0.0.1:{self.port}/postgres"

    @property
    @override
    def _as_home_assistant_asks(self) -> str:
        return "ENCODING 'UTF8' TEMPLATE template0"

    @override
    def _making_files(self) -> list[str]:
        options = ("--username=home", "--auth=trust", "--locale=C.UTF-8", "--no-sync")
        return ["initdb", f"--pgdata={self.folder / 'data'}", *options]

    @override
    def _running(self) -> list[str]:
        settings = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        return ["postgres", "-D", str(self.folder / "data"), *options]
