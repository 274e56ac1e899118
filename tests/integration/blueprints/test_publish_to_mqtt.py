"""The blueprint that publishes sightings and visits, with Home Assistant's own MQTT integration."""

from collections.abc import Callable
import json
import re
from typing import Any, NamedTuple
from unittest.mock import MagicMock

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    async_capture_events,
    async_fire_mqtt_message,
)

from custom_components.plate_recognizer.const import EVENT_SIGHTING, EVENT_VISIT_STARTED
from sandbox.process import SandboxProcess

from ..answers import plate
from ..bus_events import STRANGER, UNREAD, sighting, simulated, tell, visit
from ..conftest import (
    add_cameras,
    camera_subentry,
    cloud_entry,
    plate_list_subentry,
    scan,
    set_up,
    vehicle_subentry,
)
from ..fake_camera import FakeCamera, jpeg
from .running import automate

STRANGERS_PLATE = "XY98ZZZ"
OF_THE_PLATE: dict[str, Any] = {
    "plate_raw": STRANGERS_PLATE.lower(),
    "candidates": [{"plate": STRANGERS_PLATE, "score": 0.9}],
    "user_data": STRANGERS_PLATE,
    "timestamp": f"{STRANGERS_PLATE} at noon",
    "resembles": {"vehicle_id": f"01LIST:{STRANGERS_PLATE}", "match": "lookalike"},
    "something_new": STRANGERS_PLATE,
}
"""Where else the plate of a stranger can stand, as far as anybody knows, and farther."""
HOSTILE_NAMES = [
    "Gate/sighting/#",
    "+/+",
    "#",
    "/",
    "$SYS/broker",
    "../visit",
    "",
    "Straße 北门",
    "🚗",
    "line\nbreak \x00",
    "{{ 'x' }}",
    "12",
    None,
]
ONE_LEVEL = r"[a-z0-9_]+"
BESIDE = {"xmin": 20, "ymin": 120, "xmax": 90, "ymax": 140}
"""The plate of another vehicle on the same picture."""


class Message(NamedTuple):
    """What was published."""

    topic: str
    payload: Any
    qos: int
    retain: bool


type Published = Callable[[], list[Message]]


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Have nobody mind that Home Assistant's MQTT client looks after its connection each second."""
    return True


@pytest.fixture
def published(mqtt_mock: MagicMock, mqtt_client_mock: MagicMock) -> Published:
    """Read what was published so far. The broker is played; what it is asked for is checked."""

    def read() -> list[Message]:
        calls = (call.args for call in mqtt_client_mock.publish.call_args_list)
        return [
            Message(topic, json.loads(payload), qos, retain)
            for topic, payload, qos, retain, *_ in calls
        ]

    return read


async def happen(hass: HomeAssistant, event: str, data: dict[str, Any]) -> None:
    await tell(hass, event, data)
    await hass.async_block_till_done()


@pytest.mark.parametrize(
    ("event", "data", "topic"),
    [
        ("sighting", sighting(camera="North Gate"), "plate_recognizer/sighting/north_gate"),
        ("visit_started", visit(), "plate_recognizer/visit/driveway/started"),
        ("visit_ended", visit(end_reason="left"), "plate_recognizer/visit/driveway/ended"),
    ],
)
async def test_what_happens_to_a_known_vehicle_is_published_as_the_event_bus_tells_it(
    hass: HomeAssistant, published: Published, event: str, data: dict[str, Any], topic: str
) -> None:
    await automate(hass, "publish_to_mqtt")
    await happen(hass, event, data)
    assert published() == [Message(topic, data, 1, retain=False)]


@pytest.mark.parametrize("who", [STRANGER, UNREAD], ids=["stranger", "unread"])
@pytest.mark.parametrize("event", ["sighting", "visit_started", "visit_ended"])
async def test_the_plate_of_whoever_is_not_known_stands_nowhere(
    hass: HomeAssistant, published: Published, event: str, who: dict[str, Any]
) -> None:
    make = sighting if event == "sighting" else visit
    data = make(**{**who, **OF_THE_PLATE, "color": "red"})
    await automate(hass, "publish_to_mqtt")
    await happen(hass, event, data)

    [message] = published()

    hidden = {"plate", *OF_THE_PLATE}
    assert message.payload == {key: None if key in hidden else value for key, value in data.items()}
    assert STRANGERS_PLATE not in json.dumps(message).upper()


