"""Shows pictures inside a dialog, and offers files there: its texts can hold addresses alone.

They are in memory only, a few at a time, and gone when their dialog is. An address is signed for
who is in the dialog, and ends with it.
"""

from collections import OrderedDict
from dataclasses import dataclass
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
"""How long somebody may think about a file before its address ends."""
_MOST_FILES = 12
"""Four dialogs at once, with three pictures each. Beyond, the oldest are dropped."""


@dataclass(frozen=True, slots=True)
class DialogFile:
    """A picture, or another file."""

    content: bytes
    content_type: str = "image/jpeg"
    saved_as: str | None = None
    """The name under which a browser saves it, in plain letters; None has it shown."""


_FILES: HassKey[OrderedDict[str, DialogFile]] = HassKey(f"{DOMAIN}_previews")


@callback
def async_set_up_previews(hass: HomeAssistant) -> None:
    """Make the files of dialogs available to the frontend."""
    hass.data[_FILES] = OrderedDict()
    hass.http.register_view(PreviewView)


class DialogFiles:
    """The files of one dialog, each under a name."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._ids: dict[str, str] = {}
        self._has_ended = False

    @callback
    def async_show(self, name: str, file: DialogFile) -> str:
        """Keep a file in the place of one of the same name, and return its address.

        Of a dialog that was closed while it waited for its file, nothing is kept.
        """
        files = self._hass.data[_FILES]
        files.pop(self._ids.get(name, ""), None)
        file_id = self._ids[name] = random_uuid_hex()
        if not self._has_ended:
            files[file_id] = file
        while len(files) > _MOST_FILES:
            files.popitem(last=False)
        return async_sign_path(self._hass, f"{_PATH}/{file_id}", _LIFETIME)

    @callback
    def async_forget(self) -> None:
        """Drop all files of the dialog, which has ended."""
        self._has_ended = True
        for file_id in self._ids.values():
            self._hass.data[_FILES].pop(file_id, None)
        self._ids.clear()


class PreviewView(HomeAssistantView):
    """Gives a file to whoever has its signed address, or has logged in and knows its id."""

    url = f"{_PATH}/{{file_id}}"
    name = f"api:{DOMAIN}:preview"

    async def get(self, request: web.Request, file_id: str) -> web.Response:
        """Answer with the file; 404 when its dialog has ended."""
        file = request.app[KEY_HASS].data[_FILES].get(file_id)
        if file is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        headers = {hdrs.CACHE_CONTROL: "no-store"}
        if file.saved_as is not None:
            headers[hdrs.CONTENT_DISPOSITION] = f'attachment; filename="{file.saved_as}"'
        return web.Response(body=file.content, content_type=file.content_type, headers=headers)
