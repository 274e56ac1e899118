"""The HTTP session on which services are asked: Home Assistant's connections, and no cookies."""

from aiohttp import ClientSession, DummyCookieJar
from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN

_SESSION: HassKey[ClientSession] = HassKey(f"{DOMAIN}.session")


@callback
def async_session(hass: HomeAssistant) -> ClientSession:
    """Return the one session of all accounts.

    Home Assistant's own would keep the cookies of a server, and give them to whatever other
    devices of its domain other integrations ask.
    """
    if (session := hass.data.get(_SESSION)) is None:
        # Of nobody's config entry, so that no unloading of one ends it for the others.
        session = async_create_clientsession(hass, auto_cleanup=False, cookie_jar=DummyCookieJar())
        hass.data[_SESSION] = session

        @callback
        def closing(_event: Event) -> None:
            session.detach()

        hass.bus.async_listen_once(EVENT_HOMEASSISTANT_CLOSE, closing)
    return session
