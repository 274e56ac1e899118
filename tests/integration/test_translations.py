"""Everything that a user can come to see has its words, and words have nothing left to fill."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
import json
from pathlib import Path
from string import Formatter
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import section
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util
from homeassistant.util.yaml import load_yaml_dict
import pytest
import voluptuous as vol

import custom_components.plate_recognizer as integration
from custom_components.plate_recognizer.actions import ACTIONS
from custom_components.plate_recognizer.api.errors import SnapshotError, TokenRefused
from custom_components.plate_recognizer.api.regions import region_choices
from custom_components.plate_recognizer.condition import CONDITIONS
from custom_components.plate_recognizer.const import DOMAIN, AccountKind
from custom_components.plate_recognizer.flows import forms
from custom_components.plate_recognizer.flows.camera import MENUS
from custom_components.plate_recognizer.flows.camera_form import camera_form
from custom_components.plate_recognizer.flows.plate_list_form import (
    MOST_SHOWN_ROWS,
    PLATE_LIST_FORM,
)
from custom_components.plate_recognizer.flows.received_camera import received_camera_form
from custom_components.plate_recognizer.flows.receiver_form import RECEIVER_FORM, SENDER_FORM
from custom_components.plate_recognizer.flows.vehicle_form import vehicle_form
from custom_components.plate_recognizer.pipeline.coach import LEAST_SEEN, Glimpse, advise
from custom_components.plate_recognizer.pipeline.decision import ANSWERED, SKIPPED, Reason
from custom_components.plate_recognizer.pipeline.match import Match
from custom_components.plate_recognizer.pipeline.plate_list import LIST_PROBLEMS, MOST_ROWS
from custom_components.plate_recognizer.pipeline.plate_look import PlateLook
from custom_components.plate_recognizer.pipeline.sighting import Status
from custom_components.plate_recognizer.pipeline.verdict import Category
from custom_components.plate_recognizer.trigger import TRIGGERS
from sandbox.process import SandboxProcess
from tests.contract import SIGHTING_KEYS

from .answers import MMC, SEDAN, plate
from .conftest import camera_subentry, cloud_entry, scan, sdk_entry, set_up, vehicle_subentry
from .fake_camera import FakeCamera

FOLDER = Path(integration.__file__).parent
TEXTS: dict[str, Any] = json.loads((FOLDER / "translations" / "en.json").read_text())
ICONS: dict[str, Any] = json.loads((FOLDER / "icons.json").read_text())

VEHICLE_ERRORS: dict[str, str] = TEXTS["config_subentries"]["vehicle"]["error"]
API_SLUGS = {error.slug for error in SnapshotError.__subclasses__()}
RECOGNITION_PROBLEMS = {
    "region_strict_without_regions",
    "threshold_out_of_range",
    "text_format_invalid",
    "text_format_capitals",
    "value_unknown",
}
SECRET_PROBLEMS = {"secret_unfit"}
URL_PROBLEMS = {"url_invalid", "url_not_https"}
AREA_PROBLEMS = {
    "zone_without_size",
    "mask_not_four_numbers",
    "mask_outside_picture",
    "mask_without_size",
    "masks_cover_everything",
}
OPTIONS_OF_ALL_KINDS = forms.options_form((), AccountKind.CLOUD).extend(
    forms.options_form((), AccountKind.SDK).schema
)
NOT_ASKED = {"not_loaded", Reason.WAITED_TOO_LONG.value}
"""Why a dialog's picture isn't read, besides the API's errors."""
UNASKED = {
    "health_unanswered": {"account"},
    "history_later_version": set[str](),
    "history_out_of_reach": {"detail"},
    "setting_unreadable": {"setting"},
    "statistics_unreadable": {"account", "detail"},
}
"""What nobody has asked for stands in the log."""
MEDIA_REFUSALS = {"media_unknown": {"media"}, "media_missing": set(), "media_unreadable": set()}
ACTION_REFUSALS = {
    "no_account": set(),
    "several_accounts": {"accounts"},
    "account_unknown": {"account"},
    "account_foreign": {"account"},
    "account_not_running": {"account"},
    "not_offered": {"field", "value", "choices"},
    "not_a_time": {"value"},
    "since_after_until": {"since", "until"},
    "since_still_to_come": {"since"},
    "plate_sought_empty": {"plate"},
    "limit_out_of_range": {"limit", "most"},
    "camera_unknown": {"camera"},
    "areas_without_picture": {"camera"},
    "field_empty": {"field"},
    "several_cameras": {"camera"},
    "simulated_below_dscore": {"camera", "least", "dscore"},
    "plates_and_sighting": set(),
    "old_yaml_no_text": set(),
    "old_yaml_too_long": {"most"},
    "old_yaml_unreadable": {"line"},
    "old_yaml_no_characters": set(),
    "old_yaml_alias": {"line"},
    "old_yaml_too_deep": {"line"},
    "old_yaml_included": {"key"},
    "old_yaml_no_mapping": set(),
    "old_yaml_nothing_old": set(),
    "picture_missing": {"fields"},
    "several_pictures": {"fields"},
    "entity_unknown": {"entity", "domain"},
    "entity_unavailable": {"entity"},
    "entity_without_picture": {"entity", "detail"},
    "path_not_allowed": {"path"},
    "path_missing": {"path"},
    "path_is_folder": {"path"},
    "path_unreadable": {"path", "detail"},
    "picture_too_large": {"picture", "most"},
    "picture_unreadable": {"picture", "detail"},
    "media_without_id": set(),
    "media_unresolved": {"media", "detail"},
    "media_no_picture": {"media", "kind"},
    "media_not_fetched": {"media", "detail"},
    "base64_invalid": {"detail"},
    "picture_url_invalid": set(),
    "picture_url_with_credentials": set(),
    "picture_url_not_allowed": {"account"},
    "record_needs_camera": set(),
    "answer_unwanted": set(),
    "account_without_lookups": {"account"},
    "account_of_another_kind": {"account", "kinds"},
    "engine_no_object": set(),
    "region_strict_without_regions": set(),
    "threshold_out_of_range": {"key", "value"},
    "text_format_invalid": {"pattern", "reason"},
    "text_format_capitals": {"pattern"},
    "value_unknown": {"key", "value"},
    "value_no_json": {"key"},
    "sighting_unknown": {"sighting"},
    "deletion_unclear": set(),
    "sighting_masked": set(),
    "sighting_unread": set(),
    "may_open_unnamed": set(),
    "no_stranger": set(),
    "vehicle_missing": set(),
    "vehicle_unknown": {"vehicle"},
}
"""What each can fill in. The problems of a vehicle's form are refused by actions, too."""
CAMERA_PROBLEMS = AREA_PROBLEMS | {
    "interval_out_of_range",
    "scores_crossed",
    "too_many_masks",
    "trigger_is_own",
    "nothing_to_read",
    "webhook_camera_missing",
    "webhook_camera_taken",
}


