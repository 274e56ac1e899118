"""What the dialogs of all subentries have in common: what they change may be gone at any step."""

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigSubentry,
    ConfigSubentryFlow,
    UnknownEntry,
    UnknownSubEntry,
)
from homeassistant.data_entry_flow import AbortFlow


class SubentryDialog(ConfigSubentryFlow):
    """A dialog that adds a subentry to an account or changes one."""

    @property
    def form_step(self) -> str:
        """The step that asks for everything."""
        return "reconfigure" if self.source == SOURCE_RECONFIGURE else "user"

    @property
    def account(self) -> ConfigEntry:
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
