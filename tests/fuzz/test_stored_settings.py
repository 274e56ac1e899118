"""Settings as Home Assistant's files have them, after somebody has edited those by hand.

Whatever they say, an account is set up, or refused with the name of the setting; what is damaged of
one camera or vehicle costs no other one; and each dialog opens in which it can be mended.
"""

from homeassistant.config_entries import SOURCE_RECONFIGURE
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from hypothesis import given, strategies as st
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.history_settings import HistorySettings
from custom_components.plate_recognizer.plate_lists import listed_vehicles
from custom_components.plate_recognizer.privacy_settings import PrivacySettings
from custom_components.plate_recognizer.settings import AccountSettings, CameraSettings
from custom_components.plate_recognizer.vehicles import known_vehicle
from sandbox.process import SandboxProcess
from tests.integration.conftest import TOKEN, scan, set_up
from tests.integration.fake_camera import FakeCamera

from .allowed import read
from .anything import Json, examples
from .conftest import Faults
from .stored import (
    CAMERAS,
    LISTS,
    OPTIONS,
    VEHICLES,
    assert_set_up_or_refused,
    damaged,
    entry_with,
    lead_home,
    remove,
)


@given(damaged(OPTIONS))
@examples(300)
def test_any_options_are_read_or_the_setting_at_fault_is_named(options: Json) -> None:
    for kind in (AccountSettings, HistorySettings, PrivacySettings):
        read(kind.from_options, options)
    if (account := read(AccountSettings.from_options, options)) is not None:
        assert account.daily_cap >= 0
        assert {account.found_plate, account.local_only, account.allow_url} <= {True, False}
    if (history := read(HistorySettings.from_options, options)) is not None:
        assert history.limits.sightings > 0


@given(damaged(CAMERAS), damaged(OPTIONS) | st.just({}))
@examples(400)
def test_any_camera_is_read_or_refused(camera: Json, options: Json) -> None:
    settings = read(CameraSettings.from_data, camera, "Driveway", options)
    if settings is not None:
        scores = settings.thresholds
        assert all(
            0 <= each <= 1 for each in (scores.min_score, scores.min_dscore, scores.sure_score)
        )
        assert 1 <= settings.burst.frames <= 1_000
        assert settings.can_look is bool(camera.get("camera_entity_id"))


@given(damaged(VEHICLES), damaged(LISTS))
@examples(400)
def test_any_vehicle_and_any_list_are_read_or_refused(vehicle: Json, plate_list: Json) -> None:
    known = read(known_vehicle, "id", "Golf", vehicle, name="known_vehicle")
    if known is not None:
        assert known.may_open in {True, False}
        assert all(len(each.normal) > 0 for each in known.plates)
    listed = read(lambda: list(listed_vehicles("id", "Staff", plate_list)), name="listed_vehicles")
    for each in listed or ():
        assert isinstance(each.name, str)
        assert each.may_open in {True, False}


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "options": damaged(OPTIONS),
            "camera": damaged(CAMERAS),
            "vehicle": damaged(VEHICLES),
            "plate_list": damaged(LISTS),
        },
    )
)
@examples(10)
async def test_whatever_is_stored_an_account_is_set_up_and_scans_or_is_refused(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    faults: Faults,
    stored: dict[str, Json],
) -> None:
    entry = entry_with(cloud, **stored)
    try:
        is_running = await assert_set_up_or_refused(hass, entry, faults)
        if is_running and hass.states.get("image_processing.driveway_plates") is not None:
            await scan(hass)
        await assert_dialogs_open(hass, entry)
    finally:
        await remove(hass, entry)
    faults.check()


async def assert_dialogs_open(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Open the dialogs of an account, and of all that it has."""
    options = await hass.config_entries.options.async_init(entry.entry_id)
    assert options["type"] is FlowResultType.FORM
    hass.config_entries.options.async_abort(options["flow_id"])
    flows = hass.config_entries.subentries
    for subentry in entry.subentries.values():
        result = await flows.async_init(
            (entry.entry_id, subentry.subentry_type),
            context={"source": SOURCE_RECONFIGURE, "subentry_id": subentry.subentry_id},
        )
        assert result["type"] is FlowResultType.FORM
        flows.async_abort(result["flow_id"])


@given(
    damaged([{"kind": "cloud", "token": TOKEN, "url": "http://127.0.0.1:1"}])
    | damaged([{"kind": "sdk", "url": "http://127.0.0.1:1"}])
    | damaged([{"kind": "webhook", "webhook_id": "0" * 64, "webhook_secret": "s" * 20}])
)
@examples(6)
async def test_whatever_an_accounts_data_say_it_is_refused_or_tried_again(
    hass: HomeAssistant, cloud: SandboxProcess, faults: Faults, data: Json
) -> None:
    if data.get("url") is not None:
        lead_home(data, cloud.url)
    entry = entry_with(cloud, data=data)
    try:
        await set_up(hass, entry)
    finally:
        await remove(hass, entry)
    faults.check()
