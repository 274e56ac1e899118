"""What is proposed for what stands in old YAML."""

from contextlib import suppress
import json

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.api.engine import Rule
from custom_components.plate_recognizer.migration.old_platform import (
    Leftover,
    OldCamera,
    Recognition,
    Token,
)
from custom_components.plate_recognizer.migration.old_yaml import OldYamlError
from custom_components.plate_recognizer.migration.proposal import (
    OwnRecognition,
    ProposedAccount,
    propose,
)

from .old_texts import FULL, SMALL, with_lines

TOKEN = "a-token-that-nobody-may-see"
CLOUD = "https://api.platerecognizer.com"
PLAIN = Recognition((), mmc=False, detection_rule=Rule.NORMAL, region=Rule.NORMAL)


def only(text: str) -> ProposedAccount:
    [account] = propose(text)
    return account


def left(text: str) -> list[tuple[str, str]]:
    return [(each.key, each.reason) for each in only(text).leftovers]


def why_refused(text: str) -> str:
    with pytest.raises(OldYamlError) as refused:
        propose(text)
    return refused.value.slug


def test_every_key_of_the_older_integration_is_taken_over_or_left_with_a_reason() -> None:
    account = only(FULL)

    assert (account.kind, account.url) == ("sdk", "http://sdk.lan:8080")
    assert account.token == Token(TOKEN, is_secret=False)
    assert account.recognition == Recognition(
        ("gb", "ie"), mmc=True, detection_rule=Rule.STRICT, region=Rule.STRICT
    )
    assert [each.old for each in account.cameras] == [
        OldCamera("camera.driveway", None),
        OldCamera("camera.gate", "Gate reader"),
    ]
    assert account.plates == ("kbw46ba", "kfab726")
    assert account.leftovers == (
        Leftover("save_file_folder", "pictures"),
        Leftover("save_timestamped_file", "pictures"),
        Leftover("always_save_latest_file", "pictures"),
    )


def test_what_is_left_out_has_the_older_integrations_defaults() -> None:
    account = only(SMALL)

    assert (account.kind, account.url) == ("cloud", CLOUD)
    assert account.recognition == PLAIN
    assert (account.plates, account.leftovers) == ((), ())


PLATFORM = "platform: platerecognizer\napi_token: x\nsource:\n  entity_id: camera.driveway"
"""One platform, with its single camera not in a list."""


@pytest.mark.parametrize(
    "text",
    [
        PLATFORM,
        "- " + PLATFORM.replace("\n", "\n  "),
        "image_processing:\n  " + PLATFORM.replace("\n", "\n  "),
        "image_processing driveway:\n  - " + PLATFORM.replace("\n", "\n    "),
        "  - " + PLATFORM.replace("\n", "\n    "),
        "default_config:\nautomation: !include automations.yaml\nimage_processing:\n  - "
        + PLATFORM.replace("\n", "\n    ")
        + "\n  - platform: openalpr_cloud\n    region: eu",
    ],
)
def test_a_part_is_read_as_well_as_a_whole_configuration(text: str) -> None:
    [camera] = only(text).cameras
    assert camera.old.entity_id == "camera.driveway"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("", "old_yaml_no_mapping"),
        ("platerecognizer", "old_yaml_no_mapping"),
        ("!include image_processing.yaml", "old_yaml_no_mapping"),
        ("[]", "old_yaml_nothing_old"),
        ("a: b", "old_yaml_nothing_old"),
        ("image_processing:", "old_yaml_nothing_old"),
        ("image_processing: !secret x", "old_yaml_nothing_old"),
        ("image_processing: [{platform: openalpr_cloud}]", "old_yaml_nothing_old"),
        ("sensor: [{platform: platerecognizer}]", "old_yaml_nothing_old"),
        ("image_processing: !include image_processing.yaml", "old_yaml_included"),
        ("image_processing: !include_dir_merge_list parts", "old_yaml_included"),
        ("image_processing: [!include driveway.yaml]", "old_yaml_included"),
        (with_lines("watched_plates: !include plates.yaml"), "old_yaml_included"),
        (with_lines("regions: [gb, !include regions.yaml]"), "old_yaml_included"),
        ("platform: platerecognizer\napi_token: !include token.txt", "old_yaml_included"),
    ],
)
def test_where_nothing_can_be_read_it_says_why(text: str, slug: str) -> None:
    assert why_refused(text) == slug


