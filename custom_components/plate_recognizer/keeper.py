"""Keeps what was told of an account, and gives it back: the one way to its history.

Strangers' plates are in it. So nothing of this belongs into diagnostics or the log.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
import logging
from pathlib import Path
import sqlite3
from threading import Lock
from typing import Any, Final

from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import CALLBACK_TYPE, Event, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later, async_track_time_interval
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .history.files import remove_files
from .history.hiding import Mask, Paint
from .history.keeping import Keeping, Trouble
from .history.kept_picture import kept_picture
from .history.records import KeptPicture, KeptSighting, Wanted
from .history.store import HistoryStore
from .history_settings import HistorySettings, PictureKeeping
from .history_troubles import HistoryTroubles, history_error
from .listeners import Listeners
from .pipeline.event_data import sighting_data
from .pipeline.frame import BrokenPicture
from .pipeline.seen_picture import SeenPicture, Told
from .pipeline.traces import Traces
from .pipeline.visit import Visit
from .pipeline.visit_data import visit_data
from .write_queue import WriteQueue

_LOGGER = logging.getLogger(__name__)

_LATEST_STRANGERS: Final = 1_000
"""Of which those are told that are unknown still."""
_FIRST_PRUNED: Final = timedelta(minutes=5)
"""After a start, which has more to do than this."""
_PRUNED_EVERY: Final = timedelta(hours=1)

PATIENCE: Final = 5
"""Seconds that an account waits for an answer while it starts or stops."""

_NEW: Final = timedelta(minutes=5)
"""How old an account is at most that has seen nothing before its history began."""

_HISTORIES: HassKey[dict[str, History]] = HassKey(f"{DOMAIN}_histories")
"""By the ids of their accounts' config entries: a reload forgets nothing."""


