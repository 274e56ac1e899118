"""Icons exist, and stand where Home Assistant looks for them."""

import pytest
import voluptuous as vol

from .files import INTEGRATION, planted, read_json
from .icon_schema import ICON_SCHEMA

ICONS = read_json(INTEGRATION / "icons.json")


def test_the_icons_keep_the_schema() -> None:
    ICON_SCHEMA(ICONS)


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        ("entities", {}, "not a valid option.* at 'entities'"),
        ("entity.planted", {}, "must be one of"),
        ("services.planted", {"service": "mdi:licence-plate"}, "no icon mdi:licence-plate"),
        ("services.planted", {}, "required key not provided at 'services.planted.service'"),
        ("entity.sensor.Planted", {}, "expected pattern"),
        ("entity.sensor.planted.icon", "mdi:car", "not a valid option"),
        ("entity.sensor.planted.default", "mdi:licence-plate", "no icon mdi:licence-plate"),
        ("entity.sensor.planted.default", "car", "no icon car"),
        ("triggers.vehicle_left.trigger", "mdi:licence-plate", "no icon mdi:licence-plate"),
        ("conditions.planted", {}, "required key"),
        ("entity.sensor.planted.state.on", "hass:car", "no icon hass:car"),
        ("entity.sensor.planted.state_attributes.x.state.on", "phu:car", "no icon phu:car"),
        (
            "entity.sensor.planted",
            {"default": "mdi:car", "state": {"on": "mdi:car"}},
            "the state on has the default icon at 'entity.sensor.planted'",
        ),
        (
            "entity.sensor.planted.state_attributes.x",
            {"default": "mdi:car", "state": {"on": "mdi:car"}},
            "the state on has the default icon at 'entity.sensor.planted.state_attributes.x'",
        ),
    ],
)
def test_a_mistake_in_the_icons_is_found(path: str, value: object, complaint: str) -> None:
    with pytest.raises(vol.Invalid, match=complaint):
        ICON_SCHEMA(planted(ICONS, path, value))
