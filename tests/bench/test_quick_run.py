"""The command: that it measures what it says. Its figures are nothing for a test."""

from dataclasses import dataclass
import json
from pathlib import Path
import re
import socket
import subprocess
from typing import Any

import pytest
import voluptuous as vol

from bench.budgets import Budget, Unit
from bench.command import main

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).parents[2] / "script/bench"

type Printed = dict[str, list[dict[str, str]]]

SPREAD = vol.Schema({"low": float, "median": float, "high": float}, required=True)
UNIT = vol.In([unit.value for unit in Unit])
RECORD = vol.Schema(
    {
        "version": 1,
        "command": "script/bench",
        "date": vol.Match(r"^\d{4}-\d\d-\d\d$"),
        "commit": vol.Any(None, vol.Match(r"^[0-9a-f]{7,40}\+?$")),
        "is_quick": True,
        "machine": {
            "cores": vol.All(int, vol.Range(min=1)),
            "architecture": str,
            "cpu": vol.Any(None, str),
            "python": vol.Match(r"^3\.\d+"),
            "home_assistant": vol.Match(r"^\d{4}\.\d+"),
            "pictures": vol.In(["a photograph", "drawn"]),
        },
        "rows": [
            {
                "budget": vol.In([budget.name.lower() for budget in Budget]),
                "case": str,
                "unit": UNIT,
                "figure": vol.Any(float, int),
                "target": {
                    "relation": vol.In(["<=", "<", ">="]),
                    "value": vol.Any(float, int),
                },
                "spread": vol.Any(None, SPREAD),
                "takes": vol.Any(None, float),
                "baseline": vol.Any(None, float),
                "met": bool,
            }
        ],
        "beside_older": [{"what": str, "unit": UNIT, "ours": float, "older": float}],
        "details": {str: object},
    },
    required=True,
)

ZONE = (0.6, 0.7)
"""Of width and height: what the benchmarks' zone has of a picture."""


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    return subprocess.run(  # noqa: S603 - the project's own script
        [SCRIPT, *arguments], cwd="/", capture_output=True, text=True, check=False
    )


@dataclass(frozen=True)
class Run:
    """What one quick run of everything has left."""

    printed: str
    record: dict[str, Any]
    page: str


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run everything once."""
    folder = tmp_path_factory.mktemp("bench")
    record, page = folder / "bench.json", folder / "bench.md"
    ended = bench("--quick", "--json", str(record), "--report", str(page))
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    return Run(
        ended.stdout,
        json.loads(record.read_text(encoding="utf-8")),
        page.read_text(encoding="utf-8"),
    )


@pytest.fixture(scope="module")
def printed(quick: Run) -> Printed:
    """Return the tables of a quick run by their first heading, with a dictionary for each row."""
    tables = {}
    for text in quick.printed.split("\n\n")[1:]:
        header, _rule, *rows = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()
        ]
        tables[header[0]] = [dict(zip(header, row, strict=True)) for row in rows]
    return tables


def sent(printed: Printed, case: str) -> list[tuple[list[int], list[int]]]:
    """Return width, height and bytes: of a case's pictures, and of what was sent of each."""
    rows = [row for row in printed["What was sent"] if row["What was sent"] == case]
    assert len(rows) == 2, "at both speeds of the server"
    return [
        (
            [int(number) for number in re.findall(r"\d+", row["camera's picture"])],
            [int(number) for number in re.findall(r"\d+", row["sent"])],
        )
        for row in rows
    ]


@pytest.mark.parametrize("case", ["1080p", "4K"])
def test_a_whole_picture_is_sent_as_it_is(printed: Printed, case: str) -> None:
    for camera, at_server in sent(printed, case):
        assert camera == at_server


@pytest.mark.parametrize("size", ["1080p", "4K"])
def test_of_a_picture_with_a_zone_the_zone_is_sent(printed: Printed, size: str) -> None:
    for (width, height, _), (sent_width, sent_height, _) in sent(printed, f"{size} with zone"):
        assert (sent_width / width, sent_height / height) == pytest.approx(ZONE, abs=0.001)


