"""The section of an account's options about what is kept of what was seen."""

from typing import Final

from homeassistant.const import UnitOfInformation, UnitOfTime
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import voluptuous as vol

from ..const import CONF_HISTORY_DAYS, CONF_HISTORY_MEGABYTES, CONF_HISTORY_PICTURES
from ..history_settings import HistorySettings, PictureKeeping

_LONGEST: Final = 10 * 365
_USUAL: Final = HistorySettings()

HISTORY_FIELDS: Final = vol.Schema(
    {
        vol.Required(CONF_HISTORY_DAYS, default=_USUAL.days): NumberSelector(
            NumberSelectorConfig(
                min=0,
                max=_LONGEST,
                step=1,
                unit_of_measurement=UnitOfTime.DAYS,
                mode=NumberSelectorMode.BOX,
            )
        ),
        vol.Required(CONF_HISTORY_PICTURES, default=_USUAL.pictures.value): SelectSelector(
            SelectSelectorConfig(
                options=[each.value for each in PictureKeeping],
                mode=SelectSelectorMode.DROPDOWN,
                translation_key=CONF_HISTORY_PICTURES,
            )
        ),
        vol.Required(CONF_HISTORY_MEGABYTES, default=_USUAL.megabytes): NumberSelector(
            NumberSelectorConfig(
                min=10,
                max=1_000_000,
                step=10,
                unit_of_measurement=UnitOfInformation.MEGABYTES,
                mode=NumberSelectorMode.BOX,
            )
        ),
    }
)
