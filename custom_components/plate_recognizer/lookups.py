"""The account's lookups: each in its turn, counted, and stopped when credits are gone."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
import logging
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util.uuid import random_uuid_hex

from .api.client import SnapshotClient
from .api.errors import (
    BadRequest,
    NoCredits,
    SnapshotError,
    TokenRefused,
    TooLarge,
)
from .api.form import LookupRequest
from .api.models import Recognition
from .api.picture import LookupPicture, PictureUrl
from .const import CONF_KIND, DOMAIN, AccountKind
from .limiter import Limiter, Priority
from .outage import Outage
from .own_lookups import async_remember_lookup
from .pipeline.decision import FREE, Reason, may_repeat_a_plate
from .privacy_settings import PrivacySettings
from .rates import async_rate
from .settings import AccountSettings, RecognitionSettings
from .usage import UsageCoordinator

_LOGGER = logging.getLogger(__name__)

_MAY_BE_A_PLATE: Final = "its words are not repeated, as a stranger's plate may be among them"

_AT_ONCE_AT_SDK: Final = 2
"""Lookups under way together, for each SDK. It reads as fast as its machine can: one is read while
another is on its way. More would only wait there, where nothing urgent can go before them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a lookup sends."""

    sent: LookupPicture

    taken_at: datetime
    """When the picture was asked for."""

    recognition: RecognitionSettings
    """What the API is told beside it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The API's answer, and the seconds it took (without waiting for the turn)."""

    recognition: Recognition
    seconds: float


