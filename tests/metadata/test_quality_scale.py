"""quality_scale.yaml has every rule, with its reason where it isn't done, and says no untruth.

Which rules there are is said by the files of Home Assistant's own integrations. What the code shows
is looked for in it, what only running shows is shown by tests, and pages that are named exist.
"""

from collections.abc import Iterator
from pathlib import Path
import re
from typing import Any, Final

import homeassistant
from homeassistant.util.yaml import load_yaml_dict
import pytest
import voluptuous as vol

from .files import INTEGRATION, PROJECT, planted
from .quality_checks import CHECKS

CORE: Final = Path(homeassistant.__file__).parent / "components"
SCALE: Final = load_yaml_dict(INTEGRATION / "quality_scale.yaml")
PLATINUM: Final = ("mealie", "nextdns", "ntfy")
"""They have met every rule that there is, so their files name all."""
RULES: Final = {
    rule
    for domain in PLATINUM
    for rule in load_yaml_dict(CORE / domain / "quality_scale.yaml")["rules"]
}

REASON: Final = vol.All(str, vol.Length(min=1))
SCHEMA: Final = vol.Schema(
    {
        vol.Required("rules"): {
            vol.Required(rule): vol.Any(
                "done",
                {vol.Required("status"): "done", vol.Required("comment"): REASON},
                {
                    vol.Required("status"): vol.In(["todo", "exempt"]),
                    vol.Required("comment"): REASON,
                },
            )
            for rule in RULES
        }
    }
)
"""As hassfest's, which lets rules and the reasons of a `todo` be missing."""

SHOWN: Final = {
    "action-exceptions": "tests/integration/test_failures.py::test_a_failing_scan_button_says_why",
    "action-setup": "tests/integration/test_get_sightings.py::"
    "test_an_account_that_is_none_or_does_not_run_has_nothing_to_tell",
    "config-entry-unloading": "tests/integration/test_setup.py::"
    "test_an_unloaded_account_is_unavailable_and_a_removed_one_gone",
    "config-flow": "tests/integration/test_account_flow.py::test_a_cloud_account_with_two_cameras",
    "devices": "tests/integration/test_device_models.py::test_a_device_says_what_it_is",
    "diagnostics": "tests/integration/test_setup.py::"
    "test_diagnostics_tell_how_it_goes_but_neither_token_nor_plate",
    "dynamic-devices": "tests/integration/test_entities.py::"
    "test_what_is_added_has_its_device_at_once_without_a_reload",
    "entity-event-setup": "tests/integration/test_setup.py::test_reloading_leaves_each_entity_once",
    "entity-translations": "tests/integration/test_translations.py::"
    "test_every_entity_has_a_name_and_an_icon",
    "entity-unavailable": "tests/integration/test_setup.py::"
    "test_an_unloaded_account_is_unavailable_and_a_removed_one_gone",
    "entity-unique-id": "tests/integration/test_entities.py::"
    "test_every_entity_is_known_by_an_id_and_named_within_its_device",
    "has-entity-name": "tests/integration/test_entities.py::"
    "test_every_entity_is_known_by_an_id_and_named_within_its_device",
    "icon-translations": "tests/integration/test_translations.py::"
    "test_every_entity_has_a_name_and_an_icon",
    "log-when-unavailable": "tests/integration/test_failures.py::"
    "test_the_log_says_once_that_the_api_fails_and_once_that_it_works_again",
    "reauthentication-flow": "tests/integration/test_account_flow.py::"
    "test_a_new_token_brings_a_refused_account_back",
    "reconfiguration-flow": "tests/integration/test_account_flow.py::"
    "test_changing_the_address_keeps_the_token",
    "repair-issues": "tests/integration/test_repairs.py::"
    "test_each_message_is_raised_by_a_test_and_each_dialog_gone_through",
    "stale-devices": "tests/integration/test_entities.py::test_a_device_goes_with_what_it_is_of",
    "strict-typing": "tests/test_lint.py::"
    "test_a_planted_mistake_fails_the_lint_by_the_check_for_it_alone",
    "test-before-configure": "tests/integration/test_account_flow.py::"
    "test_a_failed_check_says_why_and_lets_one_try_again",
    "test-before-setup": "tests/integration/test_setup.py::"
    "test_an_api_that_cannot_be_asked_is_tried_again_later",
    "unique-config-entry": "tests/integration/test_account_flow.py::"
    "test_the_same_sdk_written_otherwise_is_refused",
}
"""By which test, run at real servers."""