def placeholders(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def strings(texts: object) -> Iterator[str]:
    """Return every text of a tree of them."""
    if isinstance(texts, str):
        yield texts
    elif isinstance(texts, Mapping):
        for each in texts.values():
            yield from strings(each)


def test_every_error_of_the_api_has_its_own_sentence_in_dialogs_and_actions() -> None:
    assert TEXTS["config"]["error"].keys() == API_SLUGS | RECOGNITION_PROBLEMS | (
        URL_PROBLEMS | SECRET_PROBLEMS
    )
    assert TEXTS["options"]["error"].keys() == RECOGNITION_PROBLEMS | SECRET_PROBLEMS | {
        "camera_without_regions"
    }
    camera = TEXTS["config_subentries"]["camera"]
    assert camera["error"].keys() == RECOGNITION_PROBLEMS | CAMERA_PROBLEMS
    for errors in (TEXTS["config"]["error"], camera["error"]):
        sentences = list(strings(errors))
        assert len(set(sentences)) == len(sentences)


def test_every_reason_is_a_state_and_every_failure_an_exception() -> None:
    failures = {reason.value for reason in Reason if reason not in ANSWERED | SKIPPED}
    assert TEXTS["entity"]["sensor"]["decision"]["state"].keys() == {each.value for each in Reason}
    refusals = ACTION_REFUSALS.keys() | MEDIA_REFUSALS.keys() | VEHICLE_ERRORS.keys()
    assert TEXTS["exceptions"].keys() == failures | NOT_ASKED | refusals | UNASKED.keys()
    assert failures >= API_SLUGS


def test_every_reason_has_a_sentence_that_says_what_it_means_and_words_to_be_counted_with() -> None:
    common = TEXTS["common"]
    for reason in Reason:
        is_failure = reason not in ANSWERED | SKIPPED
        assert (f"meaning_{reason}" in common) is not is_failure, "a failure has its exception"
        assert placeholders(common[f"counted_{reason}"]) == {"count"}
    meanings = [text for key, text in common.items() if key.startswith("meaning_")]
    assert len(set(meanings)) == len(ANSWERED | SKIPPED)
    for text in meanings:
        assert placeholders(text) <= {"camera", "least_height"}
        assert text.count(".") >= 2, "what happened, what it means, what can be done"


def test_exceptions_have_no_placeholder_that_nobody_fills() -> None:
    not_of_scans = ACTION_REFUSALS | MEDIA_REFUSALS | UNASKED
    for key in TEXTS["exceptions"].keys() - not_of_scans.keys() - VEHICLE_ERRORS.keys():
        of_account = key in API_SLUGS | NOT_ASKED
        filled = {"account", "detail"} if of_account else {"camera", "detail"}
        assert placeholders(TEXTS["exceptions"][key]["message"]) <= filled, key
    for key, filled in not_of_scans.items():
        assert placeholders(TEXTS["exceptions"][key]["message"]) <= filled, key
    assert TokenRefused.slug in TEXTS["exceptions"]


def test_every_problem_of_a_vehicle_has_its_sentence_in_the_form_and_in_actions() -> None:
    for key, sentence in VEHICLE_ERRORS.items():
        in_actions = TEXTS["exceptions"][key]["message"]
        assert placeholders(in_actions) == placeholders(sentence), key
        assert "added" in in_actions, f"{key} says what became of it"


def test_every_field_of_an_action_is_described_named_and_explained() -> None:
    described = load_yaml_dict(FOLDER / "services.yaml")
    actions = {action.name: action for action in ACTIONS}
    assert actions.keys() == described.keys() == TEXTS["services"].keys()
    assert ICONS["services"].keys() == actions.keys()
    for name, action in actions.items():
        fields = {str(key) for key in action.schema.schema}
        # All keys of a sighting can be simulated; a form of them all would help nobody.
        unlisted = SIGHTING_KEYS if name == "simulate_sighting" else set()
        assert fields - unlisted <= described[name]["fields"].keys() <= fields
        assert TEXTS["services"][name]["fields"].keys() == described[name]["fields"].keys()


def test_a_vehicle_has_the_same_fields_and_choices_in_the_action_as_in_the_form() -> None:
    fields = load_yaml_dict(FOLDER / "services.yaml")["add_vehicle"]["fields"]
    form = vehicle_form((), (), ()).schema
    assert fields.keys() - {"sighting_id", "config_entry_id"} == {str(key) for key in form}
    for key in ("category", "matching"):
        assert fields[key]["selector"]["select"]["options"] == form[key].config["options"]


def test_every_status_can_be_chosen_by_the_name_that_events_have() -> None:
    fields = load_yaml_dict(FOLDER / "services.yaml")["get_sightings"]["fields"]
    event_type = TEXTS["entity"]["event"]["sighting"]["state_attributes"]["event_type"]
    assert fields["status"]["selector"]["select"]["options"] == [each.value for each in Status]
    assert TEXTS["selector"]["status"]["options"] == event_type["state"]


def test_every_status_of_a_sighting_is_worded() -> None:
    event_type = TEXTS["entity"]["event"]["sighting"]["state_attributes"]["event_type"]
    assert event_type["state"].keys() == {status.value for status in Status}


def test_the_regions_that_are_worded_are_those_of_the_list() -> None:
    names = {choice.code: choice.name for choice in region_choices()}
    worded = TEXTS["entity"]["sensor"]["region"]["state"]
    assert worded == {code: names[code] for code in worded}
    assert {"gb", "us-ca", "fr"} <= worded.keys()


def assert_worded(form: vol.Schema, texts: dict[str, Any]) -> None:
    """Assert that each field of a form has a name and an explanation, and no other has."""
    fields = {str(key): value for key, value in form.schema.items()}
    sections = {key: value for key, value in fields.items() if isinstance(value, section)}
    plain = fields.keys() - sections.keys()
    assert texts.get("data", {}).keys() == plain
    assert texts.get("data_description", {}).keys() == plain
    assert texts.get("sections", {}).keys() == sections.keys()
    for key, part in sections.items():
        assert_worded(part.schema, texts["sections"][key])


@pytest.mark.parametrize(
    ("form", "flow", "step"),
    [
        (forms.cloud_form("https://example.com"), "config", "cloud"),
        (forms.ADDRESS_FORM, "config", "sdk"),
        (forms.recognition_form(()), "config", "recognition"),
        (forms.CAMERAS_FORM, "config", "cameras"),
        (forms.ADDRESS_FORM, "config", "reconfigure"),
        (forms.TOKEN_FORM, "config", "reauth_confirm"),
        (OPTIONS_OF_ALL_KINDS, "options", "init"),
        (SENDER_FORM, "config", "webhook"),
        (RECEIVER_FORM, "config", "receiver"),
        (RECEIVER_FORM, "options", "receiver"),
    ],
)
def test_every_field_is_named_and_explained(form: vol.Schema, flow: str, step: str) -> None:
    assert_worded(form, TEXTS[flow]["step"][step])


@pytest.mark.parametrize("step", ["user", "reconfigure"])
def test_every_field_of_a_camera_is_named_and_explained(step: str) -> None:
    assert_worded(camera_form((), ()), TEXTS["config_subentries"]["camera"]["step"][step])


def test_every_field_of_a_senders_camera_is_named_and_explained() -> None:
    steps = TEXTS["config_subentries"]["camera"]["step"]
    assert_worded(received_camera_form(()), steps["received"])


def test_every_field_of_a_vehicle_is_named_and_explained() -> None:
    steps = TEXTS["config_subentries"]["vehicle"]["step"]
    assert_worded(vehicle_form((), (), ()), steps["user"])
    assert {**steps["user"], "title": ""} == {**steps["reconfigure"], "title": ""}


def test_every_field_of_a_plate_list_is_named_and_explained() -> None:
    steps = TEXTS["config_subentries"]["plate_list"]["step"]
    words = ("data", "data_description")
    assert_worded(PLATE_LIST_FORM, steps["user"])
    assert [steps["user"][each] for each in words] == [steps["reconfigure"][each] for each in words]
    assert f"More than {MOST_SHOWN_ROWS} rows" in steps["user"]["data_description"]["rows"]
    assert f"At most {MOST_ROWS:,}" in steps["user"]["data_description"]["file"]


def test_every_fault_of_a_plate_list_has_its_own_sentence_with_what_it_names() -> None:
    errors = TEXTS["config_subentries"]["plate_list"]["error"]
    for slug, named in LIST_PROBLEMS.items():
        assert placeholders(errors[slug]) == set(named), slug
    of_the_form = {"list_twice", "list_file_gone", "list_file_faulty", "row_plate_taken"}
    assert errors.keys() == LIST_PROBLEMS.keys() | of_the_form | {"name_missing", "may_not_open"}
    assert len(set(errors.values())) == len(errors)


def test_every_category_and_every_grade_can_be_chosen_by_name() -> None:
    assert TEXTS["selector"]["category"]["options"].keys() == set(Category)
    assert TEXTS["selector"]["matching"]["options"].keys() == set(Match) - {Match.NONE}


def test_every_way_on_after_a_cameras_test_is_named_and_explained() -> None:
    steps = TEXTS["config_subentries"]["camera"]["step"]
    for step, options in MENUS.items():
        assert steps[step]["menu_options"].keys() == set(options)
        assert steps[step]["menu_option_descriptions"].keys() == set(options)


async def test_every_entity_has_a_name_and_an_icon(
    hass: HomeAssistant, cloud: SandboxProcess, telling_sdk: SandboxProcess, camera: FakeCamera
) -> None:
    golf = vehicle_subentry("Golf", "AB12 CDE")
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry(webhook_camera="cam-1"), golf))
    years = {"year_range": [2018, 2021]}
    cloud.answer([plate("ab12cde", vehicle=SEDAN, **MMC, year=years, direction=180)])
    await scan(hass)
    assert camera.asked == 1
    sdk = await set_up(hass, sdk_entry(telling_sdk))
    await hass.async_block_till_done(wait_background_tasks=True)

    registry = er.async_get(hass)
    entities = [
        each
        for account in (entry, sdk)
        for each in er.async_entries_for_config_entry(registry, account.entry_id)
    ]
    keys = {(entity.domain, entity.translation_key) for entity in entities}
    worded = {(domain, key) for domain, texts in TEXTS["entity"].items() for key in texts}
    drawn = {(domain, key) for domain, icons in ICONS["entity"].items() for key in icons}
    assert keys == worded == drawn


