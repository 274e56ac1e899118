"""Blueprints say where they come from, and what Home Assistant they need: the one that we need."""

import json
from pathlib import Path
from typing import Any

from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.util.yaml import load_yaml_dict
import pytest

from .files import INTEGRATION, PROJECT, read_json

BLUEPRINTS = sorted((PROJECT / "blueprints" / "automation" / "plate_recognizer").glob("*.yaml"))
REPOSITORY = read_json(INTEGRATION / "manifest.json")["documentation"]


def blueprint(path: Path) -> Blueprint:
    """Read a blueprint as Home Assistant does."""
    return Blueprint(
        load_yaml_dict(path), expected_domain="automation", schema=AUTOMATION_BLUEPRINT_SCHEMA
    )


@pytest.mark.parametrize("path", BLUEPRINTS, ids=lambda path: path.stem)
def test_a_blueprint_keeps_home_assistants_schema_and_says_where_it_comes_from(path: Path) -> None:
    read = blueprint(path)

    assert read.validate() is None
    assert read.name.startswith("Plate Recognizer: ")
    address = f"{REPOSITORY}/blob/main/{path.relative_to(PROJECT).as_posix()}"
    assert read.metadata["source_url"] == address
    needed = json.loads((PROJECT / "hacs.json").read_text())["homeassistant"]
    assert read.metadata["homeassistant"]["min_version"] == needed


@pytest.mark.parametrize("path", BLUEPRINTS, ids=lambda path: path.stem)
def test_every_input_has_a_name_and_a_selector(path: Path) -> None:
    inputs: dict[str, Any] = blueprint(path).inputs
    for key, each in inputs.items():
        assert each.get("name"), key
        assert each.get("selector"), key


@pytest.mark.parametrize("path", BLUEPRINTS, ids=lambda path: path.stem)
def test_the_guide_has_a_button_that_imports_it(path: Path) -> None:
    address = blueprint(path).metadata["source_url"]
    quoted = address.replace(":", "%3A").replace("/", "%2F")
    button = f"https://my.home-assistant.io/redirect/blueprint_import/?blueprint_url={quoted}"
    assert button in (PROJECT / "docs" / "automations.md").read_text()
