"""What may stand in services.yaml, triggers.yaml and conditions.yaml.

Home Assistant's own schemas only look at what it can't do without, and leave the rest to hassfest.
This adds hassfest's rest, with only those keys that this project uses: a new one is added here with
its first use.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from homeassistant.helpers import condition, service
from homeassistant.helpers.trigger import descriptions as trigger
import voluptuous as vol


def there(value: object) -> object:
    """Accept whatever isn't left empty."""
    if value is None:
        raise vol.Invalid("is empty")
    return value


FIELDS: Final = {
    str: {
        vol.Required("selector"): dict,
        vol.Optional("required"): bool,
        vol.Optional("default"): there,
        vol.Optional("example"): there,
    }
}

type Schema = Callable[[object], dict[str, Any]]


def stricter(own: Schema, **also: type) -> Schema:
    """Return a schema that asks for what hassfest asks for, and for what Home Assistant does.

    Args:
        own: Home Assistant's, which is private, and the only one outside of its repository.
        also: what may be said beside the fields.
    """
    described = {
        vol.Optional("fields"): FIELDS,
        **{vol.Optional(key): kind for key, kind in also.items()},
    }
    more = vol.Schema({vol.Match(r"\."): object, vol.Match(r"[a-z]"): described})

    def schema(content: object) -> dict[str, Any]:
        more(content)
        return own(content)

    return schema


SCHEMAS: Final[Mapping[str, Schema]] = {
    "services.yaml": stricter(service._SERVICES_SCHEMA),
    "triggers.yaml": stricter(trigger._TRIGGERS_DESCRIPTION_SCHEMA, target=dict),
    "conditions.yaml": stricter(condition._CONDITIONS_DESCRIPTION_SCHEMA),
}


def unworded(descriptions: Mapping[str, Any], selectors: Mapping[str, Any]) -> set[str]:
    """Return what can be chosen in fields, and has no words.

    Args:
        descriptions: of one of the files.
        selectors: the texts under `selector`.
    """
    return {
        f"{name}.{key}.{option}"
        for name, described in descriptions.items()
        for key, field in described.get("fields", {}).items()
        if (choice := field["selector"].get("select")) and "translation_key" in choice
        for option in choice["options"]
        if option not in selectors.get(choice["translation_key"], {}).get("options", {})
    }
