"""What one Home Assistant carries: that what is called carried is, and that the load is real."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
import subprocess

import pytest

from bench.carry import LOOKED_UP, QUIET, Carried, Load
from bench.figures import Tail
from bench.pictures import FULL_HD
from custom_components.plate_recognizer.pipeline.decision import Reason

SCRIPT = Path(__file__).parents[2] / "script/bench"

EASY = Carried(
    load=Load(FULL_HD, LOOKED_UP, 5),
    cameras=4,
    seconds=15.0,
    ends=Counter({Reason.SIGHTED: 12}),
    lookups=12,
    left_out=0,
    late=Tail(3000, 0.0005, 0.0199, 0.3),
    longest=5.0,
    loop_cpu=0.1,
    other_cpu=0.2,
)


def test_cameras_are_carried_at_the_very_limits() -> None:
    assert EASY.holds


@pytest.mark.parametrize(
    "worse",
    [
        replace(EASY, late=Tail(3000, 0.0005, 0.020, 0.3)),
        replace(EASY, left_out=1),
        replace(EASY, longest=5.1),
    ],
    ids=["loop is late", "scan is left out", "scan takes longer than its interval"],
)
def test_beyond_any_of_them_they_are_not(worse: Carried) -> None:
    assert not worse.holds


@pytest.mark.slow
@pytest.mark.parametrize("scans", [LOOKED_UP, QUIET])
def test_each_scan_is_a_lookup_and_none_where_nothing_is_new(scans: str) -> None:
    ended = subprocess.run(  # noqa: S603 - the project's own script
        [SCRIPT, "carry", "--cameras", "4", "--only", f"{FULL_HD}, {scans}, each 5 s"],
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
    )

    header, _rule, row = (
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in ended.stdout.splitlines()
        if line.startswith("|")
    )
    measured = dict(zip(header, row, strict=False))
    assert float(measured["scans/s"]) > 0
    assert measured["left out"] == "0"
    expected = float(measured["scans/s"]) if scans == LOOKED_UP else 0
    assert float(measured["lookups/s"]) == pytest.approx(expected, abs=0.2)
