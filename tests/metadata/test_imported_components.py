"""Imports of Home Assistant's integrations, and of packages, are found however they are written."""

from pathlib import Path

import pytest

from .imported_components import (
    imported_components,
    needless_components,
    undeclared_components,
    unrequired_packages,
)


@pytest.mark.parametrize(
    "source",
    [
        "import homeassistant.components.http",
        "import homeassistant.components.http.auth as signing",
        "from homeassistant.components import http",
        "from homeassistant.components.http import HomeAssistantView",
        "from homeassistant.components.http.auth import async_sign_path",
        "def view():\n    from homeassistant.components.http import HomeAssistantView",
    ],
)
def test_an_import_of_an_integration_is_found(source: str) -> None:
    assert set(imported_components(source)) == {"http"}


@pytest.mark.parametrize(
    "source",
    [
        "import homeassistant.core",
        "from homeassistant import components",
        "from .components.http import view",
        "from homeassistant.helpers.http import HomeAssistantView",
    ],
)
def test_other_imports_are_left_alone(source: str) -> None:
    assert set(imported_components(source)) == set()


def test_an_integration_has_to_be_declared_unless_it_loads_the_module_by_name(
    tmp_path: Path,
) -> None:
    (tmp_path / "flows").mkdir()
    (tmp_path / "sensor.py").write_text("from homeassistant.components.sensor import SensorEntity")
    (tmp_path / "scanner.py").write_text("from homeassistant.components import camera, http")
    (tmp_path / "flows" / "test.py").write_text("from homeassistant.components import file_upload")

    assert undeclared_components(tmp_path, {"camera"}) == {"http", "file_upload"}


def test_an_integration_that_is_declared_and_not_imported_is_found(tmp_path: Path) -> None:
    (tmp_path / "scanner.py").write_text("from homeassistant.components import camera")

    assert needless_components(tmp_path, {"camera", "sun"}) == {"sun"}


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("import asyncio, aiohttp, homeassistant.core", set[str]()),
        ("from PIL import Image", set[str]()),
        ("import voluptuous as vol", set[str]()),
        ("from numpy.typing import NDArray", set[str]()),
        ("from . import pillow", set[str]()),
        ("import hypothesis", {"hypothesis"}),
        ("def late():\n    from nowhere.at_all import it", {"nowhere"}),
    ],
)
def test_a_package_has_to_be_required_unless_home_assistant_has_it(
    source: str, missing: set[str], tmp_path: Path
) -> None:
    (tmp_path / "planted.py").write_text(source)

    assert unrequired_packages(tmp_path, ["numpy>=2.2"]) == missing


def test_a_requirement_is_what_lets_a_package_be_imported(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("import numpy")

    assert unrequired_packages(tmp_path, []) == {"numpy"}
