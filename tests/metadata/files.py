"""Where the files are, and how to plant a mistake in what stands in them."""

from copy import deepcopy
import json
from pathlib import Path
from typing import Any, Final

import custom_components.plate_recognizer as integration

PROJECT: Final = Path(__file__).parents[2]
INTEGRATION: Final = Path(integration.__file__).parent

MISSING: Final = object()
"""Planted where something has to be gone."""


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a JSON file."""
    content: dict[str, Any] = json.loads(path.read_text())
    return content


def planted(tree: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a copy of a tree with a value at a path such as `entity.sensor.plate`."""
    changed = deepcopy(tree)
    *parents, last = path.split(".")
    branch = changed
    for parent in parents:
        branch = branch.setdefault(parent, {})
    if value is MISSING:
        del branch[last]
    else:
        branch[last] = value
    return changed
