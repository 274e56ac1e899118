"""docs/api-coverage.md names modules and tests that there are, for each section of the API."""

import ast
from pathlib import Path
import re
from typing import NamedTuple

import pytest

from .files import INTEGRATION

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "api-coverage.md").read_text()
SECTIONS = 14
NOTHING = "Nothing to do: "
OPEN = "TODO-merge"


class Line(NamedTuple):
    """One row of a table."""

    what: str
    where: str
    proof: str


def lines(text: str) -> list[Line]:
    cells = (
        [cell.strip() for cell in row.strip("| ").split(" | ")]
        for row in text.splitlines()
        if row.startswith("| ") and not row.startswith("| What |")
    )
    return [Line(*row) for row in cells]


def names_of_tests(path: Path) -> set[str]:
    """Return the tests that a file defines."""
    if not path.is_file():
        return set()
    return {
        each.name
        for each in ast.walk(ast.parse(path.read_text()))
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
        and each.name.startswith("test_")
    }


def missing(line: Line) -> list[str]:
    """Return what a line names and nobody finds."""
    named = re.findall(r"`([^`]+)`", line.where)
    gone = (
        []
        if line.where.startswith(NOTHING)
        else [each for each in named if not (INTEGRATION / each).is_file()]
    )
    if not (named or line.where.startswith(NOTHING)):
        gone.append(f"a module for {line.what}")
    if line.proof == "-" and line.where.startswith(NOTHING):
        return gone
    path, _, name = line.proof.strip("`").partition("::")
    return gone if name in names_of_tests(ROOT / path) else [*gone, line.proof]


LINES = lines(TEXT)


@pytest.mark.parametrize("number", range(1, SECTIONS + 1))
def test_each_section_of_the_reference_has_lines(number: int) -> None:
    found = re.search(rf"\n## {number}\. .*?\n(.*?)(?=\n## |\Z)", TEXT, re.DOTALL)
    assert found is not None
    assert lines(found[1])


def test_each_line_names_modules_and_a_test_that_there_are() -> None:
    assert {line.what: gone for line in LINES if OPEN not in line and (gone := missing(line))} == {}


def test_no_line_is_still_open() -> None:
    assert [line.what for line in LINES if OPEN in line] == []


@pytest.mark.parametrize(
    ("where", "proof"),
    [
        ("`api/gone.py`", "`tests/api/test_lookup.py::test_the_time_is_sent_in_utc`"),
        ("`api/form.py`", "`tests/api/test_lookup.py::test_gone`"),
        ("`api/form.py`", "`tests/api/test_gone.py::test_the_time_is_sent_in_utc`"),
        ("`api/form.py`", "-"),
        ("somewhere", "`tests/api/test_lookup.py::test_the_time_is_sent_in_utc`"),
    ],
)
def test_what_is_gone_is_found(where: str, proof: str) -> None:
    assert missing(Line("planted", where, proof))
