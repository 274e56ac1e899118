"""The regions that are suggested."""

import json

import pytest

from custom_components.plate_recognizer.api import regions
from custom_components.plate_recognizer.api.regions import (
    predicted_country,
    region_choices,
    region_name,
)

COUNTRIES_OF_THE_REFERENCE = 210
COUNTRIES_BESIDE_IT = 4
STATES_OF_THE_REFERENCE = 7 + 7 + 27 + 13 + 27 + 131 + 24 + 80 + 51


def test_every_code_of_the_reference_can_be_chosen_once() -> None:
    codes = [choice.code for choice in region_choices()]

    assert len(codes) == len(set(codes))
    assert len(codes) == (
        COUNTRIES_OF_THE_REFERENCE + COUNTRIES_BESIDE_IT + STATES_OF_THE_REFERENCE
    )


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("us", "United States"),
        ("us-ca", "California, United States"),
        ("br_sc", "Santa Catarina, Brazil"),
        ("ALX", "Al Iskandarīyah, Egypt"),
        ("ba", "Bosnia and Herzegovina"),
        ("BA", "Al Baḩr al Aḩmar, Egypt"),
        ("cb", "Cambodia"),
        ("kh", "Cambodia"),
        ("th-10b", "Bangkok, Thailand"),
    ],
)
def test_a_region_has_a_name_and_a_state_its_country(code: str, name: str) -> None:
    assert region_name(code) == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("uy", "Uruguay"),
        ("kg", "Kyrgyzstan"),
        ("fk", "Falkland Islands"),
        ("ax", "Åland Islands"),
        ("vi", "U.S. Virgin Islands"),
        ("br-mg", "Minas Gerais, Brazil"),
        ("ca-pe", "Prince Edward Island, Canada"),
    ],
)
def test_slips_in_the_references_names_are_put_right(code: str, name: str) -> None:
    assert region_name(code) == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("cy", "Cayman Islands / Cyprus"),
        ("gp", "Guadeloupe / Guatemala"),
        ("np", "Nepal / Northern Mariana Islands"),
        ("ACN", "名古屋 / 愛, Japan"),
        ("IGK", "つくば, Japan"),
    ],
)
def test_a_code_with_several_names_shows_each_once(code: str, name: str) -> None:
    assert region_name(code) == name


@pytest.mark.parametrize("code", ["", "US", "us-xx", "zz"])
def test_an_unlisted_region_has_no_name(code: str) -> None:
    assert region_name(code) is None


def test_countries_come_first_by_name_then_states_by_country() -> None:
    names = [choice.name for choice in region_choices()]

    assert names[:3] == ["Åland Islands", "Albania", "Algeria"]
    assert names.index("Zimbabwe") < names.index("Australian Capital Territory, Australia")
    assert names.index("Yukon, Canada") < names.index("Ad Daqahlīyah, Egypt")
    assert names[-1] == "Wyoming, United States"


def test_the_data_know_which_countries_an_answer_can_name() -> None:
    countries = json.loads(regions._FILE.read_text(encoding="utf-8"))["countries"]

    assert sum(row["predicted"] is True for row in countries) == 57
    assert [row["code"] for row in countries if row["predicted"] is None] == [
        "bh",
        "kw",
        "om",
        "kh",
    ]


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("gb", "gb"),
        ("us-ca", "us"),
        ("us-unheard-of", "us"),
        ("br_sc", "br"),
        ("TKS", "jp"),
        ("BA", "eg"),
        ("DE", "de"),
        ("US-NJ", "us"),
        ("TH-10B", "th"),
    ],
)
def test_a_region_belongs_to_a_country_that_answers_can_name(code: str, country: str) -> None:
    assert predicted_country(code) == country


@pytest.mark.parametrize("code", ["mx", "ba", "MX", "mx-jal", "", "-", "unheard of"])
def test_a_country_that_no_answer_can_name_or_nobody_listed_is_none(code: str) -> None:
    assert predicted_country(code) is None


def test_a_country_of_which_nobody_knows_counts_as_one_that_answers_can_name() -> None:
    assert predicted_country("kw") == "kw"
