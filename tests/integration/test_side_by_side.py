"""The older integration, or any other plate reader in YAML, goes on beside this one."""

from typing import override

from homeassistant.components.image_processing import (
    DOMAIN as IMAGE_PROCESSING,
    ImageProcessingEntity,
)
from homeassistant.core import Event, HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockModule,
    MockPlatform,
    async_capture_events,
    mock_integration,
    mock_platform,
)

from custom_components.plate_recognizer.const import EVENT_FOUND_PLATE, EVENT_SIGHTING
from sandbox.process import SandboxProcess

from .answers import plate
from .conftest import camera_subentry, cloud_entry, scan, set_up
from .fake_camera import FakeCamera

OLD_EVENT = "platerecognizer.vehicle_detected"
OLD_ENTITY = "image_processing.platerecognizer_driveway"


class OldReader(ImageProcessingEntity):
    """Fires for each picture what an older reader does."""

    _attr_name = "platerecognizer_driveway"
    _attr_camera_entity = "camera.driveway"
    _attr_should_poll = False

    def __init__(self, event_type: str) -> None:
        self._event_type = event_type

    @override
    async def async_process_image(self, image: bytes) -> None:
        data = {"plate": "ab12cde", "confidence": 0.9, "entity_id": self.entity_id}
        self.hass.bus.async_fire(self._event_type, data)


async def set_up_old_reader(hass: HomeAssistant, fires: str) -> None:
    mock_integration(hass, MockModule("platerecognizer"))

    async def set_up_platform(hass, config, add_entities, discovery_info=None) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        add_entities([OldReader(fires)])

    platform = MockPlatform(async_setup_platform=set_up_platform)
    mock_platform(hass, "platerecognizer.image_processing", platform)
    given = {IMAGE_PROCESSING: [{"platform": "platerecognizer"}]}
    assert await async_setup_component(hass, IMAGE_PROCESSING, given)
    await hass.async_block_till_done()


@pytest.fixture
async def account(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> MockConfigEntry:
    """An account that is added while the older reader runs."""
    return cloud_entry(cloud, camera_subentry())


async def scan_both(hass: HomeAssistant, cloud: SandboxProcess, text: str = "ab12cde") -> None:
    cloud.answer([plate(text)])
    await hass.services.async_call(
        IMAGE_PROCESSING, "scan", {"entity_id": OLD_ENTITY}, blocking=True
    )
    await scan(hass)


def senders(events: list[Event]) -> list[str]:
    return [event.data["entity_id"] for event in events]


async def test_both_read_the_same_camera_each_with_its_own_entity_and_events(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    await set_up_old_reader(hass, OLD_EVENT)
    await set_up(hass, account)
    old, new, found = (
        async_capture_events(hass, each) for each in (OLD_EVENT, EVENT_SIGHTING, EVENT_FOUND_PLATE)
    )

    await scan_both(hass, cloud)

    assert (len(old), len(new)) == (1, 1)
    assert senders(found) == ["image_processing.driveway_plates"], "the older one fires none"


async def test_removing_the_account_leaves_the_older_reader_at_work(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await set_up_old_reader(hass, OLD_EVENT)
    await set_up(hass, account)
    old = async_capture_events(hass, OLD_EVENT)

    await hass.config_entries.async_remove(account.entry_id)
    await hass.services.async_call(
        IMAGE_PROCESSING, "scan", {"entity_id": OLD_ENTITY}, blocking=True
    )

    assert len(old) == 1
    assert hass.states.get("image_processing.driveway_plates") is None


async def test_beside_a_reader_that_fires_found_plate_a_car_is_told_once_if_it_is_turned_off(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    await set_up_old_reader(hass, EVENT_FOUND_PLATE)
    await set_up(hass, account)
    found = async_capture_events(hass, EVENT_FOUND_PLATE)

    await scan_both(hass, cloud)
    assert senders(found) == [OLD_ENTITY, "image_processing.driveway_plates"]

    found.clear()
    form = await hass.config_entries.options.async_init(account.entry_id)
    await hass.config_entries.options.async_configure(
        form["flow_id"], {"mmc": False, "engine": {}, "found_plate": False}
    )
    await hass.async_block_till_done()
    sightings = async_capture_events(hass, EVENT_SIGHTING)
    await scan_both(hass, cloud, "xy98zzz")

    assert senders(found) == [OLD_ENTITY]
    assert len(sightings) == 1, "everything else goes on"