@pytest.mark.parametrize(
    ("given_token", "token"),
    [
        ("api_token: !secret plate_token", Token("plate_token", is_secret=True)),
        ("api_token: ' abc '", Token("abc", is_secret=False)),
        ("api_key: abc", Token("abc", is_secret=False)),
        ("api_token:", None),
        ("api_token: ''", None),
        ("api_token: [abc]", Token("abc", is_secret=False)),
        ("api_token: {a: b}", None),
    ],
)
def test_a_token_is_told_from_a_name_in_the_secrets(given_token: str, token: Token | None) -> None:
    account = only(f"platform: platerecognizer\n{given_token}")

    assert account.token == token
    assert "abc" not in repr(account)
    assert "plate_token" not in repr(account)


@pytest.mark.parametrize(
    ("server", "kind", "url"),
    [
        ("https://api.platerecognizer.com/v1/plate-reader/", "cloud", CLOUD),
        ("http://api.platerecognizer.com", "cloud", CLOUD),
        ("", "cloud", CLOUD),
        ("192.168.1.20:8080", "sdk", "http://192.168.1.20:8080"),
        ("https://lpr.lan/reader/v1/plate-reader", "sdk", "https://lpr.lan/reader"),
    ],
)
def test_a_server_other_than_the_clouds_is_an_sdk(server: str, kind: str, url: str) -> None:
    account = only(with_lines(f"server: {server}"))
    assert (account.kind, account.url, account.leftovers) == (kind, url, ())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("server: http://me:secret@sdk.lan", "address"),
        ("server: not an address", "address"),
        ("server: !secret plate_server", "in_secrets"),
        ("server: {a: b}", "unclear"),
        ("server: [a, b]", "unclear"),
    ],
)
def test_an_sdk_without_a_usable_address_is_proposed_without_one(line: str, reason: str) -> None:
    account = only(with_lines(line))

    assert account.kind == "sdk"
    assert account.leftovers[0] == Leftover("server", reason)
    assert account.url is None or reason == "unclear"


@pytest.mark.parametrize("text", ["True", "true", "yes", "on", "1", "'enable'"])
def test_every_spelling_of_yes_turns_mmc_on(text: str) -> None:
    assert only(with_lines(f"mmc: {text}")).recognition.mmc


@pytest.mark.parametrize("text", ["False", "no", "off", "0", ""])
def test_every_spelling_of_no_leaves_mmc_off(text: str) -> None:
    assert not only(with_lines(f"mmc: {text}")).recognition.mmc
    assert left(with_lines(f"mmc: {text}")) == []


@pytest.mark.parametrize("regions", ["None", "[None]", "[' ', None]", ""])
def test_no_regions_were_written_as_none(regions: str) -> None:
    assert only(with_lines(f"regions: {regions}")).recognition.regions == ()


def test_regions_are_told_once_and_as_they_were_written() -> None:
    account = only(with_lines("regions: [KN, kn, br_sc, kn]"))
    assert account.recognition.regions == ("KN", "kn", "br_sc")


def test_strict_regions_without_a_region_would_be_refused_and_are_left() -> None:
    account = only(with_lines("region: strict"))

    assert account.recognition == PLAIN
    assert account.leftovers == (Leftover("region", "strict_without_regions"),)


@pytest.mark.parametrize(
    ("line", "leftover"),
    [
        ("confidence: 80", Leftover("confidence", "confidence")),
        ("scan_interval: 10", Leftover("scan_interval", "scan_interval")),
        ("entity_namespace: x", Leftover("entity_namespace", "entity_namespace")),
        ("always_save_latest_jpg: true", Leftover("always_save_latest_jpg", "pictures")),
        ("invented: true", Leftover("invented", "unknown_key")),
        ("mmc: perhaps", Leftover("mmc", "unclear", "perhaps")),
        ("detection_rule: loose", Leftover("detection_rule", "unclear", "loose")),
        ("regions: !secret r", Leftover("regions", "in_secrets")),
        ("regions: [{a: b}]", Leftover("regions", "unclear")),
        ("watched_plates: [!secret my_plate]", Leftover("watched_plates", "in_secrets")),
    ],
)
def test_what_is_not_taken_over_says_why(line: str, leftover: Leftover) -> None:
    assert only(with_lines(line)).leftovers == (leftover,)


