"""The recorder's task that removes rows: in its own thread, page by page, between its other tasks.

Rows are compared here, not in the database: no database's own idea of capitals, of wildcards or
of how JSON is spelled then decides what is removed.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol, override

from homeassistant.components.recorder.const import SupportedDialect
from homeassistant.components.recorder.core import Recorder
from homeassistant.components.recorder.db_schema import (
    EventData,
    Events,
    EventTypes,
    StateAttributes,
    States,
    StatesMeta,
)
from homeassistant.components.recorder.tasks import RecorderTask
from homeassistant.components.recorder.util import (
    database_job_retry_wrapper,
    periodic_db_cleanups,
)
from homeassistant.helpers.recorder import session_scope
from homeassistant.util import dt as dt_util
from homeassistant.util.collection import chunked_or_all
from homeassistant.util.json import json_loads
from sqlalchemy import delete, exists, select, text, update
from sqlalchemy.orm.session import Session

_ROWS: Final = 500
"""On a page. The longest attributes make some megabytes of them."""
_ATTEMPTS: Final = 3
"""At a page, where another client of the database is in the way."""
_UNSYNCHRONIZED: Final = {"synchronize_session": False}
"""The session has read nothing into memory that would have to be kept right."""


class Unwanted(Protocol):
    """Says which rows have to go."""

    @property
    def entity_ids(self) -> Collection[str]:
        """The entities whose states are looked at."""

    @property
    def event_types(self) -> Collection[str]:
        """The types of events that are looked at."""

    @property
    def before(self) -> datetime | None:
        """Since when rows stay; None if none of them does."""

    def has_state(
        self, entity_id: str, state: str | None, attributes: Mapping[str, Any], at: datetime, /
    ) -> bool:
        """Say whether a state of one of the entities, written down at that time, is to go."""

    def has_event(self, event_type: str, data: Mapping[str, Any], at: datetime, /) -> bool:
        """Say whether an event of one of the types, fired at that time, is to go."""


@dataclass(frozen=True, slots=True)
class _Page:
    """Rows to look at: states of one entity, or events of one type."""

    ids: tuple[int, ...]
    of: str
    are_states: bool = False


@dataclass(slots=True)
class PurgeRowsTask(RecorderTask):
    """Removes rows. What happens before it is queued is in the database when it begins.

    It queues itself again after each page, so that the recorder records in between.
    """

    unwanted: Unwanted = field(repr=False)
    on_done: Callable[[bool], None] = field(repr=False)
    """Is called in the event loop, with whether it has succeeded."""
    _pages: list[_Page] | None = field(default=None, init=False, repr=False)

    @override
    def run(self, instance: Recorder) -> None:
        """Remove what is unwanted on the next page."""
        has_more = has_failed = False
        try:
            has_more = self._go_on(instance)
        except BaseException:
            has_failed = True
            raise  # the recorder says it in the log, and opens its session anew
        finally:
            if has_more:
                instance.queue_task(self)
            else:
                instance.hass.loop.call_soon_threadsafe(self.on_done, not has_failed)

    def _go_on(self, instance: Recorder) -> bool:
        if self._pages is None:
            self._pages = _all_pages(instance, self.unwanted)
        elif self._pages:
            _purge_page(instance, self.unwanted, self._pages.pop())
        if not self._pages:
            # SQLite's write-ahead log still has the pages as they were.
            periodic_db_cleanups(instance)
        return bool(self._pages)


@database_job_retry_wrapper("find rows of Plate Recognizer", _ATTEMPTS)
def _all_pages(instance: Recorder, unwanted: Unwanted) -> list[_Page]:
    """Return all rows of the entities and of the types of events, whatever they hold."""
    until = unwanted.before and unwanted.before.timestamp()
    size = min(_ROWS, instance.max_bind_vars)
    pages: list[_Page] = []
    with session_scope(session=instance.get_session(), read_only=True) as session:
        for entity_ids in chunked_or_all(unwanted.entity_ids, size):
            metadata = select(StatesMeta.metadata_id, StatesMeta.entity_id).where(
                StatesMeta.entity_id.in_(entity_ids)
            )
            for metadata_id, entity_id in session.execute(metadata).all():
                states = select(States.state_id).where(States.metadata_id == metadata_id)
                if until is not None:
                    states = states.where(States.last_updated_ts < until)
                ids = session.scalars(states).all()
                pages += (
                    _Page(tuple(each), entity_id, are_states=True)
                    for each in chunked_or_all(ids, size)
                )
        types = select(EventTypes.event_type_id, EventTypes.event_type).where(
            EventTypes.event_type.in_(unwanted.event_types)
        )
        for type_id, event_type in session.execute(types).all():
            events = select(Events.event_id).where(Events.event_type_id == type_id)
            if until is not None:
                events = events.where(Events.time_fired_ts < until)
            ids = session.scalars(events).all()
            pages += (_Page(tuple(each), event_type) for each in chunked_or_all(ids, size))
    return [page for page in pages if page.ids]


@database_job_retry_wrapper("purge rows of Plate Recognizer", _ATTEMPTS)
def _purge_page(instance: Recorder, unwanted: Unwanted, page: _Page) -> None:
    with session_scope(session=instance.get_session()) as session, _overwriting(instance, session):
        if page.are_states:
            _purge_states(instance, session, unwanted, page)
        else:
            _purge_events(instance, session, unwanted, page)


@contextmanager
def _overwriting(instance: Recorder, session: Session) -> Iterator[None]:
    """Have SQLite overwrite what is deleted, as it does by itself in no build of Home Assistant.

    Other databases have nothing of the kind.
    """
    if instance.dialect_name != SupportedDialect.SQLITE:
        yield
        return
    before = session.execute(text("PRAGMA secure_delete")).scalar()
    session.execute(text("PRAGMA secure_delete=ON"))
    try:
        yield
    finally:
        session.execute(text(f"PRAGMA secure_delete={int(before or 0)}"))


def _purge_states(instance: Recorder, session: Session, unwanted: Unwanted, page: _Page) -> None:
    rows = session.execute(
        select(
            States.state_id,
            States.old_state_id,
            States.attributes_id,
            States.state,
            States.last_updated_ts,
            StateAttributes.shared_attrs,
        )
        .outerjoin(StateAttributes, States.attributes_id == StateAttributes.attributes_id)
        .where(States.state_id.in_(page.ids))
    ).all()
    gone = [
        row
        for row in rows
        if unwanted.has_state(
            page.of, row.state, _parsed(row.shared_attrs), _moment(row.last_updated_ts)
        )
    ]
    if not gone:
        return
    _close_gaps(session, {row.state_id: row.old_state_id for row in gone})
    state_ids = {row.state_id for row in gone}
    session.execute(
        delete(States).where(States.state_id.in_(state_ids)).execution_options(**_UNSYNCHRONIZED)
    )
    instance.states_manager.evict_purged_state_ids(state_ids)
    attributes_ids = {row.attributes_id for row in gone if row.attributes_id is not None}
    unused = set(
        session.scalars(
            select(StateAttributes.attributes_id).where(
                StateAttributes.attributes_id.in_(attributes_ids),
                ~exists().where(States.attributes_id == StateAttributes.attributes_id),
            )
        )
    )
    session.execute(
        delete(StateAttributes)
        .where(StateAttributes.attributes_id.in_(unused))
        .execution_options(**_UNSYNCHRONIZED)
    )
    instance.state_attributes_manager.evict_purged(unused)


def _close_gaps(session: Session, gone: Mapping[int, int | None]) -> None:
    """Have each state that stays follow the last one before it that stays, too.

    The logbook leaves out whoever follows none.

    Args:
        session: of the database.
        gone: the state before each of those that go.
    """
    following = session.execute(
        select(States.state_id, States.old_state_id).where(States.old_state_id.in_(list(gone)))
    ).all()
    # No state may refer to one that goes, nor those that go to each other: InnoDB looks row by row.
    session.execute(
        update(States)
        .where(States.old_state_id.in_(list(gone)))
        .values(old_state_id=None)
        .execution_options(**_UNSYNCHRONIZED)
    )
    for state_id, before in following:
        while before in gone:
            before = gone[before]  # noqa: PLW2901 - it is followed back
        if state_id not in gone and before is not None:
            session.execute(
                update(States)
                .where(States.state_id == state_id)
                .values(old_state_id=before)
                .execution_options(**_UNSYNCHRONIZED)
            )


def _purge_events(instance: Recorder, session: Session, unwanted: Unwanted, page: _Page) -> None:
    rows = session.execute(
        select(Events.event_id, Events.data_id, Events.time_fired_ts, EventData.shared_data)
        .join(EventData, Events.data_id == EventData.data_id)
        .where(Events.event_id.in_(page.ids))
    ).all()
    gone = [
        row
        for row in rows
        if unwanted.has_event(page.of, _parsed(row.shared_data), _moment(row.time_fired_ts))
    ]
    if not gone:
        return
    session.execute(
        delete(Events)
        .where(Events.event_id.in_({row.event_id for row in gone}))
        .execution_options(**_UNSYNCHRONIZED)
    )
    unused = set(
        session.scalars(
            select(EventData.data_id).where(
                EventData.data_id.in_({row.data_id for row in gone}),
                ~exists().where(Events.data_id == EventData.data_id),
            )
        )
    )
    session.execute(
        delete(EventData).where(EventData.data_id.in_(unused)).execution_options(**_UNSYNCHRONIZED)
    )
    instance.event_data_manager.evict_purged(unused)


def _moment(seconds: float | None) -> datetime:
    return dt_util.utc_from_timestamp(seconds or 0.0)


def _parsed(shared: str | None) -> Mapping[str, Any]:
    """Read attributes or an event's data; nothing in what is none."""
    try:
        parsed = json_loads(shared or "{}")
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
