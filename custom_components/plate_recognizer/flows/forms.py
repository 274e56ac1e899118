"""The forms that the dialogs show."""

from collections.abc import Sequence

from homeassistant.const import CONF_NAME, CONF_TOKEN, CONF_URL, Platform
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from ..api.engine import DetectionMode, EngineMode, Rule
from ..api.regions import RegionChoice
from ..const import (
    CONF_ADVANCED,
    CONF_CAMERA_ENTITY_ID,
    CONF_CAMERAS,
    CONF_ENGINE,
    CONF_FOUND_PLATE,
    CONF_MMC,
    CONF_REGIONS,
)

_TOKEN = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off"))
_URL = TextSelector(TextSelectorConfig(type=TextSelectorType.URL))
_SHARE = NumberSelector(NumberSelectorConfig(min=0, max=1, step=0.01, mode=NumberSelectorMode.BOX))


def cloud_form(url: str) -> vol.Schema:
    """Return the form for a new cloud account; `url` is the vendor's own."""
    advanced = vol.Schema({vol.Required(CONF_URL, default=url): _URL})
    return vol.Schema(
        {
            vol.Required(CONF_TOKEN): _TOKEN,
            vol.Required(CONF_ADVANCED): section(advanced, {"collapsed": True}),
        }
    )


ADDRESS_FORM = vol.Schema({vol.Required(CONF_URL): _URL, vol.Optional(CONF_TOKEN): _TOKEN})
"""For a new SDK, which seldom has a token, and for changing any account."""

TOKEN_FORM = vol.Schema({vol.Required(CONF_TOKEN): _TOKEN})

CAMERAS_FORM = vol.Schema(
    {
        vol.Optional(CONF_CAMERAS, default=list): EntitySelector(
            EntitySelectorConfig(domain=Platform.CAMERA, multiple=True)
        )
    }
)

CAMERA_FORM = vol.Schema(
    {
        vol.Required(CONF_CAMERA_ENTITY_ID): EntitySelector(
            EntitySelectorConfig(domain=Platform.CAMERA)
        ),
        vol.Optional(CONF_NAME): TextSelector(),
    }
)


def _choice(key: str, values: type[DetectionMode | EngineMode | Rule]) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(
            options=[value.value for value in values],
            mode=SelectSelectorMode.DROPDOWN,
            translation_key=key,
        )
    )


def recognition_form(regions: Sequence[RegionChoice]) -> vol.Schema:
    """Return the form for what the engine is told: `regions` are suggested, any text is taken."""
    engine = vol.Schema(
        {
            vol.Required("detection_mode", default=DetectionMode.PLATE.value): _choice(
                "detection_mode", DetectionMode
            ),
            vol.Required("detection_rule", default=Rule.NORMAL.value): _choice(
                "detection_rule", Rule
            ),
            vol.Required("region", default=Rule.NORMAL.value): _choice("region_rule", Rule),
            vol.Required("mode", default=EngineMode.NORMAL.value): _choice("mode", EngineMode),
            vol.Optional("threshold_d"): _SHARE,
            vol.Optional("threshold_o"): _SHARE,
            vol.Optional("text_formats", default=list): TextSelector(
                TextSelectorConfig(multiple=True)
            ),
        }
    )
    return vol.Schema(
        {
            vol.Optional(CONF_REGIONS, default=list): SelectSelector(
                SelectSelectorConfig(
                    options=[
                        SelectOptionDict(value=region.code, label=f"{region.name} ({region.code})")
                        for region in regions
                    ],
                    multiple=True,
                    custom_value=True,
                    mode=SelectSelectorMode.DROPDOWN,
                )
            ),
            vol.Required(CONF_MMC, default=False): BooleanSelector(),
            vol.Required(CONF_ENGINE): section(engine, {"collapsed": True}),
        }
    )


def options_form(regions: Sequence[RegionChoice]) -> vol.Schema:
    """Return the form for an account's options."""
    return recognition_form(regions).extend(
        {vol.Required(CONF_FOUND_PLATE, default=True): BooleanSelector()}
    )
