"""Actions, triggers and conditions are described as Home Assistant reads them, where there are any.

Home Assistant leaves out what it can't read, and only logs it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from homeassistant.helpers import condition, service
from homeassistant.helpers.trigger import descriptions as trigger
from homeassistant.util.yaml import load_yaml_dict
import pytest
import voluptuous as vol

from .files import INTEGRATION

# The schemas are private, and the only ones that there are outside of Home Assistant's repository.
SCHEMAS = {
    "services.yaml": service._SERVICES_SCHEMA,
    "triggers.yaml": trigger._TRIGGERS_DESCRIPTION_SCHEMA,
    "conditions.yaml": condition._CONDITIONS_DESCRIPTION_SCHEMA,
}


def described(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the descriptions in an integration's folder, as far as Home Assistant accepts them."""
    for name, schema in SCHEMAS.items():
        if (path := folder / name).exists():
            yield schema(load_yaml_dict(path))


def test_what_is_described_keeps_home_assistants_schemas() -> None:
    for description in described(INTEGRATION):
        assert description


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_mistake_in_a_description_is_found(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("open: {fields: {plate: {selector: {text: {}}}}}")
    assert len(list(described(tmp_path))) == 1

    (tmp_path / name).write_text("open: {fields: {plate: {selector: {plates: {}}}}}")
    with pytest.raises(vol.Invalid, match=r"at 'open\.fields\.plate\."):
        list(described(tmp_path))
