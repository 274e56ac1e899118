"""Shows pictures inside a dialog: its texts can hold an address, but no picture.

The pictures are in memory only, a few at a time, and gone when their dialog is. An address is
signed for who is in the dialog, and ends with it.
"""

from collections import OrderedDict
from datetime import timedelta
from http import HTTPStatus

from aiohttp import hdrs, web
from homeassistant.components.http import KEY_HASS, HomeAssistantView
from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.uuid import random_uuid_hex

from .const import DOMAIN

_PATH = f"/api/{DOMAIN}/preview"
_LIFETIME = timedelta(hours=1)
"""How long somebody may think about a picture before its address ends."""
_MOST_PICTURES = 12
"""Four dialogs at once, with three pictures each. Beyond, the oldest are dropped."""

type _Picture = tuple[bytes, str]

_PICTURES: HassKey[OrderedDict[str, _Picture]] = HassKey(f"{DOMAIN}_previews")


@callback
def async_set_up_previews(hass: HomeAssistant) -> None:
    """Make the pictures of dialogs available to the frontend."""
    hass.data[_PICTURES] = OrderedDict()
    hass.http.register_view(PreviewView)


class DialogPictures:
    """The pictures of one dialog, each under a name."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._ids: dict[str, str] = {}
        self._has_ended = False

    @callback
    def async_show(self, name: str, content: bytes, content_type: str = "image/jpeg") -> str:
        """Keep a picture in the place of one of the same name, and return its address.

        Of a dialog that was closed while it waited for its picture, nothing is kept.
        """
        pictures = self._hass.data[_PICTURES]
        pictures.pop(self._ids.get(name, ""), None)
        picture_id = self._ids[name] = random_uuid_hex()
        if not self._has_ended:
            pictures[picture_id] = (content, content_type)
        while len(pictures) > _MOST_PICTURES:
            pictures.popitem(last=False)
        return async_sign_path(self._hass, f"{_PATH}/{picture_id}", _LIFETIME)

    @callback
    def async_forget(self) -> None:
        """Drop all pictures of the dialog, which has ended."""
        self._has_ended = True
        for picture_id in self._ids.values():
            self._hass.data[_PICTURES].pop(picture_id, None)
        self._ids.clear()


class PreviewView(HomeAssistantView):
    """Gives a picture to whoever has its signed address, or has logged in and knows its id."""

    url = f"{_PATH}/{{picture_id}}"
    name = f"api:{DOMAIN}:preview"

    async def get(self, request: web.Request, picture_id: str) -> web.Response:
        """Answer with the picture; 404 when its dialog has ended."""
        picture = request.app[KEY_HASS].data[_PICTURES].get(picture_id)
        if picture is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        content, content_type = picture
        headers = {hdrs.CACHE_CONTROL: "no-store"}
        return web.Response(body=content, content_type=content_type, headers=headers)
