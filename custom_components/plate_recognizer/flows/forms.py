"""The forms that the dialogs show."""

from collections.abc import Sequence

from homeassistant.const import CONF_TOKEN, CONF_URL, Platform
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
    CONF_ALLOW_URL,
    CONF_CAMERAS,
    CONF_DAILY_CAP,
    CONF_ENGINE,
    CONF_FOUND_PLATE,
    CONF_HISTORY,
    CONF_LOCAL_ONLY,
    CONF_MMC,
    CONF_PRIVACY,
    CONF_RATE,
    CONF_RECEIVES,
    CONF_REGIONS,
    CONF_REPLICAS,
    CONF_STRANGERS,
    CONF_STRANGERS_DAYS,
    CONF_VISIT_TIMEOUT,
    DEFAULT_DAILY_CAP,
    DEFAULT_STRANGERS_DAYS,
    DEFAULT_VISIT_TIMEOUT,
    AccountKind,
)
from ..pipeline.rate import Plan
from ..privacy_settings import StrangersPrivacy
from .history_form import HISTORY_FIELDS

_TOKEN = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off"))
_URL = TextSelector(TextSelectorConfig(type=TextSelectorType.URL))
SHARE = NumberSelector(NumberSelectorConfig(min=0, max=1, step=0.01, mode=NumberSelectorMode.BOX))
_LOOKUPS_A_DAY = NumberSelector(
    NumberSelectorConfig(min=0, max=1_000_000, step=1, mode=NumberSelectorMode.BOX)
)
_REPLICAS = NumberSelector(NumberSelectorConfig(min=1, max=20, step=1, mode=NumberSelectorMode.BOX))
_HOURS = NumberSelector(
    NumberSelectorConfig(
        min=1, max=24 * 14, step=1, unit_of_measurement="h", mode=NumberSelectorMode.BOX
    )
)
_DAYS = NumberSelector(
    NumberSelectorConfig(
        min=1, max=365, step=1, unit_of_measurement="d", mode=NumberSelectorMode.BOX
    )
)


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

CAMERA_ENTITY = EntitySelector(EntitySelectorConfig(domain=Platform.CAMERA))

CAMERAS_FORM = vol.Schema(
    {
        vol.Optional(CONF_CAMERAS, default=list): EntitySelector(
            EntitySelectorConfig(domain=Platform.CAMERA, multiple=True)
        )
    }
)


def _choice(
    key: str, values: type[DetectionMode | EngineMode | Rule | Plan | StrangersPrivacy]
) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(
            options=[value.value for value in values],
            mode=SelectSelectorMode.DROPDOWN,
            translation_key=key,
        )
    )


_ENGINE_CHOICES = {
    "detection_mode": (DetectionMode.PLATE, _choice("detection_mode", DetectionMode)),
    "detection_rule": (Rule.NORMAL, _choice("detection_rule", Rule)),
    "region": (Rule.NORMAL, _choice("region_rule", Rule)),
    "mode": (EngineMode.NORMAL, _choice("mode", EngineMode)),
}
"""Each with its default."""

_ENGINE_NUMBERS_AND_TEXTS = {
    vol.Optional("threshold_d"): SHARE,
    vol.Optional("threshold_o"): SHARE,
    vol.Optional("text_formats", default=list): TextSelector(TextSelectorConfig(multiple=True)),
}

_ENGINE = vol.Schema(
    {
        **{
            vol.Required(key, default=default.value): choice
            for key, (default, choice) in _ENGINE_CHOICES.items()
        },
        **_ENGINE_NUMBERS_AND_TEXTS,
    }
)

OWN_ENGINE = vol.Schema(
    {
        **{vol.Optional(key): choice for key, (_, choice) in _ENGINE_CHOICES.items()},
        **_ENGINE_NUMBERS_AND_TEXTS,
    }
)
"""The same fields where each can be left empty: it is then as the account has it."""


def regions_selector(regions: Sequence[RegionChoice]) -> SelectSelector:
    """Return the choice of several regions: these are suggested, any text is taken."""
    return SelectSelector(
        SelectSelectorConfig(
            options=[
                SelectOptionDict(value=region.code, label=f"{region.name} ({region.code})")
                for region in regions
            ],
            multiple=True,
            custom_value=True,
            mode=SelectSelectorMode.DROPDOWN,
        )
    )


def recognition_form(regions: Sequence[RegionChoice]) -> vol.Schema:
    """Return the form for what the engine is told: `regions` are suggested, any text is taken."""
    return vol.Schema(
        {
            vol.Optional(CONF_REGIONS, default=list): regions_selector(regions),
            vol.Required(CONF_MMC, default=False): BooleanSelector(),
            vol.Required(CONF_ENGINE): section(_ENGINE, {"collapsed": True}),
        }
    )


_PRIVACY = vol.Schema(
    {
        vol.Required(CONF_STRANGERS, default=StrangersPrivacy.SHOWN.value): _choice(
            "strangers", StrangersPrivacy
        ),
        vol.Required(CONF_STRANGERS_DAYS, default=DEFAULT_STRANGERS_DAYS): _DAYS,
    }
)

_OF_ALL_KINDS = {
    vol.Required(CONF_VISIT_TIMEOUT, default=DEFAULT_VISIT_TIMEOUT): _HOURS,
    vol.Required(CONF_FOUND_PLATE, default=True): BooleanSelector(),
    vol.Optional(CONF_HISTORY): section(HISTORY_FIELDS, {"collapsed": True}),
    vol.Optional(CONF_PRIVACY): section(_PRIVACY, {"collapsed": True}),
}


def options_form(regions: Sequence[RegionChoice], kind: AccountKind) -> vol.Schema:
    """Return the form for an account's options.

    An SDK has no plan that limits its rate, only its machines; and it alone reaches into the home's
    network.

    Who asks an SDK is in the home's network, and so are its webhooks; those of the cloud come from
    outside.
    """
    rate = {vol.Required(CONF_RATE, default=Plan.LEARN.value): _choice("rate", Plan)}
    replicas = {vol.Required(CONF_REPLICAS, default=1): _REPLICAS}
    comes_from_home = kind is not AccountKind.CLOUD
    local_only = {vol.Required(CONF_LOCAL_ONLY, default=comes_from_home): BooleanSelector()}
    allow_url = {vol.Required(CONF_ALLOW_URL, default=False): BooleanSelector()}
    if kind is AccountKind.WEBHOOK:
        return vol.Schema({**_OF_ALL_KINDS, **local_only})
    return recognition_form(regions).extend(
        {
            **(rate if kind is AccountKind.CLOUD else replicas),
            vol.Required(CONF_DAILY_CAP, default=DEFAULT_DAILY_CAP): _LOOKUPS_A_DAY,
            **_OF_ALL_KINDS,
            vol.Required(CONF_RECEIVES, default=False): BooleanSelector(),
            **local_only,
            **(allow_url if kind is AccountKind.SDK else {}),
        }
    )
