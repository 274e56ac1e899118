"""Which plates are taken: one that two had would be neither's."""

from collections.abc import Iterable
from contextlib import suppress

from homeassistant.config_entries import ConfigSubentry

from ..const import CONF_PLATES, CONF_ROWS
from ..pipeline.plate_text import normal_form
from ..stored_values import StoredValueError, StoredValues


class TakenPlates:
    """The plates of an account's vehicles and lists, by their normal form."""

    def __init__(self, subentries: Iterable[ConfigSubentry]) -> None:
        self._holders: dict[str | None, ConfigSubentry] = {}
        for each in subentries:
            with suppress(StoredValueError):  # who can't be read isn't known, and holds nothing
                stored = StoredValues(each.data)
                self._holders |= dict.fromkeys(stored.section(CONF_ROWS).values, each)
                self._holders |= dict.fromkeys(map(normal_form, stored.texts(CONF_PLATES)), each)

    def holder(self, normal: str | None) -> ConfigSubentry | None:
        """Return the vehicle or the list that a plate belongs to; None if it is free."""
        return self._holders.get(normal)

    def owner(self, normal: str) -> str | None:
        """Name the vehicle or the list that a plate belongs to; None if it is free."""
        holder = self.holder(normal)
        return holder.title if holder else None
