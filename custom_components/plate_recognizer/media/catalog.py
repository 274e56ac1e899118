"""What the media browser shows of one account."""

from collections.abc import Callable, Sequence
import sqlite3
from typing import Any, Final

from homeassistant.components.media_player import MediaClass
from homeassistant.components.media_source import BrowseMediaSource
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..history import browse
from ..history.browse import Group, GroupedBy, Page, Span
from ..history.records import KeptSighting
from ..keeper import async_history
from ..pipeline.sighting import Status
from .identifier import PictureId, Shelf
from .view import CONTENT_TYPE, thumbnail_path
from .words import MediaWords

PAGE: Final = 100
"""What stands on a shelf at most: as much as somebody looks through. Older ones are behind it."""

_BRANCHES: Final = (GroupedBy.DAY, GroupedBy.CAMERA, GroupedBy.VEHICLE, GroupedBy.PLACE)
"""Of an account. What else there is, is found beside its vehicles."""


class Catalog:
    """The shelves of one account, whether or not it runs.

    All that is asked of it raises `HomeAssistantError` if the history can't be read.

    Args:
        hass: where it is set up.
        account: its config entry.
        words: what is written on the shelves.
    """

    def __init__(self, hass: HomeAssistant, account: ConfigEntry[Any], words: MediaWords) -> None:
        self._history = async_history(hass, account.entry_id)
        self._account = account
        self.title = account.title
        self._words = words

    async def async_account(self, title: str, shelf: Shelf | None) -> BrowseMediaSource:
        """Return what can be looked through; without any picture, why there is none.

        Args:
            title: of the whole.
            shelf: of the account; None where it is the only one, and all there is.
        """
        entry_id = self._account.entry_id
        if not await self._ask(browse.has_pictures):
            return folder(shelf, title, self._notes(), MediaClass.URL)
        branches = (Shelf(entry_id, by) for by in _BRANCHES)
        return folder(shelf, title, [folder(each, self._title(each)) for each in branches])

    async def async_shelf(self, shelf: Shelf) -> BrowseMediaSource | None:
        """Return what stands on a shelf; None if no picture is kept of it.

        Raises:
            ValueError: it is that of a day, and that is none.
        """
        if shelf.by is None:
            return await self.async_account(self.title, shelf)
        if shelf.key is None:
            return await self._async_groups(shelf, shelf.by)
        found = await self._async_sightings(shelf.by, shelf.key, Span(shelf.offset, PAGE))
        if not found.items and not found.has_more:
            return None
        with_date = shelf.by is not GroupedBy.DAY
        pictures = [
            picture(each, self._words.title(each, with_date=with_date)) for each in found.items
        ]
        named_by = next(iter(found.items), None)  # none that can be read, maybe, on this page
        told = browse.told_name(shelf.by, shelf.key, named_by) if named_by else shelf.key
        title = self._name(shelf.by, shelf.key, told)
        children = [*pictures, *self._older(shelf, found)]
        return folder(shelf, title, children, MediaClass.IMAGE)

    async def async_newest(self, shelf: Shelf) -> str | None:
        """Return the id of the newest sighting that a shelf has a picture of; None if none.

        Raises:
            ValueError: as above.
        """
        if shelf.by is None or shelf.key is None:
            return await self._ask(browse.newest)
        found = await self._async_sightings(shelf.by, shelf.key, Span(shelf.offset, 1))
        return next((each.sighting_id for each in found.items), None)

    async def async_has(self, sighting_id: str) -> bool:
        """Tell whether a sighting's picture is kept."""
        return await self._ask(lambda db: browse.is_pictured(db, sighting_id))

    async def _async_groups(self, shelf: Shelf, by: GroupedBy) -> BrowseMediaSource:
        found = await self._async_page(by, Span(shelf.offset, PAGE))
        shelves = [self._shelf_of(by, group) for group in found.items]
        if by is GroupedBy.VEHICLE and not shelf.offset:
            shelves += await self._async_others()
        return folder(shelf, self._title(shelf), [*shelves, *self._older(shelf, found)])

    async def _async_others(self) -> list[BrowseMediaSource]:
        """Return the shelves of all vehicles that aren't known by a name."""
        strangers = await self._async_page(GroupedBy.STRANGER, Span(0, 1))
        rest = await self._async_page(GroupedBy.STATUS, Span(0, PAGE))
        all_strangers = Shelf(self._account.entry_id, GroupedBy.STRANGER)
        return [
            *(
                folder(all_strangers, self._title(all_strangers), thumbnail=each.newest)
                for each in strangers.items
            ),
            *(self._shelf_of(GroupedBy.STATUS, each) for each in rest.items),
        ]

    async def _async_page(self, by: GroupedBy, span: Span) -> Page[Group]:
        zone = dt_util.get_default_time_zone()
        return await self._ask(lambda db: browse.groups(db, by, zone, span))

    async def _async_sightings(self, by: GroupedBy, key: str, span: Span) -> Page[KeptSighting]:
        zone = dt_util.get_default_time_zone()
        return await self._history.async_ask(
            lambda store: browse.sightings(store, by, key, zone, span)
        )

    async def _ask[T](self, question: Callable[[sqlite3.Connection], T]) -> T:
        return await self._history.async_ask(lambda store: question(store.db))

    def _shelf_of(self, by: GroupedBy, group: Group) -> BrowseMediaSource:
        name = self._name(by, group.key, group.name)
        title = self._words.say("group", name=name, count=group.sightings)
        shelf = Shelf(self._account.entry_id, by, group.key)
        return folder(shelf, title, thumbnail=group.newest)

    def _name(self, by: GroupedBy, key: str, told: str) -> str:
        """Return what it is called now; what is gone, as it was told."""
        if by is GroupedBy.STATUS:
            return self._words.statuses[Status(key)]
        subentry = self._account.subentries.get(key)
        return told if subentry is None else subentry.title

    def _title(self, shelf: Shelf) -> str:
        return self._words.say(f"by_{shelf.by}")

    def _older(self, shelf: Shelf, found: Page[Any]) -> list[BrowseMediaSource]:
        if not found.has_more:
            return []
        following = Shelf(shelf.entry_id, shelf.by, shelf.key, shelf.offset + PAGE)
        return [folder(following, self._words.say("older"))]

    def _notes(self) -> list[BrowseMediaSource]:
        are_kept = self._history.settings.keeps_pictures
        keys = ("none_yet",) if are_kept else ("none_kept", "switch_on")
        return [
            BrowseMediaSource(
                domain=DOMAIN,
                identifier=str(Shelf(self._account.entry_id)),
                media_class=MediaClass.URL,
                media_content_type="",
                title=self._words.say(key),
                can_play=False,
                can_expand=False,
            )
            for key in keys
        ]


