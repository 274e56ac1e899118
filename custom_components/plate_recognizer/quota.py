"""The account's quota: what it is used for, how far it goes, and what interval scans get of it."""

from dataclasses import replace
from datetime import datetime, timedelta
import logging
from typing import Final, NotRequired, TypedDict

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_URL
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import UnsupportedStorageVersionError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util

from .api.models import Usage
from .const import DOMAIN
from .pipeline.budget import Refusal
from .pipeline.decision import Reason
from .pipeline.quota import Day, Outlook, Quota, share_of
from .pipeline.usage_history import Pace, UsageHistory, UsageSample
from .usage import UsageCoordinator

_LOGGER = logging.getLogger(__name__)

ISSUE: Final = "quota_low"

_RUNS_OUT, _RESETS_ON = "runs_out", "resets_on"
_TEXTS: Final = {
    frozenset({_RUNS_OUT, _RESETS_ON}): ISSUE,
    frozenset({_RESETS_ON}): "quota_low_no_forecast",
    frozenset({_RUNS_OUT}): "quota_low_no_reset",
    frozenset[str](): "quota_low_no_forecast_no_reset",
}
"""What the repair issue says, by the days that are known."""

_VERSION = 1
_MOST_LOOKUPS: Final = 2**53
_SAVE_DELAY = 60
"""Seconds. An SDK's count is written down as it rises, but not each time."""


class _Stored(TypedDict):
    samples: list[tuple[str, int, int]]
    is_low: bool
    interval_lookups: int
    """Since the first sample; the last one is up to an hour old."""
    url: NotRequired[str | None]
    """Whom the samples and the counts are of."""
    counts: NotRequired[list[tuple[int, int | None, str]]]
    """Used, limit and when, of an SDK. Older versions know none."""


