"""What Home Assistant says under "System information": what whoever helps asks for first.

Nothing in it is secret: no address, no plate, no name of anything.
"""

import asyncio
from collections.abc import Iterable, Mapping
import math
from typing import Any, Final

from homeassistant.components.system_health import SystemHealthRegistration
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_URL
from homeassistant.core import HomeAssistant, callback

from .account import Account, PlateRecognizerConfigEntry
from .api.endpoint import CLOUD_URL, UrlError
from .api.errors import SnapshotError, Throttled, TimedOut
from .clients import create_client
from .const import (
    CONF_KIND,
    CONF_ROWS,
    DOMAIN,
    SUBENTRY_TYPE_CAMERA,
    SUBENTRY_TYPE_PLATE_LIST,
    SUBENTRY_TYPE_VEHICLE,
    AccountKind,
)
from .stored_values import StoredValueError
from .usage import AccountClient

_PATIENCE: Final = 10
"""Seconds for which somebody looks at a page that says nothing yet."""

type _Verdict = str | dict[str, str]


@callback
def async_register(_hass: HomeAssistant, register: SystemHealthRegistration) -> None:
    """Have Home Assistant ask."""
    register.async_register_info(_async_info)


async def _async_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return what is shown, in this order. What takes a while is awaited while the rest shows."""
    entries = hass.config_entries.async_entries(
        DOMAIN, include_ignore=False, include_disabled=False
    )
    running = [
        account.runtime_data for account in entries if account.state is ConfigEntryState.LOADED
    ]
    clouds, sdks = (_of_kind(entries, kind) for kind in (AccountKind.CLOUD, AccountKind.SDK))
    info: dict[str, Any] = {"accounts": len(entries), "accounts_running": len(running)}
    if clouds:
        info["can_reach_cloud"] = _async_reach(hass, clouds)
        info["cloud_elsewhere"] = any(each.data.get(CONF_URL) != CLOUD_URL for each in clouds)
    if sdks:
        info["can_reach_sdk"] = _async_reach(hass, sdks)
    return {
        **info,
        "lookups_left": _lookups_left(running),
        "longest_wait": math.ceil(max((each.lookups.longest_wait for each in running), default=0)),
        "cameras": sum(len(each.get_subentries_of_type(SUBENTRY_TYPE_CAMERA)) for each in entries),
        "vehicles": sum(map(_vehicles, entries)),
    }


def _of_kind(
    entries: Iterable[PlateRecognizerConfigEntry], kind: AccountKind
) -> list[PlateRecognizerConfigEntry]:
    return [each for each in entries if each.data.get(CONF_KIND) == kind]


def _lookups_left(running: Iterable[Account]) -> int | str | None:
    """Return how many each account has left that knows it. Not their sum: none lends to others."""
    known = [
        account.usage.data.remaining
        for account in running
        if account.usage.data.remaining is not None
    ]
    if len(known) > 1:
        return ", ".join(map(str, known))
    return known[0] if known else None


def _vehicles(entry: PlateRecognizerConfigEntry) -> int:
    """Count those that an account knows: each row of a list is one."""
    lists = entry.get_subentries_of_type(SUBENTRY_TYPE_PLATE_LIST)
    rows = (each.data.get(CONF_ROWS) for each in lists)
    return len(entry.get_subentries_of_type(SUBENTRY_TYPE_VEHICLE)) + sum(
        len(each) for each in rows if isinstance(each, Mapping)
    )


async def _async_reach(
    hass: HomeAssistant, entries: Iterable[PlateRecognizerConfigEntry]
) -> _Verdict:
    """Say whether all of these answer, also those that couldn't be started for that reason."""
    try:
        clients = [create_client(hass, entry.data) for entry in entries]
    except StoredValueError, UrlError:
        return _failed("setting_unreadable")
    verdicts = await asyncio.gather(*map(_async_answers, clients))
    return next((each for each in verdicts if each != "ok"), "ok")


async def _async_answers(client: AccountClient) -> _Verdict:
    """Ask what costs no lookup."""
    try:
        async with asyncio.timeout(_PATIENCE):
            await client.account_usage()
    except TimeoutError:
        return _failed(TimedOut.slug)
    except Throttled:
        return "ok"  # it is there, and says so
    except SnapshotError as error:
        return _failed(error.slug)
    return "ok"


def _failed(why: str) -> _Verdict:
    """Return what the frontend shows as a failure: never what a server has said."""
    return {"type": "failed", "error": why}
