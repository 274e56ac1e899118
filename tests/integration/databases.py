"""Which database a test's recorder writes to: SQLite, or a server's.

A module whose tests hold for servers, too, says so::

    pytestmark = also_on(PostgreSql, MariaDb)
"""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.databases import DatabaseServer

type Servers = dict[type[DatabaseServer], DatabaseServer]


def also_on(*kinds: type[DatabaseServer]) -> pytest.MarkDecorator:
    """Have tests run with SQLite, and with each of these servers among the slow tests."""
    with_servers = (pytest.param(each, id=each.name, marks=pytest.mark.slow) for each in kinds)
    return pytest.mark.parametrize(
        "server", [pytest.param(None, id="SQLite"), *with_servers], indirect=True
    )


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """Those that run already, for the whole session: some take seconds to start."""
    running: Servers = {}
    with ExitStack() as ending:
        yield running
        for each in running.values():
            ending.push(each)


@pytest.fixture
def server(request: pytest.FixtureRequest, servers: Servers) -> DatabaseServer | None:
    """The server whose database the recorder writes to, None for SQLite."""
    wanted: type[DatabaseServer] | None = getattr(request, "param", None)
    if wanted is None:
        return None
    if missing := wanted.missing():
        pytest.skip(missing)
    request.getfixturevalue("socket_enabled")
    if wanted not in servers:
        servers[wanted] = wanted()
    return servers[wanted]


@pytest.fixture
def recorder_db_url(recorder_db_url: str, server: DatabaseServer | None) -> Iterator[str]:
    """The address of the recorder's database."""
    if server is None:
        yield recorder_db_url
        return
    with server.database() as url:
        yield url
