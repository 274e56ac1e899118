"""The page of all actions."""

from collections.abc import Iterator

from homeassistant.core import SupportsResponse

from custom_components.plate_recognizer.actions import ACTIONS
from custom_components.plate_recognizer.actions.action import Action
from custom_components.plate_recognizer.const import DOMAIN

from ..descriptions import answer_keys, event_keys
from ..english import node
from ..fields import described, field_table, markers
from ..key_table import key_table
from ..kinds import KINDS
from ..markdown import anchored, code, page as written, table
from ..selectors import default_of


def page() -> str:
    """Return the page."""
    return written(
        "Actions",
        "Every action, with its fields and the keys of its answer. How to use them, with"
        " examples, is in [the guide](../actions.md). A camera is scanned by Home Assistant's own"
        " action `image_processing.scan`.",
        table(
            ("Action", "Name", "Who may", "Answers"),
            (_row(action) for action in ACTIONS),
        ),
        *(part for action in ACTIONS for part in _action(action)),
    )


def _row(action: Action) -> tuple[str, ...]:
    return (
        f"[{code(f'{DOMAIN}.{action.name}')}](#{action.name})",
        node("services", action.name)["name"],
        "everybody" if action.is_for_everybody else "administrators; automations always",
        "always" if action.answers is SupportsResponse.ONLY else "if wanted",
    )


def _action(action: Action) -> Iterator[str]:
    texts = node("services", action.name)
    fields, checked = (
        described("services.yaml")[action.name]["fields"],
        markers(action.schema.schema),
    )
    yield f"## {action.name}"
    yield texts["description"]
    yield field_table(action.name, fields, texts["fields"], checked)
    if more := further(action):
        yield "In YAML, also these keys of a [sighting](events.md#plate_recognizer_sighting):"
        yield _further(action, more)
    told = answer_keys(action.name)
    yield "It answers with:"
    top = [key for key in told if "." not in key]
    yield key_table(f"{action.name}-answer", top, told)


def further(action: Action) -> list[str]:
    """Return the fields that the editor doesn't show."""
    shown = described("services.yaml")[action.name]["fields"]
    return [key for key in markers(action.schema.schema) if key not in shown]


def _further(action: Action, keys: list[str]) -> str:
    checked, told = markers(action.schema.schema), event_keys("sighting")
    return table(
        ("Field", "Takes", "Default", "Meaning"),
        (
            (
                anchored(f"{action.name}-{key}", code(key)),
                KINDS[told[key].kind].words,
                default_of(checked[key], code),
                told[key].means,
            )
            for key in keys
        ),
    )
