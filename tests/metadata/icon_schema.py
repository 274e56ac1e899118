"""What may stand in icons.json.

After hassfest's schema, with only the sections that this project uses: a new one is added here with
its first use. Which icons there are is known by Home Assistant's frontend.
"""

from importlib.resources import files
import json
from typing import Any, Final

from homeassistant.const import Platform
import voluptuous as vol

from .translation_schema import KEY

FRONTENDS_ICONS: Final = files("hass_frontend") / "static" / "mdi" / "iconList.json"
ICONS: Final = {f"mdi:{icon['name']}" for icon in json.loads(FRONTENDS_ICONS.read_text())}


def icon(name: str) -> str:
    """Accept the name of an icon that is shown."""
    if name not in ICONS:
        raise vol.Invalid(f"the frontend has no icon {name}")
    return name


def differs(entity: dict[str, Any]) -> dict[str, Any]:
    """Accept an entity none of whose states has the icon that it would have anyway."""
    for state, name in entity.get("state", {}).items():
        if name == entity.get("default"):
            raise vol.Invalid(f"the state {state} has the default icon")
    return entity


STATES: Final = {vol.Optional("default"): icon, vol.Optional("state"): {KEY: icon}}
ENTITY: Final = vol.All(
    {
        **STATES,
        vol.Optional("state_attributes"): {KEY: vol.All(STATES, differs)},
    },
    differs,
)

ICON_SCHEMA: Final = vol.Schema(
    {
        vol.Required("entity"): {vol.In([each.value for each in Platform]): {KEY: ENTITY}},
        vol.Required("services"): {KEY: {vol.Required("service"): icon}},
        vol.Required("triggers"): {KEY: {vol.Required("trigger"): icon}},
        vol.Required("conditions"): {KEY: {vol.Required("condition"): icon}},
    }
)
