"""The picture on which a vehicle was seen last, drawn when somebody looks."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Final, override

from homeassistant.components.image import ImageEntity, ImageEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .account import PlateRecognizerConfigEntry
from .entity import ScannerEntity, async_add_for_each_camera
from .forgetting import ForgetfulEntity
from .history.browse import is_pictured
from .history.records import Wanted
from .keeper import PATIENCE, History
from .media.pictures import async_drawn, async_turn_to_draw
from .pipeline.annotation import Mark, annotated
from .pipeline.event_data import sighting_data
from .pipeline.frame import BrokenPicture
from .pipeline.label import Words
from .pipeline.masking import boxes_of, is_readable
from .pipeline.painting_out import painted_out
from .pipeline.seen_picture import SeenPicture, Told
from .pipeline.sighting import Sighting, Status
from .pipeline.traces import NO_TRACES, Traces
from .pipeline.unmasked import Unmasked
from .scanner import CameraScanner
from .status_words import async_status_words

PARALLEL_UPDATES = 0  # nothing is polled

_ONE_BURST: Final = timedelta(minutes=20)
"""The longest there is: twenty frames, a minute apart. A clock that was put back by more than that
keeps no newer picture away."""

PICTURE = ImageEntityDescription(key="picture", translation_key="picture")


async def async_setup_entry(
    hass: HomeAssistant,
    entry: PlateRecognizerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add an image for each camera."""
    history = entry.runtime_data.history
    async_add_for_each_camera(
        entry.runtime_data,
        async_add_entities,
        lambda scanner: [PictureEntity(hass, scanner, history)],
    )


class PictureEntity(ScannerEntity, ForgetfulEntity, ImageEntity):
    """Shows the last picture on which a vehicle was seen: after a restart, the last one kept."""

    def __init__(self, hass: HomeAssistant, scanner: CameraScanner, history: History) -> None:
        ScannerEntity.__init__(self, scanner, PICTURE)
        ImageEntity.__init__(self, hass)
        self._history = history
        self._kept: str | None = None
        """The sighting whose kept picture is shown."""
        self._checking: asyncio.Task[None] | None = None
        self._shown: SeenPicture | None = None
        self._shows = NO_TRACES
        self._drawn: bytes | None = None
        """What is shown, once somebody has looked at it."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self.scanner.news.async_on_told(self._async_told))
        self.async_on_remove(self._history.async_on_change(self._async_history_changed))
        # That the history can't be read is told elsewhere.
        with suppress(HomeAssistantError, TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._async_show_kept()

    async def _async_show_kept(self) -> None:
        wanted = Wanted(cameras=frozenset({self.scanner.subentry_id}), has_picture=True)
        found = await self._history.async_find(wanted, 1)
        if not found or (kept := await self._history.async_picture(found[0].sighting_id)) is None:
            return
        plates = frozenset(each.plate for each in kept.shown if each.plate is not None)
        may_show = self.scanner.news.async_may_show
        # Something may have been seen meanwhile; and strangers may have to be masked on it first.
        if self._shown is None and all(map(may_show, plates)):
            self._kept = found[0].sighting_id
            self._shows = Traces(plates, frozenset({self._kept}))
            self._attr_image_last_updated = found[0].taken_at

    @override
    async def async_image(self) -> bytes | None:
        if self._shown is None:
            return None if self._kept is None else await self._async_kept(self._kept)
        return await self._async_shown()

    async def _async_shown(self) -> bytes | None:
        words = await async_status_words(self.hass)
        async with async_turn_to_draw(self.hass):
            while (shown := self._shown) is not None:
                if self._drawn is None:
                    drawn = await self.hass.async_add_executor_job(_drawn, shown, words)
                    if not self._is_shown(shown):
                        continue  # it was deleted meanwhile, or there is another one
                    self._drawn = drawn
                return self._drawn
        return None

    def _is_shown(self, picture: SeenPicture) -> bool:
        return self._shown is picture

    async def _async_kept(self, sighting_id: str) -> bytes | None:
        try:
            return await async_drawn(self.hass, sighting_id)
        except BrokenPicture, HomeAssistantError:
            return None

    @callback
    def _async_told(self, told: tuple[Told, ...]) -> None:
        latest = max(
            (each for each in told if each.picture is not None),
            key=lambda each: each.sighting.look.taken_at,
            default=None,
        )
        if latest is None or (picture := latest.picture) is None:
            return
        taken_at, before = latest.sighting.look.taken_at, self._attr_image_last_updated
        now = dt_util.utcnow()
        if before is not None and taken_at < before <= min(now, taken_at + _ONE_BURST):
            return  # a burst tells at its end of whom it wasn't sure before
        self._shown, self._drawn = picture, None
        self._shows = Traces.of((*picture.vehicles, *(each.sighting for each in told)))
        self._attr_image_last_updated = taken_at
        self.async_write_ha_state()

    @callback
    def _async_history_changed(self) -> None:
        if self._shown is None and self._kept is not None:
            check = self._async_check_kept(self._kept)
            self._checking = self.hass.async_create_task(check, "is the picture still kept?")

    async def _async_check_kept(self, sighting_id: str) -> None:
        with suppress(HomeAssistantError):
            is_kept = await self._history.async_ask(
                lambda store: is_pictured(store.db, sighting_id)
            )
            if not is_kept and self._shown is None and self._kept == sighting_id:
                self._forget()
                self.async_write_ha_state()

    @override
    def _shows_any_of(self, traces: Traces) -> bool:
        return traces.meet(self._shows)

    @override
    def _shows_unmasked(self, unmasked: Unmasked) -> bool:
        """Say whether a stranger is on the picture: that which is kept is masked where it is."""
        shown, taken_at = self._shown, self._attr_image_last_updated
        if shown is None or taken_at is None or not unmasked.is_due(taken_at):
            return False
        strangers = tuple(filter(unmasked.is_of, shown.vehicles))
        is_visible = not set(boxes_of(strangers)) <= set(shown.hidden)
        return is_visible or any(is_readable(sighting_data(each)) for each in strangers)

    @override
    def _forget(self) -> None:
        self._shown = self._drawn = self._kept = None
        self._shows = NO_TRACES
        self._attr_image_last_updated = None


def _drawn(shown: SeenPicture, words: Mapping[Status, str]) -> bytes | None:
    """Draw all vehicles; None for a picture that only the API could read. Blocks."""
    marks = [_mark(each, words) for each in shown.vehicles]
    try:
        return annotated(painted_out(shown.content, shown.hidden, shown.view), marks)
    except BrokenPicture:
        return None


def _mark(sighting: Sighting, words: Mapping[Status, str]) -> Mark:
    name = sighting.known.name if sighting.known else None
    said = Words(sighting.status, words[sighting.status], name, sighting.plate, sighting.score)
    return Mark(sighting.plate_box, sighting.vehicle_box, said)
