"""Actions, triggers and conditions are described as Home Assistant and hassfest read them.

Home Assistant leaves out what it can't read, and only logs it.
"""

from collections.abc import Iterator
from pathlib import Path
import re
from typing import Any, Final

from homeassistant.util.yaml import load_yaml_dict
import pytest
import voluptuous as vol

from .description_schema import SCHEMAS, unworded
from .files import INTEGRATION, read_json

TEXTS: Final = read_json(INTEGRATION / "translations" / "en.json")
ICONS: Final = read_json(INTEGRATION / "icons.json")
REGISTERING: Final = {
    "services.yaml": (r"services\.async_register|async_register_admin_service", "services"),
    "triggers.yaml": (r"def async_get_triggers", "triggers"),
    "conditions.yaml": (r"def async_get_conditions", "conditions"),
}
"""What in the code asks for the file, and where its texts and icons stand."""


def described(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the descriptions in an integration's folder, by their files."""
    for name, schema in SCHEMAS.items():
        if (path := folder / name).exists():
            yield name, schema(load_yaml_dict(path))


def undescribed(folder: Path) -> set[str]:
    """Return the files that are not there, although the code registers what they describe."""
    sources = [path.read_text() for path in folder.rglob("*.py")]
    return {
        name
        for name, (pattern, _) in REGISTERING.items()
        if not (folder / name).exists() and any(re.search(pattern, each) for each in sources)
    }


def test_what_is_described_keeps_the_schemas() -> None:
    assert {name for name, each in described(INTEGRATION) if each} == SCHEMAS.keys()


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_has_its_words_and_its_icon(name: str) -> None:
    description = dict(described(INTEGRATION))[name]
    _, section = REGISTERING[name]
    assert TEXTS[section].keys() == ICONS[section].keys() == description.keys()
    assert unworded(description, TEXTS["selector"]) == set()


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize(
    ("planted", "complaint"),
    [
        ("{fields: {plate: {selector: {plates: {}}}}}", r"at 'open\.fields\.plate\."),
        ("{fields: {plate: {}}}", r"required key not provided at 'open\.fields\.plate\.selector"),
        ("{fields: {plate: {selector: {text: {}}, name: Plate}}}", "not a valid option"),
        ("{fields: {plate: {selector: {text: {}}, default: }}}", "is empty"),
        ("{fields: {plate: {selector: {text: {}}, required: often}}}", "expected bool"),
        ("{field: {plate: {selector: {text: {}}}}}", "not a valid option.* at 'open.field'"),
    ],
)
def test_a_mistake_in_a_description_is_found(
    name: str, planted: str, complaint: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text("open: {fields: {plate: {selector: {text: {}}}}}")
    assert len(list(described(tmp_path))) == 1

    (tmp_path / name).write_text(f"open: {planted}")
    with pytest.raises(vol.Invalid, match=complaint):
        list(described(tmp_path))


def test_a_choice_without_words_is_found() -> None:
    choice = {"translation_key": "color", "options": ["red", "green"]}
    description = {"open": {"fields": {"color": {"selector": {"select": choice}}}}}

    assert unworded(description, {"color": {"options": {"red": "Red"}}}) == {"open.color.green"}
    assert unworded(description, {}) == {"open.color.red", "open.color.green"}


def test_nothing_is_registered_that_is_not_described() -> None:
    assert undescribed(INTEGRATION) == set()


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("hass.services.async_register(DOMAIN, 'open', open)", "services.yaml"),
        ("async_register_admin_service(hass, DOMAIN, 'open', open)", "services.yaml"),
        ("async def async_get_triggers(hass): ...", "triggers.yaml"),
        ("async def async_get_conditions(hass): ...", "conditions.yaml"),
    ],
)
def test_a_description_that_is_missing_is_found(source: str, missing: str, tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(source)
    assert undescribed(tmp_path) == {missing}
