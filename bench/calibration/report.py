"""The calibration's tables, as they stand in the documentation."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ..table import Row, table
from .grammars import GRAMMARS, Grammar
from .measure import GRADES, Calibration, Shares, calibrate, mean

HOUSEHOLD: Final = 3
YARD: Final = 500
FACTORS: Final = (0.5, 1.0, 2.0)
PASSAGES: Final = 5000
"""Of each kind and region: shares of a tenth are then right to half a per cent."""

_WORDS: Final = ((10**12, " million million"), (10**9, " billion"), (10**6, " million"), (1, ""))


def calibration_report(passages: int = PASSAGES) -> str:
    """Calibrate everything and return the tables: by region, and with other rates of errors."""
    regions = [region_rows(grammar, passages) for grammar in GRAMMARS]
    owners, neighbours, strangers = zip(*regions, strict=True)
    both = [f"{grade}, {vehicles} vehicles" for vehicles in (HOUSEHOLD, YARD) for grade in GRADES]
    changed = (
        f"{who}: {grade}" for who in ("refused", "neighbours", "strangers") for grade in GRADES
    )
    return "\n\n".join(
        (
            table(("Owners refused", *both), owners),
            table(("Neighbours accepted", "plates with one", *both), neighbours),
            table(("Strangers accepted", *both), strangers),
            table(("Errors, 3 vehicles", *changed), list(_sensitivity(passages))),
        )
    )


def region_rows(grammar: Grammar, passages: int = PASSAGES) -> tuple[Row, Row, Row]:
    """Return a region's rows: in the table of owners, in that of neighbours, of strangers."""
    found = [calibrate(grammar, vehicles, 1.0, passages) for vehicles in (HOUSEHOLD, YARD)]
    return (
        (grammar.region, *_each(_per_cent, *(each.owners_refused for each in found))),
        (
            grammar.region,
            f"{found[-1].with_neighbour:.0%}",
            *_each(_per_cent, *(each.neighbours_accepted for each in found)),
        ),
        (grammar.region, *_each(_rarity, *(each.strangers_accepted for each in found))),
    )


def _sensitivity(passages: int) -> Iterator[Row]:
    """Yield a row for each factor, with means in which a region counts as much as any other."""
    for factor in FACTORS:
        found = [calibrate(grammar, HOUSEHOLD, factor, passages // 2) for grammar in GRAMMARS]
        yield (
            f"rates x {factor:g}",
            *_each(_per_cent, mean(each.owners_refused for each in found)),
            *_each(_per_cent, _mean_of_some(found)),
            *_each(_rarity, mean(each.strangers_accepted for each in found)),
        )


def _mean_of_some(found: Sequence[Calibration]) -> Shares:
    return mean(each.neighbours_accepted for each in found if each.neighbours_accepted)


def _each(told: Callable[[float], str], *found: Shares | None) -> Iterator[str]:
    for shares in found:
        yield from (told(shares[grade]) if shares else "-" for grade in GRADES)


def _per_cent(share: float) -> str:
    return f"{share:.1%}"


def _rarity(share: float) -> str:
    """Say one in how many, with the two digits that mean something."""
    number = float(f"{1 / share:.2g}")
    size, word = next(each for each in _WORDS if number >= each[0])
    return f"1 in {number / size:,.10g}{word}"
