"""The page of all entities."""

from collections.abc import Iterator
from typing import Final

from ..catalog import DEVICES, ENTITIES, Documented
from ..descriptions import Shown, entities
from ..example import DETECTION
from ..key_table import key_table
from ..markdown import anchored, code, page as written, table

_MOST_STATES: Final = 12
"""That are listed here."""

_OF: Final = {
    "account": "Each account (a cloud token, an On-Premise SDK, or a webhook receiver) is a"
    " device with",
    "camera": "Each camera is a device with",
    "vehicle": "Each known vehicle, and each plate list, is a device with",
}

_STATES_ELSEWHERE: Final = {
    "sensor.decision": "[decisions](decisions.md)",
    "sensor.region": "the API's codes; those that it lists have words",
}


def page() -> str:
    """Return the page."""
    return written(
        "Entities",
        "Every entity, by the kind of device that it is on. A *place* has no device of its own:"
        " it is what cameras say where they look, and [vehicles](#vehicle) and [cameras](#camera)"
        " tell of it.",
        _enabled(),
        "Unless something else is said, an entity is there as soon as its device is. The attributes"
        " that Home Assistant gives to all entities of a platform (`friendly_name`, `device_class`,"
        " `options` and so on) aren't listed.",
        *(part for device in DEVICES for part in _device(device)),
    )


def _enabled() -> str:
    disabled = [each for each in ENTITIES if not each.description.entity_registry_enabled_default]
    if not disabled:
        return "All are enabled by default."
    return f"All are enabled by default but {', '.join(code(each.name) for each in disabled)}."


def _device(device: str) -> Iterator[str]:
    told = entities(device)
    listed = [each for each in ENTITIES if each.device == device]
    yield f"## {device.capitalize()}"
    yield _OF[device]
    yield table(
        ("Entity", "Name", "Shows", "States", "Unit", "Device class", "Category", "Is there"),
        (_row(each, told[each.name]) for each in listed),
    )
    for each in listed:
        if attributes := _attributes(each, told[each.name]):
            yield f"{anchored(f'{_anchor(each)}-attributes', '')}Attributes of {_title(each)}:"
            yield attributes


def _anchor(entity: Documented) -> str:
    return f"{entity.device}-{entity.name.replace('.', '-')}"


def _title(entity: Documented) -> str:
    return f"{code(entity.platform)} *{entity.label}*"


def _row(entity: Documented, shown: Shown) -> tuple[str, ...]:
    description = entity.description
    return (
        anchored(_anchor(entity), f"{code(entity.platform)} {code(description.key)}"),
        entity.label,
        shown.shows,
        _states(entity),
        entity.unit or "",
        description.device_class or "",
        description.entity_category or "",
        shown.there or "always",
    )


def _states(entity: Documented) -> str:
    if elsewhere := _STATES_ELSEWHERE.get(entity.name):
        return elsewhere
    assert len(entity.states) <= _MOST_STATES
    events = getattr(entity.description, "event_types", None)
    if events:
        return f"a time; event types {', '.join(map(code, events))}"
    return ", ".join(f"{code(state)} ({word})" for state, word in entity.states.items())


def _attributes(entity: Documented, shown: Shown) -> str:
    if entity.name == "event.sighting":
        return (
            "`event_type`, the status; and all keys of the event"
            " [`plate_recognizer_sighting`](events.md#plate_recognizer_sighting)."
        )
    if entity.name == "event.visit":
        return (
            "`event_type`, `arrived` or `left`; and all keys of the events"
            " [`plate_recognizer_visit_started`](events.md#plate_recognizer_visit_started) and"
            " `plate_recognizer_visit_ended`."
        )
    if not shown.attributes:
        return ""
    told = key_table(f"{_anchor(entity)}", shown.attributes, shown.attributes)
    if entity.name == "image_processing.plates":
        keys = ", ".join(f"[{code(key)}](events.md#sighting-{key})" for key in DETECTION)
        return f"{told}\n\nEach of `detections` has these keys of a sighting: {keys}."
    return told
