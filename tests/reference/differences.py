"""What is told, held against what is said of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .descriptions import Keys, has_parts
from .kinds import KINDS


def differences(told: Iterable[Mapping[str, Any]], described: Keys) -> list[str]:
    """Say what isn't as it is described: nothing, if the descriptions are right and complete.

    Args:
        told: the data of some events, answers or attributes of one kind.
        described: the keys that they have.
    """
    found: dict[str, None] = {}
    seen: set[str] = set()
    for data in told:
        for complaint in _of_object(data, "", described, seen):
            found[complaint] = None
    found |= dict.fromkeys(f"{key} never comes" for key in described if key not in seen)
    return list(found)


def _of_object(
    data: Mapping[str, Any], prefix: str, described: Keys, seen: set[str]
) -> Iterator[str]:
    for key, value in data.items():
        path = f"{prefix}{key}"
        if path not in described:
            yield f"{path} isn't described"
            continue
        seen.add(path)
        yield from _of_value(path, value, described, seen)
    for path, said in described.items():
        name = path.removeprefix(prefix)
        is_own = path.startswith(prefix) and "." not in name and "[]" not in name
        if is_own and said.when is None and name not in data:
            yield f"{path} isn't always there"


def _of_value(path: str, value: object, described: Keys, seen: set[str]) -> Iterator[str]:
    key = described[path]
    kind = KINDS[key.kind]
    if value is None:
        if key.null is None:
            yield f"{path} is null"
        return
    if not kind.has(value):
        yield f"{path} is {value!r}, no {kind.words}"
    elif kind.is_whole or not has_parts(path, described):
        return
    elif isinstance(value, Mapping):
        yield from _of_object(value, f"{path}.", described, seen)
    elif isinstance(value, list):
        for each in value:
            yield from _of_object(each, f"{path}[].", described, seen)
