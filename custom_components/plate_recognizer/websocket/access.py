"""Who may see what: the cameras whose scans somebody may see, as Home Assistant has it."""

from collections.abc import Iterable
from dataclasses import dataclass

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.config_entries import ConfigEntryState, ConfigSubentry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import EntityDescription

from ..account import Account, PlateRecognizerConfigEntry
from ..actions.accounts import async_account
from ..actions.action import refusal
from ..button import SCAN
from ..const import DOMAIN, SUBENTRY_TYPE_CAMERA
from ..entity import camera_unique_id
from ..image import PICTURE
from ..image_processing import PLATES
from ..pipeline.visit import place_key
from ..scanner import CameraScanner


@dataclass(frozen=True, slots=True)
class SeenCamera:
    """A camera, with those of its entities that there are."""

    scanner: CameraScanner
    scan_entity_id: str | None
    """What `image_processing.scan` is called with."""
    may_scan: bool
    """Whether they may call it."""
    button_entity_id: str | None
    picture_entity_id: str | None


@dataclass(frozen=True, slots=True)
class SeenAccount:
    """A running account, as far as somebody may see it."""

    running: Account
    cameras: tuple[SeenCamera, ...]
    may_edit: bool
    """Whether they may change what it knows, and see what it costs."""

    @property
    def place_keys(self) -> frozenset[str]:
        """Where these cameras look."""
        return frozenset(place_key(each.scanner.settings.place) for each in self.cameras)


@callback
def async_seen_accounts(hass: HomeAssistant, user: User, entry_id: str | None) -> list[SeenAccount]:
    """Return the running accounts of which somebody may see any camera, by their titles.

    Args:
        hass: where they run.
        user: who looks. Administrators see every account, also one without a camera.
        entry_id: of the only one that is asked for; None for all.

    Raises:
        ServiceValidationError: the one that is asked for is none, or doesn't run.
    """
    entries: Iterable[PlateRecognizerConfigEntry]
    if entry_id is None:
        entries = (
            each
            for each in hass.config_entries.async_entries(DOMAIN)
            if each.state is ConfigEntryState.LOADED
        )
    else:
        entries = [async_account(hass, entry_id)]
    seen = (_as_seen_by(user, each.runtime_data) for each in entries)
    return sorted(
        (each for each in seen if each.cameras or each.may_edit),
        key=lambda each: each.running.entry.title.casefold(),
    )


def _as_seen_by(user: User, account: Account) -> SeenAccount:
    cameras = (_camera(account.hass, user, scanner) for scanner in account.scanners.values())
    visible = tuple(each for each in cameras if _may(user, each.scan_entity_id, POLICY_READ))
    return SeenAccount(account, visible, user.is_admin)


def _may(user: User, entity_id: str | None, policy: str) -> bool:
    if user.is_admin:
        return True
    return entity_id is not None and user.permissions.check_entity(entity_id, policy)


def _camera(hass: HomeAssistant, user: User, scanner: CameraScanner) -> SeenCamera:
    registry = er.async_get(hass)

    def entity_id(platform: Platform, description: EntityDescription) -> str | None:
        unique_id = camera_unique_id(scanner, description)
        return registry.async_get_entity_id(platform, DOMAIN, unique_id)

    scan_entity_id = entity_id(Platform.IMAGE_PROCESSING, PLATES)
    return SeenCamera(
        scanner,
        scan_entity_id,
        _may(user, scan_entity_id, POLICY_CONTROL),
        entity_id(Platform.BUTTON, SCAN),
        entity_id(Platform.IMAGE, PICTURE),
    )


def camera_subentry(entry: PlateRecognizerConfigEntry, subentry_id: str) -> ConfigSubentry:
    """Return an account's camera.

    Raises:
        ServiceValidationError: it has none of this id.
    """
    subentry = entry.subentries.get(subentry_id)
    if subentry is None or subentry.subentry_type != SUBENTRY_TYPE_CAMERA:
        raise refusal("camera_unknown", camera=subentry_id)
    return subentry
