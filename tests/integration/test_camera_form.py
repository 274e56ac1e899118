"""What can be set for a camera, and what is refused and why."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.settings import BurstSettings
from sandbox.process import SandboxProcess

from .answers import box, plate
from .camera_dialog import CAMERA, suggested, tested, words
from .conftest import (
    CAMERA_SUBENTRY,
    camera_subentry,
    choose,
    cloud_entry,
    fill_in_camera,
    lookups_at,
    scan,
    set_up,
)
from .fake_camera import FakeCamera

FILLED_IN = {
    "name": "Front",
    "place": "Yard",
    "burst": {
        "triggers": ["binary_sensor.motion"],
        "delay": 0.5,
        "frames": 3,
        "spacing": 2,
        "cooldown": 20,
    },
    "scan_interval": 30,
    "zone": {"left": 10, "top": 20, "right": 90, "bottom": 100, "masks": ["60, 0, 100, 8"]},
    "scores": {"min_score": 0.6, "min_dscore": 0.2, "sure_score": 0.8},
    "regions": ["gb", "fr"],
    "engine": {"mode": "fast", "threshold_d": 0, "text_formats": ["[a-z]{2}"]},
}


async def test_every_field_reaches_what_runs(hass: HomeAssistant, account: MockConfigEntry) -> None:
    await choose(hass, await tested(hass, account, **FILLED_IN), "save")

    *_, subentry_id = account.subentries
    settings = account.runtime_data.scanners[subentry_id].settings
    assert (settings.name, settings.place) == ("Front", "Yard")
    assert settings.burst == BurstSettings(("binary_sensor.motion",), 0.5, 3, 2, 20)
    assert settings.scan_interval is not None
    assert settings.scan_interval.total_seconds() == 30
    assert settings.view.zone is not None
    assert settings.view.zone.text == "10, 20, 90, 100"
    assert [mask.text for mask in settings.view.masks] == ["60, 0, 100, 8"]
    assert settings.thresholds.min_score == 0.6
    assert settings.thresholds.min_dscore == 0.2
    assert settings.thresholds.sure_score == 0.8
    assert settings.recognition.regions == ("gb", "fr")
    assert settings.recognition.engine.to_config() == (
        '{"mode":"fast","threshold_d":0.0,"text_formats":["[a-z]{2}"]}'
    )


async def test_the_form_of_a_stored_camera_shows_what_was_filled_in(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await choose(hass, await tested(hass, account, **FILLED_IN), "save")
    *_, subentry_id = account.subentries

    form = await account.start_subentry_reconfigure_flow(hass, subentry_id)

    shown = suggested(form)
    assert shown["camera_entity_id"] == CAMERA
    for key, value in FILLED_IN.items():
        if isinstance(value, dict):
            assert value.items() <= shown[key].items()
        else:
            assert shown[key] == value


async def test_what_is_left_empty_is_the_accounts_and_the_default(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    options = {"regions": ["de"], "mmc": True, "engine": {"mode": "fast", "threshold_o": 0.5}}
    account = await set_up(hass, cloud_entry(cloud, options=options))

    await choose(hass, await tested(hass, account), "save")
    await scan(hass)

    [lookup] = lookups_at(cloud)
    assert lookup.fields["regions"] == ["de"]
    assert lookup.fields["mmc"] == ["true"]
    assert lookup.fields["config"] == ['{"mode":"fast","threshold_o":0.5}']
    assert camera.asked == 2
    [subentry] = account.subentries.values()
    assert subentry.title == "Driveway"
    assert "zone" not in subentry.data
    assert "regions" not in subentry.data


async def test_a_cameras_own_engine_overrides_the_accounts_key_by_key(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    options = {"regions": ["de"], "engine": {"mode": "fast", "detection_rule": "strict"}}
    account = await set_up(hass, cloud_entry(cloud, options=options))

    menu = await tested(hass, account, regions=["gb"], engine={"mode": "normal"})
    await choose(hass, menu, "save")
    await scan(hass)

    [lookup] = lookups_at(cloud)
    assert lookup.fields["regions"] == ["gb"]
    assert lookup.fields["config"] == ['{"detection_rule":"strict"}']
    assert camera.asked == 2


async def test_what_is_emptied_on_a_change_is_gone(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await choose(hass, await tested(hass, account, **FILLED_IN), "save")
    *_, subentry_id = account.subentries

    form = await account.start_subentry_reconfigure_flow(hass, subentry_id)
    await choose(hass, await fill_in_camera(hass, form, camera_entity_id=CAMERA), "save")

    settings = account.runtime_data.scanners[subentry_id].settings
    assert (settings.name, settings.place) == ("Driveway", "Driveway")
    assert settings.view.zone is None
    assert settings.view.masks == ()
    assert settings.recognition.regions == ()
    assert settings.scan_interval == timedelta(seconds=10), "as of a camera that is new"


async def test_several_cameras_share_an_entity_with_different_zones(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    for name, edges in (("Left", {"right": 50}), ("Right", {"left": 50})):
        menu = await tested(hass, account, name=name, zone=edges)
        await choose(hass, menu, "save")

    await scan(hass, "left")
    await scan(hass, "right")

    assert [lookup.image and lookup.image.width for lookup in lookups_at(cloud)] == [160, 160]
    assert len({lookup.fields["camera_id"][0] for lookup in lookups_at(cloud)}) == 2


@pytest.mark.parametrize(
    ("fields", "errors", "said"),
    [
        ({"scan_interval": 0.5}, {"scan_interval": "interval_out_of_range"}, {"interval": "0.5"}),
        ({"scan_interval": -1}, {"scan_interval": "interval_out_of_range"}, {"interval": "-1"}),
        ({"scan_interval": 3601}, {"scan_interval": "interval_out_of_range"}, {"interval": "3601"}),
        (
            {"zone": {"left": 60, "right": 60}},
            {"base": "zone_without_size"},
            {"area": "60, 0, 60, 100"},
        ),
        ({"zone": {"top": 80, "bottom": 20}}, {"base": "zone_without_size"}, None),
        (
            {"zone": {"masks": ["the clock"]}},
            {"base": "mask_not_four_numbers"},
            {"area": "the clock"},
        ),
        (
            {"zone": {"masks": ["0, 0, 1, 1"] * 21}},
            {"base": "too_many_masks"},
            {"most": "20"},
        ),
        ({"zone": {"masks": ["50, 0, 50, 9"]}}, {"base": "mask_without_size"}, None),
        ({"zone": {"masks": ["0, 0, 100, 120"]}}, {"base": "mask_outside_picture"}, None),
        ({"zone": {"masks": ["0, 0, 100, 100"]}}, {"base": "masks_cover_everything"}, {}),
        (
            {"zone": {"top": 50, "masks": ["0, 50, 60, 100", "50, 40, 100, 100"]}},
            {"base": "masks_cover_everything"},
            {},
        ),
        (
            {"scores": {"min_score": 0.9, "sure_score": 0.8}},
            {"base": "scores_crossed"},
            {"min_score": "0.9", "sure_score": "0.8"},
        ),
        ({"engine": {"region": "strict"}}, {"regions": "region_strict_without_regions"}, {}),
        ({"engine": {"text_formats": ["["]}}, {"engine": "text_format_invalid"}, None),
        (
            {"engine": {"text_formats": [r"\d{3}[A-Z]"]}},
            {"engine": "text_format_capitals"},
            {"pattern": r"\d{3}[A-Z]"},
        ),
    ],
)
async def test_what_contradicts_itself_is_refused_with_its_reason_and_can_be_mended(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fields: dict[str, object],
    errors: dict[str, str],
    said: dict[str, str] | None,
) -> None:
    form = await tested(hass, account, **fields)

    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == errors
    if said is not None:
        assert words(form) == said
    assert suggested(form)["camera_entity_id"] == CAMERA, "what was filled in is kept"
    menu = await fill_in_camera(hass, form, camera_entity_id=CAMERA)
    assert (await choose(hass, menu, "save"))["type"] is FlowResultType.CREATE_ENTRY


async def test_a_strict_region_is_fine_where_the_account_has_regions(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    account = await set_up(hass, cloud_entry(cloud, options={"regions": ["gb"]}))

    menu = await tested(hass, account, engine={"region": "strict"})

    assert menu["step_id"] == "picture"
    assert camera.asked == 1


async def test_a_zone_and_masks_hold_for_every_scan_and_boxes_are_told_in_the_full_picture(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    zone = {"left": 50, "top": 50, "right": 100, "bottom": 100}
    await set_up(hass, cloud_entry(cloud, camera_subentry(zone=zone, masks=["50, 50, 60, 60"])))
    cloud.answer([{**plate("ab12cde"), "box": box(20, 30, 90, 60)}])

    await scan(hass)

    [lookup] = lookups_at(cloud)
    assert lookup.image is not None
    assert (lookup.image.width, lookup.image.height) == (160, 120)
    state = hass.states.get("image_processing.driveway_plates")
    assert state is not None
    [detection] = state.attributes["detections"]
    assert detection["box"] == box(180, 150, 250, 180)
    assert camera.asked == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"scan_interval": "nan"},
        {"scan_interval": "inf"},
        {"scores": {"min_score": "nan"}},
        {"burst": {"frames": "nan"}},
        {"zone": {"left": "nan"}},
        {"engine": {"threshold_d": "nan"}},
    ],
)
async def test_what_is_no_number_is_refused_at_its_field_or_section(
    hass: HomeAssistant, account: MockConfigEntry, fields: dict[str, object]
) -> None:
    form = await tested(hass, account, **fields)

    assert form["errors"] == dict.fromkeys(fields, "value_unknown")


async def test_the_account_keeps_the_regions_that_a_camera_needs(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    account = await set_up(hass, cloud_entry(cloud, options={"regions": ["gb"]}))
    menu = await tested(hass, account, engine={"region": "strict"})
    await choose(hass, menu, "save")
    options = await hass.config_entries.options.async_init(account.entry_id)

    form = await hass.config_entries.options.async_configure(
        options["flow_id"], {"regions": [], "mmc": False, "engine": {}, "found_plate": True}
    )

    assert form["errors"] == {"regions": "camera_without_regions"}
    placeholders = form["description_placeholders"]
    assert placeholders is not None
    assert placeholders["camera"] == "Driveway"
    assert camera.asked == 1


async def test_the_daily_cap_is_a_number(hass: HomeAssistant, account: MockConfigEntry) -> None:
    options = await hass.config_entries.options.async_init(account.entry_id)

    form = await hass.config_entries.options.async_configure(
        options["flow_id"],
        {"mmc": False, "engine": {}, "found_plate": True, "daily_cap": "nan"},
    )

    assert form["errors"] == {"daily_cap": "value_unknown"}


@pytest.mark.parametrize(
    "fields",
    [
        {"scan_interval": 1},
        {"scan_interval": 3600},
        {"scores": {"min_score": 0.8, "sure_score": 0.8}},
        {"zone": {"left": 99}},
    ],
)
async def test_what_is_just_within_its_bounds_is_taken(
    hass: HomeAssistant, account: MockConfigEntry, fields: dict[str, object]
) -> None:
    assert (await tested(hass, account, **fields))["step_id"] == "picture"


async def test_the_form_shows_the_name_that_home_assistant_was_given(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    subentry = account.subentries[CAMERA_SUBENTRY]
    hass.config_entries.async_update_subentry(account, subentry, title="Renamed")

    form = await account.start_subentry_reconfigure_flow(hass, CAMERA_SUBENTRY)

    assert suggested(form)["name"] == "Renamed"


async def test_a_mask_left_blank_is_none(hass: HomeAssistant, account: MockConfigEntry) -> None:
    await choose(hass, await tested(hass, account, zone={"masks": ["", " "]}), "save")

    *_, subentry = account.subentries.values()
    assert "masks" not in subentry.data


async def test_the_options_keep_what_was_filled_in_beside_an_error(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    options = await hass.config_entries.options.async_init(account.entry_id)

    form = await hass.config_entries.options.async_configure(
        options["flow_id"],
        {"mmc": True, "engine": {"region": "strict"}, "found_plate": True, "daily_cap": 7},
    )

    assert form["errors"] == {"regions": "region_strict_without_regions"}
    schema = form["data_schema"]
    assert schema is not None
    shown = {str(key): (key.description or {}).get("suggested_value") for key in schema.schema}
    assert (shown["mmc"], shown["daily_cap"]) == (True, 7)


@pytest.mark.parametrize("own", ["button.driveway_scan", "event.driveway_sighting"])
async def test_what_a_scan_sets_off_itself_is_no_trigger(
    hass: HomeAssistant, account: MockConfigEntry, own: str
) -> None:
    form = await tested(hass, account, burst={"triggers": [own]})

    assert form["errors"] == {"base": "trigger_is_own"}
    assert words(form) == {"trigger": own}
