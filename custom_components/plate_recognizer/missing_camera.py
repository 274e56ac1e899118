"""Tells the user of cameras whose entity is gone, and takes it back when they have one again."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.helpers.event import (
    async_track_state_added_domain,
    async_track_state_removed_domain,
)

from .const import DOMAIN
from .scanner import CameraScanner

ISSUE = "camera_missing"


class MissingCameras:
    """Keeps a repair issue for each camera of an account that has no camera entity."""

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry, scanners: Mapping[str, CameraScanner]
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._scanners = scanners
        self._is_watching = False

    @callback
    def async_start(self) -> None:
        """Watch from now on. Earlier than Home Assistant's start, cameras may have yet to come."""
        self._is_watching = True
        for stop in (
            self._hass.bus.async_listen(
                er.EVENT_ENTITY_REGISTRY_UPDATED, self._async_changed, _is_of_a_camera
            ),
            async_track_state_added_domain(self._hass, Platform.CAMERA, self._async_changed),
            async_track_state_removed_domain(self._hass, Platform.CAMERA, self._async_changed),
        ):
            self._entry.async_on_unload(stop)
        self.async_check()

    @callback
    def async_check(self) -> None:
        """Raise and withdraw issues as the cameras are now."""
        if not self._is_watching:
            return
        for subentry_id, scanner in self._scanners.items():
            if scanner.settings.can_look and is_missing(self._hass, scanner.camera_entity_id):
                self._tell(scanner)
            else:
                async_forget_missing(self._hass, subentry_id)

    @callback
    def _async_changed(self, _event: Event[Any]) -> None:
        self.async_check()

    def _tell(self, scanner: CameraScanner) -> None:
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            missing_camera_issue_id(scanner.subentry_id),
            is_fixable=True,
            severity=ir.IssueSeverity.ERROR,
            translation_key=ISSUE,
            translation_placeholders={"camera": scanner.settings.name},
            data={"entry_id": self._entry.entry_id, "subentry_id": scanner.subentry_id},
        )


@callback
def async_forget_missing(hass: HomeAssistant, subentry_id: str) -> None:
    """Withdraw the repair issue of a camera that has an entity, or is no longer read."""
    ir.async_delete_issue(hass, DOMAIN, missing_camera_issue_id(subentry_id))


def missing_camera_issue_id(subentry_id: str) -> str:
    """Return the id of the repair issue of a camera without an entity."""
    return f"{ISSUE}_{subentry_id}"


@callback
def _is_of_a_camera(data: er.EventEntityRegistryUpdatedData) -> bool:
    return data["entity_id"].startswith(f"{Platform.CAMERA}.")


@callback
def is_missing(hass: HomeAssistant, entity_id: str | None) -> bool:
    """Say whether no picture can come; a camera that is merely unavailable is not missing.

    Args:
        hass: where it would be.
        entity_id: of the camera; None if it was removed.
    """
    if entity_id is None:
        return True
    registered = er.async_get(hass).async_get(entity_id)
    if registered is not None:
        return registered.disabled
    return hass.states.get(entity_id) is None
