"""The engine configuration: what is sent of it, and what is refused."""

import json

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.api.engine import (
    DetectionMode,
    EngineConfig,
    EngineConfigError,
    EngineMode,
    Rule,
)


def problem_of(**stored: object) -> EngineConfigError:
    with pytest.raises(EngineConfigError) as caught:
        EngineConfig.from_mapping(stored)
    return caught.value


def test_the_defaults_send_nothing() -> None:
    assert EngineConfig().to_config() is None


def test_our_words_for_leaving_a_key_out_send_nothing() -> None:
    stored: dict[str, object] = {
        "detection_mode": "plate",
        "detection_rule": "normal",
        "region": "normal",
        "mode": "normal",
        "threshold_d": None,
        "threshold_o": None,
        "text_formats": [],
    }

    assert EngineConfig.from_mapping(stored) == EngineConfig()


def test_what_differs_from_the_defaults_is_sent_as_the_api_spells_it() -> None:
    config = EngineConfig(
        detection_mode=DetectionMode.VEHICLE,
        detection_rule=Rule.STRICT,
        region=Rule.STRICT,
        mode=EngineMode.FAST,
        threshold_d=0.0,
        threshold_o=1,
        text_formats=("[0-9][0-9][0-9][a-z][a-z]", "ü+"),
    ).to_config()

    assert config == (
        '{"detection_mode":"vehicle","detection_rule":"strict","region":"strict","mode":"fast",'
        '"threshold_d":0.0,"threshold_o":1,'
        '"text_formats":["[0-9][0-9][0-9][a-z][a-z]","ü+"]}'
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("detection_mode", "vehicle"),
        ("detection_rule", "strict"),
        ("region", "strict"),
        ("mode", "fast"),
        ("mode", "redaction"),
        ("threshold_d", 0.3),
        ("threshold_o", 0),
        ("text_formats", ["[a-z]"]),
    ],
)
def test_a_stored_value_is_sent_under_its_key_alone(key: str, value: object) -> None:
    config = EngineConfig.from_mapping({key: value, "a key of a later version": 1}).to_config()

    assert config is not None
    assert json.loads(config) == {key: value}


@pytest.mark.parametrize("key", ["threshold_d", "threshold_o"])
@pytest.mark.parametrize(
    "value", [-0.01, 1.01, 2, float("nan"), float("inf"), 10**400, True, "much", "2"]
)
def test_a_threshold_outside_0_to_1_is_refused(key: str, value: object) -> None:
    problem = problem_of(**{key: value})

    assert problem.slug == "threshold_out_of_range"
    assert problem.placeholders == {"key": key, "value": str(value)}


def test_a_threshold_may_be_written_as_a_text() -> None:
    assert EngineConfig.from_mapping({"threshold_d": "0.3"}) == EngineConfig(threshold_d=0.3)


def test_a_threshold_is_refused_without_a_mapping_too() -> None:
    with pytest.raises(EngineConfigError, match="threshold_out_of_range: key 'threshold_o'"):
        EngineConfig(threshold_o=60)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("[0-9", "unterminated character set at position 0"),
        ("", "no text"),
        (7, "no text"),
        ("a{99999999999999999999}", "the repetition number is too large"),
    ],
)
def test_a_text_format_that_is_no_regular_expression_is_refused(
    pattern: object, reason: str
) -> None:
    problem = problem_of(text_formats=["[a-z]", pattern])

    assert problem.slug == "text_format_invalid"
    assert problem.placeholders == {"pattern": str(pattern), "reason": reason}


@pytest.mark.parametrize(
    "pattern",
    [
        "[A-Z]{3}",
        "ab|CD",
        "Ü",
        r"\\A",
        r"\x4aB",
        "(?P<name>[A-Z])",
        "(?#three)ABC",
        "(?-i:A)",
        "A(?=b)",
    ],
)
def test_a_text_format_with_capitals_is_refused_where_it_is_chosen(pattern: str) -> None:
    config = EngineConfig.from_mapping({"text_formats": ["[a-z]", pattern]})

    config.validate(["us-ca"])
    with pytest.raises(EngineConfigError) as caught:
        config.validate_text_formats()

    assert caught.value.slug == "text_format_capitals"
    assert caught.value.placeholders == {"pattern": pattern}


