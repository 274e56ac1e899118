"""What a field takes, in words."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from homeassistant.helpers.selector import (
    BooleanSelector,
    ConfigEntrySelector,
    DateTimeSelector,
    DeviceSelector,
    EntitySelector,
    FileSelector,
    MediaSelector,
    NumberSelector,
    ObjectSelector,
    Selector,
    SelectSelector,
    TextSelector,
    TextSelectorType,
)
import voluptuous as vol

from .english import node
from .markdown import code

type Config = Mapping[str, Any]

_MOST_CHOICES: Final = 20
"""That are listed: a field with more of them has a list that everybody knows."""


def taken(selector: Selector[Any]) -> str:
    """Say what a field with this selector takes."""
    return _WORDS[type(selector)](selector.config)


def default_of(marker: vol.Marker, words: Callable[[object], str]) -> str:
    """Return the default of a field; nothing if it has none."""
    default = getattr(marker, "default", vol.UNDEFINED)
    if default is vol.UNDEFINED:
        return ""
    value = default()
    return "" if value in ([], "", {}) else words(value)


def _number(config: Config) -> str:
    unit = f" {config['unit_of_measurement']}" if "unit_of_measurement" in config else ""
    step = config.get("step", 1)
    steps = "" if step in {1, "any"} else f", in steps of {step:g}"
    if "min" not in config:
        return f"a number,{unit}" if unit else "a number"
    return f"{plain(config['min'])} to {plain(config['max'])}{unit}{steps}"


def plain(number: float) -> str:
    """Return a number as people write it."""
    return f"{int(number):,}" if number == int(number) else f"{number:g}"


def _choice(config: Config) -> str:
    options = config["options"]
    several = "several of" if config.get("multiple") else "one of"
    if config.get("custom_value"):
        return (
            "any texts; some are offered"
            if config.get("multiple")
            else "any text; some are offered"
        )
    if not options or not isinstance(options[0], str):
        return f"{several} those that are offered"
    assert len(options) <= _MOST_CHOICES
    words = node("selector", config["translation_key"], "options")
    return f"{several} {', '.join(f'{code(each)} ({words[each]})' for each in options)}"


def _text(config: Config) -> str:
    if config.get("multiple"):
        return "texts"
    if config.get("type") == TextSelectorType.PASSWORD:
        return "a text, hidden"
    if config.get("type") == TextSelectorType.URL:
        return "an address"
    return "a text of several lines" if config.get("multiline") else "a text"


def _entity(config: Config) -> str:
    domains = config.get("domain", [])
    domains = [domains] if isinstance(domains, str) else domains
    named = ", ".join(map(code, sorted(map(str, domains))))
    return f"entities: {named}" if config.get("multiple") else f"an entity: {named}"


def _device(config: Config) -> str:
    models = [each["model"].lower() for each in config.get("filter", [])] or ["camera"]
    several = bool(config.get("multiple"))
    return " or ".join(f"{each}s" if several else f"a {each}" for each in models)


_WORDS: Final[dict[type[Selector[Any]], Callable[[Config], str]]] = {
    BooleanSelector: lambda _config: "yes or no",
    ConfigEntrySelector: lambda _config: "an account",
    DateTimeSelector: lambda _config: "a day and a time",
    DeviceSelector: _device,
    EntitySelector: _entity,
    FileSelector: lambda config: f"a file ({config['accept']})",
    MediaSelector: lambda _config: "a picture of the media browser",
    NumberSelector: _number,
    ObjectSelector: lambda _config: "an object",
    SelectSelector: _choice,
    TextSelector: _text,
}
