"""The action that reads the older integration's YAML and says how to go on without it."""

from collections.abc import Iterator
import json
import threading
from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError, Unauthorized
from homeassistant.helpers import entity_registry as er
from homeassistant.util.json import JsonObjectType
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
)

from custom_components.plate_recognizer.actions import propose_migration
from custom_components.plate_recognizer.actions.old_and_new import AccountHere
from custom_components.plate_recognizer.actions.old_names import names
from custom_components.plate_recognizer.const import DOMAIN
from sandbox.process import SandboxProcess
from tests.migration.old_texts import FULL, SMALL, with_lines

from .action import act, act_as, refused
from .answers import MMC, SEDAN, plate
from .conftest import (
    TOKEN,
    add_cameras,
    camera_subentry,
    cloud_entry,
    plate_list_subentry,
    scan,
    sdk_entry,
    set_up,
    vehicle_subentry,
)

WATCHING = with_lines("watched_plates: [kbw46ba, AB12 CDE]", "mmc: true", "regions: gb")


@pytest.fixture
async def other_account(
    hass: HomeAssistant, cloud: SandboxProcess, camera: object
) -> MockConfigEntry:
    """An account with another token than that of the texts: without any, there are no actions."""
    other = MockConfigEntry(
        domain=DOMAIN, title="Other", data={"kind": "cloud", "token": TOKEN[::-1], "url": cloud.url}
    )
    cloud.set_account(token=TOKEN[::-1])
    await set_up(hass, other)
    cloud.set_account(token=TOKEN)
    return other


async def proposed(hass: HomeAssistant, text: str, **fields: object) -> dict[str, Any]:
    """Return the proposal for old YAML; its token is nowhere in it."""
    answer = await act(hass, "propose_migration", yaml=text, **fields)
    assert TOKEN not in json.dumps(answer)
    assert "{" not in "".join(answer["steps"])
    return answer


async def follow(
    hass: HomeAssistant, proposal: dict[str, Any], cloud: SandboxProcess
) -> ConfigEntry:
    """Go through the dialog with what is proposed for the only account."""
    [account] = proposal["accounts"]
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    for step, fields in (
        (account["kind"], {"next_step_id": account["kind"]}),
        ("recognition", {"token": TOKEN, "advanced": {"url": cloud.url}}),
        ("cameras", account["recognition"]),
        (None, {"cameras": [each["camera_entity_id"] for each in proposal["cameras"]]}),
    ):
        result = await hass.config_entries.flow.async_configure(result["flow_id"], fields)
        await hass.async_block_till_done()
        assert result.get("step_id") == step
    assert result["type"] is FlowResultType.CREATE_ENTRY
    return result["result"]


async def test_before_anything_is_set_up_every_step_is_told(
    hass: HomeAssistant, other_account: MockConfigEntry
) -> None:
    answer = await proposed(hass, FULL)

    assert answer["accounts"] == [
        {
            "account": 1,
            "kind": "sdk",
            "url": "http://sdk.lan:8080",
            "token": "given",
            "config_entry_id": None,
            "recognition": {
                "regions": ["gb", "ie"],
                "mmc": True,
                "engine": {"detection_rule": "strict", "region": "strict"},
            },
        }
    ]
    driveway, gate = answer["cameras"]
    assert driveway == {
        "account": 1,
        "camera_entity_id": "camera.driveway",
        "name": "Driveway",
        "old_name": None,
        "exists": True,
        "read_by": None,
        "own": {"regions": [], "engine": {}},
    }
    assert (gate["name"], gate["old_name"], gate["exists"]) == ("camera.gate", "Gate reader", False)
    assert answer["vehicles"][0] == {
        "account": 1,
        "data": {"name": "KBW46BA", "plates": ["KBW46BA"], "matching": "candidate"},
        "known_as": None,
    }
    assert [each["key"] for each in answer["not_taken_over"]] == [
        "save_file_folder",
        "save_timestamped_file",
        "always_save_latest_file",
    ]
    assert "camera.snapshot" in answer["not_taken_over"][0]["instead"]
    told = iter(answer["steps"])
    for words in (
        "Its address: http://sdk.lan:8080",
        "as `recognition` of this account says",
        "choose these cameras in the last form: Driveway.",
        "there is no camera.gate",
        "every 10 seconds",
        "`plate_recognizer.add_vehicle`",
        "side by side",
        "from the old names to the new ones",
        "take the old lines out",
    ):
        assert any(words in each for each in told), f"{words}, in this order"


