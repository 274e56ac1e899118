"""The sections of a camera's form: what sets off a burst, what is sent, what others may say."""

from collections.abc import Sequence
from typing import Final

from homeassistant.const import UnitOfTime
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from ..const import (
    CONF_COOLDOWN,
    CONF_DELAY,
    CONF_FRAMES,
    CONF_MASKS,
    CONF_MIN_DSCORE,
    CONF_MIN_SCORE,
    CONF_SPACING,
    CONF_SURE_SCORE,
    CONF_TRIGGERS,
    CONF_WEBHOOK_ARRIVALS,
    CONF_WEBHOOK_CAMERA,
    CONF_WEBHOOK_TIMEOUT,
    DEFAULT_WEBHOOK_TIMEOUT,
)
from ..pipeline.sighting import Thresholds
from ..settings import BurstSettings
from ..trigger_entities import TRIGGER_DOMAINS
from .forms import SHARE

BURST: Final = "burst"
SCORES: Final = "scores"
WEBHOOK: Final = "webhook"
"""Sections whose fields are stored beside all else."""


def _seconds(most: int) -> NumberSelector:
    return NumberSelector(
        NumberSelectorConfig(
            min=0,
            max=most,
            step=0.1,
            unit_of_measurement=UnitOfTime.SECONDS,
            mode=NumberSelectorMode.BOX,
        )
    )


_BURST_NUMBERS: Final = {
    CONF_DELAY: _seconds(60),
    CONF_FRAMES: NumberSelector(
        NumberSelectorConfig(min=1, max=20, step=1, mode=NumberSelectorMode.BOX)
    ),
    CONF_SPACING: _seconds(60),
    CONF_COOLDOWN: _seconds(3600),
}
BURST_KEYS: Final = tuple(_BURST_NUMBERS)
_USUAL_BURST: Final = BurstSettings()
BURST_FIELDS: Final = vol.Schema(
    {
        vol.Optional(CONF_TRIGGERS, default=list): EntitySelector(
            EntitySelectorConfig(domain=TRIGGER_DOMAINS, multiple=True)
        ),
        **{
            vol.Required(key, default=getattr(_USUAL_BURST, key)): number
            for key, number in _BURST_NUMBERS.items()
        },
    }
)

EDGES: Final = {"left": 0, "top": 0, "right": 100, "bottom": 100}
"""Of the zone in per cent, with those of the whole picture."""
_PERCENT: Final = NumberSelector(
    NumberSelectorConfig(
        min=0, max=100, step=1, unit_of_measurement="%", mode=NumberSelectorMode.SLIDER
    )
)
ZONE_FIELDS: Final = vol.Schema(
    {
        **{vol.Required(edge, default=at): _PERCENT for edge, at in EDGES.items()},
        vol.Optional(CONF_MASKS, default=list): TextSelector(TextSelectorConfig(multiple=True)),
    }
)

SCORE_KEYS: Final = (CONF_MIN_SCORE, CONF_MIN_DSCORE, CONF_SURE_SCORE)
_USUAL_SCORES: Final = Thresholds()
SCORE_FIELDS: Final = vol.Schema(
    {vol.Required(key, default=getattr(_USUAL_SCORES, key)): SHARE for key in SCORE_KEYS}
)

WEBHOOK_KEYS: Final = (CONF_WEBHOOK_CAMERA, CONF_WEBHOOK_ARRIVALS, CONF_WEBHOOK_TIMEOUT)
_MINUTES: Final = NumberSelector(
    NumberSelectorConfig(
        min=1,
        max=24 * 60,
        step=1,
        unit_of_measurement=UnitOfTime.MINUTES,
        mode=NumberSelectorMode.BOX,
    )
)


def webhook_fields(names: Sequence[str]) -> dict[vol.Marker, object]:
    """Return the fields for what a sender says of the camera.

    Args:
        names: by which senders have called cameras that nobody knows. They are suggested, any text
            is taken.
    """
    name = SelectSelector(
        SelectSelectorConfig(
            options=list(names), custom_value=True, mode=SelectSelectorMode.DROPDOWN
        )
    )
    return {
        vol.Optional(CONF_WEBHOOK_CAMERA): name,
        vol.Required(CONF_WEBHOOK_ARRIVALS, default=False): BooleanSelector(),
        vol.Required(CONF_WEBHOOK_TIMEOUT, default=DEFAULT_WEBHOOK_TIMEOUT): _MINUTES,
    }
