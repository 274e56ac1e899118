"""Texts that somebody pastes, uploads or types: lists of plates, old YAML, media, times."""

import csv
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

from homeassistant.util import dt as dt_util
from hypothesis import given, strategies as st
import yaml

from custom_components.plate_recognizer.actions.picture_files import media_id_of
from custom_components.plate_recognizer.actions.values import (
    SINCE,
    UNTIL,
    chosen,
    moment,
    span,
    whole_number,
)
from custom_components.plate_recognizer.media.identifier import PictureId, parse
from custom_components.plate_recognizer.migration.old_platform import KEYS
from custom_components.plate_recognizer.migration.proposal import propose
from custom_components.plate_recognizer.pipeline.area import Area
from custom_components.plate_recognizer.pipeline.plate_list import (
    MOST_ROWS,
    ListedPlate,
    decode,
    export_plate_list,
    parse_plate_list,
)
from custom_components.plate_recognizer.pipeline.weekly_times import parse_weekly_times
from custom_components.plate_recognizer.plate_lists import listed_plates, stored_rows
from tests.migration.old_texts import FULL, SMALL

from .allowed import read
from .anything import SCALARS, TEXTS, Json, examples, json_values, mutated

LISTS = [
    "plate,name,valid_until\nAB12 CDE,Jo,2027-01-01\nWOB 3K21,,\n",
    'sep=;\r\n"AB12 CDE";"Jo; the ""first""";\r\n#;a;b\r\n',
    "name\tplate\nJo\tÄB 1\n",
]
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])


@st.composite
def edited(draw: st.DrawFn, texts: list[str], pieces: str) -> str:
    """Draw a text in which something was cut out, put in, or repeated."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 5, 50])))
        piece = draw(st.text(st.sampled_from(pieces), max_size=5) | TEXTS)
        again = text[start:end] * draw(st.sampled_from([1, 1, 2, 200]))
        text = text[:start] + (piece if draw(st.booleans()) else again) + text[end:]
    return text


@given(edited(LISTS, ",;\t\"'#=\n\r\0\ufeff-AB12 ") | TEXTS, ENCODINGS)
@examples(400)
def test_any_file_is_a_list_of_plates_or_refused(text: str, encoding: str) -> None:
    content = text.encode(encoding, errors="replace")
    if (decoded := read(decode, content)) is None:
        return
    rows = read(parse_plate_list, decoded)
    if rows is not None:
        assert_rows(rows)


def assert_rows(rows: tuple[ListedPlate, ...]) -> None:
    """Check that rows can be stored, exported, and read back from either."""
    assert 0 < len(rows) <= MOST_ROWS
    assert len({each.normal for each in rows}) == len(rows)
    as_told = [(each.normal, each.plate, each.name, each.valid_until) for each in rows]
    for again in (
        list(listed_plates({"rows": stored_rows(rows)})),
        parse_plate_list(export_plate_list(rows)),
    ):
        assert [(each.normal, each.plate, each.name, each.valid_until) for each in again] == as_told
    assert list(csv.reader(StringIO(export_plate_list(rows))))


def test_a_huge_list_is_refused_and_so_is_a_huge_cell() -> None:
    for huge in (
        "\n".join(f"AB{number}" for number in range(MOST_ROWS + 5)),
        "A" * 5_000_000,
        '"' + "A\n" * 100_000 + '"',
        "AB1" + ",x" * 500_000,
    ):
        assert read(parse_plate_list, huge) is None
    assert read(parse_plate_list, "AB1" + "," * 500_000) is not None


@given(
    edited([SMALL, FULL], ":-{}[]&*!?|>#%@\"'\\ \n\tab01~,")
    | mutated([yaml.safe_load(SMALL.replace("!secret", ""))]).map(
        lambda tree: yaml.safe_dump(tree, allow_unicode=True)
    )
    | st.dictionaries(st.sampled_from(sorted(KEYS)), SCALARS).map(
        lambda keys: yaml.safe_dump(
            {"image_processing": [{**keys, "platform": "platerecognizer"}]}, allow_unicode=True
        )
    )
)
@examples(200)
def test_any_old_yaml_is_proposed_or_refused(text: str) -> None:
    proposed = read(propose, text)
    for account in proposed or ():
        assert account.kind in {"cloud", "sdk"}
        assert repr(account).encode()


IDENTIFIERS = [
    "sighting/01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "01ACCOUNT00000000000000000/day/2026-02-11:100",
    "01ACCOUNT00000000000000000/vehicle/a%2Fb",
]


@given(edited(IDENTIFIERS, "/:%.0129abzZ~-") | TEXTS)
@examples(400)
def test_any_identifier_of_media_is_one_of_ours_or_unknown(identifier: str) -> None:
    if (parsed := read(parse, identifier)) is not None:
        assert str(parsed) == identifier
        if isinstance(parsed, PictureId):
            assert len(parsed.sighting_id) == 26


@given(TEXTS, st.lists(SCALARS, min_size=4, max_size=4))
@examples(200)
def test_any_area_and_any_weekly_time_are_read_or_refused(text: str, edges: list[Json]) -> None:
    for typed in (text, " ".join(map(str, edges))):
        read(Area.parse, typed, name="parse_area")
        read(parse_weekly_times, typed)


@given(json_values, json_values)
@examples(300)
def test_any_value_of_an_actions_field_is_read_or_refused(value: Json, other: Json) -> None:
    before = dt_util.get_default_time_zone()
    dt_util.set_default_time_zone(ZoneInfo("Europe/Berlin"))
    try:
        read(moment, value)
        read(lambda: moment(value, is_end=True), name="moment")
        read(span, {SINCE: value, UNTIL: other})
    finally:
        dt_util.set_default_time_zone(before)
    number = read(whole_number, value, 1_000)
    assert number is None or 1 <= number <= 1_000
    read(chosen, "status", str(value), ("known",))
    read(media_id_of, value)


@given(st.datetimes(), st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Apia", "Africa/Monrovia"]))
@examples(200)
def test_any_time_of_any_home_is_a_moment_or_refused(time: datetime, zone: str) -> None:
    before = dt_util.get_default_time_zone()
    dt_util.set_default_time_zone(ZoneInfo(zone))
    try:
        for written in (time, time.isoformat(), time.date(), str(time.date())):
            read(moment, written)
    finally:
        dt_util.set_default_time_zone(before)
