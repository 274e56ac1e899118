"""The soak, in short: that it measures what it says, and finds what it is there to find."""

from dataclasses import dataclass
import json
from pathlib import Path
import subprocess
import sys
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
SMALL = ("--cameras", "4", "--vehicles", "30", "--samples", "6")


@dataclass(frozen=True)
class Ended:
    """A soak that has come to its end."""

    status: int
    told: str
    figures: dict[str, Any]

    @property
    def broken(self) -> dict[str, str]:
        """What was measured where a bound is broken."""
        return {
            each["what"]: each["measured"]
            for each in self.figures["verdicts"]
            if each["is_met"] is False
        }


def soak(folder: Path, *arguments: str, program: tuple[str, ...] = ("bench", "soak")) -> Ended:
    file = folder / "soak.json"
    ended = subprocess.run(  # noqa: S603 - the project's own command
        [sys.executable, "-m", *program, *arguments, "--json", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert file.exists(), ended.stderr
    return Ended(ended.returncode, ended.stdout, json.loads(file.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    return soak(tmp_path_factory.mktemp("sound"), "--scans", "300", *SMALL)


def test_a_home_with_faults_of_all_kinds_leaves_nothing_behind(sound: Ended) -> None:
    # How long the loop is busy says more about the machine than about the code.
    in_time = {what for what in sound.broken if "CPU" in what}

    assert not sound.broken.keys() - in_time
    assert sound.status == int(bool(in_time))


def test_every_kind_of_scan_is_among_them(sound: Ended) -> None:
    figures = sound.figures

    assert figures["samples"][-1]["scans"] >= 300
    assert figures["samples"][-1]["days"] > 0.4, "two nights"
    assert figures["decisions"]["sighted"] > 0
    assert figures["decisions"]["no_change"] > 0
    assert figures["decisions"]["camera_failed"] > 0
    assert all(figures["counts"][what] > 0 for what in ("bursts", "webhooks", "reloads"))
    assert any(each["fault"] != "sound" for each in figures["lookups"])


def test_memory_is_not_judged_where_it_still_fills(sound: Ended) -> None:
    assert "| too short |" in sound.told


@pytest.mark.slow
def test_planted_leaks_and_a_planted_lie_are_found(tmp_path: Path) -> None:
    ended = soak(tmp_path, "--scans", "400", *SMALL, program=("tests.bench.soak.planted",))

    assert ended.status == 1
    assert "Account.visits.planted" in ended.broken["what grows with 1,000 scans"]
    assert "task Event.wait" in ended.broken["left after the accounts were stopped"]
    assert "task Event.wait" in ended.broken["left after they were removed"]
    assert ended.broken["objects of ours left then"] != "nothing"
    assert ended.figures["left"]["objects"]["scanner.CameraScanner"] >= 4
    assert "a scan's events" in ended.broken["events beside what the server answered"]


@pytest.mark.slow
def test_a_larger_home_lives_for_days(tmp_path: Path) -> None:
    ended = soak(tmp_path, "--scans", "4000", "--vehicles", "100", "--samples", "20")

    assert not {what for what in ended.broken if "CPU" not in what}
    assert ended.figures["samples"][-1]["days"] > 1
