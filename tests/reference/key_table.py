"""Tables of keys."""

from collections.abc import Iterable, Mapping
from typing import Any

from .descriptions import Key, Keys, has_parts
from .kinds import KINDS
from .markdown import anchored, code, table


def key_table(
    anchor: str,
    keys: Iterable[str],
    described: Keys,
    example: Mapping[str, Any] | None = None,
) -> str:
    """Return a table of keys, with those of what is in them.

    Args:
        anchor: of the table; each row's begins with it.
        keys: in their order.
        described: what is said of them.
        example: data with a value for each key.
    """
    listed = [*_with_parts(keys, described)]
    columns = _columns(listed, described, example)
    return table(
        [*columns, "Meaning"],
        (
            [
                anchored(f"{anchor}-{key.replace('[].', '-').replace('.', '-')}", code(key)),
                *[
                    ""
                    if column == "Example" and has_parts(key, described)
                    else _cell(column, key, described[key], example)
                    for column in columns[1:]
                ],
                described[key].means,
            ]
            for key in listed
        ),
    )


def _columns(listed: list[str], described: Keys, example: Mapping[str, Any] | None) -> list[str]:
    return [
        "Key",
        "Type",
        *(["Example"] if example is not None else []),
        *(["There"] if any(described[key].when for key in listed) else []),
        *(["Null"] if any(described[key].null for key in listed) else []),
    ]


def _with_parts(keys: Iterable[str], described: Keys) -> Iterable[str]:
    for key in keys:
        yield key
        yield from (each for each in described if each.startswith((f"{key}.", f"{key}[].")))


def _cell(column: str, name: str, key: Key, example: Mapping[str, Any] | None) -> str:
    if column == "Type":
        return KINDS[key.kind].words
    if column == "There":
        return key.when or "always"
    if column == "Null":
        return key.null or "never"
    assert example is not None
    return code(_value(name, example))


def _value(name: str, example: Mapping[str, Any]) -> object:
    """Return the value of a key, or of what is in it; of a list that has one, that of its first."""
    head, _, rest = name.partition(".")
    if head.endswith("[]"):
        return _value(rest, example[head.removesuffix("[]")][0])
    return _value(rest, example[head]) if rest else example[head]