@pytest.mark.parametrize("size", ["1080p", "4K"])
def test_a_picture_with_a_mask_keeps_its_size_and_changes(printed: Printed, size: str) -> None:
    for camera, at_server in sent(printed, f"{size} with mask"):
        assert camera[:2] == at_server[:2]
        assert camera[2] != at_server[2]


@pytest.mark.parametrize("case", ["4K over the limit", "4K over the limit, finest"])
def test_a_picture_over_the_limit_is_sent_within_it(printed: Printed, case: str) -> None:
    for (*_, over), (*_, within) in sent(printed, case):
        assert within < 3_000_000 < over


def test_every_scan_is_compared_with_a_baseline(
    printed: Printed,
) -> None:
    what = [row["Forced scan, camera to event"] for row in printed["Forced scan, camera to event"]]

    assert len(what) == 2 * (4 + 3 + 4 + 3 + 2)
    assert sum("older integration" in row for row in what) == 4


def test_the_loop_is_watched_idle_posting_and_scanning(
    printed: Printed,
) -> None:
    rows = printed["Event loop late during"]

    assert [row["Event loop late during"] for row in rows] == [
        "nothing",
        "bare POSTs of 4K",
        "scans of 4K",
        "scans of 4K with zone",
        "scans of 4K with mask",
        "scans of 4K over the limit, finest",
        "scans of 4K over the limit",
    ]
    assert all(int(row["times"]) > 0 and int(row["beats"]) > 0 for row in rows)


def test_callbacks_of_the_integration_are_seen_in_every_case(
    printed: Printed,
) -> None:
    rows = printed["CPU of our callbacks"]

    assert len(rows) == 8
    # The scan starts in one, goes on with the prepared picture in another, and with the answer.
    assert all(int(row["callbacks"]) >= 3 * int(row["scans"]) for row in rows)


def test_an_account_with_many_vehicles_is_compared_with_as_many_entities_that_do_nothing(
    printed: Printed,
) -> None:
    rows = printed["20 cameras, 500 vehicles"]

    assert [row["20 cameras, 500 vehicles"] for row in rows] == [
        "first start",
        "start again",
        "add a vehicle",
        "change a vehicle",
    ]
    assert all(int(row["entities"].replace(",", "")) >= 500 * 5 for row in rows)
    assert [row["target"] for row in rows] == ["< 1000.00 ms", "< 1000.00 ms", "-", "-"]


def test_what_the_frontend_loads_has_every_vehicle_in_it(printed: Printed) -> None:
    rows = printed["The frontend loads"]

    assert len(rows) == 5
    assert all(
        int(row[whose].replace(",", "")) > 500 * 100
        for row in rows
        for whose in ("bytes", "with stub")
    )


def test_lists_of_plates_are_taken_in_while_the_loop_is_watched(printed: Printed) -> None:
    rows = printed["Plate list, form to known"]

    assert [row["Plate list, form to known"] for row in rows] == ["2,000 rows", "10,000 rows"]
    assert all(row["times"] == "1" and row["loop late: p50"] for row in rows)


WEBHOOKS = [
    f"{what}, {manner}"
    for what in ("JSON alone", "0.5 MB picture", "4 MB picture")
    for manner in ("one by one", "burst by 8")
]


def test_answers_to_webhooks_are_compared_with_those_of_a_bare_one(printed: Printed) -> None:
    rows = printed["Webhook, last byte to answer"]

    assert [row["Webhook, last byte to answer"] for row in rows] == WEBHOOKS
    assert [row["webhooks"] for row in rows] == ["10", "40"] * 3
    assert all(row["p99 target"] == "< 50.00 ms" and row["bare p99"] for row in rows)


def test_whatever_is_answered_is_taken_in(printed: Printed) -> None:
    rows = printed["Taking webhooks in"]

    assert [row["Taking webhooks in"] for row in rows] == WEBHOOKS
    assert [row["answered"] for row in rows] == ["21", "120"] * 3
    assert all(row["taken in"] == row["answered"] and row["otherwise"] == "-" for row in rows)


def test_webhooks_that_come_one_by_one_keep_their_pictures(printed: Printed) -> None:
    rows = printed["Taking webhooks in"]

    one_by_one = {
        row["Taking webhooks in"]: row["with picture"]
        for row in rows
        if row["Taking webhooks in"].endswith("one by one")
    }
    assert list(one_by_one.values()) == ["0", "21", "21"]


