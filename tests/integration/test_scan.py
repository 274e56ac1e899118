"""A scan, from the camera's picture to entities and events."""

from typing import Any

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events
from syrupy.assertion import SnapshotAssertion

from custom_components.plate_recognizer.const import (
    EVENT_FOUND_PLATE,
    EVENT_SIGHTING,
    EVENT_VISIT_STARTED,
)
from sandbox.process import SandboxProcess
from tests.contract import SIGHTING_KEYS

from .answers import MMC, NO_VEHICLE, PLATE_BOX, SEDAN, VEHICLE_BOX, plate
from .conftest import CAMERA_SUBENTRY, camera_subentry, cloud_entry, lookups_at, scan, set_up
from .fake_camera import FakeCamera, jpeg

NOW = "2026-03-01T12:00:00+00:00"


def state(hass: HomeAssistant, entity_id: str) -> str:
    """Return the state of an entity that exists."""
    found = hass.states.get(entity_id)
    assert found is not None, entity_id
    return found.state


@pytest.mark.usefixtures("account")
@pytest.mark.freeze_time(NOW)
async def test_a_read_plate_reaches_every_entity(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.answer([plate("ab12cde", vehicle=SEDAN, **MMC)])

    await scan(hass)

    states = {
        found.entity_id: found
        for found in hass.states.async_all()
        if "driveway" in found.entity_id and found.domain != "camera"
    }
    assert states["image_processing.driveway_plates"].state == "AB12CDE"
    assert states["image_processing.driveway_plates"].attributes["plates"] == {"AB12CDE": 95.0}
    assert states["image_processing.driveway_plates"].attributes["vehicles"] == 1
    expected = {
        "plate": "AB12CDE",
        "region": "gb",
        "score": "0.95",
        "vehicle_type": "sedan",
        "make_model": "Riley RMF",
        "color": "black",
        "orientation": "front",
        "last_seen": NOW,
        "decision": "sighted",
    }
    assert {key: states[f"sensor.driveway_{key}"].state for key in expected} == expected
    assert states["event.driveway_sighting"].attributes["event_type"] == "stranger"
    assert states["event.driveway_sighting"].attributes.keys() >= SIGHTING_KEYS
    assert states["event.driveway_sighting"].attributes["plate"] == "AB12CDE"
    [detection] = states["image_processing.driveway_plates"].attributes["detections"]
    assert (detection["plate"], detection["box"]) == ("AB12CDE", PLATE_BOX)
    assert states["sensor.driveway_decision"].attributes["vehicles"] == 1
    for entity_id in ("image_processing.driveway_plates", "sensor.driveway_decision"):
        info = states[entity_id].state_info
        assert info is not None
        assert info["unrecorded_attributes"] & {"detections", "*"}, (
            "what only the moment needs is not kept"
        )


@pytest.mark.usefixtures("camera")
async def test_entities_of_an_account_with_a_camera(
    hass: HomeAssistant, cloud: SandboxProcess, snapshot: SnapshotAssertion
) -> None:
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))

    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    assert {
        each.entity_id: (
            each.unique_id,
            each.translation_key,
            each.config_subentry_id,
            each.entity_category,
            each.original_device_class,
            each.unit_of_measurement,
            each.capabilities,
        )
        for each in sorted(entities, key=lambda each: each.entity_id)
    } == snapshot


@pytest.mark.usefixtures("camera")
async def test_a_camera_is_a_device_under_its_account(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))

    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    account, camera = sorted(devices, key=lambda device: device.via_device_id is not None)
    assert (account.name, account.model, account.entry_type) == (
        "Snapshot Cloud",
        "Snapshot Cloud",
        dr.DeviceEntryType.SERVICE,
    )
    assert (camera.name, camera.via_device_id, camera.config_subentry_id) == (
        "Driveway",
        account.id,
        CAMERA_SUBENTRY,
    )


