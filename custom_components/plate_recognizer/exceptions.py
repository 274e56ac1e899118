"""The one place where the API's errors become those of Home Assistant."""

from homeassistant.exceptions import ConfigEntryAuthFailed, HomeAssistantError
from homeassistant.helpers.update_coordinator import UpdateFailed

from .api.errors import SnapshotError, Throttled, TokenRefused
from .const import DOMAIN
from .pipeline.decision import Decision

NO_DETAIL = "-"
"""Stands in a sentence where a server gave no words."""


def setup_error(error: SnapshotError, account: str) -> ConfigEntryAuthFailed | UpdateFailed:
    """Return what to raise when an account can't be asked for its usage.

    A refused token starts Home Assistant's dialog for a new one; everything else is tried again.
    """
    placeholders = {"account": account, "detail": error.detail or NO_DETAIL}
    if isinstance(error, TokenRefused):
        return ConfigEntryAuthFailed(
            translation_domain=DOMAIN,
            translation_key=error.slug,
            translation_placeholders=placeholders,
        )
    return UpdateFailed(
        translation_domain=DOMAIN,
        translation_key=error.slug,
        translation_placeholders=placeholders,
        retry_after=error.retry_after if isinstance(error, Throttled) else None,
    )


def lookup_error(reason: str, account: str, detail: str = "") -> HomeAssistantError:
    """Return what to raise when a picture that a person gave could not be looked up.

    Args:
        reason: slug of the API's error, or why it wasn't asked.
        account: its name.
        detail: the server's words.
    """
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key=reason,
        translation_placeholders={"account": account, "detail": detail or NO_DETAIL},
    )


def scan_error(decision: Decision, account: str, camera: str) -> HomeAssistantError:
    """Return what to raise when a scan that a person asked for has failed."""
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key=decision.reason.value,
        translation_placeholders={
            "account": account,
            "camera": camera,
            "detail": str(decision.details.get("detail") or NO_DETAIL),
        },
    )
