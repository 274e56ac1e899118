"""What there is to see of the accounts, now and after each change."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.dispatcher import async_dispatcher_connect
import voluptuous as vol

from ..account import Account
from ..const import CONF_KIND, DOMAIN
from ..history.visits import pictured
from ..pipeline.visit import place_key
from ..pipeline.visit_data import visit_data
from .access import SeenAccount, SeenCamera, async_seen_accounts
from .visit_data import shown_visit


@websocket_api.websocket_command(
    {
        vol.Required("type"): "plate_recognizer/overview/subscribe",
        vol.Optional("config_entry_id"): str,
    }
)
@callback
def subscribe_overview(
    hass: HomeAssistant, connection: ActiveConnection, message: dict[str, Any]
) -> None:
    """Send an overview now, and after each change."""
    overview = OverviewSubscription(hass, connection, message["id"], message.get("config_entry_id"))
    connection.subscriptions[message["id"]] = overview.async_end
    connection.send_result(message["id"])
    overview.async_start()


class OverviewSubscription:
    """Tells one who looks how it is, whenever that has changed.

    What changes while an overview is put together is in the next one: several changes at once are
    one event, and one who is slow to be told gets no more events than can be made.

    Args:
        hass: where the accounts are.
        connection: of who looks.
        message_id: of the subscription.
        entry_id: of the only account that is wanted; None for all.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        connection: ActiveConnection,
        message_id: int,
        entry_id: str | None,
    ) -> None:
        self._hass = hass
        self._connection = connection
        self._message_id = message_id
        self._entry_id = entry_id
        self._has_changed = False
        self._is_telling = False
        self._has_ended = False
        self._stop_listening: list[CALLBACK_TYPE] = []
        self._end_waiting: CALLBACK_TYPE | None = None

    @callback
    def async_start(self) -> None:
        """Begin to tell."""
        self._end_waiting = async_dispatcher_connect(
            self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._async_entry_changed
        )
        self._async_changed()

    @callback
    def async_end(self) -> None:
        """Tell no more."""
        self._has_ended = True
        if self._end_waiting is not None:
            self._end_waiting()
        self._forget()

    @callback
    def _async_entry_changed(self, _change: ConfigEntryChange, entry: ConfigEntry[Any]) -> None:
        """An account has come, has gone, or runs anew."""
        if entry.domain == DOMAIN:
            self._async_changed()

    @callback
    def _async_changed(self, *_what: object) -> None:
        self._has_changed = True
        if not self._is_telling and not self._has_ended:
            self._is_telling = True
            _ = self._hass.async_create_background_task(self._async_tell(), "overview is told")

    async def _async_tell(self) -> None:
        try:
            while self._has_changed and not self._has_ended:
                self._has_changed = False
                accounts = [await self._async_account(each) for each in self._seen()]
                if not self._has_ended:
                    self._connection.send_event(self._message_id, {"accounts": accounts})
        finally:
            self._is_telling = False

    def _seen(self) -> list[SeenAccount]:
        """Return what there is to see now, and listen to all of that from now on."""
        self._forget()
        seen = [
            each
            for each in async_seen_accounts(self._hass, self._connection.user, None)
            if self._entry_id in {None, each.running.entry.entry_id}
        ]
        for each in seen:
            self._stop_listening += self._listening_to(each.running)
        return seen

    def _listening_to(self, account: Account) -> Iterator[CALLBACK_TYPE]:
        yield account.visits.async_on_change(self._async_changed)
        yield account.history.async_on_change(self._async_changed)
        yield account.usage.async_add_listener(self._async_changed)
        yield account.cameras.async_on_change(self._async_changed)
        for scanner in account.scanners.values():
            yield scanner.news.async_on_scan(self._async_changed)

    def _forget(self) -> None:
        for stop in self._stop_listening:
            stop()
        self._stop_listening = []

    async def _async_account(self, seen: SeenAccount) -> dict[str, Any]:
        account = seen.running
        visits = [
            visit_data(each)
            for each in map(account.strangers.async_visit, account.visits.tracker.visits)
            if seen.may_edit or place_key(each.place) in seen.place_keys
        ]
        with_picture = await _async_pictured(account, [each["sighting_id"] for each in visits])
        here = [shown_visit(self._hass, self._connection, each, with_picture) for each in visits]
        return {
            "config_entry_id": account.entry.entry_id,
            "title": account.entry.title,
            "kind": account.entry.data[CONF_KIND],
            "may_edit": seen.may_edit,
            "quota": _quota(account) if seen.may_edit else None,
            "cameras": [_camera(each) for each in seen.cameras],
            "places": _places(seen, here),
        }


async def _async_pictured(account: Account, sighting_ids: list[str]) -> frozenset[str]:
    """Return of which sightings there is a picture; of none, while the history can't be read."""
    try:
        return await account.history.async_ask(lambda store: pictured(store, sighting_ids))
    except HomeAssistantError:
        return frozenset()


def _camera(seen: SeenCamera) -> dict[str, Any]:
    scanner = seen.scanner
    decision = scanner.news.last_decision
    return {
        "subentry_id": scanner.subentry_id,
        "name": scanner.settings.name,
        "place": scanner.settings.place,
        "camera_entity_id": scanner.camera_entity_id,
        "scan_entity_id": seen.scan_entity_id if seen.may_scan else None,
        "button_entity_id": seen.button_entity_id,
        "picture_entity_id": seen.picture_entity_id,
        "scanning": scanner.scanning if scanner.settings.can_look else None,
        "decision": decision
        and {"reason": decision.reason.value, "at": decision.taken_at.isoformat()},
    }


def _places(seen: SeenAccount, here: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the places, by their names, each with who is there, who came first first."""
    names = {place_key(each["place"]): each["place"] for each in here}
    for each in seen.cameras:  # where both differ, as the camera has it now
        names[place_key(each.scanner.settings.place)] = each.scanner.settings.place
    return [
        {
            "place": name,
            "here": sorted(
                (each for each in here if place_key(each["place"]) == key),
                key=lambda each: str(each["started_at"]),
            ),
        }
        for key, name in sorted(names.items())
    ]


def _quota(account: Account) -> dict[str, Any] | None:
    """Return how far the lookups go; None where nobody knows how many there are."""
    usage, outlook = account.usage.data, account.quota.outlook
    if usage.used is None or usage.limit is None:
        return None
    state = "low" if account.quota.is_low else "fine"
    return {
        "limit": usage.limit,
        "used": usage.used,
        "left": usage.remaining,
        "resets_at": _time(usage.resets_on),
        "runs_out_at": _time(outlook.runs_out if outlook else None),
        "state": state if usage.remaining else "used_up",
    }


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
