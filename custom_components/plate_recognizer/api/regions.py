"""The regions that a lookup can name: suggestions, for any other text is a region as well.

`regions.json` holds the codes of the API's reference, verbatim, with the slips in its names put
right. A code may have several names: the reference prints three codes for two countries each,
and many Japanese ones for a plate office and its old one-letter form. `predicted` says whether
answers can name that country, null where nobody knows.
"""

from dataclasses import dataclass
from functools import cache
import json
from pathlib import Path
from typing import Final
import unicodedata

_FILE: Final = Path(__file__).with_name("regions.json")


@dataclass(frozen=True, slots=True)
class RegionChoice:
    """A region to choose."""

    code: str
    """Verbatim, unique; case matters: `BA` is in Egypt, `ba` is Bosnia and Herzegovina."""
    name: str
    """For display, a state's with its country: `California, United States`."""


@cache
def region_choices() -> tuple[RegionChoice, ...]:
    """List all regions: the countries by name, then the states by country and name.

    The first call reads a file: make it in an executor.
    """
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    countries = {row["code"]: " / ".join(row["names"]) for row in data["countries"]}
    states = [
        (countries[row["country"]], " / ".join(row["names"]), row["code"]) for row in data["states"]
    ]
    return (
        *(
            RegionChoice(code, name)
            for code, name in sorted(countries.items(), key=lambda item: _sort_key(item[1]))
        ),
        *(
            RegionChoice(code, f"{name}, {country}")
            for country, name, code in sorted(
                states, key=lambda state: (_sort_key(state[0]), _sort_key(state[1]))
            )
        ),
    )


def region_name(code: str) -> str | None:
    """Give the name of a region, None for one that is not listed.

    The first call reads a file: make it in an executor, or after `region_choices`.
    """
    return _names().get(code)


def predicted_country(code: str) -> str | None:
    """Give the country of a region, as a code; None if answers can't name it, or it isn't listed.

    That of `us-ca` is `us`, that of the Japanese state `TKS` is `jp`. A country of which nobody
    knows counts as one that answers can name. What isn't listed as it is written is looked up in
    lower case, since users type `DE`.

    The first call reads a file: make it in an executor, or after `region_choices`.
    """
    countries = _predicted_countries()
    first = code.partition("-")[0]
    return countries.get(first) or countries.get(first.lower())


@cache
def _predicted_countries() -> dict[str, str]:
    """Give the country by its code, and by those of its states that don't begin with it."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    named = {row["code"]: row["code"] for row in data["countries"] if row["predicted"] is not False}
    states = {row["code"]: row["country"] for row in data["states"] if row["country"] in named}
    return states | named


@cache
def _names() -> dict[str, str]:
    return {choice.code: choice.name for choice in region_choices()}


def _sort_key(name: str) -> str:
    """Sort letters with marks among those without: Åland before Albania."""
    letters = unicodedata.normalize("NFD", name)
    return "".join(char for char in letters if not unicodedata.combining(char)).casefold()
