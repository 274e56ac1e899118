"""The command that simulates a day: that the integration really ran, not how well it did."""

import json
from pathlib import Path
import subprocess
from typing import Any

import pytest

COMMAND = Path(__file__).parents[3] / "bench/day"


def simulate(*arguments: str) -> str:
    ended = subprocess.run(  # noqa: S603 - the project's own command
        [COMMAND, *arguments], cwd="/", capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    return ended.stdout


@pytest.fixture(scope="module")
def simulated() -> dict[str, Any]:
    """Return the figures of two hours in which somebody comes, by strategy."""
    told = simulate(
        *("--seed", "1", "--from", "12.6", "--hours", "0.7", "--json", "--skip-unchanged"),
        *("--strategy", "polling", "--strategy", "motion", "--strategy", "ours"),
    )
    return {each["strategy"]: each for each in json.loads(told)["strategies"]}


def test_all_strategies_watch_the_same_visits(simulated: dict[str, Any]) -> None:
    assert len(simulated) == 3
    assert {each["visits"] for each in simulated.values()} == {3}


def test_the_integration_looks_up_sights_and_tells_of_arrivals(simulated: dict[str, Any]) -> None:
    ours = simulated["ours, on motion"]
    assert 0 < ours["lookups"] <= ours["pictures"]
    assert ours["read"]
    assert ours["arrivals_right"]
    assert ours["decisions"]["sighted"]


def test_lookups_are_accounted_for(simulated: dict[str, Any]) -> None:
    for strategy in simulated.values():
        assert sum(strategy["spent_on"].values()) == strategy["lookups"]


def test_the_same_seed_gives_the_same_figures(simulated: dict[str, Any]) -> None:
    again = simulate(
        *("--seed", "1", "--from", "12.6", "--hours", "0.7", "--json", "--skip-unchanged"),
        *("--strategy", "ours"),
    )
    (ours,) = json.loads(again)["strategies"]
    assert ours == simulated["ours, on motion"]


def test_an_unchanged_scene_is_counted_by_day_and_by_night() -> None:
    told = simulate("--hours", "0.1", "--strategy", "motion")
    rows = [line for line in told.splitlines() if "unchanged for an hour" in line]
    assert [("by day" in row, "by night" in row) for row in rows] == [(True, False), (False, True)]


def test_it_explains_what_lookups_were_spent_on() -> None:
    told = simulate("--from", "12.9", "--hours", "0.1", "--strategy", "motion", "--explain")
    assert "| Lookups while" in told
    assert "| a vehicle comes" in told
