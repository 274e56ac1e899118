"""Hostile values: any JSON, and recorded samples that something was done to.

A sample with one value replaced finds far more than JSON by chance: the rest of it leads the
parser to where that value is read.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
import json
from typing import Any

from hypothesis import HealthCheck, settings, strategies as st

type Json = Any
"""What JSON decodes to, with what Python's reader takes beside: NaN, and numbers of any length."""

NUMBERS = st.one_of(
    st.integers(),
    st.floats(),
    st.sampled_from(
        [0, -0.0, -1, 0.5, 1, 2**31, 2**53, 2**63, 2**64 - 1, 10**400, 1e308, -1e-308, 5e-324]
    ),
)
TEXTS = st.one_of(
    st.text(),
    st.sampled_from(
        [
            *("", " ", "null", "None", "Unknown", "true", "0", "0.5", "-1", "1e999", "nan", "inf"),
            *("\x00", "\ud800", "\udfff", "\ufeff", "\u202e", "🚗"),
            *("../../etc/passwd", "<script>", "{braces}", "%s", "' OR 1=1", "\r\nX: y"),
            *("0001-01-01T00:00:00", "9999-12-31T23:59:59-23:59", "2026-02-30", "2026-01-01"),
            *("#12345", "a:b", "(?a)(?u)x", "(", "60, 0, 100, 8"),
        ]
    ),
    st.sampled_from("9a").map(lambda char: char * 40_000),
)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS


def nested(inner: st.SearchStrategy[Any], keys: Iterable[str]) -> st.SearchStrategy[Any]:
    """Draw such values in lists and objects, whose keys are often some of these."""
    names = st.sampled_from(sorted(keys)) | TEXTS
    return st.recursive(
        inner,
        lambda within: st.lists(within, max_size=3) | st.dictionaries(names, within, max_size=3),
        max_leaves=6,
    )


API_KEYS = ("plate", "vehicle", "props", "value", "score", "box", "code", "usage", "results", "data")
json_values = nested(SCALARS, API_KEYS)
"""Any decoded JSON."""


def is_storable(value: object) -> bool:
    """Say whether Home Assistant's own files and sockets, which orjson reads, can hold a value."""
    if isinstance(value, dict):
        return all(is_storable(each) for pair in value.items() for each in pair)
    if isinstance(value, list):
        return all(map(is_storable, value))
    if isinstance(value, str):
        return value.isascii() or not any("\ud800" <= char <= "\udfff" for char in value)
    if isinstance(value, int):
        return -(2**63) <= value < 2**64
    return not isinstance(value, float) or abs(value) < float("inf")


storable_values = nested(SCALARS.filter(is_storable), API_KEYS).filter(is_storable)
"""Any value that can stand in a file of Home Assistant's, or come from its pages."""


def paths(value: Json, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the ways to all values inside a decoded value, itself first."""
    yield path
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from paths(inner, (*path, key))


def mutated(
    samples: Iterable[Json], values: st.SearchStrategy[Any] = json_values, *, most: int = 3
) -> st.SearchStrategy[Json]:
    """Draw one of these samples after something was done to it up to so many times.

    A value is replaced by any other, left out, told twice, put under another key or a level deeper.
    """
    kinds = list(samples)

    @st.composite
    def draw_one(draw: st.DrawFn) -> Json:
        sample = deepcopy(draw(st.sampled_from(kinds)))
        for _ in range(draw(st.integers(1, most))):
            path = draw(st.sampled_from(list(paths(sample))))
            change = draw(st.sampled_from(_CHANGES))
            if not path:
                sample = draw(values) if change is _replace else sample
                continue
            within = sample
            for key in path[:-1]:
                within = within[key]
            change(within, path[-1], draw(values))
        return sample

    return draw_one()


def _replace(within: Json, key: Any, value: Json) -> None:
    within[key] = value


def _leave_out(within: Json, key: Any, _value: Json) -> None:
    del within[key]


def _tell_twice(within: Json, key: Any, value: Json) -> None:
    if isinstance(within, list):
        within.insert(key, deepcopy(within[key]))
    else:
        within[value if isinstance(value, str) else str(key).swapcase()] = deepcopy(within[key])


def _deepen(within: Json, key: Any, _value: Json) -> None:
    within[key] = [within[key]] if isinstance(within[key], dict) else {"value": within[key]}


_CHANGES: list[Callable[[Json, Any, Json], None]] = [
    _replace,
    _replace,
    _replace,
    _leave_out,
    _tell_twice,
    _deepen,
]


def written(value: Json) -> bytes:
    """Write JSON as a hostile server may: with NaN, and halves of characters as escapes."""
    return json.dumps(value).encode()


def examples(usual: int) -> settings:
    """Return how often a property is tried: so often by default, in proportion in a longer run.

    Fixtures are shared by all examples: what they hold is brought back by whoever changes it.
    """
    in_proportion = usual * settings().max_examples // _BY_DEFAULT
    return settings(
        max_examples=max(1, in_proportion),
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.too_slow,
            HealthCheck.filter_too_much,
            HealthCheck.data_too_large,
        ],
    )


_BY_DEFAULT = 100
"""Examples of a property that says nothing of it, in a plain run."""
