"""Keeps what was told of an account, and gives it back: the one way to its history.

Strangers' plates are in it. So nothing of this belongs into diagnostics or the log.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from itertools import islice
import logging
from pathlib import Path
import sqlite3
from typing import Any, Final

from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .history.kept_picture import kept_picture
from .history.records import KeptPicture, KeptSighting, Wanted
from .history.store import HistoryStore
from .history_settings import HistorySettings, PictureKeeping
from .listeners import Listeners
from .outage import Outage
from .pipeline.event_data import sighting_data
from .pipeline.frame import BrokenPicture
from .pipeline.seen_picture import SeenPicture, Told
from .pipeline.visit import Visit
from .pipeline.visit_data import visit_data

_LOGGER = logging.getLogger(__name__)

_LATEST_STRANGERS: Final = 1_000
"""Of which those are told that are unknown still."""

_MOST_WAITING: Final = 8
"""Pictures that wait in memory until they are written: those of a burst, of some cameras."""

_HISTORIES: HassKey[dict[str, History]] = HassKey(f"{DOMAIN}_histories")
"""By the ids of their accounts' config entries: a reload forgets nothing."""


class History:
    """What was told of one account. Whatever is asked of it is done in order.

    Args:
        hass: where it is kept.
        entry_id: of the account.
        settings: how much of it.
    """

    def __init__(self, hass: HomeAssistant, entry_id: str, settings: HistorySettings) -> None:
        self._hass = hass
        self._path = history_path(hass, entry_id) if settings.is_on_disk else None
        self.settings = settings
        self.began_at = dt_util.utcnow()
        """Since when what is kept in memory alone is there."""
        self._store: HistoryStore | None = None
        self._one_at_a_time = asyncio.Lock()
        self._writing: asyncio.Task[None] | None = None
        """The last write asked for: Home Assistant waits for it when it stops."""
        self._waiting_pictures = 0
        self._outage = Outage(_LOGGER, "The history can't be kept")
        self._change_listeners = Listeners[[]]()

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
            self._async_keep(camera_id, data, picture)

    @callback
    def _async_keep(
        self, camera_id: str, data: list[dict[str, Any]], picture: SeenPicture | None
    ) -> None:
        """Keep sightings; while too many pictures wait already, without theirs."""
        if picture is None or self._waiting_pictures >= _MOST_WAITING:
            self._async_write(lambda store: store.add(camera_id, data))
            return
        self._waiting_pictures += 1
        is_small = self.settings.pictures is PictureKeeping.THUMBNAILS

        def add(store: HistoryStore) -> None:
            store.add(camera_id, data, _kept(picture, is_small=is_small))

        self._async_write(add, pictures=1)

    @callback
    def async_keep_visit(self, visit: Visit) -> None:
        """Keep a visit as it is now."""
        data = visit_data(visit)
        self._async_write(lambda store: store.keep_visit(data))

    async def async_find(self, wanted: Wanted, limit: int) -> list[KeptSighting]:
        """Return sightings, newest first."""
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

    async def async_ask[T](self, question: Callable[[HistoryStore], T]) -> T:
        """Have the store asked something in the executor, after all that was to be done before.

        Raises:
            sqlite3.Error: it can't be read.
        """
        async with self._one_at_a_time:
            return await self._hass.async_add_executor_job(self._asked, question)

    def _asked[T](self, question: Callable[[HistoryStore], T]) -> T:
        if self._store is None:
            connect = partial(sqlite3.connect, check_same_thread=False)  # by one at a time
            self._store = HistoryStore(self._path, connect=connect)
        return question(self._store)

    @callback
    def _async_write(self, write: Callable[[HistoryStore], Any], *, pictures: int = 0) -> None:
        self._writing = self._hass.async_create_task(
            self._written(write, pictures), "history is written"
        )

    async def _written(self, write: Callable[[HistoryStore], Any], pictures: int) -> None:
        try:
            await self.async_ask(write)
        except sqlite3.Error as error:
            self._outage.begins(error)
        else:
            self._outage.ends()
            self._change_listeners.async_call()
        finally:
            self._waiting_pictures -= pictures

    async def async_close(self, _event: Event[Any] | None = None) -> None:
        """Leave one complete file behind."""
        async with self._one_at_a_time:
            if self._store is not None:
                await self._hass.async_add_executor_job(self._store.close)
                self._store = None


@callback
def async_history(hass: HomeAssistant, entry_id: str) -> History:
    """Return the history of an account, whether or not that runs."""
    histories = hass.data.setdefault(_HISTORIES, {})
    entry = hass.config_entries.async_get_known_entry(entry_id)
    settings = HistorySettings.from_options(entry.options)
    if entry_id in histories:
        histories[entry_id].settings = settings
    else:
        history = histories[entry_id] = History(hass, entry_id, settings)
        hass.bus.async_listen_once(EVENT_HOMEASSISTANT_CLOSE, history.async_close)
    return histories[entry_id]


async def async_forget_history(hass: HomeAssistant, entry_id: str) -> None:
    """Delete the history of an account that is gone."""
    if (history := hass.data.get(_HISTORIES, {}).pop(entry_id, None)) is not None:
        await history.async_close()
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
    for each in path.parent.glob(f"{path.name}*"):  # with the files that SQLite has beside it
        each.unlink(missing_ok=True)
