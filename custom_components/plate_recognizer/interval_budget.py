"""The account's lookups for interval scans: counted by day, over reloads and restarts."""

from datetime import date
import logging
from typing import TypedDict

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import UnsupportedStorageVersionError
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .pipeline.budget import DailyCap, DaySpending, Refusal
from .pipeline.decision import Reason
from .quota import QuotaGovernor

_LOGGER = logging.getLogger(__name__)

_VERSION = 1
_MOST_LOOKUPS = 2**53
_SAVE_DELAY = 5
"""Seconds: several lookups are one write. What they spent is forgotten where the power fails."""


class _Stored(TypedDict):
    day: str
    lookups: int


class IntervalBudget:
    """Lets interval scans spend up to the account's daily cap, from midnight to midnight here.

    And less than that, where the quota has to last for longer or for others.
    """

    def __init__(
        self, hass: HomeAssistant, entry_id: str, cap: int, governor: QuotaGovernor
    ) -> None:
        self._store = _store(hass, entry_id)
        self._governor = governor
        self._under_way = 0
        self._cap = DailyCap(cap, DaySpending(date.min))
        self._is_save_due = False

    @property
    def cap(self) -> int:
        """Lookups a day."""
        return self._cap.cap

    @property
    def spent_today(self) -> int:
        """Lookups that interval scans have spent since midnight."""
        spending = self._cap.spending
        return spending.lookups if spending.day >= _today() else 0

    async def async_load(self) -> None:
        """Go on from what was spent before the last stop. What can't be read counts as nothing."""
        try:
            stored = await self._store.async_load()
            if stored is not None:
                lookups = int(stored["lookups"])
                if not 0 <= lookups <= _MOST_LOOKUPS:
                    raise ValueError("no number of lookups")  # noqa: TRY301 - as any other damage
                spending = DaySpending(date.fromisoformat(stored["day"]), lookups)
                self._cap = DailyCap(self.cap, spending)
        except (
            ArithmeticError,
            LookupError,
            TypeError,
            ValueError,
            UnsupportedStorageVersionError,
        ) as error:
            _LOGGER.warning("What interval scans have spent today can't be read: %r", error)

    async def async_save(self) -> None:
        """Write down what is spent now, before another account object goes on with it."""
        await self._store.async_save(self._stored())

    @callback
    def async_take(self) -> date | Refusal:
        """Take one lookup of today's, to be settled when it is known what became of it.

        Returns the day, with which it is to be settled; or why none is to be had now, with the
        numbers for the decision.
        """
        today = _today()
        spent = self._cap.spent(today)
        if (objection := self._governor.async_objection(spent, self._under_way)) is not None:
            return objection
        if not self._cap.take(today):
            details = {"interval_lookups": spent, "daily_cap": self.cap}
            return Refusal(Reason.DAILY_CAP_REACHED, details)
        self._under_way += 1
        # Before the account's counter rises: it would be taken for somebody else's.
        self._governor.async_count_interval(1)
        return self._cap.spending.day

    @callback
    def async_settle(self, day: date, *, may_have_cost: bool) -> None:
        """Keep a lookup that was taken on a day as spent, or return it."""
        self._under_way -= 1
        if not may_have_cost:
            self._governor.async_count_interval(-1)
            self._cap.give_back(day)
        elif not self._is_save_due:
            # Asked again before it has happened, Home Assistant would put it off again.
            self._is_save_due = True
            self._store.async_delay_save(self._stored, _SAVE_DELAY)

    def _stored(self) -> _Stored:
        self._is_save_due = False
        spending = self._cap.spending
        return {"day": spending.day.isoformat(), "lookups": spending.lookups}


async def async_forget_spending(hass: HomeAssistant, entry_id: str) -> None:
    """Remove what was written down of an account that is gone."""
    await _store(hass, entry_id).async_remove()


def _store(hass: HomeAssistant, entry_id: str) -> Store[_Stored]:
    return Store(hass, _VERSION, f"{DOMAIN}.{entry_id}.interval_lookups")


def _today() -> date:
    return dt_util.now().date()
