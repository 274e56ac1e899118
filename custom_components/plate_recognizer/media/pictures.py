"""Where kept pictures are, and how they are drawn for somebody who looks."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..history.kept_picture import scale_of
from ..history.records import KeptPicture
from ..keeper import async_history
from ..pipeline.annotation import Mark, annotated
from ..pipeline.label import Words
from ..pipeline.sighting import Status
from ..pipeline.thumbnail import thumbnail
from ..status_words import async_status_words

_DRAWING: Final[HassKey[asyncio.Lock]] = HassKey(f"{DOMAIN}.drawing")
"""One picture at a time, whoever asks for how many: a large one takes a hundred megabytes."""


@callback
def async_turn_to_draw(hass: HomeAssistant) -> asyncio.Lock:
    """Return what has to be held while a picture is drawn."""
    return hass.data.setdefault(_DRAWING, asyncio.Lock())


@callback
def async_accounts(hass: HomeAssistant) -> list[ConfigEntry[Any]]:
    """List the accounts that aren't disabled, by their names: pictures outlive a stop."""
    accounts = hass.config_entries.async_entries(
        DOMAIN, include_ignore=False, include_disabled=False
    )
    return sorted(accounts, key=lambda each: each.title.casefold())


async def async_drawn(hass: HomeAssistant, sighting_id: str) -> bytes | None:
    """Return a sighting's picture with boxes and labels as JPEG; None if none is kept.

    Raises:
        BrokenPicture: it is damaged.
        HomeAssistantError: the history can't be read.
    """
    words = await async_status_words(hass)
    return await _async_made(hass, sighting_id, lambda picture: _annotated(picture, words))


async def async_thumbnail(hass: HomeAssistant, sighting_id: str) -> bytes | None:
    """Return a sighting's picture as a small JPEG with nothing drawn; None if none is kept.

    Raises:
        BrokenPicture: it is damaged.
        HomeAssistantError: the history can't be read.
    """
    return await _async_made(hass, sighting_id, lambda picture: thumbnail(picture.content))


async def _async_made(
    hass: HomeAssistant, sighting_id: str, make: Callable[[KeptPicture], bytes]
) -> bytes | None:
    # Who waits for a turn holds no picture meanwhile.
    async with async_turn_to_draw(hass):
        for account in async_accounts(hass):
            picture = await async_history(hass, account.entry_id).async_picture(sighting_id)
            if picture is not None:
                return await hass.async_add_executor_job(make, picture)
    return None


def _annotated(picture: KeptPicture, words: Mapping[Status, str]) -> bytes:
    return annotated(picture.content, _marks(picture, words))


def _marks(picture: KeptPicture, words: Mapping[Status, str]) -> Iterator[Mark]:
    scaled = scale_of(picture)
    for each in picture.shown:
        said = Words(each.status, words[each.status], each.vehicle, each.plate, each.score)
        yield Mark(
            each.box and scaled(each.box), each.vehicle_box and scaled(each.vehicle_box), said
        )
