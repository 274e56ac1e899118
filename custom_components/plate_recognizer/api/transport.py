"""One HTTP exchange: what the answer means, or an error of ours and never anyone else's."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
import re
from typing import Final

import aiohttp
from aiohttp import ClientResponse, ClientSession, ClientTimeout
from yarl import URL

from .error_answer import error_from_answer
from .errors import ConnectionLost, TimedOut, TokenRefused, Unreachable, UnreadableAnswer
from .multipart import MultipartForm
from .parse import reported_error
from .wording import decode_json, license_keys, shorten, words_of

TIMEOUT: Final = aiohttp.ClientTimeout(total=30, connect=10)
"""Seconds. An answer takes well below one, an upload over a slow line most of the total. Whoever
has not taken the connection after ten is not there."""
ANSWER_LIMIT: Final = 1_048_576
"""Bytes of an answer. A picture with a hundred plates makes some 100,000; decoding much more
would hold up the event loop."""
_ERROR_LIMIT: Final = 65_536
"""Bytes of an error that are looked at for its message."""

_MOST_SECRETS: Final = 20
"""More than anybody has SDKs behind one address: one that tells ever others fills no memory."""

_SHORTEST_HALF: Final = 4
"""Characters of a secret that tell something of it."""

_TOKEN: Final = re.compile(r"[!-~]+")


class Transport:
    """Asks one service, with its token if it has one.

    Args:
        session: stays the caller's, who closes it.
        base_url: as `endpoint.normalise_url` gives it.
        token: sent with each call, shown nowhere.
        timeout: of each exchange.
    """

    def __init__(
        self, session: ClientSession, base_url: str, token: str | None, timeout: ClientTimeout
    ) -> None:
        self._session = session
        self._base_url = base_url
        self._token = token or None
        self._timeout = timeout
        self._secrets = () if self._token is None else (self._token,)
        """What no error may repeat: the token, and the licence keys of who has answered."""

    async def ask[T](
        self,
        method: str,
        path: str,
        parse: Callable[[object], T],
        form: MultipartForm | None = None,
    ) -> T:
        """Make one call. No redirect is followed, and it is sent once, whatever happens.

        Raises:
            SnapshotError: whatever goes wrong. A 401 or 403 is `Refused`.
        """
        try:
            async with self._session.request(
                method,
                URL(self._base_url + path),
                data=form,
                headers={**self._authorization(), **(form.headers if form else {})},
                timeout=self._timeout,
                allow_redirects=False,
                raise_for_status=False,
            ) as response:
                return await self._read(response, parse)
        except TimeoutError as err:
            raise TimedOut from err
        except aiohttp.ClientResponseError as err:
            # Not HTTP. Its cause is left out because it holds the request with the token.
            raise UnreadableAnswer(shorten(err.message, self._secrets)) from None
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL, UnicodeError) as err:
            # The last two for host names.
            raise Unreachable(shorten(str(err), self._secrets)) from err
        except (aiohttp.ClientError, OSError) as err:
            raise ConnectionLost(shorten(str(err), self._secrets)) from err

    def _authorization(self) -> dict[str, str]:
        if self._token is None:
            return {}
        if not _TOKEN.fullmatch(self._token):
            raise TokenRefused("no token has a space, a control or a non-ASCII character")
        return {"Authorization": f"Token {self._token}"}

    def _keep_secret(self, keys: tuple[str, ...]) -> None:
        if new := tuple(key for key in keys if key not in self._secrets):
            self._secrets = (*self._secrets, *new)[:_MOST_SECRETS]

    async def _read[T](self, response: ClientResponse, parse: Callable[[object], T]) -> T:
        status = response.status
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            body, fault = await _body(response, _ERROR_LIMIT)
            body = body if fault is None else _without_half_a_secret(body, self._secrets)
            raise error_from_answer(status, response.headers, body, secrets=self._secrets)
        body, fault = await _body(response, ANSWER_LIMIT)
        if fault is not None:
            raise UnreadableAnswer(fault, status=status)
        try:
            answer = decode_json(body)
        except ValueError:
            begins = _without_half_a_secret(body[:_ERROR_LIMIT], self._secrets)
            said = shorten(words_of(begins), self._secrets)
            raise UnreadableAnswer(said, status=status) from None
        self._keep_secret(license_keys(answer))
        if (words := reported_error(answer)) is not None:
            raise UnreadableAnswer(shorten(words, self._secrets), status=status)
        try:
            return parse(answer)
        except UnreadableAnswer as err:
            raise UnreadableAnswer(err.detail, status=status) from None


def _without_half_a_secret(body: bytes, secrets: Iterable[str]) -> bytes:
    """Return a body that was cut off without the beginning of a secret that it may end with."""
    for secret in map(str.encode, secrets):
        for length in range(min(len(secret), len(body)), _SHORTEST_HALF - 1, -1):
            if body.endswith(secret[:length]):
                return body[:-length]
    return body


async def _body(response: ClientResponse, limit: int) -> tuple[bytes, str | None]:
    """Read a body up to the limit, and say why if that is not all of it."""
    body = bytearray()
    try:
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > limit:
                return bytes(body[:limit]), f"an answer of more than {limit} bytes"
    except aiohttp.ClientError:
        return bytes(body), "an answer that was cut off"
    return bytes(body), None
