"""An account's webhook: who may send to it, and what is answered."""

import asyncio
from collections.abc import Mapping
import hmac
from http import HTTPStatus
import logging
from typing import Final

from aiohttp import hdrs
from aiohttp.web import Request, Response
from homeassistant.components import webhook
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_WEBHOOK_ID
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ..api.webhook_body import BodyTooLarge, NoPayload, read_body
from ..const import CONF_WEBHOOK_SECRET, DOMAIN
from ..outage import Outage
from ..scanner import CameraScanner
from .inbox import Inbox, Outcome, Received
from .taking_in import TakingIn, not_understood_issue_id
from .unknown_cameras import async_forget_unknown

_LOGGER = logging.getLogger(__name__)

_INBOXES: HassKey[dict[str, Inbox]] = HassKey(f"{DOMAIN}.inboxes")

_RETRIES: Final = (5, 60)
"""Seconds after which a webhook is tried again that failed to be taken in."""


class Receiver:
    """Takes in what is sent to an account: answers at once, and works after it.

    The vendor removes a hook that keeps answering errors. So an error is only answered to what no
    sender of ours would send: without the secret, too large, or without any JSON.

    Args:
        hass: where the webhook is registered.
        entry: of the account, whose data has the hook's id and secret.
        scanners: of the account, by the id of their camera.
        local_only: whether Home Assistant drops what comes from outside the home's network.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        scanners: Mapping[str, CameraScanner],
        *,
        local_only: bool,
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._local_only = local_only
        self._secret = entry.data[CONF_WEBHOOK_SECRET].encode()
        self.inbox = async_inbox(hass, entry.entry_id)
        self.taking_in = TakingIn(hass, entry, self.inbox, scanners)
        self._outage = Outage(_LOGGER, entry.title)
        self._work: asyncio.Task[None] | None = None

    @callback
    def async_start(self) -> None:
        """Receive from now on."""
        webhook_id = self._entry.data[CONF_WEBHOOK_ID]
        webhook.async_register(
            self._hass,
            DOMAIN,
            self._entry.title,
            webhook_id,
            self._async_handle,
            local_only=self._local_only,
            allowed_methods=[hdrs.METH_POST],
        )
        self._work = self._entry.async_create_background_task(
            self._hass, self._async_work(), f"webhooks of {self._entry.title}"
        )

    @callback
    def async_stop(self) -> None:
        """Receive nothing more. What waits stays in the inbox."""
        webhook.async_unregister(self._hass, self._entry.data[CONF_WEBHOOK_ID])
        if self._work is not None:
            self._work.cancel()

    async def _async_handle(
        self, _hass: HomeAssistant, _webhook_id: str, request: Request
    ) -> Response:
        if not self._knows_secret(request.headers.get(hdrs.AUTHORIZATION, "")):
            return self._wrong_secret()
        ir.async_delete_issue(self._hass, DOMAIN, wrong_secret_issue_id(self._entry.entry_id))
        try:
            body = await read_body(request)
        except BodyTooLarge:
            self.inbox.outcomes[Outcome.TOO_LARGE] += 1
            return Response(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except NoPayload as error:
            self.inbox.outcomes[Outcome.NO_JSON] += 1
            return Response(status=HTTPStatus.BAD_REQUEST, text=str(error))
        if not self.inbox.put(body, dt_util.utcnow()):
            self._outage.begins("too many webhooks wait: some lose their picture, others are lost")
        return Response()

    def _knows_secret(self, authorization: str) -> bool:
        """Say whether a header has the secret, whatever word stands before it."""
        given = authorization.rpartition(" ")[2]
        return hmac.compare_digest(given.encode(errors="replace"), self._secret)

    def _wrong_secret(self) -> Response:
        self.inbox.outcomes[Outcome.WRONG_SECRET] += 1
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            wrong_secret_issue_id(self._entry.entry_id),
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key="webhook_secret_wrong",
            translation_placeholders={"account": self._entry.title},
        )
        return Response(status=HTTPStatus.UNAUTHORIZED)

    async def _async_work(self) -> None:
        while True:
            received = await self.inbox.async_next()
            try:
                outcome = await self.taking_in.async_take_in(received)
            except Exception:
                _LOGGER.exception("%s failed to take in a webhook", self._entry.title)
                self._failed(received)
            else:
                self.inbox.has_become(received, outcome)
            if not len(self.inbox):
                self._outage.ends()

    def _failed(self, received: Received) -> None:
        if received.tries < len(_RETRIES):
            self.inbox.try_later(received, _RETRIES[received.tries])
        else:
            self.inbox.has_become(received, Outcome.FAILED)


@callback
def async_inbox(hass: HomeAssistant, entry_id: str) -> Inbox:
    """Return the inbox of an account; it begins when it is first asked for."""
    inboxes = hass.data.setdefault(_INBOXES, {})
    if entry_id not in inboxes:
        inboxes[entry_id] = Inbox(hass.loop.time)
    return inboxes[entry_id]


@callback
def async_forget_received(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Forget what an account has received that is gone, is disabled or receives no more."""
    hass.data.get(_INBOXES, {}).pop(entry.entry_id, None)
    async_forget_unknown(hass, entry.entry_id)
    for issue_id in (wrong_secret_issue_id, not_understood_issue_id):
        ir.async_delete_issue(hass, DOMAIN, issue_id(entry.entry_id))


def wrong_secret_issue_id(entry_id: str) -> str:
    """Return the id of the repair issue of an account whose sender doesn't know the secret."""
    return f"webhook_secret_wrong_{entry_id}"
