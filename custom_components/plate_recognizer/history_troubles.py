"""Tells the user that an account's history can't be kept, and takes it back when it can again."""

import logging
import sqlite3
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .history.keeping import Trouble
from .history.schema import LaterVersionError

_LOGGER = logging.getLogger(__name__)

_SAID: Final = {
    Trouble.DAMAGED: "The history was damaged and is set aside: a new one begins",
    Trouble.LATER_VERSION: "The history was written by a later version, so it is left as it is",
    Trouble.OUT_OF_REACH: "The history can't be written; the newest sightings wait in memory",
    Trouble.LEFT_BEHIND: "The history is to be deleted, but its file can't be removed",
    Trouble.NOT_CLEANED: "What was deleted can't be cleaned out of the file of the history",
}
"""In the log."""
_OVER: Final = {
    Trouble.LATER_VERSION: "The history is kept again",
    Trouble.OUT_OF_REACH: "The history is kept again",
    Trouble.LEFT_BEHIND: "The file of the history is removed",
    Trouble.NOT_CLEANED: "What was deleted is cleaned out of the file of the history",
}


class HistoryTroubles:
    """Keeps a repair issue for each trouble of an account's history, and a line in the log."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        self._hass = hass
        self._entry_id = entry_id
        self._told = frozenset[Trouble]()

    @callback
    def async_tell(self, troubles: frozenset[Trouble], why: str) -> None:
        """Raise and withdraw issues as things are now."""
        for trouble in troubles - self._told:
            _LOGGER.warning("%s: %s", _SAID[trouble], why)
            self._raise_issue(trouble)
        for trouble in self._told - troubles:
            ir.async_delete_issue(self._hass, DOMAIN, self._issue_id(trouble))
            if trouble in _OVER:
                _LOGGER.info("%s", _OVER[trouble])
        self._told = troubles

    @callback
    def async_withdraw(self) -> None:
        """Withdraw all: the account is gone."""
        self.async_tell(frozenset(), "")

    def _raise_issue(self, trouble: Trouble) -> None:
        entry = self._hass.config_entries.async_get_entry(self._entry_id)
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            self._issue_id(trouble),
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key=trouble.value,
            translation_placeholders={
                "account": entry.title if entry else self._entry_id,
                "path": f"{DOMAIN}/{self._entry_id}.db",
            },
        )

    def _issue_id(self, trouble: Trouble) -> str:
        return f"{trouble}_{self._entry_id}"


def history_error(error: sqlite3.Error | OSError) -> HomeAssistantError:
    """Return what to raise when somebody asks for something that can't be read or changed."""
    later = isinstance(error, LaterVersionError)
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key=Trouble.LATER_VERSION if later else Trouble.OUT_OF_REACH,
        translation_placeholders={"detail": str(error) or type(error).__name__},
    )
