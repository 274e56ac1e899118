"""Lists of plates as CSV: what is read of them, what is refused, and that they can be had back."""

from contextlib import suppress
import csv
from dataclasses import replace
from datetime import datetime, time
from io import StringIO

from hypothesis import example, given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.plate_list import (
    LONGEST_ROW_NAME,
    MOST_ROWS,
    ListedPlate,
    PlateListError,
    decode,
    export_plate_list,
    parse_plate_list,
    read_moment,
)
from custom_components.plate_recognizer.pipeline.plate_text import normal_form

type Row = tuple[str, str, str]


def rows(text: str) -> list[Row]:
    return [(row.plate, row.name, row.valid_until) for row in parse_plate_list(text)]


ANNA = ("AB12 CDE", "Anna", "2026-12-31")
BEN = ("XY98 ZZZ", "Ben", "")


@pytest.mark.parametrize(
    "text",
    [
        "AB12 CDE,Anna,2026-12-31\nXY98 ZZZ,Ben",
        "AB12 CDE;Anna;2026-12-31\nXY98 ZZZ;Ben;",
        "AB12 CDE\tAnna\t2026-12-31\nXY98 ZZZ\tBen\n",
        "plate,name,valid_until\nAB12 CDE,Anna,2026-12-31\nXY98 ZZZ,Ben,",
        "Plate;Name;Valid until\r\nAB12 CDE;Anna;2026-12-31\r\nXY98 ZZZ;Ben\r\n",
        "name,plate,valid until\nAnna,AB12 CDE,2026-12-31\nBen,XY98 ZZZ",
        '"AB12 CDE";"Anna";"2026-12-31"\r"XY98 ZZZ";"Ben"\r',
        "\ufeffAB12 CDE,Anna,2026-12-31,,,\n\n ,, \nXY98 ZZZ,Ben,,,,\n\n",
        " AB12   CDE , Anna ,2026-12-31\nXY98 ZZZ,  Ben",
        "sep=;\nAB12 CDE;Anna;2026-12-31\nXY98 ZZZ;Ben",
        '\ufeff"SEP=\t"\r\nplate\tname\tvalid_until\r\nAB12 CDE\tAnna\t2026-12-31\r\nXY98 ZZZ\tBen',
    ],
    ids=[
        "comma",
        "semicolon",
        "tab",
        "header",
        "excel",
        "order",
        "quoted",
        "bom, empty",
        "spaces",
        "separator",
        "separator, header",
    ],
)
def test_a_list_is_read_as_spreadsheets_write_it(text: str) -> None:
    assert rows(text) == [ANNA, BEN]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('AB12,"Smith, Anna; of No. 3"', "Smith, Anna; of No. 3"),
        ("AB12;Smith, Anna", "Smith, Anna"),
        ('AB12,Anna "Ann" Smith', 'Anna "Ann" Smith'),
        ('AB12,"Anna ""Ann"" Smith"', 'Anna "Ann" Smith'),
        ('AB12,"Anna\nSmith"', "Anna Smith"),
        ("AB12", ""),
        ("AB12,plate", "plate"),
        ("AB12,'=1+1", "=1+1"),
        ("AB12,'Anna", "'Anna"),
    ],
)
def test_a_name_is_read_as_it_was_meant(text: str, name: str) -> None:
    assert rows(text) == [("AB12", name, "")]


def test_a_plate_may_be_called_plate_below_a_header() -> None:
    assert rows("plate\nPLATE") == [("PLATE", "", "")]


def test_a_row_knows_its_line_also_after_empty_ones_and_line_breaks() -> None:
    text = 'plate,name\n\nAB12,"Anna\nSmith"\nXY98,Ben'

    assert [row.line for row in parse_plate_list(text)] == [3, 5]


def test_a_line_that_names_the_separator_counts_and_is_what_the_separator_is() -> None:
    [row] = parse_plate_list("sep=;\nAB12;Smith, Anna")

    assert (row.plate, row.name, row.line) == ("AB12", "Smith, Anna", 2)


