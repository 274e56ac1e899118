"""Pictures in files: by their path, and in Home Assistant's media."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Final

import aiohttp
from aiohttp import ClientTimeout
from homeassistant.components.http.auth import async_sign_path
from homeassistant.components.media_source import PlayMedia, async_resolve_media
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.network import NoURLAvailableError, get_url

from ..capture import without_credentials
from .action import refusal

MOST_BYTES: Final = 32_000_000
"""Of a picture's file. A phone's largest photographs have some 25 million."""

_TIMEOUT: Final = ClientTimeout(total=20)
"""Seconds, for media that are no local files."""
_LIFETIME: Final = timedelta(minutes=1)
"""Of an address that is signed for fetching it at once."""


def read_allowed_file(hass: HomeAssistant, path: str) -> bytes:
    """Return what is in a file that Home Assistant may read. Blocks.

    Raises:
        ServiceValidationError: it may not, there is none, or it has too many bytes.
    """
    try:
        is_allowed = hass.config.is_allowed_path(path)
    except OSError, ValueError:  # no file can be called so
        is_allowed = False
    if not is_allowed:
        raise refusal("path_not_allowed", path=path)
    return _read_file(Path(path), path)


async def async_read_media(hass: HomeAssistant, media_id: str) -> bytes:
    """Return a picture of Home Assistant's media: a local file's, or what its address gives.

    Raises:
        ServiceValidationError: there is none, or it is no picture, or can't be had.
    """
    try:
        media = await async_resolve_media(hass, media_id, None)
    except Exception as error:
        # Home Assistant passes on whatever a source of media raises.
        detail = without_credentials(error)
        raise refusal("media_unresolved", media=media_id, detail=detail) from error
    kind = str(media.mime_type)
    if not kind.startswith("image/"):
        raise refusal("media_no_picture", media=media_id, kind=kind)
    if media.path is not None:
        return await hass.async_add_executor_job(_read_file, media.path, media_id)
    return await _fetch(hass, media, media_id)


def media_id_of(field: object) -> str:
    """Read what the media selector gives, or a media's id by itself.

    Raises:
        ServiceValidationError: it names no media.
    """
    named = field.get("media_content_id") if isinstance(field, Mapping) else field
    if not isinstance(named, str) or not named.strip():
        raise refusal("media_without_id")
    return named.strip()


def refuse_too_large(name: str, size: int) -> None:
    """Refuse a picture of too many bytes.

    Raises:
        ServiceValidationError: it has.
    """
    if size > MOST_BYTES:
        raise refusal("picture_too_large", picture=name, most=str(MOST_BYTES // 1_000_000))


def _read_file(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise refusal("path_is_folder", path=name)
        if not path.is_file():  # also what would never end, such as a pipe
            raise refusal("path_missing", path=name)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise refusal("path_unreadable", path=name, detail=detail) from error
    refuse_too_large(name, len(content))
    return content


async def _fetch(hass: HomeAssistant, media: PlayMedia, name: str) -> bytes:
    """Fetch media from its address, which mostly is one of this Home Assistant's own."""
    is_own = media.url.startswith("/")
    # By the address at home, its certificate bears another name.
    session = async_get_clientsession(hass, verify_ssl=not is_own)
    content = bytearray()
    try:
        url = get_url(hass) + async_sign_path(hass, media.url, _LIFETIME) if is_own else media.url
        async with session.get(url, timeout=_TIMEOUT) as response:
            if response.status != HTTPStatus.OK:
                raise refusal("media_not_fetched", media=name, detail=f"HTTP {response.status}")
            async for chunk in response.content.iter_any():
                content += chunk
                refuse_too_large(name, len(content))
    except (aiohttp.ClientError, NoURLAvailableError, OSError, ValueError) as error:
        detail = without_credentials(error)
        raise refusal("media_not_fetched", media=name, detail=detail) from error
    return bytes(content)
