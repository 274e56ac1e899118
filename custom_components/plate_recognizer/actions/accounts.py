"""Which account an action is for."""

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback

from ..account import Account, PlateRecognizerConfigEntry
from ..const import DOMAIN
from .action import refusal


@callback
def async_accounts(hass: HomeAssistant) -> list[PlateRecognizerConfigEntry]:
    """List the accounts that are meant to run.

    Raises:
        ServiceValidationError: there is none.
    """
    accounts = hass.config_entries.async_entries(
        DOMAIN, include_ignore=False, include_disabled=False
    )
    if not accounts:
        raise refusal("no_account")
    return accounts


@callback
def async_account(hass: HomeAssistant, entry_id: str | None) -> PlateRecognizerConfigEntry:
    """Return the running account that is meant.

    Args:
        hass: whose accounts there are.
        entry_id: of its config entry; None for the only one.

    Raises:
        ServiceValidationError: it is none, doesn't run, or nobody can say which one is meant.
    """
    if entry_id is None:
        account, *others = async_accounts(hass)
        if others:
            names = sorted(each.title for each in (account, *others))
            raise refusal("several_accounts", accounts=", ".join(names))
    elif (found := hass.config_entries.async_get_entry(entry_id)) is None:
        raise refusal("account_unknown", account=entry_id)
    else:
        account = found
    if account.domain != DOMAIN:
        raise refusal("account_foreign", account=account.title)
    if account.state is not ConfigEntryState.LOADED:
        raise refusal("account_not_running", account=account.title)
    return account


@callback
def async_refuse_if_stopped(running: Account) -> None:
    """Refuse to go on for an account that was stopped while something was awaited.

    Raises:
        ServiceValidationError: it was, even if it runs again.
    """
    account = running.entry
    if account.state is not ConfigEntryState.LOADED or account.runtime_data is not running:
        raise refusal("account_not_running", account=account.title)
