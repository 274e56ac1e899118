"""The command that measures SDKs behind HAProxy: that it measures what it says."""

from pathlib import Path
import subprocess

import pytest

from sandbox.replicas import HAPROXY, WITHOUT_HAPROXY

SCRIPT = Path(__file__).parents[2] / "script/bench"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(HAPROXY is None, reason=WITHOUT_HAPROXY)]


def test_each_setting_is_measured_and_only_where_one_fails_an_answer_is_missing() -> None:
    ended = subprocess.run(  # noqa: S603 - the project's own script
        [SCRIPT, "replicas", "--seconds", "2"], cwd="/", capture_output=True, text=True, check=False
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    header, _rule, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in ended.stdout.split("\n\n")[1].splitlines()
    ]
    table = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert list(table) == ["1", "2", "3", "3, one killed", "3, one hangs", "3, not said to be 3"]
    assert all(int(row["scans answered"]) for row in table.values())
    missing = {name for name, row in table.items() if row["without answer"] != "0"}
    assert missing <= {"3, one killed", "3, one hangs"}
