"""Writes down who is where, and reads it again after a reload or a restart."""

from collections.abc import Callable, Iterable
import logging
from typing import Any, Final, NotRequired, TypedDict

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import UnsupportedStorageVersionError
from homeassistant.helpers.storage import Store
from homeassistant.util.ulid import ulid_now

from .const import DOMAIN
from .pipeline.acquaintance import Acquaintance, oldest
from .pipeline.tracking import Tracker
from .pipeline.visit import Visit
from .pipeline.visit_storage import restored_visits, stored_visit
from .strangers import Strangers

_LOGGER = logging.getLogger(__name__)

_VERSION: Final = 1
_SAVE_DELAY: Final = 1
"""Seconds: what a scan changes is one write."""


class _Stored(TypedDict):
    visits: list[dict[str, Any]]
    parked: list[dict[str, Any]]
    known: NotRequired[dict[str, Any]]
    """Which vehicles were known when these visits lost their plates."""


class VisitStore:
    """The file with the visits of an account.

    Args:
        hass: where it lies.
        entry_id: of the account.
        strangers: of the account: what may be written down of them.
    """

    def __init__(self, hass: HomeAssistant, entry_id: str, strangers: Strangers) -> None:
        self._store = _store(hass, entry_id)
        self._strangers = strangers
        self._is_save_due = False
        self._written: dict[str, tuple[Visit, dict[str, Any]]] = {}
        """The visits that were written down last, and how."""

    async def async_load(self) -> Tracker | None:
        """Return what tracks who was here; None if nothing was written, or it can't be read."""
        try:
            if (stored := await self._store.async_load()) is None:
                return None
            visits, parked = map(_restored, (stored["visits"], stored["parked"]))
            tracker = Tracker(ulid_now, visits, parked)
            known = stored.get("known")
            tracker.acquaintance = Acquaintance.restored(known, (*visits, *parked))
        except (LookupError, TypeError, UnsupportedStorageVersionError) as error:
            _LOGGER.warning("Who was here before the start can't be read: %r", error)
            return None
        return tracker

    async def async_save(self, tracker: Tracker) -> None:
        """Write down who is here."""
        await self._store.async_save(self._stored(tracker))

    @callback
    def async_save_soon(self, tracker: Callable[[], Tracker]) -> None:
        """Write down in a moment who is here by then."""
        if self._is_save_due:
            return  # asked again before it has happened, Home Assistant would put it off again
        self._is_save_due = True
        self._store.async_delay_save(lambda: self._stored(tracker()), _SAVE_DELAY)

    def _stored(self, tracker: Tracker) -> _Stored:
        self._is_save_due = False
        written = {
            visit.visit_id: (visit, self._written_down(visit, tracker.acquaintance))
            for visit in (*tracker.visits, *tracker.parked)
        }
        self._written = written
        stored: _Stored = {
            "visits": [written[visit.visit_id][1] for visit in tracker.visits],
            "parked": [written[visit.visit_id][1] for visit in tracker.parked],
        }
        lost = oldest(each["plate_lost_in"] for _, each in written.values())
        if lost is not None:
            stored["known"] = tracker.acquaintance.stored(lost)
        return stored

    def _written_down(self, visit: Visit, acquaintance: Acquaintance) -> dict[str, Any]:
        """Write a visit down anew only if it has changed: hundreds take some milliseconds."""
        before, written = self._written.get(visit.visit_id, (None, {}))
        if before is visit:
            return written
        return stored_visit(self._strangers.async_kept_visit(visit, acquaintance.edition))


async def async_remove_stored(hass: HomeAssistant, entry_id: str) -> None:
    """Remove the file of an account that is gone."""
    await _store(hass, entry_id).async_remove()


def _restored(stored: Iterable[object]) -> list[Visit]:
    """Read visits; one that can't be read takes no others with it."""
    restored: list[Visit] = []
    for each in stored:
        try:
            restored += restored_visits([each])
        except (LookupError, TypeError, ValueError) as error:
            name = type(error).__name__  # its words repeat what can't be read, with the plate
            _LOGGER.warning("Who was here before the start can't be read: %s", name)
    return restored


def _store(hass: HomeAssistant, entry_id: str) -> Store[_Stored]:
    return Store(hass, _VERSION, f"{DOMAIN}.{entry_id}.visits", private=True)
