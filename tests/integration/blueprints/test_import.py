"""Home Assistant itself takes the blueprints, from where the guide's buttons point."""

from pathlib import Path

from homeassistant.components.blueprint.importer import fetch_blueprint_from_url
from homeassistant.core import HomeAssistant
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from .running import FOLDER

BLUEPRINTS = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", BLUEPRINTS, ids=lambda path: path.stem)
async def test_a_blueprint_can_be_imported(
    hass: HomeAssistant, aioclient_mock: AiohttpClientMocker, path: Path
) -> None:
    text = await hass.async_add_executor_job(path.read_text)
    address = load_yaml_dict(path)["blueprint"]["source_url"]
    at_github = address.replace("github.com", "raw.githubusercontent.com").replace("/blob/", "/")
    aioclient_mock.get(at_github, text=text)

    imported = await fetch_blueprint_from_url(hass, address)

    assert imported.raw_data == text
    assert imported.blueprint.domain == "automation"
    assert imported.blueprint.validate() is None
    assert imported.suggested_filename.endswith(f"/{path.stem}")


def test_there_are_six() -> None:
    assert len(BLUEPRINTS) == 6
