"""Every action, each of its fields and each key of its answer is in the reference."""

from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.plate_recognizer.actions import ACTIONS
from custom_components.plate_recognizer.actions.action import Action
from custom_components.plate_recognizer.const import DOMAIN
from sandbox.process import SandboxProcess
from tests.integration.action import act
from tests.integration.answers import MMC, SEDAN, plate
from tests.integration.conftest import camera_subentry, cloud_entry, scan, set_up, vehicle_subentry
from tests.migration.old_texts import FULL, with_lines

from .descriptions import answer_keys, event_keys
from .differences import differences
from .english import node
from .fields import default, described, is_needed, markers
from .pages.actions import further

ACTION = pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)

OLD: Final = FULL + "".join(
    f"{line}\n"
    for line in (
        "  - platform: platerecognizer",
        "    api_token: a-token-that-nobody-may-see",
        "    server: http://sdk.lan:8080/v1/plate-reader/",
        "    regions: [fr]",
        "    source:",
        "      - entity_id: camera.gate_2",
    )
)
"""An SDK with cameras that are read differently."""
OLD_OF_HERE: Final = with_lines("watched_plates: [ab12cde, xy98zzz]")
"""The account that is set up, with a plate that it knows."""


@pytest.fixture
async def seen(hass: HomeAssistant, cloud: SandboxProcess, camera: object) -> MockConfigEntry:
    """An account that knows a Golf, which has been seen, and then one that looks like it."""
    golf = vehicle_subentry("Golf", "AB12 CDE", may_open=True)
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry(), golf))
    cloud.answer([plate("ab12cde", vehicle=SEDAN, **MMC)])
    await scan(hass)
    return entry


CALLS: Final[dict[str, list[dict[str, Any]]]] = {
    "add_vehicle": [{"name": "Polo", "plates": "XY98 ZZZ"}],
    "delete_sightings": [{"plate": "AB12 CDE"}],
    "get_decisions": [{}],
    "get_sightings": [{}],
    "propose_migration": [{"yaml": OLD}, {"yaml": OLD_OF_HERE}],
    "recognize": [
        {"camera_entity_id": "camera.driveway"},
        {"camera_entity_id": "camera.driveway", "camera": "Driveway", "record": True},
    ],
    "remove_vehicle": [{"vehicle_id": "01VEHICLE0000000000000GOLF"}],
    "simulate_sighting": [
        {"camera": "Driveway", "plate": "AB12CDE"},
        {"camera": "Driveway", "plate": "AB12C0E", "category": "guest"},
        {"camera": "Driveway", "plate": "AB12CDE", "score": 0.1},
    ],
}


@ACTION
@pytest.mark.usefixtures("seen")
async def test_an_action_answers_what_the_reference_says(
    hass: HomeAssistant, cloud: SandboxProcess, action: Action
) -> None:
    cloud.answer([plate("ab12cde", vehicle=SEDAN, **MMC)], times=2)

    answers = [await act(hass, action.name, **fields) for fields in CALLS[action.name]]

    assert differences(answers, answer_keys(action.name)) == []
    for answer in answers:
        for key, each in answer_keys(action.name).items():
            assert_is_of_events(each.kind, answer.get(key))


OF_EVENTS: Final = {
    "sighting": "sighting",
    "sightings": "sighting",
    "detections": "sighting",
    "visit": "visit",
}
"""Kinds of values that have the keys of an event."""


def assert_is_of_events(kind: str, value: Any) -> None:  # noqa: ANN401 - as actions answer
    """Make sure that what is said to be a sighting or a visit has its keys."""
    if kind not in OF_EVENTS:
        return
    keys = {key for key in event_keys(OF_EVENTS[kind]) if "." not in key}
    told = value if isinstance(value, list) else [value]
    assert told
    assert all(each.keys() == keys for each in told)


@pytest.mark.usefixtures("seen")
async def test_the_actions_that_are_registered_are_those_of_the_reference(
    hass: HomeAssistant,
) -> None:
    registered = hass.services.async_services_for_domain(DOMAIN)

    assert registered.keys() == {action.name for action in ACTIONS}
    assert registered.keys() == described("services.yaml").keys() == node("services").keys()


@ACTION
@pytest.mark.usefixtures("seen")
async def test_each_field_that_an_action_takes_is_in_the_reference(
    hass: HomeAssistant, action: Action
) -> None:
    service = hass.services.async_services_for_domain(DOMAIN)[action.name]
    shown = described("services.yaml")[action.name]["fields"]

    assert isinstance(service.schema, vol.Schema)
    assert service.supports_response is action.answers
    assert markers(service.schema.schema).keys() == {*shown, *further(action)}
    assert shown.keys() == node("services", action.name)["fields"].keys()
    assert {*further(action)} <= event_keys("sighting").keys()


@ACTION
def test_the_editor_and_the_code_have_the_same_default_of_a_field(action: Action) -> None:
    """Where both have one. Else the other one's is meant."""
    checked = markers(action.schema.schema)
    for name, field in described("services.yaml")[action.name]["fields"].items():
        by_code = getattr(checked[name], "default", vol.UNDEFINED)
        if "default" in field and by_code is not vol.UNDEFINED:
            assert field["default"] == by_code(), name
            assert default(field, checked[name])


@ACTION
async def test_a_field_that_is_needed_is_refused_where_it_is_missing(
    hass: HomeAssistant, seen: MockConfigEntry, action: Action
) -> None:
    checked = markers(action.schema.schema)
    shown = described("services.yaml")[action.name]["fields"]
    needed = [name for name, field in shown.items() if is_needed(field, checked[name])]
    for name in needed:
        fields = {key: each for key, each in CALLS[action.name][0].items() if key != name}
        with pytest.raises((ServiceValidationError, vol.Invalid)):
            await act(hass, action.name, **fields)
