"""Holding figures against the budgets."""

import pytest

from bench.budget_table import beside_table, budget_table
from bench.budgets import Budget, Target, Unit, difference_row, ratio_row
from bench.record import in_order, plain
from bench.table import ms


def test_a_ratio_is_judged_by_the_median_of_the_rounds() -> None:
    row = ratio_row(Budget.GATE, "4K", [2.0, 20.0, 3.0], [1.0, 10.0, 2.0], 1.9)

    assert (row.unit, row.figure, row.is_met) == (Unit.RATIO, 2.0, False)
    assert (row.takes, row.baseline) == (3.0, 2.0)


def test_a_difference_is_judged_round_by_round() -> None:
    row = difference_row(Budget.START, "again", [2.0, 20.0, 3.0], [1.0, 19.5, 2.8], 1.0)

    assert row.figure == pytest.approx(0.5)
    assert row.is_met


@pytest.mark.parametrize(
    ("relation", "met"), [("<=", (True, True, False)), ("<", (True, False, False))]
)
def test_a_target_is_the_most_that_is_allowed(relation: str, met: tuple[bool, ...]) -> None:
    assert tuple(Target(relation, 2).is_met_by(figure) for figure in (1, 2, 3)) == met


def test_a_share_has_to_be_as_large_as_its_target() -> None:
    assert [Target(">=", 0.99).is_met_by(share) for share in (0.98, 0.99)] == [False, True]


def test_figures_are_told_in_the_order_of_the_budgets() -> None:
    rows = in_order([{"budget": "start"}, {"budget": "forced_scan"}, {"budget": "gate"}])

    assert [row["budget"] for row in rows] == ["forced_scan", "gate", "start"]


def test_a_picture_is_kept_as_its_size_and_a_figure_in_seven_digits() -> None:
    row = ratio_row(Budget.GATE, "4K", [1.0], [3.0], 1.2)

    kept = plain({"row": row, 50: [b"picture", 1 / 3]})

    assert kept["50"] == [7, 0.3333333]
    assert kept["row"]["budget"] == "Change gate, nothing new"
    assert kept["row"]["spread"] == {"low": 0.3333333, "median": 0.3333333, "high": 0.3333333}


def test_a_budget_without_a_figure_is_not_forgotten() -> None:
    table = budget_table({"rows": []})

    assert all(f"| {budget}" in table for budget in Budget)
    assert table.count("not measured") == len(Budget) - 1
    assert table.count("`script/bench soak`") == 1


def test_figures_are_told_in_their_units() -> None:
    row = plain(difference_row(Budget.TRIGGER, "4K", [0.2], [0.15], 0.1))
    table = budget_table({"rows": [{**row, "budget": "trigger", "met": True}]})

    assert all(f" {cell} " in table for cell in (f"< {ms(0.1)}", ms(0.05), ms(0.2), "yes"))


def test_the_older_integration_stands_to_the_right() -> None:
    lost = {"what": "lost", "unit": "count", "ours": 0.0, "older": 13.0}

    assert beside_table({"beside_older": [lost]}).splitlines()[-1].split() == [
        *("|", "lost", "|", "0", "|", "13", "|")
    ]