@pytest.mark.parametrize("who", [STRANGER, UNREAD], ids=["stranger", "unread"])
async def test_who_asks_for_the_plates_of_strangers_gets_all(
    hass: HomeAssistant, published: Published, who: dict[str, Any]
) -> None:
    data = sighting(**{**who, **OF_THE_PLATE})
    await automate(hass, "publish_to_mqtt", strangers_plates=True)
    await happen(hass, "sighting", data)
    assert [message.payload for message in published()] == [data]


@pytest.mark.parametrize("status", ["blocked", "expired", "ignored"])
async def test_whoever_was_added_is_no_stranger(
    hass: HomeAssistant, published: Published, status: str
) -> None:
    await automate(hass, "publish_to_mqtt")
    await happen(hass, "sighting", sighting(status=status))
    assert [message.payload["plate"] for message in published()] == ["AB12CDE"]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
async def test_a_name_is_one_level_of_the_topic_whatever_it_is(
    hass: HomeAssistant, published: Published, name: str | None
) -> None:
    await automate(hass, "publish_to_mqtt")
    await happen(hass, "sighting", sighting(camera=name))
    await happen(hass, "visit_started", visit(place=name))

    seen, begun = published()

    assert re.fullmatch(f"plate_recognizer/sighting/{ONE_LEVEL}", seen.topic)
    assert re.fullmatch(f"plate_recognizer/visit/{ONE_LEVEL}/started", begun.topic)
    assert (seen.payload["camera"], begun.payload["place"]) == (name, name)


@pytest.mark.parametrize(
    ("prefix", "topic"),
    [
        ("home/plates", "home/plates/sighting/driveway"),
        (" /home/ ", "home/sighting/driveway"),
        ("1.50", "1.50/sighting/driveway"),
        ("", "plate_recognizer/sighting/driveway"),
    ],
)
async def test_topics_begin_with_the_prefix(
    hass: HomeAssistant, published: Published, prefix: str, topic: str
) -> None:
    await automate(hass, "publish_to_mqtt", prefix=prefix)
    await happen(hass, "sighting", sighting())
    assert [message.topic for message in published()] == [topic]


@pytest.mark.parametrize("qos", ["0", "2"])
async def test_the_quality_of_service_is_what_was_chosen(
    hass: HomeAssistant, published: Published, qos: str
) -> None:
    await automate(hass, "publish_to_mqtt", qos=qos)
    await happen(hass, "sighting", sighting())
    assert [message.qos for message in published()] == [int(qos)]


@pytest.mark.parametrize(
    ("what", "topics"),
    [
        (["sightings"], ["sighting/driveway"]),
        (["visits"], ["visit/driveway/started", "visit/driveway/ended"]),
        (["here"], []),
    ],
)
async def test_only_what_was_chosen_is_published(
    hass: HomeAssistant, published: Published, what: list[str], topics: list[str]
) -> None:
    await automate(hass, "publish_to_mqtt", what=what)
    await happen(hass, "sighting", sighting())
    await happen(hass, "visit_started", visit())
    await happen(hass, "visit_ended", visit(end_reason="timeout"))
    assert [message.topic for message in published()] == [
        f"plate_recognizer/{each}" for each in topics
    ]


async def test_only_what_happens_at_the_chosen_places_is_published(
    hass: HomeAssistant, published: Published
) -> None:
    await automate(hass, "publish_to_mqtt", places=[" STRASSE "])
    for place in ("Street", None, "Straße"):
        await happen(hass, "sighting", sighting(place=place))
        await happen(hass, "visit_started", visit(place=place))
    assert [message.payload["place"] for message in published()] == ["Straße", "Straße"]


async def test_a_simulation_is_not_published(hass: HomeAssistant, published: Published) -> None:
    await automate(hass, "publish_to_mqtt")
    await happen(hass, "simulated_sighting", simulated())
    assert published() == []


