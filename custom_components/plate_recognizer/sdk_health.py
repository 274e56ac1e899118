"""Whether an On-Premise SDK is ready, asked on its health port where there is one."""

from collections.abc import Mapping
from datetime import timedelta
import logging
from typing import Any, Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_URL, Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed

from .api.health import Health, ask_health, health_url
from .const import DOMAIN
from .http_session import async_session

_LOGGER = logging.getLogger(__name__)

UPDATE_INTERVAL: Final = timedelta(seconds=30)

UNANSWERED_INTERVAL: Final = timedelta(hours=1)
"""Where nobody has ever answered: behind a load balancer or a firewall nobody ever may."""

READY: Final = "ready"
"""Key of the entity that shows it."""

_ADDRESS: Final = "address"
"""Option of the entity in the registry: where the SDK has answered."""


class SdkHealth(DataUpdateCoordinator[Health]):
    """Knows how an SDK is. A port that never answers is left in peace, and nothing is said of it.

    One that has answered and does no more is a failure, and never a state: not to answer isn't to
    be unready.
    """

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        self._entry = entry
        self._url = health_url(entry.data[CONF_URL])
        self._registry = er.async_get(hass)
        is_known, self._has_moved = False, False
        """Whether the entity is of an SDK here, or at another address."""
        if (registered := self._registered) is not None:
            options: Mapping[str, Any] = registered.options.get(DOMAIN, {})
            is_known = options.get(_ADDRESS, self._url) == self._url
            self._has_moved = not is_known
        super().__init__(
            hass,
            _LOGGER,
            config_entry=entry,
            name=f"{DOMAIN} health of {entry.title}",
            # It had answered here before the start.
            update_interval=UPDATE_INTERVAL if is_known else UNANSWERED_INTERVAL,
            always_update=False,
        )
        self.data = Health()
        self.has_answered = False
        """Whether it has told since the start if it is ready."""

    @property
    def answers(self) -> bool:
        """Whether it has told when it was asked last."""
        return self.last_update_success and self.data.ready is not None

    @property
    def _registered(self) -> er.RegistryEntry | None:
        """Return the entity that shows it, or has shown it before the start."""
        entity_id = self._registry.async_get_entity_id(
            Platform.BINARY_SENSOR, DOMAIN, f"{self._entry.entry_id}_{READY}"
        )
        return None if entity_id is None else self._registry.async_get(entity_id)

    @callback
    def async_start(self) -> None:
        """Ask for the first time. Nothing waits for it: a firewall takes its time."""
        self._first = self._entry.async_create_background_task(
            self.hass, self.async_refresh(), self.name
        )

    @override
    async def _async_update_data(self) -> Health:
        health = await ask_health(async_session(self.hass), self._url)
        if health.ready is not None:
            self.has_answered = True
            self.update_interval = UPDATE_INTERVAL
        elif self.has_answered:
            raise UpdateFailed(
                translation_domain=DOMAIN,
                translation_key="health_unanswered",
                translation_placeholders={"account": self._entry.title},
            )
        elif self._has_moved and (registered := self._registered) is not None:
            self._registry.async_remove(registered.entity_id)
        return health

    @callback
    def async_remember(self, entity_id: str) -> None:
        """Remember that it has answered here, for the next start: the entity is there."""
        self._registry.async_update_entity_options(entity_id, DOMAIN, {_ADDRESS: self._url})