def folder(
    shelf: Shelf | None,
    title: str,
    children: Sequence[BrowseMediaSource] | None = None,
    children_class: MediaClass = MediaClass.DIRECTORY,
    *,
    thumbnail: str | None = None,
) -> BrowseMediaSource:
    """Return what stands in the media browser for a shelf, and what is on it.

    Args:
        shelf: None for the one with all the others on it.
        title: what is written at it.
        children: None where only the shelf itself is seen.
        children_class: of them.
        thumbnail: id of the sighting whose picture is shown for it.
    """
    return BrowseMediaSource(
        domain=DOMAIN,
        identifier=None if shelf is None else str(shelf),
        media_class=MediaClass.DIRECTORY,
        media_content_type=CONTENT_TYPE,
        title=title,
        can_play=False,
        can_expand=True,
        children=children,
        children_media_class=children_class,
        thumbnail=thumbnail and thumbnail_path(thumbnail),
    )


def picture(sighting: KeptSighting, title: str) -> BrowseMediaSource:
    """Return what stands in the media browser for a sighting's picture."""
    return BrowseMediaSource(
        domain=DOMAIN,
        identifier=str(PictureId(sighting.sighting_id)),
        media_class=MediaClass.IMAGE,
        media_content_type=CONTENT_TYPE,
        title=title,
        can_play=True,
        can_expand=False,
        thumbnail=thumbnail_path(sighting.sighting_id),
    )
