"""Translations have the shape that Home Assistant reads, and texts that it can show."""

from pathlib import Path

import pytest
import voluptuous as vol

from .files import INTEGRATION, MISSING, planted, read_json
from .translation_schema import TRANSLATION_SCHEMA

ENGLISH = INTEGRATION / "translations" / "en.json"
TEXTS = read_json(ENGLISH)


@pytest.mark.parametrize(
    "translation", sorted(ENGLISH.parent.glob("*.json")), ids=lambda path: path.stem
)
def test_a_translation_keeps_the_schema(translation: Path) -> None:
    TRANSLATION_SCHEMA(read_json(translation))


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        ("titel", "?", "not a valid option at 'titel'"),
        ("config.step", MISSING, "required key not provided at 'config.step'"),
        ("config.step.cloud.help", "?", "not a valid option"),
        ("config.step.cloud.data_description.planted", "?", "have no name: planted"),
        ("config.step.cloud.sections.x.data_description.planted", "?", "have no name: planted"),
        ("config_subentries.camera.entry_type", MISSING, "required key"),
        ("config_subentries.camera.initiate_flow.user", MISSING, "required key"),
        ("entity.planted.plate.name", "?", "must be one of .*'sensor'.* at 'entity.planted'"),
        ("entity.sensor.plate.planted", "?", "not a valid option"),
        ("entity.sensor.plate.state.planted", "{count} plates", "where none is filled"),
        ("entity.sensor.plate.unit_of_measurement", "{unit}", "where none is filled"),
        ("exceptions.planted", {}, "required key not provided at 'exceptions.planted.message'"),
        ("services.planted", {"name": "?"}, "required key not provided at 'services.planted.desc"),
        ("services.add_vehicle.fields.planted", {}, "required key not provided"),
        ("issues.planted", {"title": "?"}, "at least one of"),
        (
            "issues.planted",
            {"title": "?", "description": "?", "fix_flow": {"step": {}}},
            "at most one of",
        ),
        ("selector.mode.planted", {}, "not a valid option"),
        ("system_health.info", MISSING, "required key not provided at 'system_health.info'"),
        ("system_health.planted", {}, "not a valid option"),
        ("triggers.vehicle_left.description", MISSING, "required key"),
        ("triggers.vehicle_left.fields.place.description", MISSING, "required key"),
        ("conditions.is_occupied.name", MISSING, "required key"),
        ("conditions.is_occupied.name", "{place}", "where none is filled"),
    ],
)
def test_a_mistake_in_the_shape_is_found(path: str, value: object, complaint: str) -> None:
    with pytest.raises(vol.Invalid, match=complaint):
        TRANSLATION_SCHEMA(planted(TEXTS, path, value))


@pytest.mark.parametrize(
    "key", ["Planted", "two__together", "_leading", "trailing-", "with space", "with.dot", ""]
)
def test_a_key_that_home_assistant_refuses_is_found(key: str) -> None:
    with pytest.raises(vol.Invalid, match=r"expected pattern at 'config\.error"):
        TRANSLATION_SCHEMA(planted(TEXTS, "config.error", {key: "Text"}))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "is empty"),
        (" Text", "spaces around it"),
        ("Text\n", "spaces around it"),
        ("<b>Text</b>", "HTML"),
        ("See https://example.com", "an address"),
        ("See www.example.com", "an address"),
        ("No '{name}'", "single quotes"),
        ("[%key:common::state::on%]", "a reference"),
        ("{first name}", "no identifier"),
        ("{}", "no identifier"),
        ("{name", "not a valid value"),
        (5, "expected str"),
    ],
)
def test_a_text_that_cannot_be_shown_is_found(text: object, complaint: str) -> None:
    with pytest.raises(vol.Invalid, match=f"{complaint}.* at 'config.error.planted'"):
        TRANSLATION_SCHEMA(planted(TEXTS, "config.error.planted", text))


@pytest.mark.parametrize("text", ["{name} says: {detail}", "It's {name}'s", "1 < 2", "{{braces}}"])
def test_other_texts_are_left_alone(text: str) -> None:
    TRANSLATION_SCHEMA(planted(TEXTS, "config.error.planted", text))
