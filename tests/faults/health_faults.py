"""What may be wrong with the free question whether an SDK is ready."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import Final, NamedTuple
from unittest.mock import patch

from aiohttp import ClientTimeout

from custom_components.plate_recognizer.api import health
from custom_components.plate_recognizer.const import AccountKind

from .api_faults import HTML, SAMPLE, each
from .case import Breaks, Case
from .house import House
from .wire import Act, Wire, drips, floods, hangs_up, head_of, says, sends, stalls

READY: Final = "binary_sensor.on_premise_sdk_ready"

_PATHS: Final = (health.READINESS_PATH, health.LIVELINESS_PATH)
_GOES_ON: Final = "CD34EFG"
"""The plate of a vehicle that comes meanwhile."""
_AT_ONCE: Final = ClientTimeout(total=0.2)
"""For tests that can't wait five seconds for nothing."""


class HealthFault(NamedTuple):
    """Something that is wrong, and what is shown of it."""

    name: str
    breaks: tuple[Breaks, ...]
    shows: str
    """The state of the entity: only to say no is to be unready."""

    @property
    def case(self) -> Case:
        """As a row of the table."""
        is_silent = self.shows == "unavailable"
        return Case(
            group="SDK's health",
            account=AccountKind.SDK,
            name=f"{self.name}: *Ready* is {self.shows}",
            breaks=self.breaks,
            meanwhile=self._ask_thrice,
            decision=None,
            comes=_GOES_ON,
            tells=("_ready",),
            logged="Error fetching .* no longer says whether it is ready" if is_silent else None,
            recovery=self._ask,
            recovers="within half a minute",
        )

    async def _ask_thrice(self, house: House) -> None:
        for _ in range(3):
            await house.ask_health()
            assert house.state(READY) == self.shows

    async def _ask(self, house: House) -> None:
        await house.ask_health()
        assert house.state(READY) == "on"


def _does(act: Act, *paths: str) -> Breaks:
    """Do this with each request for its health, or for one of the two paths."""

    @asynccontextmanager
    async def breaks(house: House) -> AsyncIterator[None]:
        with ExitStack() as acts, patch.object(health, "TIMEOUT", _AT_ONCE):
            for path in paths or _PATHS:
                acts.enter_context(house.outside.of_health.does(act, path))
            yield

    return breaks


@asynccontextmanager
async def _is_gone(house: House) -> AsyncIterator[None]:
    """Have nobody listen where it tells its health."""
    async with house.outside.of_health.is_gone():
        yield


@asynccontextmanager
async def _redirects(house: House) -> AsyncIterator[None]:
    """Send each question elsewhere, and make sure that nobody goes there."""
    async with Wire(house.sandbox.url) as elsewhere:
        async with _does(says(307, Location=elsewhere.url))(house):
            yield
        assert not elsewhere.connections


HEALTH_FAULTS: Final = (
    HealthFault(
        "HTTP 500, 502, 503",
        each(_does(says(status, HTML)) for status in (500, 502, 503)),
        "off",
    ),
    HealthFault(
        "HTTP 200 with a web page, nothing, half of some JSON, 100 MB, or without end",
        each(
            _does(act)
            for act in (
                says(200, HTML),
                says(200),
                sends(head_of(200, len(SAMPLE)) + SAMPLE[:300]),
                floods(head_of(200), 100),
                drips(head_of(200)),
            )
        ),
        "on",
    ),
    HealthFault(
        "HTTP 304, 400, 401, 403, 404, 429",
        each(
            _does(says(status, b'{"detail": "No."}')) for status in (304, 400, 401, 403, 404, 429)
        ),
        "unavailable",
    ),
    HealthFault("A redirect elsewhere", each([_redirects]), "unavailable"),
    HealthFault(
        "Dropped before the answer, or no HTTP",
        each(map(_does, (hangs_up, sends(b"SSH-2.0-OpenSSH_9.9\r\n"), sends(b"\x00" * 1000)))),
        "unavailable",
    ),
    HealthFault(
        "No answer in time, or none to whether it is ready",
        each((_does(stalls()), _does(stalls(), health.READINESS_PATH))),
        "unavailable",
    ),
    HealthFault(
        "No answer in time to whether it is alive",
        each([_does(stalls(), health.LIVELINESS_PATH)]),
        "on",
    ),
    HealthFault("Nobody listens", each([_is_gone]), "unavailable"),
)
