"""Pictures in files: by their path, and in Home Assistant's media."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus
import os
from pathlib import Path
from stat import S_ISREG
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
        resolved = Path(path).resolve()
    except ValueError:  # no file can be called so
        resolved = None
    if resolved is None or not hass.config.is_allowed_path(str(resolved)):
        raise refusal("path_not_allowed", path=path)
    return read_file(resolved, path)


async def async_find_media(hass: HomeAssistant, media_id: str) -> Path | bytes:
    """Return where a picture of Home Assistant's media is, or what its address gives.

    Raises:
        ServiceValidationError: there is none, or it is no picture, or can't be had.
    """
    try:
        media = await async_resolve_media(hass, media_id, None)
    except Exception as error:  # noqa: BLE001 - see below
        # Home Assistant passes on whatever a source of media raises, passwords included.
        detail = without_credentials(error)
        raise refusal("media_unresolved", media=media_id, detail=detail) from None
    kind = str(media.mime_type)
    if not kind.startswith("image/"):
        raise refusal("media_no_picture", media=media_id, kind=kind)
    if media.path is not None:
        return media.path.resolve()
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


def read_file(path: Path, name: str) -> bytes:
    """Return what is in a file. Blocks.

    Args:
        path: where it is. No link is followed from there: it could have been put there since the
            path was checked.
        name: what the file is called in a sentence.

    Raises:
        ServiceValidationError: there is none, it can't be read, or it has too many bytes.
    """
    try:
        with open(path, "rb", opener=_open_as_it_is) as file:
            if not S_ISREG(os.fstat(file.fileno()).st_mode):  # what never ends, such as a pipe
                raise refusal("path_missing", path=name)
            content = file.read(MOST_BYTES + 1)
    except IsADirectoryError as error:
        raise refusal("path_is_folder", path=name) from error
    except FileNotFoundError as error:
        raise refusal("path_missing", path=name) from error
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise refusal("path_unreadable", path=name, detail=detail) from error
    refuse_too_large(name, len(content))
    return content


def _open_as_it_is(path: str, flags: int) -> int:
    """Open a file through no link, and without waiting for who writes into a pipe."""
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


async def _fetch(hass: HomeAssistant, media: PlayMedia, name: str) -> bytes:
    """Fetch media from its address, which mostly is one of this Home Assistant's own."""
    url, is_own, is_at_home = media.url, media.url.startswith("/"), False
    content = bytearray()
    try:
        if is_own:
            home, is_at_home = _own_address(hass)
            url = home + async_sign_path(hass, media.url, _LIFETIME)
        # At home, its certificate bears another name.
        session = async_get_clientsession(hass, verify_ssl=not is_at_home)
        async with session.get(url, timeout=_TIMEOUT, allow_redirects=not is_own) as response:
            if response.status != HTTPStatus.OK:
                raise refusal("media_not_fetched", media=name, detail=f"HTTP {response.status}")
            async for chunk in response.content.iter_any():
                content += chunk
                refuse_too_large(name, len(content))
    except (aiohttp.ClientError, NoURLAvailableError, OSError, ValueError) as error:
        detail = without_credentials(error)
        # The cause has the signed address.
        raise refusal("media_not_fetched", media=name, detail=detail) from None
    return bytes(content)


def _own_address(hass: HomeAssistant) -> tuple[str, bool]:
    """Return where Home Assistant is reached, and whether that is at home.

    Raises:
        NoURLAvailableError: nobody knows.
    """
    with suppress(NoURLAvailableError):
        return get_url(hass, allow_external=False), True
    return get_url(hass), False
