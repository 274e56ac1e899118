"""The address at Home Assistant Cloud, where there is one."""

from dataclasses import dataclass, field
import sys
from types import ModuleType

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.plate_recognizer.receiving.address import async_webhook_address
from tests.integration.conftest import set_up

from .conftest import WEBHOOK_ID, received_camera, receiver_entry

AT_CLOUD = "https://hooks.nabu.casa/some-hook"


class CloudNotAvailable(HomeAssistantError):  # noqa: N818 - it is called so
    """As Home Assistant's own."""


class CloudError(Exception):
    """As that of the cloud's library."""


@dataclass
class FakeCloud:
    """Stands in for Home Assistant's cloud integration, which needs an account to be set up."""

    is_subscribed: bool = True
    error: Exception | None = None
    hooks: set[str] = field(default_factory=set)

    def async_active_subscription(self, _hass: HomeAssistant) -> bool:
        return self.is_subscribed

    async def async_get_or_create_cloudhook(self, _hass: HomeAssistant, webhook_id: str) -> str:
        if self.error is not None:
            raise self.error
        self.hooks.add(webhook_id)
        return AT_CLOUD

    async def async_delete_cloudhook(self, _hass: HomeAssistant, webhook_id: str) -> None:
        if webhook_id not in self.hooks:
            raise ValueError
        self.hooks.remove(webhook_id)


@pytest.fixture
async def cloud_of_home(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> FakeCloud:
    fake, module, library = FakeCloud(), ModuleType("cloud"), ModuleType("hass_nabucasa")
    for name in (
        "async_active_subscription",
        "async_get_or_create_cloudhook",
        "async_delete_cloudhook",
    ):
        setattr(module, name, getattr(fake, name))
    module.CloudNotAvailable = CloudNotAvailable  # type: ignore[attr-defined]
    library.CloudError = CloudError  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "homeassistant.components.cloud", module)
    monkeypatch.setattr("homeassistant.components.cloud", module, raising=False)
    monkeypatch.setitem(sys.modules, "hass_nabucasa", library)
    hass.config.components.add("cloud")
    await hass.config.async_update(external_url="https://home.example")
    return fake


async def test_who_sends_from_outside_is_given_the_address_at_the_cloud(
    hass: HomeAssistant, cloud_of_home: FakeCloud
) -> None:
    assert await async_webhook_address(hass, WEBHOOK_ID, local_only=False) == AT_CLOUD
    assert cloud_of_home.hooks == {WEBHOOK_ID}


async def test_who_sends_from_home_has_no_need_of_it(
    hass: HomeAssistant, cloud_of_home: FakeCloud
) -> None:
    address = await async_webhook_address(hass, WEBHOOK_ID, local_only=True)

    assert address.endswith(f"/api/webhook/{WEBHOOK_ID}")
    assert not cloud_of_home.hooks


@pytest.mark.parametrize("error", [CloudNotAvailable(), CloudError("out of order")])
async def test_without_the_cloud_the_homes_own_address_has_to_do(
    hass: HomeAssistant, cloud_of_home: FakeCloud, error: Exception
) -> None:
    own = f"https://home.example/api/webhook/{WEBHOOK_ID}"
    cloud_of_home.is_subscribed = False
    assert await async_webhook_address(hass, WEBHOOK_ID, local_only=False) == own

    cloud_of_home.is_subscribed, cloud_of_home.error = True, error
    assert await async_webhook_address(hass, WEBHOOK_ID, local_only=False) == own


@pytest.mark.parametrize("had_one", [True, False])
async def test_the_address_goes_with_the_account(
    hass: HomeAssistant, cloud_of_home: FakeCloud, *, had_one: bool
) -> None:
    account = await set_up(hass, receiver_entry(received_camera()))
    if had_one:
        await async_webhook_address(hass, WEBHOOK_ID, local_only=False)

    await hass.config_entries.async_remove(account.entry_id)

    assert not cloud_of_home.hooks
    assert not hass.config_entries.async_entries("plate_recognizer")
