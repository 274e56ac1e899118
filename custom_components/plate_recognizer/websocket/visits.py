"""The latest visits, page by page."""

from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..actions.accounts import async_account
from ..history.visits import KeptVisits, WantedVisits, kept_visits
from ..pipeline.sighting import Status
from ..pipeline.visit import place_key
from .access import async_seen_accounts
from .visit_data import shown_visit

_MOST: Final = 100
_DEFAULT: Final = 20
_NOTHING: Final = KeptVisits((), frozenset(), None)


@websocket_api.websocket_command(
    {
        vol.Required("type"): "plate_recognizer/visits/list",
        vol.Optional("config_entry_id"): str,
        vol.Optional("before"): vol.All(cv.datetime, dt_util.as_utc),
        vol.Optional("limit", default=_DEFAULT): vol.All(int, vol.Range(min=1, max=_MOST)),
        vol.Optional("places"): [str],
        vol.Optional("statuses"): [vol.In([each.value for each in Status])],
    }
)
@websocket_api.async_response
async def list_visits(
    hass: HomeAssistant, connection: ActiveConnection, message: dict[str, Any]
) -> None:
    """Answer with visits, newest first, also those that go on."""
    account = async_account(hass, message.get("config_entry_id"))
    page = _NOTHING
    for seen in async_seen_accounts(hass, connection.user, account.entry_id):
        places = seen.place_keys if not seen.may_edit else None
        if (asked := message.get("places")) is not None:
            asked_keys = frozenset(map(place_key, asked))
            places = asked_keys if places is None else asked_keys & places
        statuses = message.get("statuses")
        wanted = WantedVisits(
            message.get("before"), places, None if statuses is None else frozenset(statuses)
        )
        limit = message["limit"]
        page = await seen.running.history.async_ask(
            lambda store, wanted=wanted, limit=limit: kept_visits(store, wanted, limit)  # type: ignore[misc]
        )
    connection.send_result(
        message["id"],
        {
            "visits": [shown_visit(hass, connection, each, page.pictured) for each in page.visits],
            "before": page.before.isoformat() if page.before else None,
        },
    )
