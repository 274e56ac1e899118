"""The threat model names tests, and each of them is there."""

import re

import pytest

from .files import PROJECT

GUIDE = (PROJECT / "docs" / "security.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", GUIDE)))


def test_there_are_such_names_and_none_is_written_otherwise() -> None:
    assert len(NAMED) > 50
    assert GUIDE.count("::") == len(re.findall(r"`tests/[\w/]+\.py::test_\w+`", GUIDE))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    content = (PROJECT / file).read_text()

    assert re.search(rf"^ *(async )?def {name}\(", content, re.MULTILINE)


def test_each_threat_in_a_table_has_its_test() -> None:
    tables = re.findall(r"^\| Threat \|.*\n\|[-|]+\n((?:\|.*\n)+)", GUIDE, re.MULTILINE)
    rows = [row for table in tables for row in table.splitlines()]

    assert len(rows) > 20
    assert [row for row in rows if "::test_" not in row.rsplit("|", 2)[1]] == []
