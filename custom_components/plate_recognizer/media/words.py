"""What is written in the media browser, in this Home Assistant's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..history.records import KeptSighting
from ..pipeline.sighting import Status
from ..status_words import async_status_words


@dataclass(frozen=True, slots=True)
class MediaWords:
    """The translations."""

    common: Mapping[str, str]
    statuses: Mapping[Status, str]

    @classmethod
    async def async_load(cls, hass: HomeAssistant) -> Self:
        """Load them."""
        common = await async_get_translations(hass, hass.config.language, "common", {DOMAIN})
        return cls(common, await async_status_words(hass))

    def say(self, key: str, **words: object) -> str:
        """Return a text with its braces filled in."""
        return self.common[f"component.{DOMAIN}.common.media_{key}"].format_map(words)

    def title(self, sighting: KeptSighting, *, with_date: bool) -> str:
        """Say who it was and when, by the clock of this home: a narrow screen cuts off the end."""
        data = sighting.data
        local = dt_util.as_local(sighting.taken_at)
        return self.say(
            next(f"title_{key}" for key in ("vehicle", "plate", "status") if data.get(key)),
            time=f"{local:%Y-%m-%d %H:%M}" if with_date else f"{local:%H:%M}",
            vehicle=data.get("vehicle"),
            plate=data.get("plate"),
            status=self.statuses[Status(data["status"])],
        )
