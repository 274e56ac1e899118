"""Addresses of pictures that are signed for who looks."""

from collections import OrderedDict
from datetime import timedelta
from typing import Final

from homeassistant.components.http.auth import async_sign_path
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN

_LIFETIME: Final = timedelta(days=1)
"""Of an address: a dashboard on the wall is open for long."""

_AGAIN: Final = _LIFETIME.total_seconds() / 2
"""Seconds for which the same one is given again: with another one, a browser would fetch the same
picture anew each time that anything is told."""

_MOST: Final = 2_000

_SIGNED: Final[HassKey[OrderedDict[tuple[str | None, str], tuple[float, str]]]] = HassKey(
    f"{DOMAIN}.signed_addresses"
)
"""By who looks and the path: when it was signed, on the event loop's clock, and the address."""


@callback
def async_signed(hass: HomeAssistant, connection: ActiveConnection, path: str) -> str:
    """Return the address under which one who looks may see a picture."""
    signed = hass.data.setdefault(_SIGNED, OrderedDict())
    key, now = (connection.refresh_token_id, path), hass.loop.time()
    signed_at, address = signed.get(key, (-_AGAIN, ""))
    if not address or now - signed_at >= _AGAIN:
        address = async_sign_path(hass, path, _LIFETIME, refresh_token_id=key[0])
        signed[key] = now, address
    signed.move_to_end(key)
    while len(signed) > _MOST:
        signed.popitem(last=False)
    return address
