"""Ways to break what lies between a home and the API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from unittest.mock import patch

from aiohttp import ClientTimeout, TCPConnector
from homeassistant.const import CONF_TOKEN
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .case import Breaks
from .house import House
from .wire import Act, Wire, says

LOOKUP: Final = "/v1/plate-reader/"
STATISTICS: Final = "/v1/statistics/"
INFO: Final = "/info/"

LONGEST: Final = 30
"""Seconds that an answer may take."""

_PATIENCE: Final = ClientTimeout(total=0.2)
"""For tests that can't wait half a minute for nothing."""


def does(act: Act, path: str = LOOKUP) -> Breaks:
    """Do this with each request for a path."""

    @asynccontextmanager
    async def breaks(house: House) -> AsyncIterator[None]:
        with house.outside.wire.does(act, path):
            yield

    return breaks


def is_late(act: Act, path: str = LOOKUP) -> Breaks:
    """Do this, which takes longer than anybody waits."""

    @asynccontextmanager
    async def breaks(house: House) -> AsyncIterator[None]:
        transport = house.client._transport
        assert transport._timeout.total == LONGEST, "else it isn't what the pages tell"
        with (
            house.outside.wire.does(act, path),
            patch.object(transport, "_timeout", _PATIENCE),
        ):
            yield

    return breaks


def redirects(status: int, path: str = LOOKUP) -> Breaks:
    """Send each request elsewhere, and make sure that nobody goes there."""

    @asynccontextmanager
    async def breaks(house: House) -> AsyncIterator[None]:
        assert house.client._transport._token, "there is one that could go there"
        async with Wire(house.sandbox.url) as elsewhere:
            there = says(status, Location=elsewhere.url + path)
            with house.outside.wire.does(there, path):
                yield
            assert house.account.data[CONF_TOKEN], "there is one to lose"
            assert not elsewhere.connections, "the token follows no redirect"

    return breaks


@asynccontextmanager
async def is_gone(house: House) -> AsyncIterator[None]:
    """Have nobody listen."""
    async with house.outside.wire.is_gone():
        yield


@asynccontextmanager
async def loses_names(house: House) -> AsyncIterator[None]:
    """Have nobody find a host."""
    connector = async_get_clientsession(house.hass).connector
    assert isinstance(connector, TCPConnector)
    connector.clear_dns_cache()  # what was found is kept for ten seconds
    with house.outside.names.are_gone():
        yield
