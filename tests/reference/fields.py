"""Fields of actions, triggers and conditions, as the editors show them and the code checks them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from homeassistant.helpers.selector import selector
from homeassistant.util.yaml import load_yaml_dict
import voluptuous as vol

from tests.metadata.files import INTEGRATION

from .markdown import anchored, code, table, with_names
from .selectors import default_of, taken


@cache
def described(file: str) -> dict[str, Any]:
    """Return what a file such as `services.yaml` describes."""
    told = load_yaml_dict(INTEGRATION / file)
    return {name: each for name, each in told.items() if not name.startswith(".")}


def markers(schema: Mapping[vol.Marker, Any]) -> dict[str, vol.Marker]:
    """Return what the code checks, by the names of the fields."""
    return {str(marker): marker for marker in schema}


def field_table(
    anchor: str,
    fields: Mapping[str, Any],
    texts: Mapping[str, Any],
    checked: Mapping[str, vol.Marker],
) -> str:
    """Return a table of fields.

    Args:
        anchor: of the table; each row's begins with it.
        fields: as the editor shows them.
        texts: of the translations.
        checked: as the code checks them.
    """
    return table(
        ("Field", "Label", "Needed", "Takes", "Default", "Meaning"),
        (
            (
                anchored(f"{anchor}-{name}", code(name)),
                texts[name]["name"],
                "yes" if is_needed(field, checked[name]) else "no",
                "true or false"
                if "boolean" in field["selector"]
                else taken(selector(field["selector"])),
                default(field, checked[name]),
                with_names(texts[name]["description"]),
            )
            for name, field in fields.items()
        ),
    )


def is_needed(field: Mapping[str, Any], marker: vol.Marker) -> bool:
    """Whether nothing can be done without a field.

    One with a default is called required only for the editor's sake, which then shows one switch.
    """
    if "default" in field:
        return False
    return bool(field.get("required")) or isinstance(marker, vol.Required)


def default(field: Mapping[str, Any], marker: vol.Marker) -> str:
    """Return what a field counts as where it is left out, as far as the code or the editor says."""
    checked = default_of(marker, code)
    return checked or (code(field["default"]) if "default" in field else "")