PAGE: Final = re.compile(r"(README\.md|docs/[\w-]+\.md)(?:#([\w-]+))?")


def status(rule: str) -> str:
    """Return what is said of a rule."""
    said = SCALE["rules"][rule]
    return str(said["status"] if isinstance(said, dict) else said)


def missing_pages(comment: str) -> Iterator[str]:
    """Yield what a comment names, and nobody finds; also that it names nothing."""
    pages = PAGE.findall(comment)
    if not pages:
        yield "names no page"
    for path, anchor in pages:
        if not (PROJECT / path).exists():
            yield path
        elif anchor and anchor not in anchors((PROJECT / path).read_text()):
            yield f"{path}#{anchor}"


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_rule_is_there_with_a_reason_where_it_is_not_done() -> None:
    assert len(RULES) > 50
    SCHEMA(SCALE)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("planted", "done"),
        ("brands", "perhaps"),
        ("brands", "todo"),
        ("brands", "exempt"),
        ("brands", {"status": "exempt"}),
        ("brands", {"status": "exempt", "comment": ""}),
        ("brands", {"status": "todo"}),
        ("brands", {"status": "done", "comment": "Because it is.", "why": "?"}),
    ],
)
def test_a_rule_without_its_reason_or_that_there_is_not_is_found(rule: str, said: object) -> None:
    with pytest.raises(vol.Invalid, match=f"at 'rules.{rule}"):
        SCHEMA(planted(SCALE, f"rules.{rule}", said))


def test_a_rule_that_is_left_out_is_found() -> None:
    rules = {rule: said for rule, said in SCALE["rules"].items() if rule != "brands"}
    with pytest.raises(vol.Invalid, match=r"required key not provided at 'rules\.brands"):
        SCHEMA({"rules": rules})


@pytest.mark.parametrize("rule", sorted(CHECKS))
def test_what_is_done_is_seen_in_the_code(rule: str) -> None:
    assert status(rule) != "todo"
    assert list(CHECKS[rule](INTEGRATION)) == []


@pytest.mark.parametrize("rule", sorted(SHOWN))
def test_what_is_done_is_shown_by_a_test_that_there_is(rule: str) -> None:
    assert status(rule) == "done"
    path, _, name = SHOWN[rule].partition("::")
    assert re.search(rf"^(async )?def {name}\(", (PROJECT / path).read_text(), re.MULTILINE)


@pytest.mark.parametrize("rule", sorted(each for each in RULES if each.startswith("docs-")))
def test_what_is_documented_stands_on_a_page_that_there_is(rule: str) -> None:
    said = SCALE["rules"][rule]
    assert said["status"] == "done"
    assert list(missing_pages(said["comment"])) == []


@pytest.mark.parametrize(
    ("comment", "complaint"),
    [
        ("It is.", "names no page"),
        ("docs/planted.md", "docs/planted.md"),
        ("README.md#install, README.md#planted", "README.md#planted"),
    ],
)
def test_a_page_that_there_is_not_is_found(comment: str, complaint: str) -> None:
    assert list(missing_pages(comment)) == [complaint]


def test_what_is_neither_seen_nor_shown_nor_documented_is_known() -> None:
    """These are judged by a person: nothing would fail if they weren't true any more."""
    by_judgement: dict[str, Any] = {
        rule: status(rule)
        for rule in RULES - CHECKS.keys() - SHOWN.keys()
        if not rule.startswith("docs-")
    }
    assert by_judgement == {
        "common-modules": "todo",
        "config-flow-test-coverage": "done",
        "dependency-transparency": "done",
        "discovery-update-info": "exempt",
        "entity-category": "done",
        "entity-device-class": "done",
        "entity-disabled-by-default": "exempt",
        "integration-owner": "done",
        "test-coverage": "done",
    }
