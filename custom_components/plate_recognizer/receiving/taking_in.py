"""From a webhook that was received to its camera, or to why it says nothing new."""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
import logging

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import orjson
from PIL import Image

from ..api.webhook import NotUnderstood, WebhookRecognition, parse_webhook
from ..const import DOMAIN
from ..own_lookups import async_is_own_lookup
from ..pipeline.payload_shape import shape_of
from ..pipeline.report import Report, ReportedPicture
from ..scanner import CameraScanner
from .inbox import Inbox, Outcome, Received
from .unknown_cameras import UnknownCameras, camera_key

_LOGGER = logging.getLogger(__name__)


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
        self.unknown_cameras = UnknownCameras(hass, entry, inbox)

    async def async_take_in(self, received: Received) -> Outcome:
        """Have the camera tell what a webhook says, unless it is known or nobody's."""
        try:
            webhook, digest, picture = await self._hass.async_add_executor_job(_read, received)
        except NotUnderstood as error:
            self._not_understood(received, str(error))
            return Outcome.NOT_UNDERSTOOD
        if async_is_own_lookup(self._hass, webhook.recognition):
            return Outcome.ECHO
        if self._inbox.is_repeated(digest):
            return Outcome.REPEATED
        scanner = self._scanner_of(webhook)
        if scanner is None:
            if webhook.camera_names:
                self.unknown_cameras.async_heard(webhook.camera_names[0], received.received_at)
            return Outcome.UNKNOWN_CAMERA
        scanner.async_take_in(Report(webhook, received.received_at, picture))
        self._inbox.remember(digest)
        return Outcome.TAKEN_IN

    def async_adopt(self) -> None:
        """Know the cameras as they are now."""
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

    def _not_understood(self, received: Received, why: str) -> None:
        shape = shape_of(received.body.payload)
        self._inbox.shapes.append(
            {"received_at": received.received_at.isoformat(), "why": why, "shape": shape}
        )
        _LOGGER.warning("%s got a webhook that it doesn't understand: %s", self._entry.title, why)
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            not_understood_issue_id(self._entry.entry_id),
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key="webhook_not_understood",
            translation_placeholders={"account": self._entry.title, "why": why},
        )


def not_understood_issue_id(entry_id: str) -> str:
    """Return the id of the repair issue of an account that doesn't understand its sender."""
    return f"webhook_not_understood_{entry_id}"


def _read(received: Received) -> tuple[WebhookRecognition, bytes, ReportedPicture | None]:
    """Parse a webhook, and look at its picture. Not in the event loop."""
    payload = received.body.payload
    webhook = parse_webhook(payload)
    said = payload.get("data", payload) if isinstance(payload, dict) else payload
    digest = sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).digest()
    return webhook, digest, _picture(received.body.picture)


def _picture(content: bytes | None) -> ReportedPicture | None:
    """Return a picture and its size; None for none, and for what only claims to be one."""
    if content is None:
        return None
    try:
        with Image.open(BytesIO(content)) as picture:
            width, height = picture.size
            content_type = picture.get_format_mimetype()
    except OSError, ValueError, SyntaxError, Image.DecompressionBombError:
        return None
    if content_type is None:
        return None
    return ReportedPicture(content, content_type, width, height)