async def test_what_is_proposed_goes_through_the_dialog_and_the_action_as_it_stands(
    hass: HomeAssistant, cloud: SandboxProcess, camera: object, account: MockConfigEntry
) -> None:
    await hass.config_entries.async_remove(account.entry_id)
    proposal = await proposed(hass, WATCHING)

    entry = await follow(hass, proposal, cloud)
    for each in proposal["vehicles"]:
        await act(hass, "add_vehicle", **each["data"])

    assert entry.options["regions"] == ["gb"]
    assert entry.options["mmc"] is True
    vehicles = entry.get_subentries_of_type("vehicle")
    assert [(each.title, each.data["matching"]) for each in vehicles] == [
        ("KBW46BA", "candidate"),
        ("AB12 CDE", "candidate"),
    ]
    assert not any(each.data["may_open"] for each in vehicles)
    await scan_with_everything(hass, cloud)
    registered = er.async_get(hass).entities
    for name in proposal["names"]:
        if "." in name["new"]:
            assert name["new"] in registered
            assert hass.states.get(name["new"]) is not None


async def scan_with_everything(hass: HomeAssistant, cloud: SandboxProcess) -> None:
    cloud.answer([plate("kbw46ba", vehicle=SEDAN, **MMC)])
    await scan(hass)


async def test_once_everything_is_set_up_it_says_so_with_the_names_of_today(
    hass: HomeAssistant, cloud: SandboxProcess, camera: object
) -> None:
    watched = vehicle_subentry("Anna's Golf", "KBW 46BA")
    listed = plate_list_subentry("Yard", "AB12CDE,Ben")
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry("Driveway"), watched, listed))
    er.async_get(hass).async_update_entity(
        "image_processing.driveway_plates", new_entity_id="image_processing.in_front"
    )
    er.async_get(hass).async_update_entity(
        "binary_sensor.anna_s_golf_present", new_entity_id="binary_sensor.anna"
    )
    await hass.async_block_till_done()

    answer = await proposed(hass, WATCHING)

    [account] = answer["accounts"]
    assert account["config_entry_id"] == entry.entry_id
    [driveway] = answer["cameras"]
    assert driveway["read_by"] == "Snapshot Cloud"
    assert [each["known_as"] for each in answer["vehicles"]] == ["Anna's Golf", "Yard"]
    assert [each["data"]["config_entry_id"] for each in answer["vehicles"]] == [entry.entry_id] * 2
    new = {each["old_key"]: each["new"] for each in answer["names"] if "yard" not in each["new"]}
    assert new["vehicles"] == "image_processing.in_front"
    assert new["kbw46ba"] == "binary_sensor.anna"
    assert "Account 1 is set up already, as Snapshot Cloud." in answer["steps"][0]
    told = " ".join(answer["steps"])
    for gone in ("Add integration", "Add camera", "add_vehicle"):
        assert gone not in told