class History:
    """What was told of one account. Whatever is asked of it is done in order.

    Args:
        hass: where it is kept.
        entry_id: of the account.
        settings: how much of it.
        is_first: whether the account is new, so that nothing was seen that isn't kept.
    """

    def __init__(
        self, hass: HomeAssistant, entry_id: str, settings: HistorySettings, *, is_first: bool
    ) -> None:
        self._hass = hass
        self._entry_id = entry_id
        self.settings = settings
        connect = partial(sqlite3.connect, check_same_thread=False)  # by one at a time
        self._keeping = Keeping(self._path, connect=connect, now=dt_util.utcnow, is_first=is_first)
        self._in_order = asyncio.Lock()
        self._one_at_a_time = Lock()
        self._queue = WriteQueue()
        self._is_writing = False
        """Whether somebody is on the way to write what is queued."""
        self._found = frozenset[Trouble]()
        self._troubles = HistoryTroubles(hass, entry_id)
        self._change_listeners = Listeners[[]]()
        self._ends: list[CALLBACK_TYPE] = []

    @property
    def _path(self) -> Path | None:
        return history_path(self._hass, self._entry_id) if self.settings.is_on_disk else None

    @callback
    def async_start(self) -> None:
        """Begin to look after it."""
        first = HassJob(self._async_prune, "history is pruned", cancel_on_shutdown=True)
        self._ends = [
            async_call_later(self._hass, _FIRST_PRUNED, first),
            async_track_time_interval(
                self._hass, self._async_prune, _PRUNED_EVERY, cancel_on_shutdown=True
            ),
            self._hass.bus.async_listen(EVENT_HOMEASSISTANT_CLOSE, self.async_close),
        ]

    @callback
    def async_adopt(self, settings: HistorySettings) -> None:
        """Go on with other settings. What may no longer be on disk is deleted at once."""
        if settings == self.settings:
            return
        was_on_disk, self.settings = self.settings.is_on_disk, settings
        if settings.is_on_disk is not was_on_disk:
            self._async_do(self._async_move(self._path))
        else:
            self._async_do(self._async_prune())

    @callback
    def async_on_change(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call `listener` when something was kept or deleted. Returns what ends this."""
        return self._change_listeners.async_add(listener)

    @callback
    def async_keep(self, camera_id: str, told: tuple[Told, ...]) -> None:
        """Keep what was told of a camera: with the pictures of it, if those are wanted."""
        by_picture = dict[SeenPicture | None, list[dict[str, Any]]]()
        for each in told:
            picture = each.picture if self.settings.keeps_pictures else None
            by_picture.setdefault(picture, []).append(sighting_data(each.sighting))
        for picture, data in by_picture.items():
            has_room = self._queue.has_room_for_picture
            self._async_queue_sightings(camera_id, data, picture if has_room else None)

    @callback
    def _async_queue_sightings(
        self, camera_id: str, data: list[dict[str, Any]], picture: SeenPicture | None
    ) -> None:
        is_small = self.settings.pictures is PictureKeeping.THUMBNAILS

        def write() -> None:
            kept = None if picture is None else _kept(picture, is_small=is_small)
            self._keeping.write_sightings(camera_id, data, kept)

        self._async_queue(write, has_picture=picture is not None)

    @callback
    def async_keep_visit(self, visit: Visit) -> None:
        """Keep a visit as it is now."""
        data = visit_data(visit)
        self._async_queue(lambda: self._keeping.write_visit(data))

    async def async_find(self, wanted: Wanted, limit: int) -> list[KeptSighting]:
        """Return sightings, newest first. Raises what `async_ask` does, as all of these."""
        return await self.async_ask(lambda store: store.find(wanted, limit))

    async def async_get(self, sighting_id: str) -> KeptSighting | None:
        """Return the sighting of this id; None if it isn't kept."""
        return await self.async_ask(lambda store: store.get(sighting_id))

    async def async_strangers(
        self, is_known: Callable[[str], bool], most: int
    ) -> list[KeptSighting]:
        """Return the latest sighting of each stranger, newest first.

        Args:
            is_known: says of a plate whether it belongs to a vehicle that is known by now.
            most: how many of them.
        """
        latest = await self.async_ask(lambda store: store.strangers(_LATEST_STRANGERS))
        unknown = (each for each in latest if each.plate_key and not is_known(each.plate_key))
        return list(islice(unknown, most))

    async def async_picture(self, sighting_id: str) -> KeptPicture | None:
        """Return the picture on which a sighting was read, if it is kept."""
        return await self.async_ask(lambda store: store.picture(sighting_id))

    async def async_delete(self, wanted: Wanted | None) -> Traces:
        """Delete sightings and all that shows or tells the same; None deletes everything."""
        traces = await self._async_told(lambda: self._keeping.delete(wanted))
        self._change_listeners.async_call()
        return traces

    async def async_mask(
        self, before: timedelta, known: frozenset[str], mask: Mask, paint: Paint
    ) -> bool:
        """Mask what is older of vehicles that nobody knows, unless the clock is in doubt.

        Args:
            before: how old it is; nothing at all for all that is kept, whatever the clock says.
            known: ids of the vehicles that are known now.
            mask: gives the data of an event as it is once it is masked.
            paint: paints boxes out of a picture.

        Returns whether the clock may be believed, so that it is done.
        """
        now, has_masked = dt_util.utcnow(), False
        if before and not await self.async_ask(lambda store: store.trusts_clock(now)):
            return False
        while await self.async_ask(lambda store: store.mask(now - before, known, mask, paint)):
            has_masked = True
        if has_masked:
            self._change_listeners.async_call()
        return True

    async def async_ask[T](self, question: Callable[[HistoryStore], T]) -> T:
        """Have the store asked something in the executor, after all that was to be done before.

        Raises:
            HomeAssistantError: it can't be read or written now.
        """
        return await self._async_told(lambda: self._keeping.ask(question))

    async def async_ask_soon[T](self, question: Callable[[HistoryStore], T]) -> T:
        """Have it asked the same way, for who can't wait long: on a disk that is very slow."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.async_ask(question)
        except TimeoutError as error:
            raise history_error(error) from error

    async def async_hold(self) -> None:
        """Have a copy of its file be whole until `async_release`. It goes on keeping and telling.

        Raises:
            HomeAssistantError: it can't be reached.
        """
        await self._async_told(self._keeping.hold)

    async def async_release(self) -> None:
        """Go on as before."""
        await self._async_quietly(self._keeping.release)

    async def async_close(self, _event: Event[Any] | None = None) -> None:
        """Leave one complete file behind."""
        await self._async_run(self._keeping.close)

    async def async_end(self) -> None:
        """Delete everything, for good: what comes late stays in memory."""
        while self._ends:
            self._ends.pop()()
        await self._async_move(None)
        self._troubles.async_withdraw()

    async def _async_move(self, path: Path | None) -> None:
        self.began_at = dt_util.utcnow()
        await self._async_quietly(lambda: self._keeping.move(path))
        self._change_listeners.async_call()

    @callback
    def _async_queue(self, write: Callable[[], None], *, has_picture: bool = False) -> None:
        self._queue.add(write, has_picture=has_picture)
        if not self._is_writing:
            self._is_writing = True
            self._async_do(self._async_write())

    async def _async_write(self) -> None:
        """Have all written that is queued, and see whether that is too much."""
        limits = self.settings.limits
        try:
            is_over = await self._async_quietly(
                lambda: self._keeping.ask(lambda store: store.is_over(limits))
            )
        finally:  # also if it never came to be
            self._is_writing = False
        if is_over is not None:
            self._change_listeners.async_call()
        if is_over:
            await self._async_prune()

    async def _async_prune(self, _now: datetime | None = None) -> None:
        """Drop what is too old or too much, a little at a time: others come in between."""
        limits, has_dropped = self.settings.limits, False
        if not self.settings.is_on_disk:
            path = history_path(self._hass, self._entry_id)
            await self._async_quietly(lambda: self._keeping.remove(path))
        while await self._async_quietly(
            lambda: self._keeping.ask(lambda store: store.prune(dt_util.utcnow(), limits))
        ):
            has_dropped = True
        if has_dropped:
            self._change_listeners.async_call()

    @callback
    def _async_do(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it in the background: Home Assistant waits for it when it stops."""
        _ = self._hass.async_create_task(work, "history is written")

    async def _async_told[T](self, work: Callable[[], T]) -> T:
        """Do it; if it can't be done, who asked is told."""
        try:
            return await self._async_run(work)
        except (sqlite3.Error, OSError) as error:
            raise history_error(error) from error

    async def _async_quietly[T](self, work: Callable[[], T]) -> T | None:
        """Do it; if it can't be done, nobody is disturbed: that is told once, elsewhere."""
        try:
            return await self._async_run(work)
        except sqlite3.Error, OSError:
            return None

    async def _async_run[T](self, work: Callable[[], T]) -> T:
        """Have it done in the executor, after all that was to be done before."""
        async with self._in_order:
            try:
                return await self._hass.async_add_executor_job(self._run, work)
            finally:
                self._troubles.async_tell(self._found, self._keeping.why)

    def _run[T](self, work: Callable[[], T]) -> T:
        with self._one_at_a_time:  # whoever asked may have been cancelled, and the next one comes
            try:
                self._is_writing = False  # what is queued from here on is for the next one
                self._queue.write()
                return work()
            finally:
                self._found = self._keeping.troubles


@callback
def async_history(hass: HomeAssistant, entry_id: str) -> History:
    """Return the history of an account, whether or not that runs, as it is set now."""
    histories = hass.data.setdefault(_HISTORIES, {})
    entry = hass.config_entries.async_get_known_entry(entry_id)
    settings = HistorySettings.from_options(entry.options)
    if entry_id not in histories:
        # In memory, what was seen before a restart is gone, however new the account is.
        is_first = settings.is_on_disk and dt_util.utcnow() - entry.created_at < _NEW
        histories[entry_id] = History(hass, entry_id, settings, is_first=is_first)
        histories[entry_id].async_start()
    histories[entry_id].async_adopt(settings)
    return histories[entry_id]


@callback
def async_histories(hass: HomeAssistant) -> list[History]:
    """Return those of all accounts that anything was asked of since the start."""
    return list(hass.data.get(_HISTORIES, {}).values())


async def async_forget_history(hass: HomeAssistant, entry_id: str) -> None:
    """Delete the history of an account that is gone."""
    if (history := hass.data.get(_HISTORIES, {}).pop(entry_id, None)) is not None:
        await history.async_end()
    await hass.async_add_executor_job(_remove, history_path(hass, entry_id))


def history_path(hass: HomeAssistant, entry_id: str) -> Path:
    """Return where an account's history is."""
    return Path(hass.config.path(DOMAIN, f"{entry_id}.db"))


def _kept(picture: SeenPicture, *, is_small: bool) -> KeptPicture | None:
    """Return what is kept of a picture; None for one that is damaged. Blocks."""
    try:
        return kept_picture(picture, is_small=is_small)
    except BrokenPicture:
        return None


def _remove(path: Path) -> None:
    try:
        remove_files(path)
    except OSError as error:
        _LOGGER.warning("The history of an account that is gone can't be deleted: %s", error)