@pytest.mark.freeze_time(NOW)
async def test_the_bus_event_has_every_key_of_the_contract(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    started = async_capture_events(hass, EVENT_VISIT_STARTED)
    cloud.answer([plate("ab12cde", vehicle=SEDAN, **MMC)])

    await scan(hass)

    [event] = events
    [visit] = started
    assert event.data.keys() == SIGHTING_KEYS
    device = dr.async_get(hass).async_get_device_by_identifier(
        ("plate_recognizer", CAMERA_SUBENTRY), account.entry_id
    )
    assert device is not None
    assert event.data == {
        **dict.fromkeys(SIGHTING_KEYS),
        "sighting_id": event.data["sighting_id"],
        "visit_id": visit.data["visit_id"],
        "account_id": account.entry_id,
        "place": "Driveway",
        "camera": "Driveway",
        "camera_entity_id": "camera.driveway",
        "device_id": device.id,
        "source": "action",
        "plate": "AB12CDE",
        "plate_raw": "ab12cde",
        "score": 0.95,
        "dscore": 0.9,
        "candidates": [{"plate": "AB12CDE", "score": 0.95}],
        "region": "gb",
        "region_score": 0.7,
        "vehicle_type": "Sedan",
        "vehicle_score": 0.8,
        "make": "Riley",
        "model": "RMF",
        "color": "black",
        "orientation": "Front",
        "box": PLATE_BOX,
        "vehicle_box": VEHICLE_BOX,
        "image_width": 320,
        "image_height": 240,
        "match": "none",
        "status": "stranger",
        "status_reason": "no_match",
        "reads": 1,
        "sure": True,
        "taken_at": NOW,
    }


@pytest.mark.usefixtures("account")
async def test_every_vehicle_of_a_picture_has_its_own_event(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ef34ghj", 0.8), plate("ab12cde", 0.95), plate("smudge1", 0.5)])

    await scan(hass)

    assert [(event.data["plate"], event.data["status"]) for event in events] == [
        ("AB12CDE", "stranger"),
        ("EF34GHJ", "stranger"),
        (None, "unread"),
    ]
    assert len({event.data["sighting_id"] for event in events}) == 3
    assert [event.data["sure"] for event in events] == [True, False, False]
    plates = hass.states.get("image_processing.driveway_plates")
    assert plates is not None
    assert plates.attributes["plates"] == {"AB12CDE": 95.0, "EF34GHJ": 80.0}
    assert plates.attributes["vehicles"] == 3


@pytest.mark.usefixtures("account")
async def test_what_an_event_sets_off_finds_the_states_that_belong_to_it(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    shown: list[str] = []

    @callback
    def note(_event: Event[Any]) -> None:
        shown.extend(
            state(hass, entity_id)
            for entity_id in ("sensor.driveway_plate", "image_processing.driveway_plates")
        )

    hass.bus.async_listen(EVENT_SIGHTING, note)
    async_track_state_change_event(hass, "event.driveway_sighting", note)
    cloud.answer([plate("ab12cde")])

    await scan(hass)

    assert shown == ["AB12CDE"] * 4


@pytest.mark.usefixtures("account")
async def test_a_plate_that_was_not_read_keeps_the_last_one_that_was(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    cloud.answer([plate("smudge1", 0.5, region="fr")])
    await scan(hass)

    assert state(hass, "sensor.driveway_plate") == "AB12CDE"
    assert state(hass, "sensor.driveway_region") == "gb"
    assert state(hass, "sensor.driveway_score") == "0.95"
    assert state(hass, "image_processing.driveway_plates") == "unknown"


@pytest.mark.usefixtures("account")
async def test_an_empty_driveway_says_so_and_keeps_what_was_seen_last(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    cloud.answer([])
    await scan(hass)

    assert state(hass, "image_processing.driveway_plates") == "unknown"
    assert state(hass, "sensor.driveway_decision") == "nothing_found"
    assert state(hass, "sensor.driveway_plate") == "AB12CDE"


@pytest.mark.usefixtures("account")
async def test_a_plate_read_twice_in_one_picture_counts_with_its_best_score(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.answer([plate("ab12cde", 0.8), plate("ab12cde", 0.95), plate("ab12cde", 0.9)])

    await scan(hass)

    plates = hass.states.get("image_processing.driveway_plates")
    assert plates is not None
    assert plates.attributes["plates"] == {"AB12CDE": 95.0}


@pytest.mark.usefixtures("account")
async def test_a_vehicle_type_of_two_words_is_a_slug_with_a_translation(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    pickup = {**SEDAN, "type": "Pickup Truck"}
    cloud.answer([plate("ab12cde", vehicle=pickup)])

    await scan(hass)

    assert state(hass, "sensor.driveway_vehicle_type") == "pickup_truck"


@pytest.mark.usefixtures("account")
async def test_a_text_far_too_long_for_a_plate_is_no_plate(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.answer([plate("a" * 300)])

    await scan(hass)

    assert state(hass, "sensor.driveway_plate") == "unknown"
    assert state(hass, "sensor.driveway_decision") == "sighted"


@pytest.mark.usefixtures("account")
async def test_what_is_no_plate_is_dropped(hass: HomeAssistant, cloud: SandboxProcess) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("14b02819", dscore=0.2)])

    await scan(hass)

    assert not events
    assert state(hass, "sensor.driveway_decision") == "nothing_found"


@pytest.mark.usefixtures("account")
async def test_the_apis_word_for_unknown_is_null(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    unknown: dict[str, Any] = {
        "color": [{"color": "unknown", "score": 0.4}],
        "orientation": [{"orientation": "Unknown", "score": 0.4}],
    }
    cloud.answer([plate("ab12cde", vehicle=NO_VEHICLE, **unknown)])

    await scan(hass)

    [event] = events
    assert event.data["vehicle_type"] is None
    assert event.data["vehicle_box"] is None
    assert event.data["color"] is None
    assert event.data["orientation"] is None
    assert state(hass, "sensor.driveway_vehicle_type") == "unknown"
    assert hass.states.get("sensor.driveway_color") is None


@pytest.mark.usefixtures("account")
async def test_sensors_of_a_paid_extra_appear_with_their_first_value(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    extras = [f"sensor.driveway_{key}" for key in ("make_model", "color", "orientation")]
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    assert [hass.states.get(entity_id) for entity_id in extras] == [None, None, None]

    cloud.answer([plate("ab12cde", vehicle=SEDAN, **MMC)])
    await scan(hass)
    assert [state(hass, entity_id) for entity_id in extras] == ["Riley RMF", "black", "front"]


async def test_what_is_sent_names_camera_time_and_settings(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    options = {"regions": ["gb", "us-ca"], "mmc": True, "engine": {"mode": "fast"}}
    await set_up(hass, cloud_entry(cloud, camera_subentry(), options=options))
    before = dt_util.utcnow()

    await scan(hass)

    [lookup] = lookups_at(cloud)
    assert lookup.fields["regions"] == ["gb", "us-ca"]
    assert lookup.fields["mmc"] == ["true"]
    assert lookup.fields["config"] == ['{"mode":"fast"}']
    assert lookup.fields["camera_id"] == [CAMERA_SUBENTRY]
    [timestamp] = lookup.fields["timestamp"]
    sent = dt_util.parse_datetime(timestamp, raise_on_error=True).replace(tzinfo=dt_util.UTC)
    assert abs((sent - before).total_seconds()) < 60
    assert camera.picture is not None


@pytest.mark.usefixtures("account")
async def test_a_small_upright_picture_is_sent_as_it_is(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    camera.picture = jpeg(640, 360)

    await scan(hass)

    [lookup] = lookups_at(cloud)
    assert lookup.file_size == len(camera.picture)


@pytest.mark.usefixtures("account")
async def test_found_plate_is_fired_once_while_the_plate_stays(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    events = async_capture_events(hass, EVENT_FOUND_PLATE)
    for results in ([plate("ab12cde")], [plate("ab12cde"), plate("ef34ghj", 0.5)], []):
        cloud.answer(results)
        await scan(hass)
    assert [dict(event.data) for event in events] == [
        {
            "plate": "AB12CDE",
            "entity_id": "image_processing.driveway_plates",
            "confidence": 95.0,
        }
    ]

    cloud.answer([plate("ab12cde")])
    await scan(hass)
    assert len(events) == 2


async def test_found_plate_can_be_switched_off(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), options={"found_plate": False}))
    events = async_capture_events(hass, EVENT_FOUND_PLATE)
    cloud.answer([plate("ab12cde")])

    await scan(hass)

    assert state(hass, "image_processing.driveway_plates") == "AB12CDE"
    assert not events
    assert camera.asked == 1


@pytest.mark.usefixtures("account")
async def test_the_button_scans_too(hass: HomeAssistant, cloud: SandboxProcess) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde")])

    await hass.services.async_call(
        "button", "press", {"entity_id": "button.driveway_scan"}, blocking=True
    )
    await hass.async_block_till_done()

    assert [event.data["source"] for event in events] == ["action"]
    assert float(state(hass, "sensor.driveway_lookup_duration")) > 0
    assert state(hass, "sensor.driveway_plate") == "AB12CDE"
