"""From a webhook that was received to its camera, or to why it says nothing new."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
import logging
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util
import orjson
from PIL import Image

from ..api.webhook import NotUnderstood, WebhookRecognition, parse_webhook
from ..api.webhook_body import WebhookBody, decoded
from ..const import DOMAIN
from ..outage import Outage
from ..own_lookups import async_is_own_lookup
from ..pipeline.clock_jump import is_doubtful
from ..pipeline.payload_shape import shape_of
from ..pipeline.report import Report, ReportedPicture
from ..scanner import CameraScanner
from .inbox import Inbox, Outcome, Received
from .unknown_cameras import UnknownCameras, camera_key

_LOGGER = logging.getLogger(__name__)

LATE: Final = timedelta(seconds=60)
"""After that, what a webhook tells is no news of who comes. One that waits is taken in at once."""

_CONTENT_TYPES: Final = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # one with more pictures behind the first
    "PNG": "image/png",
    "WEBP": "image/webp",
}
"""Of the pictures that every browser shows. No other reader of Pillow sees what anyone may send."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What is in a webhook."""

    webhook: WebhookRecognition
    digest: bytes
    """By which one that comes twice is known."""
    picture: ReportedPicture | None


@dataclass(frozen=True, slots=True)
class _Riddle:
    """JSON that is no webhook."""

    why: NotUnderstood
    shape: object


class TakingIn:
    """Takes in what an account has received, one webhook after another.

    Args:
        hass: where the cameras are.
        entry: of the account.
        inbox: of the account.
        scanners: of the account, by the id of their camera.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        inbox: Inbox,
        scanners: Mapping[str, CameraScanner],
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._inbox = inbox
        self._scanners = scanners
        self._first_of: dict[str, int] = {}
        """The number of the first webhook since a camera's start, by the id of the camera."""
        self._outage = Outage(_LOGGER, entry.title)
        self.unknown_cameras = UnknownCameras(hass, entry, inbox)

    async def async_take_in(self, received: Received) -> Outcome:
        """Have the camera tell what a webhook says, unless it is known or nobody's.

        Raises whatever fails before anything of it is told: it may be tried again.
        """
        content = await self._hass.async_add_executor_job(_read, received.body)
        if isinstance(content, _Riddle):
            await self._async_not_understood(received, content)
            return Outcome.NOT_UNDERSTOOD
        self._outage.ends()
        webhook = content.webhook
        if async_is_own_lookup(self._hass, webhook.recognition):
            return Outcome.ECHO
        if self._inbox.is_repeated(content.digest):
            return Outcome.REPEATED
        scanner = self._scanner_of(webhook)
        if scanner is None:
            if webhook.camera_names:
                self.unknown_cameras.async_heard(webhook.camera_names[0], received.received_at)
            return Outcome.UNKNOWN_CAMERA
        if received.number < self._inbox.newest.get(scanner.subentry_id, 0):
            return Outcome.TOO_LATE
        return self._tell(received, content, scanner)

    def _tell(self, received: Received, content: _Content, scanner: CameraScanner) -> Outcome:
        """Have the camera tell it: once, whatever fails, since a door may have opened by then."""
        now, waited = dt_util.utcnow(), timedelta(seconds=self._inbox.clock() - received.put_at)
        at = received.received_at
        if was_set := is_doubtful(now - at - waited):  # the clock, while it waited
            at = now - waited
        is_of_before = received.number < self._first_of[scanner.subentry_id]
        is_late = was_set or waited > LATE or is_of_before
        self._inbox.remember(content.digest)
        self._inbox.newest[scanner.subentry_id] = received.number
        try:
            scanner.async_take_in(Report(content.webhook, at, content.picture, is_late))
        except Exception:
            _LOGGER.exception("%s failed to tell what a webhook says", self._entry.title)
            return Outcome.FAILED
        return Outcome.TAKEN_IN

    def async_adopt(self) -> None:
        """Know the cameras as they are now."""
        now = self._inbox.next_number
        self._first_of = {each: self._first_of.get(each, now) for each in self._scanners}
        self.unknown_cameras.async_adopt(self._by_name)

    @property
    def _by_name(self) -> dict[str, CameraScanner]:
        return {
            camera_key(name): scanner
            for scanner in self._scanners.values()
            if (name := scanner.settings.webhook.camera)
        }

    def _scanner_of(self, webhook: WebhookRecognition) -> CameraScanner | None:
        by_name = self._by_name
        keys = map(camera_key, webhook.camera_names)
        return next((by_name[key] for key in keys if key in by_name), None)

    async def _async_not_understood(self, received: Received, riddle: _Riddle) -> None:
        language = self._hass.config.language
        common = await async_get_translations(self._hass, language, "common", {DOMAIN})
        self._inbox.shapes.append(
            {
                "received_at": received.received_at.isoformat(),
                "why": str(riddle.why),
                "shape": riddle.shape,
            }
        )
        self._outage.begins(f"got a webhook that it doesn't understand: {riddle.why}")
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            not_understood_issue_id(self._entry.entry_id),
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key="webhook_not_understood",
            translation_placeholders={
                "account": self._entry.title,
                "why": common[f"component.{DOMAIN}.common.webhook_{riddle.why.slug}"],
            },
        )


def not_understood_issue_id(entry_id: str) -> str:
    """Return the id of the repair issue of an account that doesn't understand its sender."""
    return f"webhook_not_understood_{entry_id}"


def _read(body: WebhookBody) -> _Content | _Riddle:
    """Parse a webhook, and look at its picture. Not in the event loop."""
    payload = decoded(body.text)
    try:
        webhook = parse_webhook(payload)
    except NotUnderstood as error:
        return _Riddle(error, shape_of(payload))
    said = payload.get("data", payload) if isinstance(payload, dict) else payload
    digest = sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).digest()
    return _Content(webhook, digest, _picture(body.picture))


def _picture(content: bytes | None) -> ReportedPicture | None:
    """Return a picture and its size; None for none, and for what only claims to be one."""
    if content is None:
        return None
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            content_type = _CONTENT_TYPES[str(picture.format)]
            return ReportedPicture(content, content_type, *picture.size)
    except Exception:  # noqa: BLE001 - Pillow's readers raise what their parsing stumbles over
        return None
