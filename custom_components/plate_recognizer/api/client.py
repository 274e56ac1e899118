"""The clients of the two services: the cloud and the On-Premise SDK."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar, override

from aiohttp import ClientSession, ClientTimeout

from .endpoint import CLOUD_URL, INFO_PATH, LOOKUP_PATH, STATISTICS_PATH, ServiceKind, normalise_url
from .errors import NoCredits, Refused, SnapshotError, TokenRefused
from .form import FORM_RESERVE, UPLOAD_LIMIT, LookupRequest, lookup_form
from .models import Recognition, SdkInfo, Statistics, Usage
from .parse import parse_info, parse_recognition, parse_statistics
from .transport import TIMEOUT, Transport


class SnapshotClient(ABC):
    """What both services do. Waiting, repeating and spending are up to the account.

    Raises:
        UrlError: the address is unfit (see `endpoint.normalise_url`).
    """

    kind: ClassVar[ServiceKind]
    upload_limit: ClassVar[int | None]
    """Bytes that an encoded picture may have, None for any number."""

    def __init__(
        self, session: ClientSession, url: str, token: str | None, timeout: ClientTimeout
    ) -> None:
        self.url = normalise_url(url, self.kind)
        self._transport = Transport(session, self.url, token, timeout)

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.url!r})"

    @abstractmethod
    async def account_usage(self) -> Usage:
        """Ask for the quota, which is free.

        Raises:
            SnapshotError: `TokenRefused` for any 401 or 403.
        """

    async def lookup(self, request: LookupRequest) -> Recognition:
        """Have one picture read, for money.

        Raises:
            SnapshotError: of the three kinds of refusal the one that the account's usage tells:
                its token is refused there too, its quota is used up, or it is something else.
        """
        try:
            return await self._look_up(request)
        except Refused as refused:
            kind = await self._kind_of_refusal()
            raise kind(refused.detail, status=refused.status) from None

    async def _look_up(self, request: LookupRequest) -> Recognition:
        return await self._transport.ask(
            "POST", LOOKUP_PATH, parse_recognition, lookup_form(request)
        )

    async def _kind_of_refusal(self) -> type[SnapshotError]:
        try:
            usage = await self.account_usage()
        except TokenRefused:
            return TokenRefused
        except SnapshotError:
            return Refused
        return NoCredits if usage.used_up else Refused

    async def _ask_account[T](self, path: str, parse: Callable[[object], T]) -> T:
        try:
            return await self._transport.ask("GET", path, parse)
        except Refused as refused:
            raise TokenRefused(refused.detail, status=refused.status) from None


class CloudClient(SnapshotClient):
    """The Snapshot Cloud.

    Args:
        session: stays the caller's.
        token: of the account.
        url: base or lookup address; https, except on loopback.
        timeout: of each exchange.
    """

    kind = "cloud"
    upload_limit = UPLOAD_LIMIT - FORM_RESERVE

    def __init__(
        self,
        session: ClientSession,
        token: str,
        url: str = CLOUD_URL,
        *,
        timeout: ClientTimeout = TIMEOUT,
    ) -> None:
        super().__init__(session, url, token, timeout)

    async def statistics(self) -> Statistics:
        """Ask for the account's statistics, which is free: also the way to check a token.

        Raises:
            SnapshotError: `TokenRefused` for any 401 or 403.
        """
        return await self._ask_account(STATISTICS_PATH, parse_statistics)

    @override
    async def account_usage(self) -> Usage:
        return (await self.statistics()).usage


class SdkClient(SnapshotClient):
    """An On-Premise SDK.

    Args:
        session: stays the caller's.
        url: base or lookup address.
        token: only if something in front of the SDK asks for one.
        timeout: of each exchange.
    """

    kind = "sdk"
    upload_limit = None

    def __init__(
        self,
        session: ClientSession,
        url: str,
        token: str | None = None,
        *,
        timeout: ClientTimeout = TIMEOUT,
    ) -> None:
        super().__init__(session, url, token, timeout)

    async def info(self) -> SdkInfo:
        """Ask for version and usage, which is free.

        Raises:
            SnapshotError: `TokenRefused` for any 401 or 403.
        """
        return await self._ask_account(INFO_PATH, parse_info)

    @override
    async def account_usage(self) -> Usage:
        return (await self.info()).usage

    @override
    async def _look_up(self, request: LookupRequest) -> Recognition:
        """Send it once more where it was refused: behind a load balancer, another one may take it.

        No refusal is billed. Between the two nothing is asked, as that would be the other's turn.
        """
        try:
            return await super()._look_up(request)
        except Refused:
            return await super()._look_up(request)
