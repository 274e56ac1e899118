"""A source of media that are no local files: Home Assistant serves them at its own address."""

from http import HTTPStatus
from typing import override

from aiohttp import web
from homeassistant.components.http import HomeAssistantView
from homeassistant.components.media_source import MediaSource, MediaSourceItem, PlayMedia
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import (
    MockModule,
    mock_integration,
    mock_platform,
)

from custom_components.plate_recognizer.actions.picture_files import MOST_BYTES

from ..fake_camera import jpeg

GALLERY = "media-source://gallery"
ADDRESS = "/api/gallery/gate 1.jpg"
PICTURE = jpeg(color="red")


class GalleryView(HomeAssistantView):
    """Gives pictures to whoever has logged in, or has a signed address."""

    url = "/api/gallery/{name}"
    name = "api:gallery"

    async def get(self, _request: web.Request, name: str) -> web.Response:
        """Answer with a picture, with one byte too much, or with 404."""
        if name == "huge.jpg":
            return web.Response(body=bytes(MOST_BYTES + 1))
        if name == "gate 1.jpg":
            return web.Response(body=PICTURE)
        return web.Response(status=HTTPStatus.NOT_FOUND)


class Gallery(MediaSource):
    """Says where its media are: at Home Assistant, or at the address that is asked for."""

    name = "Gallery"

    @override
    async def async_resolve_media(self, item: MediaSourceItem) -> PlayMedia:
        is_elsewhere = item.identifier.startswith("http:")
        url = item.identifier if is_elsewhere else f"/api/gallery/{item.identifier}"
        return PlayMedia(url, "image/jpeg")

    async def async_get_media_source(self, _hass: HomeAssistant) -> MediaSource:
        """Return itself, as a platform does."""
        return self


def open_gallery(hass: HomeAssistant) -> None:
    """Have Home Assistant know the gallery, whose address is not yet known."""
    mock_integration(hass, MockModule("gallery"))
    mock_platform(hass, "gallery.media_source", Gallery("gallery"))
    hass.config.components.add("gallery")
    hass.http.register_view(GalleryView)