def test_every_trigger_and_condition_and_each_of_its_fields_is_worded_and_drawn() -> None:
    for name, kinds in (("triggers", TRIGGERS), ("conditions", CONDITIONS)):
        described = load_yaml_dict(FOLDER / f"{name}.yaml")
        assert TEXTS[name].keys() == ICONS[name].keys() == kinds.keys()
        for key, texts in TEXTS[name].items():
            assert texts["fields"].keys() == described[key]["fields"].keys()


def test_what_can_be_chosen_in_a_trigger_has_the_words_that_it_has_elsewhere() -> None:
    fields = load_yaml_dict(FOLDER / "triggers.yaml")["vehicle_sighted"]["fields"]
    event_type = TEXTS["entity"]["event"]["sighting"]["state_attributes"]["event_type"]
    assert TEXTS["selector"]["status"]["options"] == event_type["state"]
    assert set(fields["status"]["selector"]["select"]["options"]) == set(Status)
    assert set(fields["category"]["selector"]["select"]["options"]) == set(Category)


async def test_home_assistant_loads_the_texts(hass: HomeAssistant) -> None:
    loaded = await async_get_translations(hass, "en", "exceptions", {DOMAIN})
    prefix = f"component.{DOMAIN}.exceptions"
    assert loaded[f"{prefix}.unreachable.message"].startswith(
        "No connection to the server of {account}"
    )


