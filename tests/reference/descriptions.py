"""The descriptions that stand nowhere in the code, from `descriptions.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

from homeassistant.util.yaml import load_yaml_dict

from .example import VISIT

_FILE: Final = Path(__file__).parent / "descriptions.yaml"

type Keys = dict[str, Key]
"""Of an event, an answer or an entity's attributes; those of what is in them as `box.xmin`, or
`candidates[].plate` in lists."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is said of a key."""

    kind: str
    """Of its values: see `KINDS`."""
    means: str
    null: str | None = None
    """When it is null; None if it never is."""
    when: str | None = None
    """When it is there; None if it always is."""

    @classmethod
    def of(cls, described: Mapping[str, str]) -> Self:
        """Read a description. One with a field of another name is a mistake."""
        return cls(**described)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is said of an entity."""

    shows: str
    there: str | None
    """When it exists; None if it always does."""
    attributes: Keys


@cache
def descriptions() -> dict[str, Any]:
    """Return all that the file has."""
    return dict(load_yaml_dict(_FILE))


def keys_of(described: Mapping[str, Mapping[str, str]]) -> Keys:
    """Return the descriptions of some keys."""
    return {key: Key.of(each) for key, each in described.items()}


def has_parts(key: str, described: Keys) -> bool:
    """Whether what is in the value of a key is described, too."""
    return any(each.startswith((f"{key}.", f"{key}[].")) for each in described)


def event_keys(name: str, told: Mapping[str, Any] | None = None) -> Keys:
    """Return what is said of the keys of a sighting, a visit or a found plate.

    A visit has most of its keys from the sighting that says best who it is.

    Args:
        name: of the data.
        told: other descriptions than those of the file.
    """
    keys = (told or descriptions())["keys"]
    own = keys_of(keys[name])
    if name != "visit":
        return own
    of_sighting = keys_of(keys["sighting"])
    return {key: each for key, each in of_sighting.items() if outermost(key) in VISIT} | own


def outermost(key: str) -> str:
    """Return the key in whose value a key stands."""
    return key.partition(".")[0].removesuffix("[]")


def answer_keys(action: str) -> Keys:
    """Return what is said of the keys of an action's answer."""
    return keys_of(descriptions()["answers"][action])


def entities(device: str) -> dict[str, Shown]:
    """Return what is said of the entities of a device, by platform and key."""
    return {
        name: Shown(each["shows"], each.get("there"), keys_of(each.get("attributes", {})))
        for name, each in descriptions()["entities"][device].items()
    }
