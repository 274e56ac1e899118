"""Which integrations of Home Assistant the code imports, and which packages of others."""

import ast
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions, requires
from pathlib import Path
import re
import sys

COMPONENTS = "homeassistant.components"


def undeclared_components(folder: Path, declared: set[str]) -> set[str]:
    """Return the integrations that are imported below a folder, but not sure to be set up.

    Those are set up that the manifest declares, and those that load a module by its name: whoever
    loads `sensor.py` is the integration `sensor`. hassfest says the same, but lets any entity
    platform pass, such as `camera`, which is no use to who calls its functions.
    """
    own_modules = {module.stem for module in folder.glob("*.py")}
    return _imported(folder) - own_modules - declared


def needless_components(folder: Path, declared: set[str]) -> set[str]:
    """Return the integrations that are declared, and imported by nothing below a folder."""
    return declared - _imported(folder)


def unrequired_packages(folder: Path, requirements: Iterable[str]) -> set[str]:
    """Return what is imported below a folder, and comes neither with Home Assistant nor by itself.

    Args:
        folder: of the integration.
        requirements: as the manifest has them.
    """
    # Home Assistant puts its own validation in the place of this one.
    there = {*sys.stdlib_module_names, "homeassistant", "voluptuous"}
    packages = {
        name.split(".")[0]
        for module in folder.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text()))
        for name in _imported_names(node)
    }
    required = {_package(each) for each in (*requirements, *(requires("homeassistant") or ()))}
    distributions = packages_distributions()
    return {
        each
        for each in packages - there
        if not required & {_normal(one) for one in distributions.get(each, ())}
    }


def _imported(folder: Path) -> set[str]:
    return {
        component
        for module in folder.rglob("*.py")
        for component in imported_components(module.read_text())
    }


def _package(requirement: str) -> str:
    """Return the name of the package that a requirement is for, in its normal form."""
    return _normal(re.split(r"[^\w.-]", requirement, maxsplit=1)[0])


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


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
