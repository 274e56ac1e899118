"""What `descriptions.yaml` lacks of what the code has, and what it has besides."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from custom_components.plate_recognizer.actions import ACTIONS
from custom_components.plate_recognizer.pipeline.event_filter import Refusal

from .catalog import DEVICES, ENTITIES
from .descriptions import event_keys
from .differences import differences
from .english import node
from .example import FOUND_PLATE, SIGHTING, VISIT
from .kinds import CHOICES

type Described = Mapping[str, Any]

_EXAMPLES: Final = {"sighting": SIGHTING, "visit": VISIT, "found_plate": FOUND_PLATE}


def gaps(described: Described) -> list[str]:
    """Say what is missing in descriptions, and what they have too many."""
    return [
        *(
            f"{where}: {gap}"
            for where, told, there in _named(described)
            for gap in _unequal(told, there)
        ),
        *(
            f"{name}: {gap}"
            for name, data in _EXAMPLES.items()
            for gap in differences([data], event_keys(name, described))
        ),
    ]


def _named(described: Described) -> Iterator[tuple[str, Iterable[str], Iterable[str]]]:
    """Yield what is described somewhere by its name, and what there is."""
    yield "devices", described["entities"], DEVICES
    for device in DEVICES:
        there = [each.name for each in ENTITIES if each.device == device]
        yield device, described["entities"][device], there
    yield "values", described["values"], CHOICES
    for name, choices in CHOICES.items():
        yield name, described["values"][name]["values"], choices
    yield "answers", described["answers"], (action.name for action in ACTIONS)
    yield "refusals", described["refusals"], Refusal
    yield "repairs", described["repairs"], node("issues")


def _unequal(told: Iterable[str], there: Iterable[str]) -> Iterator[str]:
    told, there = set(told), set(there)
    yield from (f"{each} isn't described" for each in sorted(there - told))
    yield from (f"there is no {each}" for each in sorted(told - there))
