"""Kept pictures as a source of media, newest first."""

from collections.abc import Awaitable, Callable
from typing import override

from homeassistant.components.media_player import BrowseError
from homeassistant.components.media_source import (
    BrowseMediaSource,
    MediaSource,
    MediaSourceItem,
    PlayMedia,
    Unresolvable,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from ..const import DOMAIN
from .catalog import Catalog, folder
from .identifier import PictureId, Shelf, UnknownIdentifier, parse
from .pictures import async_accounts
from .view import CONTENT_TYPE, picture_path
from .words import MediaWords


async def async_get_media_source(hass: HomeAssistant) -> MediaSource:
    """Return what the media browser shows of all accounts."""
    return SightingsMediaSource(hass)


class SightingsMediaSource(MediaSource):
    """Shows kept pictures. A shelf stands for its newest one where a picture is asked for."""

    name = "Plate Recognizer"

    def __init__(self, hass: HomeAssistant) -> None:
        super().__init__(DOMAIN)
        self._hass = hass

    @override
    async def async_browse_media(self, item: MediaSourceItem) -> BrowseMediaSource:
        async def shown() -> BrowseMediaSource | None:
            catalogs = await self._async_catalogs()
            if item.identifier:
                shelf = Shelf.parse(item.identifier)
                return await _of(shelf, catalogs).async_shelf(shelf)
            if len(catalogs) == 1:
                return await next(iter(catalogs.values())).async_account(self.name, None)
            accounts = [folder(Shelf(each), one.title) for each, one in catalogs.items()]
            return folder(None, self.name, accounts)

        return await _async_had(shown, item, BrowseError)

    @override
    async def async_resolve_media(self, item: MediaSourceItem) -> PlayMedia:
        async def sighting_id() -> str | None:
            asked = parse(item.identifier)
            catalogs = await self._async_catalogs()
            if isinstance(asked, Shelf):
                return await _of(asked, catalogs).async_newest(asked)
            return await _kept(asked, catalogs)

        found = await _async_had(sighting_id, item, Unresolvable)
        return PlayMedia(picture_path(found), CONTENT_TYPE)

    async def _async_catalogs(self) -> dict[str, Catalog]:
        """Return what there is of each account, by the ids of those."""
        words = await MediaWords.async_load(self._hass)
        accounts = async_accounts(self._hass)
        return {each.entry_id: Catalog(self._hass, each, words) for each in accounts}


def _of(shelf: Shelf, catalogs: dict[str, Catalog]) -> Catalog:
    if (catalog := catalogs.get(shelf.entry_id)) is None:
        raise UnknownIdentifier(shelf.entry_id)
    return catalog


async def _kept(picture: PictureId, catalogs: dict[str, Catalog]) -> str | None:
    for catalog in catalogs.values():
        if await catalog.async_has(picture.sighting_id):
            return picture.sighting_id
    return None


async def _async_had[T](
    ask: Callable[[], Awaitable[T | None]], item: MediaSourceItem, kind: type[HomeAssistantError]
) -> T:
    """Return what is asked for, or raise why it can't be had."""
    try:
        found = await ask()
    except ValueError:  # also of a day that is none
        raise _refusal(kind, "media_unknown", item) from None
    except HomeAssistantError as error:
        raise _refusal(kind, "media_unreadable", item) from error
    if found is None:
        raise _refusal(kind, "media_missing", item)
    return found


def _refusal(
    kind: type[HomeAssistantError], reason: str, item: MediaSourceItem
) -> HomeAssistantError:
    return kind(
        translation_domain=DOMAIN,
        translation_key=reason,
        translation_placeholders={"media": item.identifier},
    )
