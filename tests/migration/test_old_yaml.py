"""Pasted YAML is taken apart, and nothing that it asks for is done."""

from contextlib import suppress
from pathlib import Path
import tempfile

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.migration.old_yaml import (
    MOST_CHARACTERS,
    Elsewhere,
    OldYamlError,
    Value,
    parse_old_yaml,
)


def why_refused(text: str) -> tuple[str, dict[str, str]]:
    with pytest.raises(OldYamlError) as refused:
        parse_old_yaml(text)
    return refused.value.slug, refused.value.placeholders


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plates: [0123, 1e5, 12:30, yes, ab12]", ["0123", "1e5", "12:30", "yes", "ab12"]),
        ("plates: '~'", "~"),
        ("plates: ~", None),
        ("plates: null", None),
        ("plates:", None),
        ("plates: !!python/object/apply:os.system [ls]", ["ls"]),
        ("plates: !!str 12", "12"),
        ("plates: ! 12", "12"),
        ("plates: !!int nonsense", "nonsense"),
        ("plates: old\nplates: new", "new"),
        ("plates: |\n  ab12", "ab12"),
    ],
)
def test_what_stands_there_stays_the_text_that_was_typed(text: str, value: Value) -> None:
    assert parse_old_yaml(text) == {"plates": value}


def test_references_are_kept_as_such_and_never_followed() -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as secret:
        secret.write("read: me")
        secret.flush()
        path = Path(secret.name)
        found = parse_old_yaml(f"a: !secret plate_token\nb: !include {path}\nc: !env_var HOME")

    assert found == {
        "a": Elsewhere("!secret", "plate_token"),
        "b": Elsewhere("!include", str(path)),
        "c": Elsewhere("!env_var", "HOME"),
    }
    assert "plate_token" not in repr(found), "names of secrets aren't for logs either"


BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + step)}: &{chr(98 + step)} [*{chr(97 + step)}, *{chr(97 + step)}]\n"
    for step in range(20)
)


@pytest.mark.parametrize(
    ("text", "slug", "placeholders"),
    [
        ("x" * (MOST_CHARACTERS + 1), "old_yaml_too_long", {"most": "50,000"}),
        (BOMB, "old_yaml_alias", {"line": "2"}),
        ("a: &a\n  b: *a", "old_yaml_alias", {"line": "2"}),
        ("*a : b", "old_yaml_alias", {"line": "1"}),
        ("a: 1\nb: {<<: *c}", "old_yaml_alias", {"line": "2"}),
        ("[" * 21 + "]" * 21, "old_yaml_too_deep", {"line": "1"}),
        ("[" * 40_000, "old_yaml_too_deep", {"line": "1"}),
        ("a: b\n\tc: d", "old_yaml_unreadable", {"line": "2"}),
        ("a: [b", "old_yaml_unreadable", {"line": "1"}),
        ("a: b\n---\nc: d", "old_yaml_unreadable", {"line": "2"}),
        ("a: {{ states.sun }}", "old_yaml_unreadable", {"line": "1"}),
        ("a: \x00", "old_yaml_no_characters", {}),
        ('a: "\\Uffffffff"', "old_yaml_no_characters", {}),
        ("a: \ud800", "old_yaml_no_characters", {}),
        ('a: "\\ud800"', "old_yaml_no_characters", {}),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_line(
    text: str, slug: str, placeholders: dict[str, str]
) -> None:
    assert why_refused(text) == (slug, placeholders)


def test_twenty_levels_are_read() -> None:
    assert parse_old_yaml("[" * 20 + "]" * 20) != []


@given(
    st.text()
    | st.text("[]{}:,-&*!?|>#%@\"'\\ \n\tab01~")
    | st.lists(st.sampled_from(["a: ", "- ", "\n", "  ", "*a", "&a ", "!x ", "? ", "[", "]"])).map(
        "".join
    )
)
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(OldYamlError):
        parse_old_yaml(text)
