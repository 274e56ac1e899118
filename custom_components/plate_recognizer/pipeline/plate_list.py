"""A list of many plates as CSV: what a spreadsheet or another system gives, and gets back.

Three columns: plate, name, valid until. A header line may name them in another order; without one,
the order is this. Separated by commas, semicolons or tabs: a first line `sep=;`, as Excel writes
it, says by which. Any other line that is no plate, and isn't empty, is refused, not passed over.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
import csv
from dataclasses import dataclass
from datetime import datetime, time
from io import StringIO
import re
from typing import Final
import unicodedata

from .plate_text import normal_form
from .sighting import LONGEST_PLATE

MOST_ROWS: Final = 10_000
"""In one list: what matching is measured with."""
LONGEST_ROW_NAME: Final = 100

_PLATE: Final = "plate"
_NAME: Final = "name"
_VALID_UNTIL: Final = "valid_until"
_COLUMNS: Final = (_PLATE, _NAME, _VALID_UNTIL)

_SEPARATORS: Final = ",;\t"
_SEPARATOR_LINE: Final = re.compile(r'"?sep=([,;\t])"?[,;\t ]*(?=\n|\Z)', re.IGNORECASE)
_COMMENT: Final = "#"
_SEVERAL_PLATES: Final = re.compile(r"[,;]")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?", re.ASCII)
_NO_TEXT: Final = {"Cc", "Cs"}
"""Control characters, and halves of characters, which can't be stored."""
_MOST_QUOTED: Final = 40
"""Characters of a cell that are repeated in a complaint about it."""
_FORMULA: Final = re.compile(r"'*[=+\-@＝＋－＠]")  # noqa: RUF001 - some spreadsheets take them, too
"""What a spreadsheet would run instead of showing it, and what an apostrophe keeps from that."""
_ESCAPED: Final = re.compile(rf"'(?={_FORMULA.pattern})")


type _Record = tuple[int, list[str]]
"""The line where it begins, and its cells."""

LIST_PROBLEMS: Final = {
    "list_no_text": (),
    "list_empty": (),
    "list_too_long": ("most",),
    "row_quotes": ("line",),
    "row_header": ("line", "text"),
    "row_heading": ("line", "text"),
    "row_comment": ("line", "text"),
    "row_too_many_columns": ("line", "text"),
    "row_plate_empty": ("line", "text"),
    "row_plate_too_long": ("line", "text", "most"),
    "row_several_plates": ("line", "text"),
    "row_name_too_long": ("line", "text", "most"),
    "row_no_date": ("line", "text"),
    "row_plate_twice": ("line", "text", "first"),
}
"""What can be wrong with a list, and what its sentence names."""


class PlateListError(ValueError):
    """A text that is no list of plates.

    `slug` names the problem for translations: one of `LIST_PROBLEMS`. `placeholders` holds what
    stands there.
    """

    def __init__(self, slug: str, **placeholders: object) -> None:
        self.slug: Final = slug
        self.placeholders: Final[Mapping[str, str]] = {
            name: shorten(str(value)) for name, value in placeholders.items()
        }
        super().__init__(": ".join((slug, *self.placeholders.values())))


def shorten(text: str) -> str:
    """Return so much of a cell that its reader knows which one it is."""
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}…"


@dataclass(frozen=True, slots=True)
class ListedPlate:
    """A row of a list."""

    normal: str
    """The normal form of its plate, which no other row of the list has."""
    plate: str
    """As it was written."""
    name: str = ""
    """Empty if it has none of its own."""
    valid_until: str = ""
    """Day or minute, as `read_moment` reads it; empty for ever."""
    line: int = 0
    """Where it stands, from 1 on; of a row with line breaks in it, the first."""


def decode(content: bytes) -> str:
    """Read a file as text: UTF-8, or UTF-16 if it says so.

    Other encodings aren't guessed: with a wrong guess, names and plates would be others.

    Raises:
        PlateListError: `list_no_text`.
    """
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if is_utf16 else "utf-8")
    except UnicodeDecodeError:
        raise PlateListError("list_no_text") from None


