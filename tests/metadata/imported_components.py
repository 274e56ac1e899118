"""Which integrations of Home Assistant the code imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

COMPONENTS = "homeassistant.components"


def undeclared_components(folder: Path, declared: set[str]) -> set[str]:
    """Return the integrations that are imported below a folder, but not sure to be set up.

    Those are set up that the manifest declares, and those that load a module by its name: whoever
    loads `sensor.py` is the integration `sensor`. hassfest says the same, but lets any entity
    platform pass, such as `camera`, which is no use to who calls its functions.
    """
    own_modules = {module.stem for module in folder.glob("*.py")}
    imported = {
        component
        for module in folder.rglob("*.py")
        for component in imported_components(module.read_text())
    }
    return imported - own_modules - declared


def imported_components(source: str) -> Iterator[str]:
    """Yield the domain of each integration that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        for name in _imported_names(node):
            if name.startswith(f"{COMPONENTS}."):
                yield name.split(".")[2]


def _imported_names(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [each.name for each in names]
        case ast.ImportFrom(module=str(module), level=0, names=names):
            return [f"{module}.{each.name}" for each in names]
        case _:
            return []
