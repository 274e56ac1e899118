"""The page of all events."""

from ..catalog import ENTITIES
from ..descriptions import descriptions, event_keys
from ..example import FOUND_PLATE, SIGHTING, VISIT
from ..key_table import key_table
from ..kinds import CHOICES, anchor_of
from ..markdown import anchored, code, page as written, table


def page() -> str:
    """Return the page."""
    return written(
        "Events",
        _bus(),
        "Times are UTC, as in ISO 8601 with an offset. Boxes are in pixels of the full picture."
        " Names of types, colors and orientations are spelt as the API does; what it doesn't"
        " know is null.",
        "## plate_recognizer_sighting",
        "Each vehicle of each answered scan: a parked one is told of again with every scan. All"
        " keys are always there. Where strangers are masked, see [privacy](../privacy.md).",
        key_table("sighting", SIGHTING, event_keys("sighting"), SIGHTING),
        "## plate_recognizer_visit_started",
        "A visit begins, as soon as it is known whether it is an arrival. If an unsure start"
        " becomes one within a minute, the event comes once more, with the same `visit_id` and"
        " `arrival` true. All keys are always there.",
        key_table("visit", VISIT, event_keys("visit"), VISIT),
        "## plate_recognizer_visit_ended",
        "A visit has ended. The keys are those of"
        " [`plate_recognizer_visit_started`](#plate_recognizer_visit_started).",
        "## plate_recognizer_simulated_sighting",
        "The action [`simulate_sighting`](actions.md#simulate_sighting) was called. It has all"
        " keys of a sighting and of a visit; where both have one, it is the sighting's. `source` is"
        " `simulated`.",
        "## image_processing.found_plate",
        "For old automations, as other plate readers of Home Assistant fire it: a plate was read"
        " that the camera's answer before hadn't. It can be turned off in the account's settings,"
        " as *Event for old automations*.",
        key_table("found_plate", FOUND_PLATE, event_keys("found_plate"), FOUND_PLATE),
        "## Event entities",
        "They tell the same to dashboards and automations: their attributes are the keys above.",
        _entities(),
        "## Values",
        *(_values(name) for name in CHOICES),
    )


def _bus() -> str:
    return table(
        ("On the event bus", "When"),
        (
            (_link("plate_recognizer_sighting"), "A vehicle was seen"),
            (_link("plate_recognizer_visit_started"), "A visit begins"),
            (_link("plate_recognizer_visit_ended"), "A visit has ended"),
            (_link("plate_recognizer_simulated_sighting"), "A sighting was simulated"),
            (
                f"[{code('image_processing.found_plate')}](#image_processingfound_plate)",
                "A plate was read that the answer before hadn't",
            ),
        ),
    )


def _link(event: str) -> str:
    return f"[{code(event)}](#{event})"


def _entities() -> str:
    return table(
        ("On the device of", "Entity", "Event types", "Data"),
        (
            (
                f"a {each.device}",
                anchored(f"{each.device}-{each.description.key}", f"*{each.label}*"),
                ", ".join(map(code, getattr(each.description, "event_types", ()))),
                f"of a [{each.description.key}](#{_DATA[each.description.key]})",
            )
            for each in ENTITIES
            if each.platform == "event"
        ),
    )


_DATA = {
    "sighting": "plate_recognizer_sighting",
    "visit": "plate_recognizer_visit_started",
}


def _values(name: str) -> str:
    told = descriptions()["values"][name]
    rows = (
        (anchored(f"{anchor_of(name)}-{each}", code(each.value)), told["values"][each])
        for each in CHOICES[name]
    )
    heading = f"### {anchored(anchor_of(name), told['title'])}"
    return f"{heading}\n\n{table(('Value', 'Meaning'), rows)}"