@pytest.mark.parametrize(
    "text",
    [
        "ANNA",
        "plate\nANNA\nAB12\nXY98",
        "ANNA\nBEN\nAB12",
        "A1\nANNA\nBEN",
    ],
    ids=["alone", "below a header", "as others", "not first"],
)
def test_a_plate_may_have_no_digit(text: str) -> None:
    assert "ANNA" in {row.plate for row in parse_plate_list(text)}


@pytest.mark.parametrize(
    ("text", "slug", "said"),
    [
        ("", "list_empty", {}),
        ("sep=;\n", "list_empty", {}),
        ("Kennzeichen;Name\nAB12;Anna", "row_heading", {"line": "1", "text": "Kennzeichen"}),
        (
            "sep=;\nPlaque;Nom;Valable\nAB12;Anna;2026-12-31\nANNA\nXY98",
            "row_heading",
            {"line": "2", "text": "Plaque"},
        ),
        ("# residents\nAB12,Anna", "row_comment", {"line": "1", "text": "# residents"}),
        ("AB12,Anna\n#XY98,Ben", "row_comment", {"line": "2", "text": "#XY98"}),
        ("plate\n# residents\nAB12", "row_comment", {"line": "2", "text": "# residents"}),
        ("\ufeff\n , ,\n", "list_empty", {}),
        ("plate,name\n", "list_empty", {}),
        ("AB\x0012", "list_no_text", {}),
        ("AB12,\ud800", "list_no_text", {}),
        ('AB12,Anna\nXY98,"Ben\nQQ11,Cy', "row_quotes", {"line": "2"}),
        ('AB12,"Anna" Smith', "row_quotes", {"line": "1"}),
        ("AB12,Anna,,next door", "row_too_many_columns", {"line": "1", "text": "next door"}),
        ("plate\nAB12,Anna", "row_too_many_columns", {"line": "2", "text": "Anna"}),
        ("plate,phone\nAB12,1", "row_header", {"line": "1", "text": "phone"}),
        ("plate,name,name\nAB12,1", "row_header", {"line": "1", "text": "name"}),
        ("AB12\n,Anna", "row_plate_empty", {"line": "2", "text": ""}),
        ("AB12\n--,Anna", "row_plate_empty", {"line": "2", "text": "--"}),
        ("X" * 33, "row_plate_too_long", {"line": "1", "text": "X" * 33, "most": "32"}),
        ('"AB12, XY98";Anna', "row_several_plates", {"line": "1", "text": "AB12, XY98"}),
        (
            f"AB12,{'a' * 101}",
            "row_name_too_long",
            {"line": "1", "text": f"{'a' * 40}…", "most": str(LONGEST_ROW_NAME)},
        ),
        ("AB12,Anna,31.12.2026", "row_no_date", {"line": "1", "text": "31.12.2026"}),
        ("AB12,Anna,2026-02-30", "row_no_date", {"line": "1", "text": "2026-02-30"}),
        ("AB12,Anna,20261231", "row_no_date", {"line": "1", "text": "20261231"}),
        ("AB12,,2026-12-31 25:00", "row_no_date", {"line": "1", "text": "2026-12-31 25:00"}),
        (
            "AB12 CDE,Anna\nXY98\nab-12-cde,Ben",
            "row_plate_twice",
            {"line": "3", "text": "ab-12-cde", "first": "1"},
        ),
    ],
)
def test_each_fault_has_its_own_reason_with_line_and_text(
    text: str, slug: str, said: dict[str, str]
) -> None:
    with pytest.raises(PlateListError) as refused:
        parse_plate_list(text)

    assert (refused.value.slug, refused.value.placeholders) == (slug, said)


