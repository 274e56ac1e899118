"""Imports of Home Assistant's integrations are found, however they are written."""

from pathlib import Path

import pytest

from .imported_components import imported_components, undeclared_components


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
