"""The API client of an account, made of what its config entry holds."""

from collections.abc import Mapping
from typing import Any

from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_WEBHOOK_ID
from homeassistant.core import HomeAssistant

from .api.client import CloudClient, SdkClient
from .api.endpoint import UrlError
from .const import CONF_KIND, CONF_WEBHOOK_SECRET, AccountKind
from .http_session import async_session
from .stored_values import StoredValueError, StoredValues
from .usage import AccountClient


def create_client(hass: HomeAssistant, data: Mapping[str, Any]) -> AccountClient:
    """Return the API client for an account's data, on the one HTTP session.

    Not for a receiver, which asks nobody.

    Raises:
        StoredValueError: something can't be read.
        UrlError: the address is unfit.
    """
    session, stored = async_session(hass), StoredValues(data)
    url = stored.text(CONF_URL) or ""
    if data[CONF_KIND] == AccountKind.SDK:
        return SdkClient(session, url, stored.text(CONF_TOKEN))
    return CloudClient(session, stored.text(CONF_TOKEN) or "", url)


def stored_client(hass: HomeAssistant, data: Mapping[str, Any]) -> AccountClient:
    """Return the client for what is stored, likewise; an unfit address can't be read, either."""
    try:
        return create_client(hass, data)
    except UrlError as error:
        raise StoredValueError(CONF_URL) from error


def check_hook(data: Mapping[str, Any]) -> None:
    """Refuse what nobody could send to.

    Raises:
        StoredValueError: something can't be read.
    """
    for key in (CONF_WEBHOOK_ID, CONF_WEBHOOK_SECRET):
        StoredValues(data).needed_text(key)