async def test_cameras_that_are_still_missing_in_an_account_are_told(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await add_cameras(hass, "Driveway", "Gate")
    await set_up(hass, cloud_entry(cloud, camera_subentry("Driveway")))

    answer = await proposed(hass, f"{SMALL}      - entity_id: camera.gate\n")

    assert [each["read_by"] for each in answer["cameras"]] == ["Snapshot Cloud", None]
    assert any("choose Add camera for each of these: Gate." in step for step in answer["steps"])


async def test_a_camera_that_only_another_account_reads_is_told_with_that_one_and_still_to_be_added(
    hass: HomeAssistant, cloud: SandboxProcess, sdk: SandboxProcess
) -> None:
    await add_cameras(hass, "Driveway")
    await set_up(hass, sdk_entry(sdk, camera_subentry("Driveway")))
    await set_up(hass, cloud_entry(cloud))

    answer = await proposed(hass, SMALL)

    assert answer["cameras"][0]["read_by"] == "On-Premise SDK"
    assert any("choose Add camera for each of these: Driveway." in step for step in answer["steps"])


async def test_of_two_accounts_that_read_a_camera_the_one_that_takes_over_is_told(
    hass: HomeAssistant, cloud: SandboxProcess, sdk: SandboxProcess
) -> None:
    await add_cameras(hass, "Driveway")
    await set_up(hass, sdk_entry(sdk, camera_subentry("Driveway", "01SDKCAMERA")))
    await set_up(hass, cloud_entry(cloud, camera_subentry("Driveway")))

    answer = await proposed(hass, SMALL)

    assert answer["cameras"][0]["read_by"] == "Snapshot Cloud"
    assert "Add camera" not in " ".join(answer["steps"])


async def test_an_sdk_is_known_by_its_address(hass: HomeAssistant, sdk: SandboxProcess) -> None:
    entry = await set_up(hass, sdk_entry(sdk))

    answer = await proposed(hass, with_lines(f"server: {sdk.url}/v1/plate-reader/"))

    assert answer["accounts"][0]["config_entry_id"] == entry.entry_id


@pytest.mark.parametrize("token", ["!secret plate_token", ""])
async def test_where_the_token_is_not_told_the_only_account_of_its_kind_is_meant(
    hass: HomeAssistant, account: MockConfigEntry, sdk: SandboxProcess, token: str
) -> None:
    await set_up(hass, sdk_entry(sdk))

    [known] = (await proposed(hass, SMALL.replace(TOKEN, token)))["accounts"]

    assert known["token"] == ("in_secrets" if token else "missing")
    assert known["config_entry_id"] == account.entry_id


async def test_two_tokens_that_are_not_told_are_not_both_the_only_account(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    second = "\n".join(SMALL.splitlines()[2:])
    text = SMALL.replace(TOKEN, "!secret one") + second.replace(TOKEN, "!secret two")

    accounts = (await proposed(hass, text))["accounts"]

    assert [each["config_entry_id"] for each in accounts] == [None, None]


async def test_of_several_accounts_the_one_that_is_chosen_takes_over(
    hass: HomeAssistant, account: MockConfigEntry, other_account: MockConfigEntry
) -> None:
    text = SMALL.replace(TOKEN, "!secret plate_token")

    [unknown] = (await proposed(hass, text))["accounts"]
    [known] = (await proposed(hass, text, config_entry_id=account.entry_id))["accounts"]
    [another] = (await proposed(hass, SMALL, config_entry_id=other_account.entry_id))["accounts"]

    assert unknown["config_entry_id"] is None
    assert known["config_entry_id"] == account.entry_id
    assert another["config_entry_id"] == other_account.entry_id


async def test_each_token_is_an_account_with_its_own_cameras_and_vehicles(
    hass: HomeAssistant, other_account: MockConfigEntry
) -> None:
    second = "\n".join(with_lines("watched_plates: qq11qqq").splitlines()[2:])

    answer = await proposed(
        hass, with_lines("watched_plates: ab12cde") + second.replace(TOKEN, "another")
    )

    assert [each["account"] for each in answer["accounts"]] == [1, 2]
    assert [(each["account"], each["data"]["name"]) for each in answer["vehicles"]] == [
        (1, "AB12CDE"),
        (2, "QQ11QQQ"),
    ]


async def test_what_differs_within_an_account_becomes_the_cameras_own(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    second = "\n".join(with_lines("regions: [de]", "region: strict").splitlines()[2:])

    answer = await proposed(hass, with_lines("regions: [gb]") + second.replace("driveway", "gate"))

    assert [each["own"] for each in answer["cameras"]] == [
        {"regions": [], "engine": {}},
        {"regions": ["de"], "engine": {"region": "strict"}},
    ]
    assert any(step.startswith("camera.gate: open its settings") for step in answer["steps"])


@pytest.mark.parametrize("written", ["'--'", "'ab12cde, xy98zzz'", "x" * 33])
async def test_what_can_be_no_plate_is_left_with_its_reason(
    hass: HomeAssistant, account: MockConfigEntry, written: str
) -> None:
    answer = await proposed(hass, with_lines(f"watched_plates: [ok12abc, {written}]"))

    assert [each["data"]["plates"] for each in answer["vehicles"]] == [["OK12ABC"]]
    [left] = answer["not_taken_over"]
    assert (left["key"], left["value"]) == ("watched_plates", written.strip("'"))
    assert "by hand" in left["instead"]


async def test_old_names_are_those_that_the_older_integration_gives(
    hass: HomeAssistant, other_account: MockConfigEntry
) -> None:
    names = (await proposed(hass, FULL))["names"]

    assert {
        "old": "image_processing.platerecognizer_driveway",
        "old_key": None,
        "new": "image_processing.driveway_plates",
        "new_key": None,
    } in names
    assert "image_processing.gate_reader" in {each["old"] for each in names}
    watched = [each["old_key"] for each in names if each["old"] == "watched_plates"]
    assert watched == ["kbw46ba", "kfab726"], "once, whatever the number of cameras"
    assert {
        "old": "platerecognizer.vehicle_detected",
        "old_key": "confidence",
        "new": "plate_recognizer_sighting",
        "new_key": "score",
    } in names


async def test_every_reason_has_its_sentence(hass: HomeAssistant, account: MockConfigEntry) -> None:
    """Those that differ in nothing but the key were tested with the reading."""
    lines = (
        "confidence: 80",
        "scan_interval: 10",
        "entity_namespace: x",
        "save_file_folder: x",
        "invented: x",
        "server: 'no address'",
        "region: strict",
        "mmc: perhaps",
        "detection_rule: !secret x",
        "watched_plates: ['--']",
    )
    text = with_lines(*lines).replace("- entity_id: camera.driveway", "- camera.driveway")
    second = SMALL.replace("  - platform", "  - regions: [gb]\n    mmc: true\n    platform")
    third = "\n".join(SMALL.splitlines()[2:])

    answers = [await proposed(hass, text), await proposed(hass, second + third)]

    sentences = [each["instead"] for answer in answers for each in answer["not_taken_over"]]
    assert len(sentences) == len(set(sentences)) == 13


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ({"image_processing": []}, "old_yaml_no_text"),
        ("x" * 50_001, "old_yaml_too_long"),
        ("a: [", "old_yaml_unreadable"),
        ("a: \x00", "old_yaml_no_characters"),
        ("a: &a [*a]", "old_yaml_alias"),
        ("[" * 30, "old_yaml_too_deep"),
        ("image_processing: !include x.yaml", "old_yaml_included"),
        ("Hello", "old_yaml_no_mapping"),
        ("image_processing:", "old_yaml_nothing_old"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_its_reason(
    hass: HomeAssistant, account: MockConfigEntry, text: object, reason: str
) -> None:
    assert await refused(hass, "propose_migration", yaml=text) == reason


async def test_an_account_that_there_is_not_is_refused(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    fields = {"yaml": SMALL, "config_entry_id": "nobody"}
    assert await refused(hass, "propose_migration", **fields) == "account_unknown"


@pytest.mark.parametrize("kind", ["webhook", "sdk"])
async def test_an_account_of_another_kind_takes_nothing_over(
    hass: HomeAssistant, account: MockConfigEntry, kind: str
) -> None:
    other = MockConfigEntry(domain=DOMAIN, title="Other", data={"kind": kind})
    other.add_to_hass(hass)
    other.mock_state(hass, ConfigEntryState.LOADED)

    fields = {"yaml": SMALL, "config_entry_id": other.entry_id}
    assert await refused(hass, "propose_migration", **fields) == "account_of_another_kind"

    other.mock_state(hass, ConfigEntryState.NOT_LOADED)


async def test_a_proposal_is_made_where_it_holds_nobody_up(
    hass: HomeAssistant, account: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def noting(accounts: list[AccountHere]) -> Iterator[JsonObjectType]:
        threads.append(threading.get_ident())
        return names(accounts)

    monkeypatch.setattr(propose_migration, "names", noting)

    await proposed(hass, SMALL)

    assert threads
    assert threading.get_ident() not in threads


async def test_a_plate_that_another_account_knows_is_not_known_to_the_one_that_takes_over(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    watched = vehicle_subentry("Anna's Golf", "KBW 46BA")
    elsewhere = MockConfigEntry(
        domain=DOMAIN,
        title="Elsewhere",
        data={"kind": "cloud", "token": "elsewhere"},
        subentries_data=[watched],
    )
    elsewhere.add_to_hass(hass)

    own = await proposed(hass, WATCHING)
    of_nobody = await proposed(hass, WATCHING.replace(TOKEN, "new"))

    assert [each["known_as"] for each in own["vehicles"]] == [None, None]
    assert [each["known_as"] for each in of_nobody["vehicles"]] == ["Anna's Golf", None]


async def test_a_token_in_a_text_that_is_refused_is_nowhere_in_the_error(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    text = f"api_token: {TOKEN}\na: ["
    with pytest.raises(HomeAssistantError) as raised:
        await act(hass, "propose_migration", yaml=text)

    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


async def test_who_is_no_administrator_gets_no_proposal(
    hass: HomeAssistant, account: MockConfigEntry, hass_read_only_user: MockUser
) -> None:
    with pytest.raises(Unauthorized):
        await act_as(hass_read_only_user, hass, "propose_migration", yaml=SMALL)


async def test_nothing_changes_and_no_lookup_is_spent(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    before = dict(account.data), dict(account.options), dict(account.subentries)
    asked = len(cloud.requests())

    await proposed(hass, WATCHING)

    assert (dict(account.data), dict(account.options), dict(account.subentries)) == before
    assert len(cloud.requests()) == asked


async def test_nothing_of_the_text_is_logged(
    hass: HomeAssistant, account: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    await proposed(hass, FULL)
    await refused(hass, "propose_migration", yaml=f"api_token: {TOKEN}\n\tx")

    ours = [each.getMessage() for each in caplog.records if DOMAIN in each.name]
    assert not any(TOKEN in message for message in ours)
