"""Fetches the picture of a lookup that came with an address, as the service would."""

from typing import Final

import aiohttp
from aiohttp import ClientSession, ClientTimeout
from yarl import URL

from .form import File
from .refusal import RefusedError, refused_fields

MOST_BYTES: Final = 20_000_000
"""Of a picture. What the service takes isn't documented."""
_TIMEOUT: Final = ClientTimeout(total=5)


async def fetch_picture(url: URL) -> File:
    """Return what is at an address. No redirect is followed: it could lead anywhere.

    Raises:
        RefusedError: 400, with the reason under ``upload_url``.
    """
    try:
        async with (
            ClientSession(timeout=_TIMEOUT) as session,
            session.get(url, allow_redirects=False) as response,
        ):
            if response.status != 200:  # noqa: PLR2004 - as HTTP calls a success
                raise _failed(f"the address answered {response.status}")
            content = bytearray()
            async for chunk in response.content.iter_any():
                content += chunk
                if len(content) > MOST_BYTES:
                    raise _failed(f"it has more than {MOST_BYTES} bytes")
    except TimeoutError:
        raise _failed("no answer in time") from None
    except (aiohttp.ClientError, OSError) as err:
        raise _failed(str(err) or type(err).__name__) from err
    return File(url.name or "upload", bytes(content))


def _failed(reason: str) -> RefusedError:
    return refused_fields({"upload_url": [f"The image could not be downloaded: {reason}."]})