def parse_plate_list(text: str) -> tuple[ListedPlate, ...]:
    """Read the rows of a list. Empty ones are passed over.

    Raises:
        PlateListError: as the class says. Nothing is taken of a list that has a fault.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if any(unicodedata.category(char) in _NO_TEXT for char in set(text) - {"\n", "\t"}):
        raise PlateListError("list_no_text")
    columns, records = _columns(list(_records(text)))
    rows: dict[str, ListedPlate] = {}
    for line, cells in records:
        row = _row(line, cells, columns)
        if (first := rows.setdefault(row.normal, row)) is not row:
            raise PlateListError("row_plate_twice", line=line, text=row.plate, first=first.line)
        if len(rows) > MOST_ROWS:
            raise PlateListError("list_too_long", most=MOST_ROWS)
    if not rows:
        raise PlateListError("list_empty")
    return tuple(rows.values())


def export_plate_list(rows: Iterable[ListedPlate]) -> str:
    """Write rows as CSV that `parse_plate_list` reads as the same ones.

    A cell that a spreadsheet would take for a formula begins with an apostrophe, which is taken
    away when it is read.
    """
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        writer.writerow([_escaped(row.plate), _escaped(row.name), row.valid_until])
    return written.getvalue()


def read_moment(text: str) -> datetime:
    """Read `2026-12-31`, which means the end of that day, or `2026-12-31 18:00`; no time zone.

    Midnight is the day's end, too: spreadsheets write a day as `2026-12-31 00:00:00`.

    Raises:
        ValueError: it is neither.
    """
    if _MOMENT.fullmatch(text) is None:
        raise ValueError(text)
    moment = datetime.fromisoformat(text)
    return datetime.combine(moment, time.max) if moment.time() == time.min else moment


def _records(text: str) -> Iterator[_Record]:
    """Yield each record that isn't empty, with its first line."""
    separator = _separator(text)
    if (named := _SEPARATOR_LINE.match(text)) is not None:
        separator, text = named[1], text[named.end() :]
    reader = csv.reader(StringIO(text), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            raise PlateListError("row_quotes", line=line) from None
        if cells is None:
            return
        if any(cells := [" ".join(cell.split()) for cell in cells]):
            yield line, cells


def _separator(text: str) -> str:
    """Return the first separator that doesn't stand in quotes: it comes after a plate or a word."""
    outside = True
    for char in text:
        if char == '"':
            outside = not outside
        elif outside and char in _SEPARATORS:
            return char
    return _SEPARATORS[0]


def _columns(records: Sequence[_Record]) -> tuple[Sequence[str], Sequence[_Record]]:
    """Return the columns and the rows in them: all records, or those below a header."""
    if records and (header := _header(*records[0])) is not None:
        return header, records[1:]
    _refuse_heading(records)
    return _COLUMNS, records


def _refuse_heading(records: Sequence[_Record]) -> None:
    """Refuse a first line that seems to name the columns in words that aren't ours.

    A plate without digits looks the same. Below a header there is no doubt about it.
    """
    plates = [cells[0] for _, cells in records]
    if not plates or plates[0].startswith(_COMMENT) or normal_form(plates[0]) is None:
        return
    has_digit = [any(char.isdecimal() for char in plate) for plate in plates]
    if not has_digit[0] and 2 * sum(has_digit) > len(has_digit) - 1:
        raise PlateListError("row_heading", line=records[0][0], text=plates[0])


def _header(line: int, cells: Sequence[str]) -> tuple[str, ...] | None:
    """Return the columns that a header line names; None if it is none."""
    names = [cell.casefold().replace(" ", "_") for cell in cells]
    if _PLATE not in names or names[0] not in _COLUMNS:
        return None
    for name, cell in zip(names, cells, strict=True):
        if name and (name not in _COLUMNS or names.count(name) > 1):
            raise PlateListError("row_header", line=line, text=cell)
    return tuple(names)


def _row(line: int, cells: Sequence[str], columns: Sequence[str]) -> ListedPlate:
    found = dict.fromkeys(_COLUMNS, "")
    for position, cell in enumerate(cells):
        column = columns[position] if position < len(columns) else ""
        if column:
            found[column] = cell[1:] if _ESCAPED.match(cell) else cell
        elif cell:
            raise PlateListError("row_too_many_columns", line=line, text=cell)
    plate, name = found[_PLATE], found[_NAME]
    if plate.startswith(_COMMENT):
        raise PlateListError("row_comment", line=line, text=plate)
    if len(plate) > LONGEST_PLATE:
        raise PlateListError("row_plate_too_long", line=line, text=plate, most=LONGEST_PLATE)
    if _SEVERAL_PLATES.search(plate):
        raise PlateListError("row_several_plates", line=line, text=plate)
    if (normal := normal_form(plate)) is None:
        raise PlateListError("row_plate_empty", line=line, text=plate)
    if len(name) > LONGEST_ROW_NAME:
        raise PlateListError("row_name_too_long", line=line, text=name, most=LONGEST_ROW_NAME)
    return ListedPlate(normal, plate, name, _moment_text(line, found[_VALID_UNTIL]), line)


def _moment_text(line: int, text: str) -> str:
    try:
        if text:
            read_moment(text)
    except ValueError:
        raise PlateListError("row_no_date", line=line, text=text) from None
    return text


def _escaped(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