class QuotaGovernor:
    """Watches the account's usage, warns in time, and spreads interval lookups over the period.

    How far the quota goes is looked at anew each hour and with each answer of the API about it, not
    with each lookup.
    """

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, usage: UsageCoordinator) -> None:
        self._hass = hass
        self._entry = entry
        self._usage = usage
        self._url = entry.data.get(CONF_URL)  # of these samples, also when it has changed
        self._store = _store(hass, entry.entry_id)
        self._history = UsageHistory()
        self._interval_lookups = 0
        self._answers = 0
        """Of the API, that the outlook takes in."""
        self.outlook: Outlook | None = None
        """None where used or limit aren't known."""
        self.is_low = False
        self._is_save_due = False

    async def async_load(self) -> None:
        """Go on from what was seen before the last stop. What can't be read is forgotten.

        Comes before the first question for the account's usage.
        """
        try:
            stored = await self._store.async_load()
            if stored is not None:
                self._history = UsageHistory(tuple(map(_restored, stored["samples"])))
                self.is_low = bool(stored["is_low"])
                self._interval_lookups = _count(stored["interval_lookups"])
                if stored.get("url") == self._url:
                    self._usage.async_recall(tuple(map(_heard, stored.get("counts", ()))))
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
            UnsupportedStorageVersionError,
        ) as error:
            _LOGGER.warning("How lookups were used before the start can't be read: %r", error)

    async def async_save(self) -> None:
        """Write down what was seen, before another account object goes on with it."""
        await self._store.async_save(self._stored())

    @callback
    def async_start(self) -> None:
        """Watch from now on. Needs the account's usage to be known."""
        self._entry.async_on_unload(self._usage.async_add_listener(self._async_usage_changed))
        self._async_usage_changed()

    @callback
    def async_count_interval(self, lookups: int) -> None:
        """Take in lookups of interval scans.

        Args:
            lookups: that are about to be asked for; below zero, those that turned out to be free.
        """
        self._interval_lookups += lookups

    @callback
    def async_objection(self, spent_today: int, under_way: int) -> Refusal | None:
        """Say why interval scans may have no further lookup now; None if they may.

        Args:
            spent_today: by them.
            under_way: of these, those that the account's counter hasn't yet.
        """
        quota, now, pace = self._usage.data.quota, dt_util.utcnow(), self._pace
        if quota is None or quota.is_over(now):
            return None
        quota = replace(quota, used=quota.used + under_way)
        if quota.spendable(pace, now) < 1:
            return Refusal(
                Reason.RESERVED,
                {
                    "lookups_remaining": quota.remaining,
                    "reserve": quota.reserve(now),
                    "expected_of_others": round(quota.expected(pace, now)),
                },
            )
        share = share_of(_today(), quota, spent_today, pace, now)
        if share is not None and spent_today >= share:
            return Refusal(
                Reason.PACED,
                {
                    "interval_lookups": spent_today,
                    "share_of_today": share,
                    "lookups_remaining": quota.remaining,
                    "days_left": round(quota.days_left(now), 1),
                },
            )
        return None

    @property
    def _pace(self) -> Pace:
        return Pace() if self.outlook is None else self.outlook.pace

    @callback
    def _async_usage_changed(self) -> None:
        usage = self._usage.data
        quota, now = usage.quota, dt_util.utcnow()
        if self._usage.heard:
            self._save_soon()
        if quota is None or usage.used is None:
            self.outlook = None
            return
        sample = UsageSample(now, usage.used, self._interval_lookups)
        history = self._history.with_sample(sample)
        is_news = history != self._history or self._is_news(quota)
        self._history = history
        since = None if quota.remaining else history.used_up_since(quota.limit, now)
        outlook = Outlook(quota, history.pace(sample), now, since)
        is_low = outlook.is_low(was_low=self.is_low)
        if is_news or is_low is not self.is_low:
            self.outlook, self.is_low, self._answers = outlook, is_low, self._usage.answers
            self._warn(outlook)
            self._save_soon()

    def _is_news(self, quota: Quota) -> bool:
        """Say whether there is more to it than one lookup more."""
        return (
            self.outlook is None
            or self._answers != self._usage.answers
            or quota.limit != self.outlook.quota.limit
            or (not quota.remaining and self.outlook.used_up_since is None)
        )

    def _warn(self, outlook: Outlook) -> None:
        """Raise the repair issue, bring it up to date, or withdraw it.

        Where nothing is left, another issue says so.
        """
        issue_id, quota = quota_low_issue_id(self._entry.entry_id), outlook.quota
        if not self.is_low or not quota.remaining:
            ir.async_delete_issue(self._hass, DOMAIN, issue_id)
            return
        dates = {_RUNS_OUT: outlook.runs_out, _RESETS_ON: quota.resets_on}
        known = {key: f"{dt_util.as_local(at):%Y-%m-%d}" for key, at in dates.items() if at}
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue_id,
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key=_TEXTS[frozenset(known)],
            translation_placeholders={
                "account": self._entry.title,
                "used": str(quota.used),
                "limit": str(quota.limit),
                **known,
            },
        )

    def _save_soon(self) -> None:
        # Asked again before it has happened, Home Assistant would put it off again.
        if not self._is_save_due:
            self._is_save_due = True
            self._store.async_delay_save(self._stored, _SAVE_DELAY)

    def _stored(self) -> _Stored:
        self._is_save_due = False
        return {
            "samples": [
                (each.at.isoformat(), each.used, each.interval) for each in self._history.samples
            ],
            "is_low": self.is_low,
            "interval_lookups": self._interval_lookups,
            "url": self._url,
            "counts": [
                (said.calls or 0, said.limit, at.isoformat()) for said, at in self._usage.heard
            ],
        }


async def async_forget_usage(hass: HomeAssistant, entry_id: str) -> None:
    """Remove what was written down of an account that is gone."""
    await _store(hass, entry_id).async_remove()


def quota_low_issue_id(entry_id: str) -> str:
    """Return the id of the repair issue of an account whose quota comes to its end."""
    return f"{ISSUE}_{entry_id}"


def _store(hass: HomeAssistant, entry_id: str) -> Store[_Stored]:
    return Store(hass, _VERSION, f"{DOMAIN}.{entry_id}.usage")


def _restored(stored: tuple[str, int, int]) -> UsageSample:
    at, used, interval = stored
    return UsageSample(_moment(at), _count(used), _count(interval))


def _heard(stored: tuple[int, int | None, str]) -> tuple[Usage, datetime]:
    calls, limit, at = stored
    return Usage(_count(calls), None if limit is None else _count(limit)), _moment(at)


def _count(stored: float) -> int:
    """Read how many lookups there were: as many as can be written down again.

    Raises:
        ArithmeticError, TypeError, ValueError: it is no such number.
    """
    count = int(stored)
    if not 0 <= count <= _MOST_LOOKUPS:
        raise ValueError("no number of lookups")
    return count


def _moment(stored: str) -> datetime:
    return dt_util.as_utc(datetime.fromisoformat(stored))


def _today() -> Day:
    today = dt_util.now().date()
    start, end = map(dt_util.start_of_local_day, (today, today + timedelta(days=1)))
    return Day(start, end)
