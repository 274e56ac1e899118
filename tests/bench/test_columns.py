"""The tables that the benchmarks print."""

import pytest

from bench.table import table


def test_what_is_measured_stands_to_the_left_and_figures_to_the_right() -> None:
    assert table(
        ("what", "p50", "worst"), [("idle", "0.5 ms", "12 ms"), ("scan of 4K", "9", "-")]
    ) == (
        "| what       |    p50 | worst |\n"
        "| ---------- | -----: | ----: |\n"
        "| idle       | 0.5 ms | 12 ms |\n"
        "| scan of 4K |      9 |     - |"
    )


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="argument"):
        table(("what", "p50"), [("idle",)])