def test_a_list_is_as_long_as_matching_is_measured_with_and_no_longer() -> None:
    plates = [f"P{number}" for number in range(MOST_ROWS + 1)]

    assert len(parse_plate_list("\n".join(plates[:-1]))) == MOST_ROWS
    with pytest.raises(PlateListError) as refused:
        parse_plate_list("\n".join(plates))
    assert refused.value.slug == "list_too_long"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_text_in_unicode(encoding: str) -> None:
    assert rows(decode("MÜ O 12;Jürgen".encode(encoding))) == [("MÜ O 12", "Jürgen", "")]


@pytest.mark.parametrize(
    "content", ["MÜ O 12;Jürgen".encode("cp1252"), b"\x89PNG\r\n", b"\xff\xfea"]
)
def test_other_files_are_refused_instead_of_guessed(content: bytes) -> None:
    with pytest.raises(PlateListError) as refused:
        decode(content)
    assert refused.value.slug == "list_no_text"


def test_a_day_is_valid_until_its_end_and_a_minute_until_it_begins() -> None:
    assert read_moment("2026-12-31") == datetime.combine(datetime(2026, 12, 31), time.max)  # noqa: DTZ001
    assert read_moment("2026-12-31 18:00") == datetime(2026, 12, 31, 18)  # noqa: DTZ001


@pytest.mark.parametrize("text", ["2026-12-31 00:00:00", "2026-12-31T00:00:00", "2026-12-31 00:00"])
def test_a_day_is_also_what_spreadsheets_make_of_it(text: str) -> None:
    assert read_moment(text) == read_moment("2026-12-31")
    assert read_moment("2026-12-31 00:01") < read_moment(text)


@given(st.text() | st.text(st.sampled_from("AB1,;#\t\n\r\"'=-@plate name2026 sep")))
def test_any_text_is_a_list_or_refused(text: str) -> None:
    with suppress(PlateListError):
        assert parse_plate_list(text)


@given(st.binary())
def test_any_file_is_text_or_refused(content: bytes) -> None:
    with suppress(PlateListError):
        decode(content)


def collapsed(text: str) -> str:
    return " ".join(text.split())


def cells(longest: int) -> st.SearchStrategy[str]:
    special = st.sampled_from("'=+-@＝,;\"\n A1")  # noqa: RUF001
    alphabet = st.characters(exclude_categories=("Cc", "Cs")) | special
    return st.text(alphabet, max_size=longest).map(collapsed)


def is_plate(text: str) -> bool:
    is_single = not set(",;") & set(text) and not text.startswith("#")
    return is_single and normal_form(text) is not None


moments = st.datetimes().map(lambda moment: f"{moment:%Y-%m-%d %H:%M}".rjust(16, "0"))
listed = st.builds(
    ListedPlate,
    st.just(""),
    cells(32).filter(is_plate),
    cells(LONGEST_ROW_NAME),
    st.just("") | moments | moments.map(lambda text: text[:10]),
)


def once(all_rows: list[ListedPlate]) -> list[ListedPlate]:
    """Give rows their normal forms and lines, and each plate once."""
    by_plate = {normal_form(row.plate) or "": row for row in all_rows}
    return [
        replace(row, normal=normal, line=line)
        for line, (normal, row) in enumerate(by_plate.items(), start=2)
    ]


@given(st.lists(listed, min_size=1).map(once))
@example(once([ListedPlate("", "plate", "name", "")]))
@example(once([ListedPlate("", "=AB", "''=1", "")]))
def test_an_exported_list_is_imported_unchanged(exported: list[ListedPlate]) -> None:
    assert list(parse_plate_list(export_plate_list(exported))) == exported


@given(st.lists(listed, min_size=1).map(once))
def test_no_exported_cell_is_a_formula_to_a_spreadsheet(exported: list[ListedPlate]) -> None:
    for record in csv.reader(StringIO(export_plate_list(exported))):
        assert not any(cell.startswith(tuple("=+-@＝＋－＠\t\r")) for cell in record)  # noqa: RUF001
