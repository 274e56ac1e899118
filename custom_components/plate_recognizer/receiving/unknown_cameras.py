"""Cameras that a sender names and no account knows: the user is asked, and may take them in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..const import DOMAIN
from .inbox import Inbox

ISSUE: Final = "webhook_camera_unknown"

_MOST_NAMES: Final = 20
"""Of which the user is asked. A sender with more has a name for each picture, not each camera."""
_LONGEST_NAME: Final = 100
"""Characters. What is longer is no name that anybody has given a camera."""


class UnknownCameras:
    """Keeps a repair issue for each name that a camera of an account could have.

    Args:
        hass: where the user is asked.
        entry: of the account.
        inbox: of the account.
    """

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, inbox: Inbox) -> None:
        self._hass = hass
        self._entry = entry
        self._inbox = inbox

    @callback
    def async_heard(self, name: str, at: datetime) -> None:
        """Take in that a sender has such a camera."""
        names = self._inbox.unknown_names
        if len(name) > _LONGEST_NAME or (name not in names and len(names) >= _MOST_NAMES):
            return
        is_new = name not in names
        names[name] = at
        if is_new:
            ir.async_create_issue(
                self._hass,
                DOMAIN,
                unknown_camera_issue_id(self._entry.entry_id, name),
                is_fixable=True,
                severity=ir.IssueSeverity.WARNING,
                translation_key=ISSUE,
                translation_placeholders={"account": self._entry.title, "camera": name},
                data={"entry_id": self._entry.entry_id, "camera": name},
            )

    @callback
    def async_adopt(self, known: Iterable[str]) -> None:
        """Ask no more of those that are known by now.

        Args:
            known: in the form of `camera_key`.
        """
        keys = set(known)
        for name in tuple(self._inbox.unknown_names):
            if camera_key(name) in keys:
                self._forget(name)

    @callback
    def async_forget_all(self) -> None:
        """Ask of none any more."""
        for name in tuple(self._inbox.unknown_names):
            self._forget(name)

    def _forget(self, name: str) -> None:
        del self._inbox.unknown_names[name]
        issue_id = unknown_camera_issue_id(self._entry.entry_id, name)
        ir.async_delete_issue(self._hass, DOMAIN, issue_id)


def camera_key(name: str) -> str:
    """Return by what two names of a camera are the same."""
    return name.strip().casefold()


def unknown_camera_issue_id(entry_id: str, name: str) -> str:
    """Return the id of the repair issue of a camera that a sender names."""
    return f"{ISSUE}_{entry_id}_{camera_key(name)}"
