"""An integration of the tests: a phone, whose notifications are events on the bus."""

from typing import override

from homeassistant.components.notify import NotifyEntity
from homeassistant.components.notify.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import ConfigType

CONFIG_SCHEMA = cv.empty_config_schema("phone")


async def async_setup(hass: HomeAssistant, _config: ConfigType) -> bool:
    """Add the phone, and the action that the app of a phone brings with it."""

    async def tell(call: ServiceCall) -> None:
        hass.bus.async_fire("phone_rang", {"title": None, **call.data})

    hass.services.async_register("notify", "mobile_app_annas_phone", tell)
    await hass.data[DATA_COMPONENT].async_add_entities([Phone()])
    return True


class Phone(NotifyEntity):
    """Tells the bus what it is told."""

    _attr_name = "Phone"

    @override
    async def async_send_message(self, message: str, title: str | None = None) -> None:
        self.hass.bus.async_fire("phone_rang", {"message": message, "title": title})
