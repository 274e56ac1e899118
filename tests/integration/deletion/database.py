"""What the recorder's database holds, read past the recorder."""

from collections import Counter
from pathlib import Path

from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.const import SupportedDialect
from homeassistant.components.recorder.tasks import SynchronizeTask
from homeassistant.core import HomeAssistant
from sqlalchemy import inspect, text


async def tables_with(recorder: Recorder, word: str) -> Counter[str]:
    """Return how many rows of which table hold a word, however it is capitalised.

    What the recorder hasn't committed yet is not among them.
    """

    def search() -> Counter[str]:
        found: Counter[str] = Counter()
        assert recorder.engine is not None
        with recorder.engine.connect() as connection:
            for table in inspect(recorder.engine).get_table_names():
                for row in connection.execute(text(f"SELECT * FROM {table}")):  # noqa: S608
                    found[table] += any(word.upper() in str(value).upper() for value in row)
        return +found

    return await recorder.async_add_executor_job(search)


async def committed(recorder: Recorder) -> None:
    """Have all written that has happened.

    The recorder's own way to wait for this doesn't while its thread has just taken the last event.
    """
    done = recorder.hass.loop.create_future()
    recorder.queue_task(SynchronizeTask(done))
    await done


async def recorded_tables_with(recorder: Recorder, word: str) -> Counter[str]:
    """Do so once all is committed."""
    await committed(recorder)
    return await tables_with(recorder, word)


async def count(recorder: Recorder, query: str) -> int:
    """Return the one number that a query has for answer."""

    def ask() -> int:
        assert recorder.engine is not None
        with recorder.engine.connect() as connection:
            return int(connection.execute(text(query)).scalar_one())

    return await recorder.async_add_executor_job(ask)


async def dangling(recorder: Recorder) -> list[str]:
    """Return the references to rows that aren't there, and the shared rows that nobody uses."""
    await committed(recorder)
    queries = {
        "state before": "states s LEFT JOIN states t ON s.old_state_id = t.state_id "
        "WHERE s.old_state_id IS NOT NULL AND t.state_id IS NULL",
        "attributes": "states s LEFT JOIN state_attributes a USING (attributes_id) "
        "WHERE s.attributes_id IS NOT NULL AND a.attributes_id IS NULL",
        "data": "events e LEFT JOIN event_data d USING (data_id) "
        "WHERE e.data_id IS NOT NULL AND d.data_id IS NULL",
        "unused attributes": "state_attributes a LEFT JOIN states s USING (attributes_id) "
        "WHERE s.state_id IS NULL",
        "unused data": "event_data d LEFT JOIN events e USING (data_id) WHERE e.event_id IS NULL",
    }
    return [
        name
        for name, query in queries.items()
        if await count(recorder, f"SELECT COUNT(*) FROM {query}")  # noqa: S608
    ]


async def files_with(hass: HomeAssistant, recorder: Recorder, word: str) -> list[str]:
    """Return which of SQLite's files hold a word anywhere, in pages that are free as well.

    Of a server's files none: it looks after them itself.
    """
    if recorder.dialect_name != SupportedDialect.SQLITE:
        return []
    path = Path(recorder.db_url.removeprefix("sqlite:///"))

    def search() -> list[str]:
        return [
            each.name.removeprefix(path.name) or "database"
            for each in sorted(path.parent.iterdir())
            if each.name.startswith(path.name) and word.encode() in each.read_bytes().upper()
        ]

    return await hass.async_add_executor_job(search)
