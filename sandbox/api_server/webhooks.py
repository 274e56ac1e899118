"""Sends a webhook to every target after each answered lookup, as Snapshot does."""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
import json
from typing import Self

from aiohttp import ClientSession

from ..webhook_post import Picture, Webhook, post_webhook
from .expectations import BOOLEAN, HTTP_ADDRESS, TEXTS_BY_NAME, misfits, or_null

_KEPT_DELIVERIES = 1000
_EXPECTED = {
    "target": HTTP_ADDRESS,
    "header": or_null(TEXTS_BY_NAME),
    "image": BOOLEAN,
}


@dataclass(frozen=True, slots=True)
class WebhookTarget:
    """Where webhooks go, and what they hold."""

    target: str
    """The receiver's address."""
    header: Mapping[str, str] | None = None
    """Sent along: by it the receiver knows its sender."""
    image: bool = False
    """With the picture that was looked up, in a multipart form; else the JSON alone."""

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Return the target that was set.

        Raises:
            ValueError: it isn't one; the text says why.
        """
        if not isinstance(data, dict) or "target" not in data or data.keys() - _EXPECTED.keys():
            raise ValueError(
                'A webhook is {"target": "http://…", "header": {"name": "value"}, "image": false}, '
                "of which only the target is needed."
            )
        if complaints := misfits(data, _EXPECTED):
            raise ValueError("\n".join(complaints))
        return cls(**data)

    def to_json(self) -> dict[str, object]:
        """Return the target as :meth:`from_json` takes it."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDelivery:
    """One webhook that was sent."""

    target: str
    request: int
    """Number of the lookup in the journal."""
    status: int | None
    """HTTP status of the answer; None: there was no answer in time."""
    duration: float
    """Seconds until the answer."""


@dataclass(slots=True)
class Webhooks:
    """The targets, and what was sent to them: one after the other, while lookups go on."""

    targets: Sequence[WebhookTarget] = ()
    _due: deque[tuple[str, int, Webhook]] = field(default_factory=deque)
    _deliveries: deque[WebhookDelivery] = field(
        default_factory=lambda: deque(maxlen=_KEPT_DELIVERIES)
    )
    _sending: asyncio.Task[None] | None = None

    def tell(self, request: int, answer: object, picture: Picture) -> None:
        """Have the answer to the lookup of this number sent to every target."""
        for number, target in enumerate(self.targets, 1):
            hook = {"target": target.target, "id": number, "event": "image.done"}
            payload = json.dumps({"hook": hook, "data": answer}, ensure_ascii=False)
            webhook = Webhook(
                payload=payload.encode(errors="replace"),
                kind="multipart" if target.image else "json",
                picture=picture if target.image else None,
                headers=target.header or {},
            )
            self._due.append((target.target, request, webhook))
        if self._due and (self._sending is None or self._sending.done()):
            self._sending = asyncio.create_task(self._send())

    async def deliveries(self) -> list[dict[str, object]]:
        """Return the last thousand that were sent, once none is under way."""
        if self._sending is not None:
            await asyncio.wait([self._sending])
        return [asdict(delivery) for delivery in self._deliveries]

    def stop(self) -> None:
        """Send no more."""
        if self._sending is not None:
            self._sending.cancel()

    async def _send(self) -> None:
        while self._due:  # once more: closing the session takes time, in which more may be due
            async with ClientSession() as session:
                await self._send_with(session)

    async def _send_with(self, session: ClientSession) -> None:
        while self._due:
            target, request, webhook = self._due.popleft()
            outcome = await post_webhook(session, target, webhook)
            self._deliveries.append(
                WebhookDelivery(
                    target=target,
                    request=request,
                    status=outcome.status,
                    duration=outcome.seconds,
                )
            )
