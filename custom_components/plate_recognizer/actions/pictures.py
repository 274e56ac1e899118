"""The picture that an action is given: an entity's, a file's, a text's, or where it is."""

from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
import re
from typing import Any, Final

from homeassistant.components import camera, image
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant, split_entity_id
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from ..account import PlateRecognizerConfigEntry
from ..api.picture import PictureUrl, PictureUrlError, picture_url
from ..capture import CameraFailed, GetImage, async_capture
from ..const import CONF_KIND, DOMAIN, AccountKind
from ..settings import AccountSettings
from .action import refusal
from .picture_files import (
    async_find_media,
    media_id_of,
    read_allowed_file,
    read_file,
    refuse_too_large,
)

CAMERA_ENTITY: Final = "camera_entity_id"
IMAGE_ENTITY: Final = "image_entity_id"
MEDIA: Final = "media"
PATH: Final = "path"
BASE64: Final = "base64"
URL: Final = "url"

_GET_IMAGE: Final[Mapping[str, GetImage]] = {
    camera.DOMAIN: camera.async_get_image,
    image.DOMAIN: image.async_get_image,
}
_MEDIA_OF_ENTITY: Final = re.compile(rf"media-source://({'|'.join(_GET_IMAGE)})/(.+)")
"""Media that would be a film without an end: of the entity, its picture of now is taken."""
_DATA_URL: Final = re.compile(r"data:[^,]*;base64,", re.IGNORECASE)
"""What a browser puts before base64."""


@dataclass(frozen=True, slots=True)
class GivenPicture:
    """A picture that somebody gave, still as it came."""

    name: str
    """What it is called in a sentence."""
    read: Callable[[], bytes]
    """Returns it, and may block. Raises what explains why it can't be had."""


type Given = GivenPicture | PictureUrl


def chosen_source(fields: Mapping[str, Any]) -> str:
    """Return which field the picture is in. One that is blank is none: a template found nothing.

    Raises:
        ServiceValidationError: there is none, or several.
    """
    given = [key for key in SOURCES if (value := fields.get(key)) and str(value).strip()]
    if not given:
        raise refusal("picture_missing", fields=", ".join(SOURCES))
    if len(given) > 1:
        raise refusal("several_pictures", fields=", ".join(given))
    return given[0]


async def _of_entity(
    domain: str, hass: HomeAssistant, _account: PlateRecognizerConfigEntry, entity_id: str
) -> GivenPicture:
    state = hass.states.get(entity_id)
    if state is None or split_entity_id(entity_id)[0] != domain:
        raise refusal("entity_unknown", entity=entity_id, domain=domain)
    if state.state == STATE_UNAVAILABLE:
        raise refusal("entity_unavailable", entity=state.name)
    try:
        frame = await async_capture(hass, entity_id, dt_util.utcnow(), _GET_IMAGE[domain])
    except CameraFailed as error:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="entity_without_picture",
            translation_placeholders={"entity": state.name, "detail": str(error)},
        ) from error
    return _had(state.name, frame.content)


async def _of_media(
    hass: HomeAssistant, account: PlateRecognizerConfigEntry, field: object
) -> GivenPicture:
    media_id = media_id_of(field)
    if of_entity := _MEDIA_OF_ENTITY.fullmatch(media_id):
        return await _of_entity(of_entity[1], hass, account, of_entity[2].lower())
    found = await async_find_media(hass, media_id)
    if isinstance(found, bytes):
        return _had(media_id, found)
    return GivenPicture(media_id, partial(read_file, found, media_id))


async def _of_path(
    hass: HomeAssistant, _account: PlateRecognizerConfigEntry, path: str
) -> GivenPicture:
    return GivenPicture(path, partial(read_allowed_file, hass, path))


async def _of_base64(
    _hass: HomeAssistant, _account: PlateRecognizerConfigEntry, text: str
) -> GivenPicture:
    return GivenPicture(BASE64, partial(_decoded, text))


def _decoded(text: str) -> bytes:
    prefix = _DATA_URL.match(text)
    packed = "".join(text[prefix.end() if prefix else 0 :].split())
    refuse_too_large(BASE64, len(packed) * 3 // 4)
    try:
        return b64decode(packed, validate=True)
    except ValueError as error:
        raise refusal("base64_invalid", detail=str(error)) from error


async def _of_url(
    _hass: HomeAssistant, account: PlateRecognizerConfigEntry, text: str
) -> PictureUrl:
    is_sdk = account.data[CONF_KIND] == AccountKind.SDK
    if is_sdk and not AccountSettings.from_options(account.options).allow_url:
        raise refusal("picture_url_not_allowed", account=account.title)
    try:
        return picture_url(text)
    except PictureUrlError as error:
        raise refusal(error.slug) from error


def _had(name: str, content: bytes) -> GivenPicture:
    return GivenPicture(name, lambda: content)


SOURCES: Final[
    Mapping[str, Callable[[HomeAssistant, PlateRecognizerConfigEntry, Any], Awaitable[Given]]]
] = {
    CAMERA_ENTITY: partial(_of_entity, camera.DOMAIN),
    IMAGE_ENTITY: partial(_of_entity, image.DOMAIN),
    MEDIA: _of_media,
    PATH: _of_path,
    BASE64: _of_base64,
    URL: _of_url,
}
"""By its field, how a picture is had. All raise what explains why it can't be."""