class Lookups:
    """Makes the billed calls of one account."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        client: SnapshotClient | None,
        usage: UsageCoordinator,
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._client = client
        self._usage = usage
        self._masks_strangers = PrivacySettings.from_options(entry.options).masks_at_once
        at_once = None
        if entry.data[CONF_KIND] == AccountKind.SDK:
            at_once = _AT_ONCE_AT_SDK * AccountSettings.from_options(entry.options).replicas
        self._limiter = Limiter(hass.loop, async_rate(hass, entry), at_once)
        self._outage = Outage(_LOGGER, entry.title)
        self._failed_at = 0.0
        """When a lookup failed last, on the event loop's clock."""
        self._camera_outages: dict[str | None, Outage] = {}
        issue = ir.async_get(hass).async_get_issue(DOMAIN, no_credits_issue_id(entry.entry_id))
        self._out_of_credits = issue is not None  # found out before a reload
        self._check: asyncio.Task[None] | None = None
        """Asks whether the quota is used up, as the count says."""
        self._stopped = False

    @property
    def account_id(self) -> str:
        """The id of the account's config entry."""
        return self._entry.entry_id

    @property
    def upload_limit(self) -> int | None:
        """The largest picture that may be sent, in bytes; None if there is no limit."""
        return self._client.upload_limit if self._client else None

    async def async_ask(
        self,
        choose: Callable[[], Awaitable[Picture | None]],
        *,
        camera_id: str | None,
        priority: Priority,
    ) -> Answer | None:
        """Look up one picture when its turn has come.

        Args:
            choose: takes or chooses the picture when the turn has come; again, where the API has
                refused the lookup as one too many. None gives the turn back, for nothing.
            camera_id: what the API knows the camera by; None for one that is not set up yet, and
                for a picture that is no camera's.
            priority: what goes before what.

        Returns None if nothing was asked: there was no picture, the account has stopped, or a more
        urgent scan of the camera has made it needless.

        Raises:
            WaitedTooLong: the turn didn't come in time. Nothing was asked.
            SnapshotError: there is no answer. A refused token asks the user for a new one, used-up
                credits stop all lookups until the account has some again.
        """
        if await self._is_out_of_credits():
            raise NoCredits
        try:
            answer = await self._limiter.async_ask(
                choose, partial(self._send, camera_id), camera_id=camera_id, priority=priority
            )
        except SnapshotError as failure:
            error = self._tellable(failure)
            if not self._stopped:
                await self._failed(error, camera_id)
            if error is failure:
                raise
            raise error from None
        if answer is None:
            return None
        # What was sent before the failure of another one, maybe to another SDK, doesn't end it.
        if self._hass.loop.time() - answer.seconds >= self._failed_at:
            self._outage.ends()
        self._camera_outage(camera_id).ends()
        # What was recognised goes first: a gate may be waiting for it.
        self._hass.loop.call_soon(self._usage.async_count, answer.recognition.usage)
        return answer

    async def _send(self, camera_id: str | None, picture: Picture) -> Answer:
        if self._out_of_credits:  # found out while this one waited
            raise NoCredits
        nonce = random_uuid_hex()
        has_file_name = not isinstance(picture.sent, PictureUrl)
        request = LookupRequest(
            picture=picture.sent,
            # Without a file name, it is by its camera that the echo of a lookup is known.
            camera_id=camera_id or (None if has_file_name else nonce),
            taken_at=picture.taken_at,
            nonce=nonce,
            regions=picture.recognition.regions,
            mmc=picture.recognition.mmc,
            engine=picture.recognition.engine,
        )
        assert self._client is not None  # noqa: S101 - a receiver's cameras have no pictures
        async_remember_lookup(self._hass, nonce)
        started = self._hass.loop.time()
        try:
            recognition = await self._client.lookup(request)
        except asyncio.CancelledError:
            if not self._stopped:
                self._usage.async_count_unanswered()
            raise
        return Answer(recognition, self._hass.loop.time() - started)

    @property
    def longest_wait(self) -> float:
        """Seconds for which the oldest lookup waits for its turn; 0 if none does."""
        return self._limiter.longest_wait

    @callback
    def async_make_way(self, camera_id: str, priority: Priority) -> None:
        """Have what a camera has waiting make way for a more urgent scan of it."""
        self._limiter.async_make_way(camera_id, priority)

    def _tellable(self, error: SnapshotError) -> SnapshotError:
        """Return an error as it may be told: what a server says may be a stranger's plate."""
        if self._masks_strangers and may_repeat_a_plate(Reason(error.slug)):
            return type(error)(_MAY_BE_A_PLATE, status=error.status)
        return error

    async def _failed(self, error: SnapshotError, camera_id: str | None) -> None:
        if isinstance(error, TooLarge | BadRequest):  # this picture's or this request's fault
            self._camera_outage(camera_id).begins(error)
        else:
            self._failed_at = self._hass.loop.time()
            self._outage.begins(error)
        if Reason(error.slug) not in FREE:
            self._usage.async_count_unanswered()
        if isinstance(error, TokenRefused):
            self._entry.async_start_reauth(self._hass)
        elif isinstance(error, NoCredits) and not self._out_of_credits:
            self._stop_until_there_are_credits()
            await self._usage.async_refresh()

    def _camera_outage(self, camera_id: str | None) -> Outage:
        return self._camera_outages.setdefault(camera_id, Outage(_LOGGER, self._entry.title))

    def _stop_until_there_are_credits(self) -> None:
        self._out_of_credits = True
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            no_credits_issue_id(self._entry.entry_id),
            is_fixable=True,
            severity=ir.IssueSeverity.ERROR,
            translation_key="no_credits",
            translation_placeholders={"account": self._entry.title},
            data={"entry_id": self._entry.entry_id},
        )

    @callback
    def async_stop(self) -> None:
        """Ask and tell nothing more: what is still under way belongs to no account."""
        self._stopped = True
        self._limiter.async_stop()

    @callback
    def async_usage_changed(self) -> None:
        """Stop where nothing is left, and go on after the reset or when more were bought.

        That nothing is left has to be said by the API: where only the count says so, it is asked
        once. Not stopped by a count is an SDK, which isn't known to stop at its limit.
        """
        usage = self._usage
        quota = usage.data.quota
        if quota is None or not usage.last_update_success:
            return
        if self._out_of_credits:
            if usage.is_as_asked and usage.asked.remaining:
                self._out_of_credits = False
                ir.async_delete_issue(self._hass, DOMAIN, no_credits_issue_id(self.account_id))
        elif not quota.remaining and self._client and self._client.kind == "cloud":
            if usage.is_as_asked:
                self._stop_until_there_are_credits()
            elif self._check is None or self._check.done():
                self._check = self._entry.async_create_task(
                    self._hass, usage.async_refresh(), f"quota of {self._entry.title}"
                )

    async def _is_out_of_credits(self) -> bool:
        """Say whether the API would answer no lookup; while that is being asked, wait for it."""
        if self._check is not None:
            await asyncio.wait([self._check])
        return self._out_of_credits


def no_credits_issue_id(entry_id: str) -> str:
    """Return the id of the repair issue of an account without credits."""
    return f"no_credits_{entry_id}"
