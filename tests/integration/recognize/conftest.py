"""Folders with pictures that Home Assistant may read, or may not, and an image entity."""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from homeassistant.components import media_source
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from ..fake_image import FakeImage, add_image
from .gallery import ADDRESS, open_gallery


@dataclass(frozen=True)
class Folders:
    """Where pictures can be."""

    media: Path
    """Home Assistant's media, which may be read by path, too."""
    secret: Path
    """Beside it: nobody may read it."""

    def put(self, name: str, content: bytes) -> str:
        """Put a file into the media, and return its path."""
        path = self.media / name
        path.write_bytes(content)
        return str(path)


@pytest.fixture(autouse=True)
async def folders(hass: HomeAssistant, tmp_path: Path) -> Folders:
    found = Folders(tmp_path / "media", tmp_path / "secret")
    found.media.mkdir()
    found.secret.mkdir()
    hass.config.media_dirs = {"local": str(found.media)}
    hass.config.allowlist_external_dirs = {str(found.media)}
    assert await async_setup_component(hass, media_source.DOMAIN, {})
    return found


@pytest.fixture
async def doorbell(hass: HomeAssistant) -> FakeImage:
    """An image entity named Doorbell."""
    return await add_image(hass)


@pytest.fixture
async def gallery(hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator) -> None:
    """Home Assistant serves media over HTTP, to nobody who has no credentials."""
    open_gallery(hass)
    client = await hass_client_no_auth()
    hass.config.internal_url = str(client.make_url("")).rstrip("/")
    assert (await client.get(ADDRESS)).status == HTTPStatus.UNAUTHORIZED
