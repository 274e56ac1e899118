"""Days of the week in five languages: what may open a door is never guessed."""

from contextlib import suppress
from datetime import date
import json
from pathlib import Path
import re
import unicodedata

from hypothesis import given, strategies as st
import pytest

import custom_components.plate_recognizer as integration
from custom_components.plate_recognizer.pipeline.weekdays import days_meant, in_english
from custom_components.plate_recognizer.pipeline.weekly_times import (
    WeeklyTimeError,
    parse_weekly_times,
    with_english_days,
)

NAMES = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
}
SHORT = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "de": ("Mo", "", "Mi", "", "Fr", "Sa", "So"),
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    "nl": ("", "", "wo", "", "vr", "za", "zo"),
}
"""As they are shortened in each language, where that isn't another day elsewhere."""

TRANSLATIONS = Path(integration.__file__).parent / "translations"

names = st.sampled_from([name for language in NAMES.values() for name in language])


@pytest.mark.parametrize("language", NAMES)
def test_the_days_of_every_language_are_known_whole_and_as_they_are_shortened(
    language: str,
) -> None:
    for written in (NAMES[language], SHORT[language]):
        for number, name in enumerate(written):
            if name:
                for each in (name, name.upper(), name.lower(), unicodedata.normalize("NFD", name)):
                    assert days_meant(each) == (number,), each


def test_every_language_that_the_integration_speaks_has_its_days() -> None:
    assert {path.stem for path in TRANSLATIONS.glob("*.json")} == NAMES.keys()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Di", (1, 6)),
        ("di.", (1, 6)),
        ("Do", (3, 6)),
        ("ma", (0, 1)),
        ("dim", (6,)),
        ("Die", (1,)),
        ("Don", (3,)),
        ("dom", (6,)),
        ("maa", (0,)),
        ("mar", (1,)),
        ("Sonnabend", (5,)),
        ("Sonna", ()),
        ("sonn", (6,)),
        ("So", (6,)),
        ("M", ()),
        ("", ()),
        (".", ()),
        ("Mondays", ()),
        ("today", ()),
        ("miercoles", (2,)),
    ],
)
def test_what_a_short_name_can_mean(text: str, days: tuple[int, ...]) -> None:
    assert days_meant(text) == days


@given(names, st.data())
def test_a_short_name_never_means_another_day_alone(name: str, data: st.DataObject) -> None:
    day = next(number for each in NAMES.values() for number, own in enumerate(each) if own == name)
    length = data.draw(st.integers(2, len(name)))

    assert day in days_meant(name[:length])


@given(names, st.data())
def test_a_day_in_english_is_the_same_day(name: str, data: st.DataObject) -> None:
    text = name[: data.draw(st.integers(1, len(name)))]
    english = in_english(text)

    assert days_meant(english) == days_meant(text)
    assert in_english(english) == english
    if len(days_meant(text)) == 1:
        (day,) = days_meant(text)
        written = re.sub(r"\W", "", english).casefold()
        assert f"{date(2026, 6, 1 + day):%A}".casefold().startswith(written)


@given(
    st.lists(names.flatmap(lambda name: st.sampled_from([name, name[:3], name[:2]])), min_size=1),
    st.sampled_from([", ", "-", " – ", "., "]),  # noqa: RUF001 - as word processors write it
)
def test_a_line_with_english_days_means_the_same(days: list[str], joint: str) -> None:
    line = f"{joint.join(days)} 08:00-17:00"
    try:
        meant = parse_weekly_times(line)
    except WeeklyTimeError:
        assert with_english_days(line) == line, "it is shown as it was written"
    else:
        assert parse_weekly_times(with_english_days(line)) == meant


@given(st.text())
def test_any_text_means_one_day_or_several_or_none(text: str) -> None:
    assert set(days_meant(text)) <= set(range(7))
    with suppress(WeeklyTimeError):
        assert parse_weekly_times(with_english_days(text))


@pytest.mark.parametrize("language", NAMES)
def test_the_examples_in_the_forms_are_understood(language: str) -> None:
    texts = json.loads((TRANSLATIONS / f"{language}.json").read_text())
    vehicle = texts["config_subentries"]["vehicle"]
    described = vehicle["step"]["user"]["data_description"]["times"]
    spans = r"[^\W\d_]+(?:(?:-|, )[^\W\d_]+)? \d\d:00-\d\d:00"

    working_days, two_days = re.findall(spans, described)

    assert [each.weekday for each in parse_weekly_times(working_days)] == [0, 1, 2, 3, 4]
    assert [each.weekday for each in parse_weekly_times(two_days)] == [1, 3]
    (unreadable,) = re.findall(spans, vehicle["error"]["time_unreadable"])
    assert unreadable == working_days
    for sentence in (
        vehicle["error"]["time_day_unknown"],
        texts["exceptions"]["time_day_unknown"]["message"],
    ):
        for span in (working_days, two_days):
            assert span.rpartition(" ")[0] in sentence