def test_fields_that_stand_in_two_dialogs_have_the_same_words_in_both() -> None:
    camera = TEXTS["config_subentries"]["camera"]["step"]
    recognition, options = TEXTS["config"]["step"]["recognition"], TEXTS["options"]["step"]["init"]

    user, reconfigure = camera["user"], camera["reconfigure"]
    own = {"title": "", "description": ""}
    assert {**user, **own} == {**reconfigure, **own}
    more = reconfigure["description"].removeprefix(user["description"])
    assert placeholders(more) == {"areas_page"}, "a camera that is there has a page"
    assert recognition["sections"]["engine"] == options["sections"]["engine"]
    for texts in ("data", "data_description"):
        assert recognition[texts].items() <= options[texts].items()


def test_all_that_the_coach_says_has_its_words() -> None:
    well_seen = PlateLook(sharpness=1, white=0, brightness=200, surroundings=50, tilt=0, quality=90)
    looks = (
        None,
        well_seen,
        replace(well_seen, white=1),
        replace(well_seen, brightness=0),
        replace(well_seen, sharpness=0, tilt=40, quality=5),
    )
    told = {
        f"card_coach_{advice.key}": advice.values.keys()
        for look, height in product(looks, (20, 40))
        for advice in advise([Glimpse("sighting", dt_util.utcnow(), height, look)] * LEAST_SEEN)
    }
    words = {key: text for key, text in TEXTS["common"].items() if key.startswith("card_coach_")}

    assert words.keys() - {"card_coach_based_on", "card_coach_picture"} == told.keys()
    for key, values in told.items():
        assert placeholders(words[key]) <= values