@pytest.mark.parametrize(
    "pattern",
    [
        r"\D\W\S\Z",
        "(?P<a>x)(?P=a)",
        "(?P<Name>[a-z])(?P=Name)",
        "(?P<Name>[a-z])?(?(Name)b|c)",
        r"\x6A\u006A\U0000006A",
        r"\N{LATIN SMALL LETTER J}",
        "(?#Three letters)[a-z]{3}",
        "[0-9]{3}[a-z]{2}",
        "品川",
    ],
)
def test_a_capital_that_is_no_letter_of_a_plate_is_taken(pattern: str) -> None:
    EngineConfig(text_formats=(pattern,)).validate_text_formats()


def test_a_text_format_for_any_text_is_as_none() -> None:
    assert EngineConfig(text_formats=(".*",)).to_config() is None


@pytest.mark.parametrize("formats", [("[0-9]", ".*"), (".*", "[a-z]{3}"), (".*", ".*")])
def test_beside_others_it_is_sent_as_they_are(formats: tuple[str, ...]) -> None:
    config = EngineConfig(text_formats=formats).to_config()

    assert config is not None
    assert json.loads(config) == {"text_formats": list(formats)}


def test_a_text_format_whose_flags_exclude_each_other_is_refused() -> None:
    assert problem_of(text_formats=["(?a)(?u)[a-z]"]).slug == "text_format_invalid"


def test_a_text_format_nested_beyond_reason_is_refused() -> None:
    assert problem_of(text_formats=["(" * 5000 + ")" * 5000]).slug == "text_format_invalid"


@pytest.mark.parametrize(
    ("key", "value"), [("mode", "thorough"), ("region", 1), ("text_formats", "[0-9]")]
)
def test_a_value_that_a_key_does_not_have_is_refused(key: str, value: object) -> None:
    problem = problem_of(**{key: value})

    assert problem.slug == "value_unknown"
    assert problem.placeholders == {"key": key, "value": str(value)}


def test_strict_regions_without_a_region_are_refused() -> None:
    strict = EngineConfig(region=Rule.STRICT)
    strict.validate(["us-ca"])
    EngineConfig().validate([])

    with pytest.raises(EngineConfigError) as caught:
        strict.validate([])

    assert (caught.value.slug, caught.value.placeholders) == ("region_strict_without_regions", {})


@given(
    st.dictionaries(
        st.sampled_from(
            ["detection_mode", "region", "mode", "threshold_d", "threshold_o", "text_formats"]
        ),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.sampled_from(["normal", "strict", "plate", "vehicle", "fast", "redaction"])
        | st.text()
        | st.lists(st.text() | st.integers()),
    )
)
def test_any_stored_options_are_sent_as_json_or_refused(stored: dict[str, object]) -> None:
    try:
        config = EngineConfig.from_mapping(stored).to_config()
    except EngineConfigError:
        return
    assert config is None or json.loads(config).keys() <= stored.keys()


def test_a_key_that_is_not_known_here_is_sent_unchanged_beside_the_known_ones() -> None:
    stored = EngineConfig(mode=EngineMode.FAST, threshold_d=0.3)

    config = stored.with_values({"threshold_d": 0.1, "tomorrow": {"a": [1, None]}, "normal": None})

    assert config.to_config() == (
        '{"mode":"fast","threshold_d":0.1,"tomorrow":{"a":[1,null]},"normal":null}'
    )
    assert config.with_values({}) == config


def test_none_brings_a_known_key_back_to_its_default() -> None:
    stored = EngineConfig(mode=EngineMode.FAST, text_formats=("a",))

    assert stored.with_values({"mode": None, "text_formats": None}) == EngineConfig()


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, object(), {"a": b"bytes"}])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(EngineConfigError) as caught:
        EngineConfig().with_values({"tomorrow": value})

    assert (caught.value.slug, caught.value.placeholders) == ("value_no_json", {"key": "tomorrow"})
