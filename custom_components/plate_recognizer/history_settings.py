"""What the user chose about the history, read from where Home Assistant keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final, Self

from .const import CONF_HISTORY, CONF_HISTORY_DAYS, CONF_HISTORY_MEGABYTES, CONF_HISTORY_PICTURES
from .history.records import MOST_SIGHTINGS, Limits
from .stored_values import StoredValues

DEFAULT_HISTORY_DAYS: Final = 90
DEFAULT_HISTORY_MEGABYTES: Final = 500

_MOST_DAYS: Final = 100 * 366
"""Of what is stored: no time is so early that so many could be taken from it."""
_MEGABYTE: Final = 1_000_000
_LEAST_FREE: Final = 500 * _MEGABYTE
"""Of the disk: Home Assistant's own database needs as much for its work, and an update more."""
_IN_MEMORY: Final = 1_000
"""Sightings where nothing is kept on disk: some weeks of a driveway, and a few megabytes."""


class PictureKeeping(StrEnum):
    """What is kept of the pictures on which vehicles were read."""

    OFF = "off"
    THUMBNAILS = "thumbnails"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class HistorySettings:
    """How much is kept of what was seen, and for how long."""

    days: int = DEFAULT_HISTORY_DAYS
    """0 keeps nothing on disk: what is in memory is gone at the next restart."""
    pictures: PictureKeeping = PictureKeeping.OFF
    megabytes: int = DEFAULT_HISTORY_MEGABYTES

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Read the options of a config entry; what is missing has its default.

        Raises:
            StoredValueError: something can't be read.
        """
        chosen = StoredValues(options).section(CONF_HISTORY)
        return cls(
            int(chosen.number(CONF_HISTORY_DAYS, DEFAULT_HISTORY_DAYS, most=_MOST_DAYS)),
            chosen.choice(CONF_HISTORY_PICTURES, PictureKeeping, PictureKeeping.OFF),
            int(chosen.number(CONF_HISTORY_MEGABYTES, DEFAULT_HISTORY_MEGABYTES)),
        )

    @property
    def keeps_pictures(self) -> bool:
        """Whether the pictures on which vehicles are read are kept: on disk or not at all."""
        return self.is_on_disk and self.pictures is not PictureKeeping.OFF

    @property
    def is_on_disk(self) -> bool:
        """Whether anything outlives a restart."""
        return self.days > 0

    @property
    def limits(self) -> Limits:
        """How much that is."""
        if not self.is_on_disk:
            return Limits(None, _IN_MEMORY, self.megabytes * _MEGABYTE, 0)
        age = timedelta(days=self.days)
        size = self.megabytes * _MEGABYTE
        return Limits(age, MOST_SIGHTINGS, size, _LEAST_FREE, self.keeps_pictures)
