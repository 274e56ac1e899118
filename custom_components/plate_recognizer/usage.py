"""How many lookups the account has used, asked with the API's free calls."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
import logging
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.util import dt as dt_util

from .api.client import CloudClient, SdkClient
from .api.errors import SnapshotError
from .api.models import Usage
from .const import DOMAIN
from .exceptions import setup_error
from .pipeline.quota import Quota
from .pipeline.replicas import Heard, Replicas

_LOGGER = logging.getLogger(__name__)

UPDATE_INTERVAL = timedelta(hours=1)
"""Between two questions: lookups are counted here meanwhile, and the calls cost nothing."""

_FIRST_RETRY = timedelta(minutes=1)
"""After a question that failed. Each further failure doubles it, up to the usual interval."""

_AFTER_RESET = timedelta(minutes=1)
"""How long after the period's end the vendor's counter can be trusted to stand at zero."""


@dataclass(frozen=True, slots=True)
class AccountUsage:
    """Lookups in the current period; None where the account can't know it."""

    used: int | None = None
    limit: int | None = None
    resets_on: datetime | None = None
    version: str | None = None
    """The version of an On-Premise SDK."""
    webhooks: tuple[str, ...] | None = field(default=None, repr=False)
    """Where an On-Premise SDK sends its results. The addresses may hold a secret."""
    unanswered: int = 0
    """Lookups since the last question that may have been billed, and brought no answer."""

    @property
    def remaining(self) -> int | None:
        """How many lookups are left, never below zero."""
        if self.used is None or self.limit is None:
            return None
        return max(self.limit - self.used, 0)

    @property
    def quota(self) -> Quota | None:
        """The period's lookups, on the safe side; None where used or limit aren't known."""
        if self.used is None or self.limit is None:
            return None
        return Quota(self.used + self.unanswered, self.limit, self.resets_on)


type AccountClient = CloudClient | SdkClient


async def async_ask_usage(client: AccountClient) -> AccountUsage:
    """Ask for the account's usage: a free call, so also the way to check address and token.

    Raises a `SnapshotError` when the API doesn't answer as it should.
    """
    if isinstance(client, SdkClient):
        info = await client.info()
        return AccountUsage(
            info.usage.calls, info.usage.limit, version=info.version, webhooks=info.webhooks
        )
    statistics = await client.statistics()
    usage = statistics.usage
    return AccountUsage(usage.calls, usage.limit, statistics.resets_on)


class UsageCoordinator(DataUpdateCoordinator[AccountUsage]):
    """Knows the account's usage: asked now and then, counted in between.

    Behind the address of an SDK there may be several of them, which count for themselves: the
    highest count stands, with the limit that was said with it, and so does the newest version.
    """

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry, client: AccountClient | None
    ) -> None:
        super().__init__(
            hass,
            _LOGGER,
            config_entry=entry,
            name=f"{DOMAIN} {entry.title}",
            update_interval=UPDATE_INTERVAL if client else None,
        )
        self._account = entry.title
        self._client = client
        self._replicas = Replicas() if isinstance(client, SdkClient) else None
        self.data = AccountUsage()
        self._retry_after_failure = _FIRST_RETRY
        self.answers = 0
        """How often the API has answered."""
        self.is_as_asked = False
        """Whether nothing was counted here since."""
        self.asked = AccountUsage()
        """What was answered then, as it was said."""
        self._is_asked_anew = False

    @override
    async def _async_update_data(self) -> AccountUsage:
        if self._client is None:
            return AccountUsage()
        try:
            usage = await async_ask_usage(self._client)
        except SnapshotError as error:
            self.update_interval = self._retry_after_failure
            self._retry_after_failure = min(self._retry_after_failure * 2, UPDATE_INTERVAL)
            raise setup_error(error, self._account) from error
        self._retry_after_failure = _FIRST_RETRY
        self.update_interval = _until_next(usage.resets_on)
        self.answers += 1
        self.is_as_asked = True
        self.asked = usage
        if self._replicas is None:
            return usage
        if self._is_asked_anew:
            self._replicas = Replicas()
        return self._together(self._replicas, usage)

    @callback
    def async_count(self, reported: Usage | None) -> None:
        """Take in one answered lookup: what it reported, or else one more than before.

        Doesn't touch the schedule: however often a camera is read, the server is asked again.
        """
        self.is_as_asked = False
        if reported is not None and reported.calls is not None:
            counted = self._counted(reported)
            is_news = counted.calls == reported.calls
            self.data = replace(
                self.data,
                used=counted.calls,
                limit=counted.limit,
                unanswered=0 if is_news else self.data.unanswered,
            )
        elif self.data.used is not None:
            counted = self._counted(Usage(self.data.used + 1))
            self.data = replace(self.data, used=counted.calls)
        self.async_update_listeners()

    @callback
    def async_count_unanswered(self) -> None:
        """Take in a lookup without an answer, which may have been billed: the next one tells.

        `used` keeps to what is known: a total that falls again would be a reset to statistics.
        """
        self.is_as_asked = False
        self.data = replace(self.data, unanswered=self.data.unanswered + 1)
        self.async_update_listeners()

    @property
    def heard(self) -> Heard[Usage]:
        """The counts of an SDK that stand now or later, to be handed on to the next start."""
        return () if self._replicas is None else self._replicas.counts

    @callback
    def async_recall(self, heard: Heard[Usage]) -> None:
        """Go on from what was heard before the start, before anything is asked.

        Which of several SDKs is asked first is chance.
        """
        if self._replicas is not None:
            self._replicas = Replicas(heard)

    async def async_ask_anew(self) -> None:
        """Ask, and take the answer as it is, also one that is lower than what was said before."""
        self._is_asked_anew = True
        try:
            await self.async_refresh()
        finally:
            self._is_asked_anew = False

    def _together(self, replicas: Replicas, said: AccountUsage) -> AccountUsage:
        """Take what one SDK says together with what was said before. What it leaves out stands."""
        counted = self._counted(Usage(said.used, said.limit))
        version = self.data.version
        if said.version is not None:
            version = replicas.take_version(said.version, dt_util.utcnow())
        return replace(said, used=counted.calls, limit=counted.limit, version=version)

    def _counted(self, said: Usage) -> Usage:
        """Return the count that stands, and its limit. That of the cloud is one account's."""
        said = replace(said, limit=self.data.limit if said.limit is None else said.limit)
        if said.calls is None:
            return replace(said, calls=self.data.used)
        if self._replicas is None:
            return said
        return self._replicas.take_usage(said, dt_util.utcnow())


def _until_next(resets_on: datetime | None) -> timedelta:
    """Return the time to the next question: soon after the reset, if that is before long."""
    if resets_on is None:
        return UPDATE_INTERVAL
    until_reset = resets_on - dt_util.utcnow() + _AFTER_RESET
    return min(UPDATE_INTERVAL, until_reset) if until_reset > timedelta() else UPDATE_INTERVAL
