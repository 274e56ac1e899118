"""The flows of `examples/node-red`, as they are."""

import json
from pathlib import Path
from typing import Final

from sandbox.home import JsonObject

EXAMPLES: Final = Path(__file__).parents[1] / "examples" / "node-red"
SERVER: Final = "server"
"""The type of the node that knows where Home Assistant is."""

NAMES: Final = sorted(file.stem for file in EXAMPLES.glob("*.json"))


def example(name: str) -> list[JsonObject]:
    """Read the nodes of one, as they are imported."""
    nodes: list[JsonObject] = json.loads((EXAMPLES / f"{name}.json").read_text())
    return nodes


def examples() -> dict[str, JsonObject]:
    """Read the nodes of all, by their ids. The server's is in each of them."""
    return {node["id"]: node for name in NAMES for node in example(name)}
