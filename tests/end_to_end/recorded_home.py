"""A home whose recorder writes to a database server, and all that can be asked of both."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self

from sqlalchemy import NullPool, create_engine, inspect, text

from sandbox.demo.account import DemoAccount, set_up_account
from sandbox.demo.cameras import show_cameras
from sandbox.demo.programme import drawn_programme
from sandbox.driveway.scenes import Scene
from sandbox.home import Home, JsonObject, restarted, running_home
from sandbox.process import SandboxProcess
from tests.databases import DatabaseServer

from .scan import scan

_SECONDS: Final = 60
_PAUSE: Final = 0.2
"""Seconds between two looks at what the recorder has written: it tells nobody when."""
_BACK: Final = timedelta(hours=3)

PLATE: Final = "sensor.driveway_plate"

_FAKE_CLOCKS: Final = "/usr/lib/*/faketime/libfaketimeMT.so.1"
"""Where Debian's libfaketime is."""


@dataclass(slots=True)
class RecordedHome:
    """It lives on over restarts."""

    home: Home
    account: DemoAccount
    server: DatabaseServer
    database_url: str
    _ending: AsyncExitStack

    @classmethod
    @asynccontextmanager
    async def running(cls, server: DatabaseServer, sandbox: SandboxProcess) -> AsyncIterator[Self]:
        """Start one with one camera; it ends with the block."""
        async with AsyncExitStack() as ending:
            url = ending.enter_context(server.database())
            recorder = f"recorder:\n  db_url: {url}\n  commit_interval: 1\n"
            home = await ending.enter_async_context(
                running_home(frontend=False, configuration=recorder)
            )
            [camera, *_] = await show_cameras(home, drawn_programme())
            account = await set_up_account(home, sandbox.url, sandbox.token, [camera])
            yield cls(home, account, server, url, ending)

    async def restart(self, environment: Mapping[str, str] = MappingProxyType({})) -> None:
        """Restart Home Assistant."""
        self.home = await self._ending.enter_async_context(restarted(self.home, environment))

    async def scan(self, *scenes: Scene) -> None:
        """Have the camera show scenes, one after another, and scan each."""
        [camera] = self.account.cameras
        for scene in scenes:
            camera.camera.driveway.put(scene.to_jpeg())
            await scan(self.home, camera)

    async def answer(self, action: str, **fields: object) -> JsonObject:
        """Perform an action of the integration, and return its answer."""
        return await self.home.rest.ask(f"plate_recognizer.{action}", **fields)

    async def history(self, *entity_ids: str) -> dict[str, list[JsonObject]]:
        """Ask what entities showed since the home began, as the frontend does."""
        return await self.home.socket.command(
            "history/history_during_period",
            dict,
            start_time=(datetime.now(UTC) - _BACK).isoformat(),
            entity_ids=entity_ids,
            minimal_response=False,
            no_attributes=False,
            significant_changes_only=False,
            include_start_time_state=False,
        )

    async def plates(self) -> list[str]:
        """Ask what the camera's sensor of the plate showed, one after another."""
        rows = (await self.history(PLATE)).get(PLATE, [])
        return [state for state, _ in groupby(row["s"] for row in rows)]

    async def tables_with(self, word: str) -> set[str]:
        """Return which tables hold a word, past the recorder."""
        return await asyncio.to_thread(self._tables_with, word)

    def _tables_with(self, word: str) -> set[str]:
        engine = create_engine(self.database_url, poolclass=NullPool)
        with engine.connect() as connection:
            return {
                table
                for table in inspect(engine).get_table_names()
                for row in connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
                if any(word in str(value) for value in row)
            }


async def until[Result](
    ask: Callable[[], Coroutine[Any, Any, Result]], is_wanted: Callable[[Result], bool]
) -> Result:
    """Ask until the answer is as wanted, and return it; return the last one if it never is."""
    time = asyncio.get_running_loop().time
    end = time() + _SECONDS
    while not is_wanted(answer := await ask()) and time() < end:  # noqa: ASYNC110 - no event tells
        await asyncio.sleep(_PAUSE)
    return answer


def clock_ahead(by: str) -> dict[str, str] | None:
    """Return what has a process see a clock that is ahead, such as by `+1h`.

    None where libfaketime is not installed.
    """
    library = next(Path("/").glob(_FAKE_CLOCKS[1:]), None)
    if library is None:
        return None
    return {"LD_PRELOAD": str(library), "FAKETIME": by, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
