"""What may stand in a translation file.

After hassfest's schema for custom integrations, with only those sections that this project uses:
a new one is added here with its first use. Stricter in a few places: references to Home
Assistant's own texts, which nobody resolves for a custom integration, and empty texts are refused.
"""

import re
from string import Formatter
from typing import Any, Final

from homeassistant.const import Platform
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

FORBIDDEN: Final = {
    r"^$": "is empty",
    r"^\s|\s$": "has spaces around it",
    r"://|www\.": "has an address, which has to be a placeholder",
    r"'\{\w*\}'": "has a placeholder in single quotes, which is not filled",
    r"\[%|%\]": "has a reference, which is not resolved",
}


def shown(text: str) -> str:
    """Accept a text that can be shown as it is."""
    for pattern, complaint in FORBIDDEN.items():
        if re.search(pattern, text):
            raise vol.Invalid(complaint)
    return text


def placeholders(text: str) -> list[str]:
    """Return the names in braces. A brace without its partner is a ValueError."""
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]


def fillable(text: str) -> str:
    """Accept a text whose placeholders have names that can be filled."""
    if not all(name.isidentifier() for name in placeholders(text)):
        raise vol.Invalid("has a placeholder that is no identifier")
    return text


def without_placeholders(text: str) -> str:
    """Accept a text that has nothing to fill."""
    if placeholders(text):
        raise vol.Invalid("has a placeholder where none is filled")
    return text


def explains_its_own(form: dict[str, Any]) -> dict[str, Any]:
    """Accept a form that explains no field that it hasn't got."""
    strange = form.get("data_description", {}).keys() - form.get("data", {}).keys()
    if strange:
        raise vol.Invalid(f"explains fields that have no name: {', '.join(sorted(strange))}")
    return form


KEY: Final = vol.Match(r"[a-z0-9]+([-_][a-z0-9]+)*$")
"""Words of small letters and digits, joined by single hyphens and underscores."""

TEXT: Final = vol.All(str, cv.string_with_no_html, shown, fillable)
LABEL: Final = vol.All(TEXT, without_placeholders)

TEXTS: Final = {KEY: TEXT}
LABELS: Final = {KEY: LABEL}

FIELDS: Final = {
    vol.Optional("description"): TEXT,
    vol.Optional("data"): TEXTS,
    vol.Optional("data_description"): TEXTS,
}
SECTION: Final = vol.All({vol.Optional("name"): TEXT, **FIELDS}, explains_its_own)
STEP: Final = vol.All(
    {
        vol.Optional("title"): TEXT,
        **FIELDS,
        vol.Optional("menu_options"): TEXTS,
        vol.Optional("menu_option_descriptions"): TEXTS,
        vol.Optional("sections"): {KEY: SECTION},
        vol.Optional("submit"): TEXT,
    },
    explains_its_own,
)
FLOW: Final = {
    vol.Required("step"): {KEY: STEP},
    vol.Optional("error"): TEXTS,
    vol.Optional("abort"): TEXTS,
    vol.Optional("progress"): TEXTS,
    vol.Optional("create_entry"): TEXTS,
}
SUBENTRY_FLOW: Final = {
    **FLOW,
    vol.Required("entry_type"): TEXT,
    vol.Required("initiate_flow"): {vol.Required("user"): TEXT, KEY: TEXT},
}

ENTITY: Final = {
    vol.Optional("name"): TEXT,
    vol.Optional("state"): LABELS,
    vol.Optional("state_attributes"): {
        KEY: {vol.Optional("name"): LABEL, vol.Optional("state"): LABELS}
    },
    vol.Optional("unit_of_measurement"): LABEL,
}

NAMED: Final = {vol.Required("name"): LABEL, vol.Required("description"): TEXT}
SERVICE: Final = {**NAMED, vol.Optional("fields"): {KEY: NAMED}}

ISSUE: Final = vol.All(
    {
        vol.Required("title"): TEXT,
        vol.Optional("description"): TEXT,
        vol.Optional("fix_flow"): FLOW,
    },
    cv.has_at_least_one_key("description", "fix_flow"),
    cv.has_at_most_one_key("description", "fix_flow"),
)

AUTOMATION_PART: Final = {
    vol.Required("name"): LABEL,
    vol.Required("description"): LABEL,
    vol.Required("fields"): {
        KEY: {vol.Required("name"): LABEL, vol.Required("description"): LABEL}
    },
}
"""A trigger or a condition."""

TRANSLATION_SCHEMA: Final = vol.Schema(
    {
        vol.Required("config"): FLOW,
        vol.Required("options"): FLOW,
        vol.Required("config_subentries"): {KEY: SUBENTRY_FLOW},
        vol.Required("selector"): {KEY: {vol.Required("options"): TEXTS}},
        vol.Required("entity"): {vol.In([each.value for each in Platform]): {KEY: ENTITY}},
        vol.Required("exceptions"): {KEY: {vol.Required("message"): TEXT}},
        vol.Required("services"): {KEY: SERVICE},
        vol.Required("issues"): {KEY: ISSUE},
        vol.Required("system_health"): {vol.Required("info"): TEXTS},
        vol.Required("common"): TEXTS,
        vol.Required("triggers"): {KEY: AUTOMATION_PART},
        vol.Required("conditions"): {KEY: AUTOMATION_PART},
    }
)
