"""The command: that it measures what it says. Its figures are nothing for a test."""

from pathlib import Path
import re
import subprocess

import pytest

SCRIPT = Path(__file__).parents[2] / "script/bench"

type Printed = dict[str, list[dict[str, str]]]

ZONE = (0.6, 0.7)
"""Of width and height: what the benchmarks' zone has of a picture."""


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    return subprocess.run(  # noqa: S603 - the project's own script
        [SCRIPT, *arguments], cwd="/", capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def printed() -> Printed:
    """Return the tables of a quick run by their first heading, with a dictionary for each row."""
    ended = bench("--quick")
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    tables = {}
    for text in ended.stdout.split("\n\n")[1:]:
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


def test_a_benchmark_that_does_not_exist_is_refused() -> None:
    ended = bench("speed")

    assert ended.returncode == 2
    assert "scans, latency, callbacks" in ended.stderr.replace("'", "")
