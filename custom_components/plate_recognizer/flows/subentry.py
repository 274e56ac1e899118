"""What the dialogs of all subentries have in common: what they change may be gone at any step."""

from typing import Any
from uuid import uuid4

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigSubentry,
    ConfigSubentryFlow,
    SubentryFlowResult,
    UnknownEntry,
    UnknownSubEntry,
)
from homeassistant.const import CONF_NAME
from homeassistant.data_entry_flow import AbortFlow

from ..account import PlateRecognizerConfigEntry
from ..vehicles import known_subentries


class SubentryDialog(ConfigSubentryFlow):
    """A dialog that adds a subentry to an account or changes one."""

    @property
    def form_step(self) -> str:
        """The step that asks for everything."""
        return "reconfigure" if self.source == SOURCE_RECONFIGURE else "user"

    @property
    def account(self) -> PlateRecognizerConfigEntry:
        """The account, which may be removed while the dialog is open."""
        try:
            return self._get_entry()
        except UnknownEntry:
            raise AbortFlow("gone") from None

    @property
    def subentry(self) -> ConfigSubentry:
        """What is changed, which may be removed, too."""
        try:
            return self._get_reconfigure_subentry()
        except UnknownEntry, UnknownSubEntry:
            raise AbortFlow("gone") from None

    @property
    def _others(self) -> list[ConfigSubentry]:
        """The vehicles and lists that the account has beside what is changed."""
        own = self.subentry.subentry_id if self.source == SOURCE_RECONFIGURE else None
        return [each for each in known_subentries(self.account) if each.subentry_id != own]

    def _store(self, subentry_type: str, data: dict[str, Any]) -> SubentryFlowResult:
        """Store what was filled in, under its name."""
        account, title = self.account, data[CONF_NAME]
        if self.source == SOURCE_RECONFIGURE:
            return self.async_update_and_abort(account, self.subentry, title=title, data=data)
        return self.async_create_entry(
            title=title, data=data, unique_id=f"{subentry_type}:{uuid4()}"
        )
