"""Homes that keep pictures, and the media browser's way through them."""

from dataclasses import dataclass
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import media_source
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from sandbox.process import SandboxProcess

from ..answers import plate
from ..conftest import (
    camera_subentry,
    cloud_entry,
    plate_list_subentry,
    scan,
    set_up,
    vehicle_subentry,
)
from ..fake_camera import FakeCamera

ROOT = "media-source://plate_recognizer"
ACCOUNT = f"{ROOT}/01ACCOUNT00000000000000000"
SIGHTINGS = "/api/plate_recognizer/sightings"
GOLF = "01VEHICLE0000000000000GOLF"
KEEP_FULL = {"history": {"history_pictures": "full"}, "rate": "none"}


@dataclass
class MediaBrowser:
    """Goes through Home Assistant's media."""

    hass: HomeAssistant

    async def open(self, media_id: str) -> dict[str, Any]:
        """Return a shelf with all that is said of it."""
        return (await media_source.async_browse_media(self.hass, media_id)).as_dict()

    async def browse(self, media_id: str) -> list[str]:
        """Return the titles of what stands on a shelf."""
        return [each["title"] for each in (await self.open(media_id))["children"]]

    async def follow(self, *titles: str) -> list[str]:
        """Go from the root along these titles, and return those that are found there."""
        return await self.browse(await self.find(*titles))

    async def find(self, *titles: str) -> str:
        """Return where these titles lead from the root."""
        media_id = ROOT
        for title in titles:
            children = (await self.open(media_id))["children"]
            media_id = next(each["media_content_id"] for each in children if each["title"] == title)
        return media_id

    async def address(self, media_id: str) -> str:
        """Return where the picture is."""
        media = await media_source.async_resolve_media(self.hass, media_id, None)
        assert media.mime_type == "image/jpeg"
        return media.url


@pytest.fixture
async def browser(hass: HomeAssistant) -> MediaBrowser:
    """The media browser."""
    assert await async_setup_component(hass, media_source.DOMAIN, {})
    return MediaBrowser(hass)


@pytest.fixture
async def account(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera
) -> MockConfigEntry:
    """An account that keeps full pictures, and knows a Golf, a blocked van and a listed lorry."""
    return await set_up(
        hass,
        cloud_entry(
            cloud,
            camera_subentry(place="Yard / front"),
            vehicle_subentry("Anna's Golf", "AB12 CDE", subentry_id=GOLF),
            vehicle_subentry("Van", "BL0 CKED", category="blocked"),
            plate_list_subentry("Tenants", "plate,name", "LO11 RRY,Lorry", subentry_id="01LIST"),
            options=KEEP_FULL,
        ),
    )


async def see(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    *texts: str,
    clock: FrozenDateTimeFactory | None = None,
) -> None:
    """Have these vehicles seen, each on a picture of its own; what is "blurred" isn't read.

    A clock that stands goes on by a second before each of them.
    """
    for text in texts:
        if clock is not None:
            clock.tick()
        cloud.answer([plate(text, 0.3 if text == "blurred" else 0.95)])
        await scan(hass)
