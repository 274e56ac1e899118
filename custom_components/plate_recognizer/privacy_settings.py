"""What an account tells of those whom nobody at home knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final, Self

from .const import CONF_PRIVACY, CONF_STRANGERS, CONF_STRANGERS_DAYS, DEFAULT_STRANGERS_DAYS
from .stored_values import StoredValues

_MOST_DAYS: Final = 100 * 366
"""Of what is stored: no time is so early that so many could be taken from it."""


class StrangersPrivacy(StrEnum):
    """Where the plates of strangers may be seen."""

    SHOWN = "shown"
    """Wherever those of known vehicles are."""
    MASKED = "masked"
    """Nowhere: they are called by pseudonyms from the start."""
    MASKED_LATER = "masked_later"
    """As if shown, for some days; then they are masked in what is kept."""


@dataclass(frozen=True, slots=True)
class PrivacySettings:
    """What becomes of strangers' plates."""

    strangers: StrangersPrivacy = StrangersPrivacy.SHOWN

    kept_for: timedelta = timedelta(days=DEFAULT_STRANGERS_DAYS)
    """How long they are shown, where they are masked later."""

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Read the options of a config entry; what is missing has its default.

        Raises:
            StoredValueError: something can't be read.
        """
        privacy = StoredValues(options).section(CONF_PRIVACY)
        days = privacy.number(CONF_STRANGERS_DAYS, DEFAULT_STRANGERS_DAYS, most=_MOST_DAYS)
        return cls(
            privacy.choice(CONF_STRANGERS, StrangersPrivacy, StrangersPrivacy.SHOWN),
            timedelta(days=days),
        )

    @property
    def masks_at_once(self) -> bool:
        """Whether strangers are masked from the start."""
        return self.strangers is StrangersPrivacy.MASKED

    @property
    def masks_later(self) -> bool:
        """Whether strangers are masked in what is kept, some days after they were seen."""
        return self.strangers is StrangersPrivacy.MASKED_LATER
