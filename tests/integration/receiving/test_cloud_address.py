"""The address at Home Assistant Cloud, where there is one."""

from dataclasses import dataclass, field
import sys
from types import ModuleType

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.plate_recognizer.receiving.address import async_webhook_address
from sandbox.process import SandboxProcess
from tests.integration.conftest import cloud_entry, set_up

from .conftest import SECRET, WEBHOOK_ID, received_camera, receiver_entry
from .test_receiver_flow import open_receiver, options_of, shown

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


class TestADialog:
    """It has to make an address to show it, and leaves none behind that nobody needs."""

    async def test_one_that_is_closed_leaves_no_address(
        self, hass: HomeAssistant, cloud_of_home: FakeCloud
    ) -> None:
        form = await open_receiver(hass, local_only=False)
        assert shown(form)["address"] == AT_CLOUD

        hass.config_entries.flow.async_abort(form["flow_id"])
        await hass.async_block_till_done()

        assert not cloud_of_home.hooks

    async def test_one_that_is_finished_leaves_it_to_the_account(
        self, hass: HomeAssistant, cloud_of_home: FakeCloud
    ) -> None:
        form = await open_receiver(hass, local_only=False)

        result = await hass.config_entries.flow.async_configure(
            form["flow_id"], {"webhook_secret": SECRET}
        )
        await hass.async_block_till_done()

        assert cloud_of_home.hooks == {result["result"].data["webhook_id"]}

    async def test_options_give_it_up_when_only_the_home_sends(
        self, hass: HomeAssistant, cloud_of_home: FakeCloud
    ) -> None:
        account = await set_up(hass, receiver_entry(received_camera()))
        options = {"visit_timeout": 3, "found_plate": False}
        configure = hass.config_entries.options.async_configure
        for local_only, is_stored, hooks in (
            (False, False, set()),
            (False, True, {WEBHOOK_ID}),
            (True, False, {WEBHOOK_ID}),
            (True, True, set()),
        ):
            form = await options_of(hass, account)
            form = await configure(form["flow_id"], {**options, "webhook_local_only": local_only})
            if is_stored:
                await configure(form["flow_id"], {"webhook_secret": SECRET})
            else:
                hass.config_entries.options.async_abort(form["flow_id"])
            await hass.async_block_till_done()

            assert cloud_of_home.hooks == hooks, (local_only, is_stored)

    async def test_options_give_it_up_with_the_receiver(
        self, hass: HomeAssistant, cloud: SandboxProcess, cloud_of_home: FakeCloud
    ) -> None:
        account = await set_up(hass, cloud_entry(cloud))
        options = {"regions": [], "mmc": False, "engine": {}, "webhook_local_only": False}
        configure = hass.config_entries.options.async_configure
        form = await options_of(hass, account)
        form = await configure(form["flow_id"], {**options, "webhook": True})
        await configure(form["flow_id"], {"webhook_secret": SECRET})
        await hass.async_block_till_done()
        assert cloud_of_home.hooks == {account.data["webhook_id"]}

        form = await options_of(hass, account)
        await configure(form["flow_id"], {**options, "webhook": False})
        await hass.async_block_till_done()

        assert not cloud_of_home.hooks

    async def test_looking_a_receivers_address_up_again_keeps_it(
        self, hass: HomeAssistant, cloud_of_home: FakeCloud
    ) -> None:
        account = await set_up(hass, receiver_entry(options={"webhook_local_only": False}))
        form = await account.start_reconfigure_flow(hass)
        assert shown(form)["address"] == AT_CLOUD

        hass.config_entries.flow.async_abort(form["flow_id"])
        await hass.async_block_till_done()

        assert cloud_of_home.hooks == {WEBHOOK_ID}

    async def test_one_that_outlives_its_account_ends_without_a_word(
        self, hass: HomeAssistant, cloud_of_home: FakeCloud, caplog: pytest.LogCaptureFixture
    ) -> None:
        account = await set_up(hass, receiver_entry(options={"webhook_local_only": False}))
        form = await options_of(hass, account)
        await hass.config_entries.async_remove(account.entry_id)

        hass.config_entries.options.async_abort(form["flow_id"])
        await hass.async_block_till_done()

        assert not cloud_of_home.hooks
        assert "Error removing" not in caplog.text
