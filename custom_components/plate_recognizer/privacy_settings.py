"""What an account tells of those whom nobody at home knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Self

from .const import CONF_PRIVACY, CONF_STRANGERS, CONF_STRANGERS_DAYS, DEFAULT_STRANGERS_DAYS


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
        """Read the options of a config entry; what is missing has its default."""
        privacy = options.get(CONF_PRIVACY, {})
        return cls(
            StrangersPrivacy(privacy.get(CONF_STRANGERS, StrangersPrivacy.SHOWN)),
            timedelta(days=privacy.get(CONF_STRANGERS_DAYS, DEFAULT_STRANGERS_DAYS)),
        )

    @property
    def masks_at_once(self) -> bool:
        """Whether strangers are masked from the start."""
        return self.strangers is StrangersPrivacy.MASKED
