"""Every language says the same: no text is missing, empty, forgotten or built otherwise."""

from collections.abc import Mapping
import re
from typing import Any

import pytest

from .alike import ALIKE
from .comparison import faults, flat, idle
from .files import INTEGRATION, MISSING, planted, read_json

FOLDER = INTEGRATION / "translations"
TEXTS = {path.stem: read_json(path) for path in sorted(FOLDER.glob("*.json"))}
ENGLISH = TEXTS["en"]
LANGUAGES = sorted(TEXTS.keys() - {"en"})
AMERICAN = (
    r"(?i)\b(?:colors?|colored|neighbors?|behaviors?|centers?|gray|canceled|labeled"
    r"|(?!siz)\w+(?:iz|lyz)(?:es?|ed|ing))\b"
)
SPELT_SO = {"color", "Color", "Recognize"}
"""The property that the API and Home Assistant call so, and the name of the action."""


def test_these_languages_are_spoken() -> None:
    assert ["de", "es", "fr", "nl"] == LANGUAGES == sorted(ALIKE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_says_the_same_as_the_english_texts(language: str) -> None:
    assert not sorted(faults(ENGLISH, TEXTS[language], language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_be_alike_is_alike(language: str) -> None:
    assert not idle(ENGLISH, TEXTS[language], language)


CLOUD = "config.step.cloud"
CAMERA = "config_subentries.camera.step"
TESTED = f"{CAMERA}.picture.description"
MOVED = "common.move_vehicles"


def instead(path: str, old: str, new: str) -> tuple[str, str]:
    """Return a path, and the German text there with something else in it."""
    text = flat(TEXTS["de"])[path]
    assert old in text
    return path, text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (f"{CLOUD}.title", MISSING, f"{CLOUD}.title is missing"),
        (f"{CLOUD}.planted", "Text", f"{CLOUD}.planted isn't in English"),
        (f"{CLOUD}.description", "", f"{CLOUD}.description is empty"),
        (f"{CLOUD}.description", "\n", f"{CLOUD}.description is empty"),
        (
            f"{CLOUD}.description",
            flat(ENGLISH)[f"{CLOUD}.description"],
            f"{CLOUD}.description is the same as in English",
        ),
        ("entity.sensor.region.state.de", "Germany", "is the same as in English"),
        ("entity.sensor.region.state.gb", "United Kingdom", "is the same as in English"),
        (*instead(TESTED, "{width}", "{breite}"), "has other placeholders"),
        (*instead(TESTED, "{width}", ""), "has other placeholders"),
        (*instead("common.media_group", "{name}", ""), "has other placeholders"),
        (*instead(MOVED, "`known_as`", "known_as"), "has other code"),
        (*instead(MOVED, "`known_as`", "`bekannt_als`"), "has other code"),
        (*instead(TESTED, "]({picture})", "]{picture}"), "has other links"),
        (*instead(TESTED, "({picture})", "({whole})"), "has other links"),
        (*instead(TESTED, "\n\n", " "), "has other paragraphs"),
        (*instead(TESTED, "\n\n", "\n\n- "), "has other list items"),
        (*instead(TESTED, "\n\n", "\n\n1. "), "has other list items"),
        (*instead(f"{CAMERA}.plates.description", "|", ""), "has other table cells"),
        (*instead(TESTED, "{kilobytes}", "*{kilobytes}*"), "has other emphasis"),
        (*instead("common.media_group", "{name}", "'{name}'"), "straight apostrophe beside braces"),
        (*instead("common.media_group", "{name}", "d'{name}"), "straight apostrophe beside braces"),
        (*instead("common.media_group", "{name}", "{name}'s"), "straight apostrophe beside braces"),
        (*instead("common.media_group", "{name}", '"{name}"'), "has marks that aren't written so"),
        (*instead("common.media_group", "{name}", "«{name}»"), "has marks that aren't written so"),
    ],
)
def test_a_mistake_in_a_translation_is_found(path: str, value: object, complaint: str) -> None:
    found = list(faults(ENGLISH, planted(TEXTS["de"], path, value), "de"))

    assert any(path in fault and complaint in fault for fault in found), found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Prêt?"),
        ("fr", "Prêt ?"),
        ("fr", "Prêt\xa0; parti; là"),
        ("fr", "50 %"),
        ("fr", "«Prêt»"),
        ("fr", "“Prêt”"),
        ("fr", "L'image"),
        ("es", "“Listo”"),
        ("es", '"Listo"'),
        ("nl", "„Klaar”"),
        ("nl", "camera's"),
        ("de", "”Fertig“"),
        ("de", "geht's"),
    ],
)
def test_marks_of_another_language_are_found(language: str, text: str) -> None:
    changed = planted(TEXTS[language], f"{CLOUD}.title", text)

    assert list(faults(ENGLISH, changed, language)) == [
        f"{CLOUD}.title has marks that aren't written so"
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", '«\xa0Prêt\xa0»\xa0? ![image](x) L’image (")'),  # noqa: RUF001 - French
        ("es", '«Listo»: ¿ya? (")'),
        ("nl", "“Klaar” camera’s"),  # noqa: RUF001 - Dutch
        ("de", "„Fertig“ geht’s"),  # noqa: RUF001 - German
    ],
)
def test_marks_of_the_own_language_are_left_alone(language: str, text: str) -> None:
    english = planted(ENGLISH, f"{CLOUD}.title", "![image](x) Ready" if "](" in text else "Ready")
    changed = planted(TEXTS[language], f"{CLOUD}.title", text)

    assert not list(faults(english, changed, language))


def test_another_order_is_found() -> None:
    german = TEXTS["de"]
    turned = {**german, "common": dict(reversed(german["common"].items()))}

    assert list(faults(ENGLISH, turned, "de")) == [
        f"common.{next(iter(ENGLISH['common']))} stands in another place"
    ]


def test_a_word_that_is_no_longer_alike_is_found() -> None:
    assert idle(ENGLISH, planted(TEXTS["de"], "selector.mode.options.normal", "Üblich"), "de") == {
        "Normal"
    }


def american(texts: Mapping[str, Any]) -> set[str]:
    """Return the words of the English texts that are spelt in the American way."""
    return {word for text in flat(texts).values() for word in re.findall(AMERICAN, text)}


def test_english_is_spelt_as_in_the_docs() -> None:
    assert american(ENGLISH) == SPELT_SO


@pytest.mark.parametrize("word", ["colored", "neighbor", "recognized", "analyze", "gray"])
def test_another_spelling_is_found(word: str) -> None:
    changed = planted(ENGLISH, f"{CLOUD}.title", f"It was {word}.")

    assert american(changed) == SPELT_SO | {word}
