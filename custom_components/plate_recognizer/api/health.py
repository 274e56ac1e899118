"""The health of an On-Premise SDK: it tells on a port of its own whether it is alive and ready."""

import asyncio
from dataclasses import dataclass
from typing import Final

import aiohttp
from aiohttp import ClientSession, ClientTimeout
from yarl import URL

HEALTH_PORT: Final = 8081
LIVELINESS_PATH: Final = "/liveliness/"
READINESS_PATH: Final = "/readiness/"

TIMEOUT: Final = ClientTimeout(total=5)
"""Seconds for each question. Nothing is worked out for the answer: who is well gives it at once."""

_MEANINGS: Final = {2: True, 5: False}
"""Of the hundreds of a status. Any other one is of somebody who doesn't know the question."""


@dataclass(frozen=True, slots=True)
class Health:
    """How an SDK is. None means that nobody said."""

    ready: bool | None = None
    """Whether it takes lookups now."""
    alive: bool | None = None
    """Whether it runs as it should: else whoever runs it had better start it anew."""


def health_url(base_url: str) -> str:
    """Return where an SDK tells its health: on its host, without https, a path or a token.

    Args:
        base_url: of its lookups, as `endpoint.normalise_url` gives it.
    """
    return str(URL.build(scheme="http", host=URL(base_url).host or "", port=HEALTH_PORT))


async def ask_health(session: ClientSession, url: str) -> Health:
    """Ask an SDK how it is. Never raises: whoever can't be reached says nothing.

    Args:
        session: stays the caller's.
        url: as `health_url` gives it.
    """
    ready, alive = await asyncio.gather(
        *(_ask(session, url + path) for path in (READINESS_PATH, LIVELINESS_PATH))
    )
    return Health(ready, alive)


async def _ask(session: ClientSession, url: str) -> bool | None:
    """Ask one question. The status is the whole answer: of the body nothing is read."""
    try:
        async with session.get(
            url, timeout=TIMEOUT, allow_redirects=False, raise_for_status=False
        ) as response:
            return _MEANINGS.get(response.status // 100)
    except aiohttp.ClientError, OSError, UnicodeError:  # a time-out is an OSError, too
        return None