def test_callbacks_of_webhooks_are_seen_in_every_case(printed: Printed) -> None:
    rows = printed["CPU of our callbacks, webhooks"]

    # One reads what was sent, and another one goes on when it is parsed.
    assert [row["CPU of our callbacks, webhooks"] for row in rows] == WEBHOOKS
    assert all(int(row["callbacks"]) >= 2 * int(row["webhooks"]) for row in rows)


def test_a_benchmark_can_be_run_alone() -> None:
    ended = bench("--quick", "callbacks")

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("\n| CPU of our callbacks") == ended.stdout.count("\n\n") == 1


def test_matching_is_compared_with_a_dictionary_and_a_scan(printed: Printed) -> None:
    rows = printed["Matching, 10,000 known"]

    assert [row["Matching, 10,000 known"].split()[0] for row in rows] == [
        "match",
        "look",
        "scan",
        "build",
    ]


def test_the_gate_is_compared_with_a_decoding_at_an_eighth(printed: Printed) -> None:
    rows = printed["Change gate"]

    assert [row["Change gate"] for row in rows] == [
        f"{size}, {what}" for size in ("1080p", "4K") for what in ("nothing new", "something new")
    ]
    assert [row["target"] for row in rows] == ["<= 1.20", "-"] * 2


@pytest.mark.parametrize(("name", "tables"), [("gate", 1), ("matching", 1), ("calibration", 4)])
def test_what_needs_no_home_runs_without_one(name: str, tables: int) -> None:
    ended = bench("--quick", name)

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("\n| ---") == tables
    assert "Home Assistant" not in ended.stdout


def test_every_budget_has_its_figures_or_the_command_that_measures_it(printed: Printed) -> None:
    rows = printed["Budget"]

    assert list(dict.fromkeys(row["Budget"] for row in rows if row["met"] != "-")) == [
        budget for budget in Budget if budget is not Budget.MEMORY
    ]
    assert all(row["met"] in {"yes", "no"} and row["target"] for row in rows[:-1])
    assert (rows[-1]["Budget"], rows[-1]["of"]) == (Budget.MEMORY, "`script/bench soak`")


def test_a_trigger_is_held_against_decoding_and_asking(printed: Printed) -> None:
    rows = printed["Trigger to event"]

    assert [(row["Trigger to event"], row["server"]) for row in rows] == [
        (size, server) for size in ("1080p", "4K") for server in ("0.00 ms", "50.00 ms")
    ]


def test_days_are_watched_as_the_older_integration_does_it_too(printed: Printed) -> None:
    rows = printed["Simulated days"]

    assert [row["Simulated days"].split(",")[0] for row in rows] == [
        "ours",
        "older integration",
    ]
    assert all(int(row["lookups"]) > 0 and row["visits"] == "1" for row in rows)


def test_whoever_is_lost_is_counted_with_a_limit_and_without(printed: Printed) -> None:
    header = "4 cameras, vehicles to be read for 4 s and more"
    ours, older = printed[header]

    assert ours["vehicles"] == older["vehicles"] == "4"
    for row in (ours, older):
        lost, anyway = int(row["lost"]), int(row["lost without a limit"])
        assert lost - anyway <= int(row["lost to throttling"]) <= lost


def test_the_record_has_the_form_that_it_says(quick: Run) -> None:
    assert RECORD(quick.record) == quick.record
    assert all("/" not in str(each) for each in quick.record["machine"].values())
    assert socket.gethostname() not in json.dumps(quick.record)


def test_the_page_is_written_from_the_record(quick: Run, tmp_path: Path) -> None:
    record, page = tmp_path / "bench.json", tmp_path / "bench.md"
    record.write_text(json.dumps(quick.record), encoding="utf-8")

    assert main(["--from", str(record), "--report", str(page)]) == 0

    assert page.read_text(encoding="utf-8") == quick.page
    assert "whose figures mean nothing" in quick.page


def test_a_benchmark_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["speed"])

    assert ended.value.code == 2
    assert "scans, latency, callbacks" in capsys.readouterr().err.replace("'", "")
