"""The page of all triggers and conditions."""

from collections.abc import Iterator, Mapping
from typing import Any

from homeassistant.const import CONF_OPTIONS
import voluptuous as vol

from custom_components.plate_recognizer.condition import CONDITIONS
from custom_components.plate_recognizer.const import DOMAIN
from custom_components.plate_recognizer.pipeline.event_filter import Refusal
from custom_components.plate_recognizer.trigger import TRIGGERS

from ..descriptions import descriptions
from ..english import node
from ..fields import described, field_table, markers
from ..markdown import anchored, code, page as written, table

_EVENTS = {"sighting": "plate_recognizer_sighting", "visit": "plate_recognizer_visit_started"}


def page() -> str:
    """Return the page."""
    return written(
        "Triggers and conditions",
        "Every trigger and condition of automations, with its options. How to use them is in"
        " [the guide](../automations.md).",
        "\n".join(f"- [{code(f'{DOMAIN}.{name}')}](#{name})" for name in (*TRIGGERS, *CONDITIONS)),
        *(part for name in TRIGGERS for part in _trigger(name)),
        "## Why a trigger didn't act",
        "An automation's traces show one of these where an event nearly set it off.",
        table(
            ("Reason", "Meaning"),
            (
                (anchored(f"refusal-{each}", code(each.value)), descriptions()["refusals"][each])
                for each in Refusal
            ),
        ),
        *(part for name in CONDITIONS for part in _condition(name)),
    )


def options_of(schema: vol.Schema) -> dict[str, vol.Marker]:
    """Return the options that a trigger or a condition checks."""
    options: Mapping[vol.Marker, Any] = {str(key): each for key, each in schema.schema.items()}[
        CONF_OPTIONS
    ]
    return markers(options)


def condition_schema(name: str) -> vol.Schema:
    """Return the schema of a condition."""
    schema = getattr(CONDITIONS[name], "schema")  # noqa: B009 - core's class has none
    assert isinstance(schema, vol.Schema)
    return schema


def _trigger(name: str) -> Iterator[str]:
    trigger, texts = TRIGGERS[name], node("triggers", name)
    yield f"## {name}"
    yield f"Trigger *{texts['name']}*. {texts['description']}"
    yield (
        f"It listens to {' and '.join(map(code, trigger.event_types))}, and gives the event's"
        f" data as `trigger.{trigger.variable}`: see its"
        f" [keys](events.md#{_EVENTS[trigger.variable]})."
        " `trigger.description` says in words what happened."
    )
    fields = described("triggers.yaml")[name]["fields"]
    yield field_table(name, fields, texts["fields"], options_of(trigger.schema))


def _condition(name: str) -> Iterator[str]:
    texts = node("conditions", name)
    yield f"## {name}"
    yield f"Condition *{texts['name']}*. {texts['description']}"
    fields = described("conditions.yaml")[name]["fields"]
    yield field_table(name, fields, texts["fields"], options_of(condition_schema(name)))
