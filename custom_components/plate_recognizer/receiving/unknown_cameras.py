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
"""Of which the user is asked: those that were heard last. A sender with more has a name for each
picture, not each camera."""
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
        if len(name) > _LONGEST_NAME:
            return
        is_new = name not in names
        names[name] = at
        names.move_to_end(name)
        if len(names) > _MOST_NAMES:
            self._forget(next(iter(names)))
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

    def _forget(self, name: str) -> None:
        del self._inbox.unknown_names[name]
        issue_id = unknown_camera_issue_id(self._entry.entry_id, name)
        ir.async_delete_issue(self._hass, DOMAIN, issue_id)


@callback
def async_forget_unknown(hass: HomeAssistant, entry_id: str) -> None:
    """Ask of none of an account's cameras any more, also of those from before the last start."""
    prefix = unknown_camera_issue_id(entry_id, "")
    for domain, issue_id in tuple(ir.async_get(hass).issues):
        if domain == DOMAIN and issue_id.startswith(prefix):
            ir.async_delete_issue(hass, DOMAIN, issue_id)


def camera_key(name: str) -> str:
    """Return by what two names of a camera are the same."""
    return name.strip().casefold()


def unknown_camera_issue_id(entry_id: str, name: str) -> str:
    """Return the id of the repair issue of a camera that a sender names."""
    return f"{ISSUE}_{entry_id}_{camera_key(name)}"
