"""What decisions mean, in sentences of this Home Assistant's language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..exceptions import NO_DETAIL
from ..pipeline.coach import READABLE_HEIGHT
from ..pipeline.decision import ANSWERED, SKIPPED, Reason
from ..pipeline.journal_records import JournalEntry


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """The translations, and what stands in all of them."""

    account: str
    """Its title."""
    now: datetime
    common: dict[str, str]
    failures: dict[str, str]
    states: dict[str, str]

    @classmethod
    async def async_load(cls, hass: HomeAssistant, account: str, now: datetime) -> Self:
        """Load the translations of this Home Assistant's language."""
        common, failures, states = [
            await async_get_translations(hass, hass.config.language, category, {DOMAIN})
            for category in ("common", "exceptions", "entity")
        ]
        return cls(account, now, common, failures, states)

    def say(self, key: str, **words: object) -> str:
        """Return a sentence with its braces filled in."""
        sentence = self.common[f"component.{DOMAIN}.common.{key}"]
        return sentence.format_map({"account": self.account, **words})

    def meaning(self, entry: JournalEntry, camera: str) -> str:
        """Say what happened, what it means, and what can be done about it.

        A failure has the words with which it is raised where somebody waits for a scan.
        """
        if entry.reason in ANSWERED | SKIPPED:
            return self.say(f"meaning_{entry.reason}", camera=camera, least_height=READABLE_HEIGHT)
        sentence = self.failures[f"component.{DOMAIN}.exceptions.{entry.reason}.message"]
        return sentence.format_map(
            {
                "account": self.account,
                "camera": camera,
                "detail": entry.last.get("detail") or NO_DETAIL,
            }
        )

    def state(self, reason: Reason) -> str:
        """Return what the decision sensor shows."""
        return self.states[f"component.{DOMAIN}.entity.sensor.decision.state.{reason}"]

    def time(self, moment: datetime) -> str:
        """Return a time by the clock of this home; of another day than today, with its date."""
        local = dt_util.as_local(moment)
        is_today = local.date() == dt_util.as_local(self.now).date()
        return f"{local:%H:%M}" if is_today else f"{local:%Y-%m-%d %H:%M}"
