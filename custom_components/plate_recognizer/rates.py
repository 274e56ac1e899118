"""How fast each account may ask. What was learned of it outlives a reload, but no restart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from .const import CONF_KIND, DOMAIN, AccountKind
from .pipeline.rate import Plan, Rate
from .settings import AccountSettings


@dataclass(frozen=True, slots=True)
class _Known:
    data: Mapping[str, Any]
    """Of the config entry: another token may have another plan."""
    plan: Plan
    rate: Rate


_RATES: HassKey[dict[str, _Known]] = HassKey(f"{DOMAIN}.rates")


@callback
def async_rate(hass: HomeAssistant, entry: ConfigEntry) -> Rate:
    """Return an account's rate, with what is known of it. Only the cloud has one."""
    is_cloud = entry.data[CONF_KIND] == AccountKind.CLOUD
    plan = AccountSettings.from_options(entry.options).rate if is_cloud else Plan.NONE
    rates = hass.data.setdefault(_RATES, {})
    known = rates.get(entry.entry_id)
    if known is None or (known.data, known.plan) != (entry.data, plan):
        known = rates[entry.entry_id] = _Known(entry.data, plan, Rate(plan))
    return known.rate


@callback
def async_forget_rate(hass: HomeAssistant, entry_id: str) -> None:
    """Forget an account that is gone."""
    hass.data.get(_RATES, {}).pop(entry_id, None)
