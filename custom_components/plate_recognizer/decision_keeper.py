"""Keeps an account's journal of decisions in its history, so that a restart forgets nothing."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .history.decisions import read_decisions, write_decisions
from .history.store import HistoryStore
from .keeper import History, async_history
from .outage import Outage
from .pipeline.journal import Journal
from .pipeline.journal_records import StopCause

_LOGGER = logging.getLogger(__name__)

_INTERVAL: Final = timedelta(minutes=1)
"""Between two writes: what was decided in one is lost at a kill. Four cameras that decide every ten
seconds have 12 to 18 MB a day written, which are pages of SQLite for a few bytes each."""
_LONGEST_SILENCE: Final = timedelta(minutes=15)
"""Then it is written down that the account still runs, though nothing was decided."""

_ACCOUNTS: HassKey[dict[str, Journal]] = HassKey(f"{DOMAIN}_decisions")
"""By the ids of their config entries: a reload forgets nothing."""


class DecisionKeeper:
    """Writes down what is decided on an account's cameras, from time to time and at its end.

    Args:
        hass: where it is decided.
        account_id: of its config entry.
        history: in which it is kept; None keeps it in memory.
        age: after which it is dropped; None for never.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        account_id: str,
        history: History | None,
        age: timedelta | None,
    ) -> None:
        self._hass = hass
        self._account_id = account_id
        self._history = history
        self._age = age
        self._journal = Journal(dt_util.utcnow())
        self._written_at = dt_util.utcnow()
        self._outage = Outage(_LOGGER, "Decisions can't be kept")
        self._end_waiting: list[CALLBACK_TYPE] = []
        self._writing: asyncio.Task[None] | None = None
        """The first time: Home Assistant waits for it when it stops."""

    async def async_load(self) -> None:
        """Go on with what was decided before a reload, or a restart."""
        journals = self._hass.data.setdefault(_ACCOUNTS, {})
        if (journal := journals.get(self._account_id)) is not None:
            journal.rewrite()  # the history may be another one than before
        elif self._history is not None:
            journal = await self._async_restored(self._history)
        self._journal = journals.setdefault(self._account_id, journal or self._journal)

    async def _async_restored(self, history: History) -> Journal | None:
        try:
            return await history.async_ask_soon(_restored)
        except HomeAssistantError as error:
            self._outage.begins(error)
            return None

    @callback
    def async_start(self) -> None:
        """Note that the account runs, and keep what is decided from now on."""
        self._journal.go_on(dt_util.utcnow())
        self._end_waiting = [
            async_track_time_interval(
                self._hass, self._async_due, _INTERVAL, cancel_on_shutdown=True
            ),
            self._hass.bus.async_listen(EVENT_HOMEASSISTANT_FINAL_WRITE, self._async_home_stops),
        ]
        # At once: should Home Assistant be killed soon, it ran since the last stop all the same.
        self._writing = self._hass.async_create_task(self._async_write(), "decisions are written")

    async def async_stop(self) -> None:
        """Note that the account runs no more, and write down what is left."""
        await self._async_end(StopCause.ACCOUNT)

    async def _async_home_stops(self, _event: Event[Any]) -> None:
        await self._async_end(StopCause.HOME)

    async def _async_end(self, cause: StopCause) -> None:
        while self._end_waiting:
            self._end_waiting.pop()()
        self._journal.stop(dt_util.utcnow(), cause)
        await self._async_write()

    async def _async_due(self, now: datetime) -> None:
        if self._journal.has_changed or now - self._written_at >= _LONGEST_SILENCE:
            await self._async_write()

    async def _async_write(self) -> None:
        is_gone = self._hass.data[_ACCOUNTS].get(self._account_id) is not self._journal
        if self._history is None or is_gone:
            return
        now = self._written_at = dt_util.utcnow()
        try:
            await self._async_forget_old(self._history, now)
            changes = self._journal.changes(now)
            await self._history.async_ask_soon(lambda store: write_decisions(store.db, changes))
        except HomeAssistantError as error:
            self._journal.rewrite()
            self._outage.begins(error)
        except BaseException:  # who stops waiting, as when Home Assistant stops, can't know of it
            self._journal.rewrite()
            raise
        else:
            self._outage.ends()

    async def _async_forget_old(self, history: History, now: datetime) -> None:
        """Forget what is too old, unless the clock is in doubt."""
        if self._age is not None and await history.async_ask_soon(
            lambda store: store.trusted_clock(now)
        ):
            self._journal.forget_before(now - self._age)


def _restored(store: HistoryStore) -> Journal:
    kept = read_decisions(store.db)
    if kept.unreadable:
        _LOGGER.warning("%s rows of what was decided can't be read", kept.unreadable)
    return Journal.restored(kept, dt_util.utcnow())


@callback
def decision_journal(hass: HomeAssistant, account_id: str) -> Journal:
    """Return the journal of an account; it begins when it is first asked for."""
    journals = hass.data.setdefault(_ACCOUNTS, {})
    if account_id not in journals:
        journals[account_id] = Journal(dt_util.utcnow())
    return journals[account_id]


async def async_delete_decisions(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Forget all decisions of an account, whether it runs or not, and what is kept of them.

    Raises:
        HomeAssistantError: what is kept can't be deleted.
    """
    now = dt_util.utcnow()
    journal = decision_journal(hass, entry.entry_id)
    journal.clear(now)
    if entry.state is not ConfigEntryState.LOADED:
        journal.stop(now, StopCause.ACCOUNT)
    write = partial(write_decisions, changes=journal.changes(now))
    journal.rewrite()  # nobody else may write it, and this may fail
    await async_history(hass, entry.entry_id).async_ask(lambda store: write(store.db))


@callback
def async_forget_decisions(hass: HomeAssistant, account_id: str) -> None:
    """Forget the decisions of an account that is gone: nothing more is written of them."""
    hass.data.get(_ACCOUNTS, {}).pop(account_id, None)
