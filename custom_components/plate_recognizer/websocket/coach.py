"""What to improve about a camera, by its latest sightings of which a picture is kept."""

from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant
import voluptuous as vol

from ..actions.accounts import async_account
from ..api.models import Box
from ..history.records import KeptPicture, Wanted
from ..keeper import History
from ..media.pictures import async_turn_to_draw
from ..pipeline.coach import Advice, Glimpse, advise
from ..pipeline.frame import BrokenPicture
from ..pipeline.plate_look import PlateLook, plate_look
from .access import camera_subentry
from .visit_data import NO_PICTURES, signed_pictures

_LATEST: Final = 50
"""Sightings that are looked at. A picture in 4K takes a tenth of a second, one in 720p a 250th."""


@websocket_api.websocket_command(
    {
        vol.Required("type"): "plate_recognizer/coach/get",
        vol.Optional("config_entry_id"): str,
        vol.Required("subentry_id"): str,
    }
)
@websocket_api.require_admin
@websocket_api.async_response
async def get_coaching(
    hass: HomeAssistant, connection: ActiveConnection, message: dict[str, Any]
) -> None:
    """Answer with what to improve about a camera, each with an example."""
    account = async_account(hass, message.get("config_entry_id"))
    subentry = camera_subentry(account, message["subentry_id"])
    glimpses = await _async_glimpses(hass, account.runtime_data.history, subentry.subentry_id)
    since = min((each.taken_at for each in glimpses), default=None)
    connection.send_result(
        message["id"],
        {
            "since": since and since.isoformat(),
            "sightings": len(glimpses),
            "advice": [_told(hass, connection, each) for each in advise(glimpses)],
        },
    )


async def _async_glimpses(hass: HomeAssistant, history: History, subentry_id: str) -> list[Glimpse]:
    wanted = Wanted(cameras=frozenset({subentry_id}), has_picture=True)
    glimpses = []
    for sighting in await history.async_find(wanted, _LATEST):
        if (edges := sighting.data["box"]) is None:
            continue
        box = Box(**edges)
        async with async_turn_to_draw(hass):
            picture = await history.async_picture(sighting.sighting_id)
            if picture is None:  # deleted meanwhile
                continue
            look = await hass.async_add_executor_job(_look, picture, box)
        height = box.ymax - box.ymin
        glimpses.append(Glimpse(sighting.sighting_id, sighting.taken_at, height, look))
    return glimpses


def _look(picture: KeptPicture, box: Box) -> PlateLook | None:
    try:
        return plate_look(picture.content, box, picture.width, picture.height)
    except BrokenPicture:
        return None


def _told(hass: HomeAssistant, connection: ActiveConnection, advice: Advice) -> dict[str, Any]:
    example = advice.example
    pictures = signed_pictures(hass, connection, example.sighting_id) if example else NO_PICTURES
    return {
        "key": advice.key,
        "values": advice.values,
        **pictures,
        "seen_at": example and example.taken_at.isoformat(),
    }
