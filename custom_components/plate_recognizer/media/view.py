"""The address of a sighting's picture."""

from http import HTTPStatus
from typing import Final

from aiohttp import hdrs, web
from homeassistant.components.http import KEY_HASS, HomeAssistantView
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError

from ..pipeline.frame import BrokenPicture
from .identifier import SIGHTING_ID
from .pictures import async_drawn, async_thumbnail

CONTENT_TYPE: Final = "image/jpeg"

_PATH: Final = "/api/plate_recognizer/sightings"
_MAKERS: Final = {None: async_drawn, "thumbnail": async_thumbnail}
"""By the size that is asked for."""


def picture_path(sighting_id: str) -> str:
    """Return where the picture is, boxes and labels in it."""
    return f"{_PATH}/{sighting_id}"


def thumbnail_path(sighting_id: str) -> str:
    """Return where it is small, with nothing drawn into it."""
    return f"{_PATH}/{sighting_id}?size=thumbnail"


class SightingPictureView(HomeAssistantView):
    """Gives kept pictures to whoever has logged in, or has a signed address."""

    url = f"{_PATH}/{{sighting_id:{SIGHTING_ID}}}"
    name = "api:plate_recognizer:sightings"

    async def get(self, request: web.Request, sighting_id: str) -> web.Response:
        """Answer with a JPEG, or with 404 where none is kept."""
        make = _MAKERS.get(request.query.get("size"))
        if make is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        try:
            content = await make(request.app[KEY_HASS], sighting_id)
        except BrokenPicture:
            content = None
        except HomeAssistantError:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        if content is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        # No browser keeps what may be deleted here.
        headers = {hdrs.CACHE_CONTROL: "private, no-store"}
        return web.Response(body=content, content_type=CONTENT_TYPE, headers=headers)


@callback
def async_set_up_view(hass: HomeAssistant) -> None:
    """Open the address."""
    hass.http.register_view(SightingPictureView)
