"""Who receives in a running home: an account of the integration, and the least that can receive."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

from aiohttp.web import Request, Response
from homeassistant.components import webhook
from homeassistant.config_entries import ConfigEntryState, ConfigSubentryData
from homeassistant.const import CONF_NAME, CONF_WEBHOOK_ID
from homeassistant.core import HomeAssistant

from custom_components.plate_recognizer.const import (
    CONF_KIND,
    CONF_WEBHOOK_CAMERA,
    CONF_WEBHOOK_SECRET,
    DOMAIN,
    SUBENTRY_TYPE_CAMERA,
    AccountKind,
)
from custom_components.plate_recognizer.receiving.inbox import Inbox
from custom_components.plate_recognizer.receiving.receiver import async_inbox

from .errors import BenchError
from .home import config_entry
from .webhook_sender import Receiver

_CAMERA: Final = "camera-1"
_SECRET: Final = "a-secret-of-the-sender"  # noqa: S105 - of this benchmark
_ACCOUNT: Final = "account" * 9
_BARE: Final = "least" * 12


@asynccontextmanager
async def receiving_account(hass: HomeAssistant) -> AsyncIterator[Inbox]:
    """Have an account with one camera for as long as the block takes.

    Raises:
        BenchError: it doesn't start.
    """
    camera: ConfigSubentryData = {
        "subentry_type": SUBENTRY_TYPE_CAMERA,
        "unique_id": f"camera:{_CAMERA}",
        "title": _CAMERA,
        "data": {CONF_NAME: _CAMERA, CONF_WEBHOOK_CAMERA: _CAMERA},
    }
    data = {
        CONF_KIND: AccountKind.WEBHOOK,
        CONF_WEBHOOK_ID: _ACCOUNT,
        CONF_WEBHOOK_SECRET: _SECRET,
    }
    account = config_entry(DOMAIN, data, [camera])
    await hass.config_entries.async_add(account)
    try:
        await hass.async_block_till_done()
        if account.state is not ConfigEntryState.LOADED:
            raise BenchError(f"The account that receives didn't start: {account.reason}")
        yield async_inbox(hass, account.entry_id)
    finally:
        await hass.config_entries.async_remove(account.entry_id)


@contextmanager
def bare_webhook(hass: HomeAssistant) -> Iterator[None]:
    """Have a webhook that only reads what it is sent, and answers."""

    async def handle(_hass: HomeAssistant, _webhook_id: str, request: Request) -> Response:
        await request.read()
        return Response()

    webhook.async_register(
        hass, DOMAIN, "Bench", _BARE, handle, local_only=True, allowed_methods=["POST"]
    )
    try:
        yield
    finally:
        webhook.async_unregister(hass, _BARE)


def account_of(hass: HomeAssistant) -> Receiver:
    """Return how `receiving_account` is reached."""
    return _receiver(hass, _ACCOUNT)


def bare_of(hass: HomeAssistant) -> Receiver:
    """Return how `bare_webhook` is reached."""
    return _receiver(hass, _BARE)


def _receiver(hass: HomeAssistant, webhook_id: str) -> Receiver:
    path = webhook.async_generate_path(webhook_id)
    return Receiver(hass.http.server_port, path, _SECRET, _CAMERA)
