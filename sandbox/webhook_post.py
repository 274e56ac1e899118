"""Posts webhooks: the payload alone, or in a form with the picture it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import time
from typing import Literal
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout, MultipartWriter, hdrs

_TIMEOUT = ClientTimeout(total=5)
"""Seconds. How long the senders wait is not known."""

type BodyKind = Literal["json", "form", "multipart"]
"""The JSON itself, an urlencoded field `json`, or a form with `json` and the file `upload`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A webhook before it is sent."""

    payload: bytes
    """Its JSON."""
    kind: BodyKind
    picture: Picture | None = None
    """Goes with a multipart body only, and may be missing there."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Go along, for example the one by which the receiver knows its sender."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one webhook."""

    status: int | None
    """HTTP status of the answer; None: there was no answer in time."""
    seconds: float
    """From the beginning until the answer's head had come."""

    @property
    def succeeded(self) -> bool:
        """Whether the receiver took it."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004 - any 2xx


async def post_webhook(session: ClientSession, target: str, webhook: Webhook) -> Outcome:
    """Post a webhook to the target's address, once; no redirect is followed."""
    started = time.monotonic()
    status: int | None = None
    body, headers = _body(webhook)
    try:
        async with session.post(
            target,
            data=body,
            headers={**headers, **webhook.headers},
            timeout=_TIMEOUT,
            allow_redirects=False,
        ) as response:
            status = response.status
    except ClientError, OSError, ValueError:  # the last for an address or a header that is none
        pass
    return Outcome(status, time.monotonic() - started)


def _body(webhook: Webhook) -> tuple[bytes | MultipartWriter, Mapping[str, str]]:
    """Return the body with its content type; aiohttp adds that of a form with its boundary."""
    if webhook.kind == "json":
        return webhook.payload, {hdrs.CONTENT_TYPE: "application/json"}
    if webhook.kind == "form":
        body = urlencode({"json": webhook.payload}).encode()
        return body, {hdrs.CONTENT_TYPE: "application/x-www-form-urlencoded"}
    form = MultipartWriter("form-data")
    part = form.append(webhook.payload, {hdrs.CONTENT_TYPE: "application/json"})
    part.set_content_disposition("form-data", name="json")
    if (picture := webhook.picture) is not None:
        part = form.append(picture.content, {hdrs.CONTENT_TYPE: "image/jpeg"})
        part.set_content_disposition("form-data", name="upload", filename=picture.name)
    return form, {}
