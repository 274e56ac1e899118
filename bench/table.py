"""Tables to read in a terminal and to paste into Markdown."""

from collections.abc import Sequence
from typing import Final

type Row = Sequence[str]

NO_TARGET: Final = ("-", "-")
"""The cells of `time_target` where nothing was aimed at."""


def table(header: Row, rows: Sequence[Row]) -> str:
    """Lay rows out in columns: the first to the left, the others, which are figures, to the right.

    Raises:
        ValueError: a row has not as many cells as the header.
    """
    columns = list(zip(header, *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    rule = ["-" * (widths[0]), *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_line(row, widths) for row in (header, rule, *rows))


def _line(row: Row, widths: Sequence[int]) -> str:
    first, *others = (
        cell.rjust(width) if column else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return f"| {' | '.join((first, *others))} |"


def time_target(seconds: float, most: float) -> tuple[str, str]:
    """Return what was aimed at, and whether it was met."""
    return f"< {ms(most)}", met(seconds < most)


def met(is_met: bool) -> str:  # noqa: FBT001 - that is all there is to say
    """Say whether something was met."""
    return "yes" if is_met else "no"


def ms(seconds: float) -> str:
    """Return a time, in milliseconds."""
    return f"{seconds * 1000:.2f} ms"