@pytest.mark.parametrize("line", ["mmc: {}", "{}: true"])
def test_what_is_shown_of_it_is_shortened(line: str) -> None:
    [leftover] = only(with_lines(line.format("x" * 61))).leftovers

    assert "x" * 60 in (leftover.key, leftover.value)


@pytest.mark.parametrize(
    "source", ["camera.driveway", "{entity_id: image.driveway}", "{name: x}", "!secret cam"]
)
def test_a_source_that_is_no_camera_is_left(source: str) -> None:
    account = only(f"platform: platerecognizer\nsource: [{source}]")

    assert account.cameras == ()
    assert [each.reason for each in account.leftovers] == ["no_camera"]


def test_a_plate_is_watched_once_however_it_was_spelt() -> None:
    account = only(with_lines("watched_plates: [kbw46ba, KBW 46BA, kbw-46-ba, 0123]"))
    assert account.plates == ("kbw46ba", "0123")


TWO = """
- platform: platerecognizer
  api_token: {first}
  regions: [gb]
  watched_plates: [ab12cde]
  source: [{{entity_id: camera.driveway}}]
- platform: platerecognizer
  api_token: {second}
  regions: [{regions}]
  mmc: true
  region: {region}
  watched_plates: [AB12CDE, xy98zzz]
  source: [{{entity_id: camera.driveway}}, {{entity_id: camera.gate}}]
"""


def two(first: str = "one", second: str = "one", regions: str = "gb", region: str = "") -> str:
    return TWO.format(first=first, second=second, regions=regions, region=region)


@pytest.mark.parametrize(
    ("first", "second", "accounts"),
    [
        ("one", "one", 1),
        ("one", "two", 2),
        ("!secret one", "!secret one", 1),
        ("!secret one", "one", 2),
        ("''", "''", 1),
    ],
)
def test_each_token_is_an_account(first: str, second: str, accounts: int) -> None:
    assert len(propose(two(first, second))) == accounts


def test_an_sdk_is_one_account_whatever_its_token() -> None:
    text = two("one", "two").replace("  mmc: true", "  mmc: true\n  server: sdk.lan")
    sdk_twice = text.replace("regions: [gb]", "server: http://sdk.lan/v1/plate-reader/", 1)

    assert [each.kind for each in propose(text)] == ["cloud", "sdk"]
    assert [each.kind for each in propose(sdk_twice)] == ["sdk"]


def test_parts_of_one_account_are_put_together() -> None:
    account = only(two())

    assert [each.old.entity_id for each in account.cameras] == ["camera.driveway", "camera.gate"]
    assert account.plates == ("ab12cde", "xy98zzz")
    assert account.recognition.mmc, "it is one setting for the account"
    assert account.leftovers == (Leftover("mmc", "mmc_for_all"),)


def test_a_camera_keeps_regions_and_strictness_that_differ_from_the_first_part() -> None:
    driveway, gate = only(two(regions="de, fr", region="strict")).cameras

    assert not driveway.own.differs
    assert gate.own == OwnRecognition(regions=("de", "fr"), region=Rule.STRICT)


def test_no_regions_beside_some_are_told_as_what_a_camera_cannot_have() -> None:
    account = only(two(regions=""))

    assert Leftover("regions", "no_regions") in account.leftovers
    assert not account.cameras[1].own.differs


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["entity_id", "name"]) | st.text(max_size=3), inner)
    ),
    max_leaves=5,
)
KEYS = (
    "regions",
    "region",
    "mmc",
    "detection_rule",
    "server",
    "source",
    "watched_plates",
    "save_file_folder",
    "scan_interval",
)
PLANTED = "TOKEN-THAT-STANDS-NOWHERE-ELSE"


@given(st.lists(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), values), max_size=3))
def test_any_configuration_is_proposed_or_refused_and_its_token_never_shown(
    platforms: list[dict[str, object]],
) -> None:
    given_yaml = json.dumps(
        {
            "image_processing": [
                {**each, "platform": "platerecognizer", "api_token": PLANTED} for each in platforms
            ]
        }
    )
    accounts = []
    with suppress(OldYamlError):
        accounts = propose(given_yaml)
    assert PLANTED not in repr(accounts)
    assert all(
        each.recognition.regions or each.recognition.region is Rule.NORMAL for each in accounts
    )
