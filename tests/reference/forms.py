"""The forms of the dialogs, and the fields that they have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from homeassistant.data_entry_flow import section
import voluptuous as vol

from custom_components.plate_recognizer.api.endpoint import CLOUD_URL
from custom_components.plate_recognizer.api.regions import region_choices
from custom_components.plate_recognizer.const import MODELS, AccountKind
from custom_components.plate_recognizer.flows.camera_form import camera_form
from custom_components.plate_recognizer.flows.forms import (
    ADDRESS_FORM,
    CAMERAS_FORM,
    TOKEN_FORM,
    cloud_form,
    options_form,
)
from custom_components.plate_recognizer.flows.plate_list_form import PLATE_LIST_FORM
from custom_components.plate_recognizer.flows.received_camera import received_camera_form
from custom_components.plate_recognizer.flows.receiver_form import RECEIVER_FORM, SENDER_FORM
from custom_components.plate_recognizer.flows.vehicle_form import vehicle_form

from .english import node, text
from .selectors import default_of, plain, taken


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form."""

    section: str | None
    """The key of the section that it stands in."""
    key: str
    label: str
    required: bool
    default: str
    takes: str
    means: str
    kinds: tuple[str, ...] = ()
    """Of account that have it, where the form isn't the same for all."""

    @property
    def path(self) -> str:
        """By which it is told from all others of the form."""
        return self.key if self.section is None else f"{self.section}.{self.key}"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a dialog."""

    title: str
    where: str
    """How to come there."""
    steps: tuple[tuple[str, ...], ...]
    """Where its texts stand in the translations; several if they are the same."""
    schemas: Mapping[str, vol.Schema]
    """By the kinds of account, where they have different fields; else a single one."""

    @property
    def anchor(self) -> str:
        """The name of its heading in an address."""
        return self.title.lower().replace(",", "").replace(" ", "-")

    def fields(self) -> list[Field]:
        """Return its fields."""
        told = [
            _merged({kind: [*_fields(each, texts, None)] for kind, each in self.schemas.items()})
            for texts in (node(*step) for step in self.steps)
        ]
        assert all(each == told[0] for each in told), "the same form is described in the same way"
        return told[0]

    @property
    def differs(self) -> bool:
        """Whether kinds of account have different fields in it."""
        return len(self.schemas) > 1


def _merged(told: Mapping[str, list[Field]]) -> list[Field]:
    """Return the fields of several kinds of account, each once, with the kinds that have it."""
    merged: dict[str, list[tuple[str, Field]]] = {}
    for kind, fields in told.items():
        for field in fields:
            merged.setdefault(field.path, []).append((kind, field))
    return [_of_kinds(each) for each in merged.values()]


def _of_kinds(fields: list[tuple[str, Field]]) -> Field:
    first = fields[0][1]
    defaults = {kind: field.default for kind, field in fields}
    default = first.default
    if len(set(defaults.values())) > 1:
        default = ", ".join(f"{each} ({kind})" for kind, each in defaults.items())
    merged = replace(first, default=default, kinds=tuple(defaults))
    assert all(replace(each, default=default, kinds=merged.kinds) == merged for _, each in fields)
    return merged


def paths(schema: vol.Schema) -> set[str]:
    """Return the paths of a form's fields."""
    found: set[str] = set()
    for marker, field in schema.schema.items():
        if isinstance(field, section):
            found |= {f"{marker}.{path}" for path in paths(field.schema)}
        else:
            found.add(str(marker))
    return found


def _fields(
    schema: vol.Schema, texts: Mapping[str, Any], in_section: str | None
) -> Iterator[Field]:
    for marker, field in schema.schema.items():
        key = str(marker)
        if isinstance(field, section):
            yield from _fields(field.schema, texts["sections"][key], key)
            continue
        yield Field(
            in_section,
            key,
            texts["data"][key],
            isinstance(marker, vol.Required) and not default_of(marker, str),
            default_of(marker, _shown),
            taken(field),
            texts["data_description"][key],
        )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(value) if isinstance(value, int | float) else f"`{value}`"


_ACCOUNT: Final = "*Add integration → Plate Recognizer*"
_OPTIONS: Final = "The gear beside the account (*Configure*)"


def _step(*path: str) -> tuple[tuple[str, ...], ...]:
    return (path,)


def _the(schema: vol.Schema) -> dict[str, vol.Schema]:
    return {"": schema}


def _subentry(kind: str, *steps: str) -> tuple[tuple[str, ...], ...]:
    return tuple(("config_subentries", kind, "step", step) for step in steps)


def _subentry_where(kind: str) -> str:
    flow = node("config_subentries", kind, "initiate_flow")
    return f"*{flow['user']}*, or *{flow['reconfigure']}* beside one"


def forms() -> list[Form]:
    """Return all forms."""
    regions = region_choices()
    return [
        Form(
            "New cloud account",
            f"{_ACCOUNT}, *{text('config', 'step', 'user', 'menu_options', 'cloud')}*",
            _step("config", "step", "cloud"),
            _the(cloud_form(CLOUD_URL)),
        ),
        Form(
            "New SDK",
            f"{_ACCOUNT}, *{text('config', 'step', 'user', 'menu_options', 'sdk')}*",
            _step("config", "step", "sdk"),
            _the(ADDRESS_FORM),
        ),
        Form(
            "Cameras of a new account",
            "The last form of a new account, after its recognition",
            _step("config", "step", "cameras"),
            _the(CAMERAS_FORM),
        ),
        Form(
            "New webhook receiver",
            f"{_ACCOUNT}, *{text('config', 'step', 'user', 'menu_options', 'webhook')}*",
            _step("config", "step", "webhook"),
            _the(SENDER_FORM),
        ),
        Form(
            "Secret of a webhook",
            "The form after that; also after the settings of an account that receives webhooks",
            (("config", "step", "receiver"), ("options", "step", "receiver")),
            _the(RECEIVER_FORM),
        ),
        Form(
            "Address and token",
            "*Reconfigure* of an account",
            _step("config", "step", "reconfigure"),
            _the(ADDRESS_FORM),
        ),
        Form(
            "New token",
            "Home Assistant asks for it when the API has refused the old one",
            _step("config", "step", "reauth_confirm"),
            _the(TOKEN_FORM),
        ),
        Form(
            "Settings of an account",
            f"{_OPTIONS}. Regions, mmc and engine are asked for with a new account, too",
            _step("options", "step", "init"),
            {MODELS[kind]: options_form(regions, kind) for kind in AccountKind},
        ),
        Form(
            "Camera",
            _subentry_where("camera"),
            _subentry("camera", "user", "reconfigure"),
            _the(camera_form(regions, ())),
        ),
        Form(
            "Camera of a webhook receiver",
            _subentry_where("camera"),
            _subentry("camera", "received"),
            _the(received_camera_form(())),
        ),
        Form(
            "Vehicle",
            _subentry_where("vehicle"),
            _subentry("vehicle", "user", "reconfigure"),
            _the(vehicle_form((), (), ())),
        ),
        Form(
            "Plate list",
            _subentry_where("plate_list"),
            _subentry("plate_list", "user", "reconfigure"),
            _the(PLATE_LIST_FORM),
        ),
    ]