async def test_what_happens_at_once_is_published_in_its_order_and_nothing_is_lost(
    hass: HomeAssistant, published: Published
) -> None:
    await automate(hass, "publish_to_mqtt")
    ids = [f"{number:03}" for number in range(200)]
    for each in ids:
        hass.bus.async_fire(EVENT_SIGHTING, sighting(sighting_id=each))
    await hass.async_block_till_done()
    assert [message.payload["sighting_id"] for message in published()] == ids


async def test_who_is_here_is_retained_for_each_place_when_a_visit_begins(
    hass: HomeAssistant, published: Published, cloud: SandboxProcess
) -> None:
    await add_cameras(hass, "Gate", "Street")
    cameras = (
        camera_subentry("Gate", "01GATE", place="Gate/#"),
        camera_subentry("Street", "01STREET"),
    )
    golf = vehicle_subentry("Golf", "AB12 CDE")
    neighbours = plate_list_subentry("Neighbours", "CD34 EFG,Carl")
    away = vehicle_subentry("Van", "HI56 JKL")
    await set_up(hass, cloud_entry(cloud, *cameras, golf, neighbours, away))
    await automate(hass, "publish_to_mqtt", what=["here"])

    cloud.answer([plate("ab12cde"), plate("cd34efg", box=BESIDE)])
    await scan(hass, "gate")

    assert {message.topic for message in published()} == {
        "plate_recognizer/place/gate/here",
        "plate_recognizer/place/street/here",
    }
    assert {(message.qos, message.retain) for message in published()} == {(1, True)}
    last = {message.topic.split("/")[2]: message.payload for message in published()}
    assert last == {
        "gate": {"place": "Gate/#", "occupied": True, "vehicles": ["Golf", "Neighbours"]},
        "street": {"place": "Street", "occupied": False, "vehicles": []},
    }


async def test_a_stranger_occupies_a_place_and_is_not_named(
    hass: HomeAssistant, published: Published, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry()))
    await automate(hass, "publish_to_mqtt", what=["here"], retain=False, strangers_plates=True)

    cloud.answer([plate(STRANGERS_PLATE.lower())])
    await scan(hass)

    here = {"place": "Driveway", "occupied": True, "vehicles": []}
    assert published() == [Message("plate_recognizer/place/driveway/here", here, 1, retain=False)]


async def test_of_a_stranger_whom_a_scan_shows_all_is_told_but_the_plate(
    hass: HomeAssistant, published: Published, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry()))
    await automate(hass, "publish_to_mqtt", what=["sightings", "visits"])
    told = [async_capture_events(hass, event) for event in (EVENT_SIGHTING, EVENT_VISIT_STARTED)]

    cloud.answer([])
    await scan(hass)
    camera.picture = jpeg(color="red")
    cloud.answer([plate(STRANGERS_PLATE.lower())])
    await scan(hass)

    [[seen], [begun]] = told
    for event, message in zip((seen, begun), published(), strict=True):
        hidden = {key for key, value in event.data.items() if value != message.payload[key]}
        assert message.payload.keys() == event.data.keys()
        assert hidden == {"plate", "plate_raw", "candidates"} & event.data.keys()
        assert STRANGERS_PLATE not in json.dumps(message).upper()


@pytest.mark.parametrize("places", [[], ["driveway"], ["Elsewhere"]])
async def test_each_time_that_home_assistant_has_connected_it_says_who_is_here(
    hass: HomeAssistant,
    published: Published,
    cloud: SandboxProcess,
    camera: FakeCamera,
    places: list[str],
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry()))
    await automate(hass, "publish_to_mqtt", places=places)

    for said in ("offline", "online"):
        async_fire_mqtt_message(hass, "homeassistant/status", said)
        await hass.async_block_till_done()

    here = {"place": "Driveway", "occupied": False, "vehicles": []}
    expected = Message("plate_recognizer/place/driveway/here", here, 1, retain=True)
    assert published() == ([] if places == ["Elsewhere"] else [expected])


async def test_run_by_hand_it_says_who_is_here(
    hass: HomeAssistant, published: Published, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry()))
    await automate(hass, "publish_to_mqtt")

    await hass.services.async_call(
        "automation", "trigger", {"entity_id": "automation.tested"}, blocking=True
    )
    await hass.async_block_till_done()

    assert [message.topic for message in published()] == ["plate_recognizer/place/driveway/here"]
