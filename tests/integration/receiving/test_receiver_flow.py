"""Opening a receiver in the UI: an account that only receives, and one that looks up as well."""

from typing import Any

from homeassistant.components import webhook
from homeassistant.config_entries import SOURCE_USER, ConfigEntry, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.network import NoURLAvailableError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.const import DOMAIN
from custom_components.plate_recognizer.receiving.receiver import async_inbox
from sandbox.process import SandboxProcess
from tests.integration.conftest import cloud_entry, sdk_entry, set_up

from .conftest import SECRET, WEBHOOK_ID, received_camera, receiver_entry

NEW_SECRET = "another-secret-of-the-sender"


@pytest.fixture(autouse=True)
async def _addresses(hass: HomeAssistant) -> None:
    await hass.config.async_update(
        internal_url="http://home.local:8123", external_url="https://home.example"
    )


async def open_receiver(hass: HomeAssistant, *, local_only: bool) -> ConfigFlowResult:
    """Choose a receiver, and go to the page with what the sender needs."""
    menu = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    form = await hass.config_entries.flow.async_configure(
        menu["flow_id"], {"next_step_id": "webhook"}
    )
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "webhook")
    return await hass.config_entries.flow.async_configure(
        form["flow_id"], {"webhook_local_only": local_only}
    )


def shown(form: ConfigFlowResult) -> dict[str, Any]:
    """Return what a form shows in its fields, and the address above them."""
    assert form["data_schema"] is not None
    keys = form["data_schema"].schema
    fields = {str(key): (key.description or {}).get("suggested_value") for key in keys}
    return fields | {"address": (form["description_placeholders"] or {}).get("address")}


@pytest.mark.parametrize(
    ("local_only", "base"), [(True, "http://home.local:8123"), (False, "https://home.example")]
)
async def test_a_receiver_needs_nothing_but_its_sender(
    hass: HomeAssistant, *, local_only: bool, base: str
) -> None:
    form = await open_receiver(hass, local_only=local_only)
    fields = shown(form)

    result = await hass.config_entries.flow.async_configure(
        form["flow_id"], {"webhook_secret": fields["webhook_secret"]}
    )
    await hass.async_block_till_done()

    assert result["type"] is FlowResultType.CREATE_ENTRY
    account = result["result"]
    assert account.title == "Webhook receiver"
    assert account.data == {
        "kind": "webhook",
        "webhook_id": account.data["webhook_id"],
        "webhook_secret": fields["webhook_secret"],
    }
    assert account.options == {"webhook_local_only": local_only}
    assert fields["address"] == f"{base}/api/webhook/{account.data['webhook_id']}"
    assert len(fields["webhook_secret"]) >= 40
    assert account.runtime_data.receiver is not None


async def test_two_receivers_have_nothing_in_common(hass: HomeAssistant) -> None:
    first, second = [shown(await open_receiver(hass, local_only=True)) for _ in range(2)]

    assert first["address"] != second["address"]
    assert first["webhook_secret"] != second["webhook_secret"]


@pytest.mark.parametrize(
    "secret", ["too-short", "with spaces between them", "ümläüte-are-no-header"]
)
async def test_what_can_be_no_secret_is_refused(hass: HomeAssistant, secret: str) -> None:
    form = await open_receiver(hass, local_only=True)

    result = await hass.config_entries.flow.async_configure(
        form["flow_id"], {"webhook_secret": secret}
    )

    assert result["errors"] == {"webhook_secret": "secret_unfit"}
    again = await hass.config_entries.flow.async_configure(
        form["flow_id"], {"webhook_secret": NEW_SECRET}
    )
    assert again["type"] is FlowResultType.CREATE_ENTRY


async def test_where_nobody_knows_the_address_of_the_home_the_path_is_shown(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> str:
        raise NoURLAvailableError

    monkeypatch.setattr(webhook, "async_generate_url", unknown)

    assert shown(await open_receiver(hass, local_only=False))["address"].startswith("/api/webhook/")


async def test_a_receiver_takes_another_secret(hass: HomeAssistant) -> None:
    account = await set_up(hass, receiver_entry(received_camera()))
    form = await account.start_reconfigure_flow(hass)
    assert shown(form) == {
        "address": f"http://home.local:8123/api/webhook/{WEBHOOK_ID}",
        "webhook_secret": SECRET,
    }

    result = await hass.config_entries.flow.async_configure(
        form["flow_id"], {"webhook_secret": NEW_SECRET}
    )
    await hass.async_block_till_done()

    assert result["reason"] == "reconfigure_successful"
    assert account.data["webhook_secret"] == NEW_SECRET
    assert account.runtime_data.receiver._secret == NEW_SECRET.encode()


async def options_of(hass: HomeAssistant, account: MockConfigEntry) -> ConfigFlowResult:
    return await hass.config_entries.options.async_init(account.entry_id)


async def test_a_receiver_has_the_options_of_what_it_does(hass: HomeAssistant) -> None:
    account = await set_up(hass, receiver_entry(received_camera()))
    form = await options_of(hass, account)
    asked_for = {"visit_timeout", "found_plate", "history", "privacy", "webhook_local_only"}
    assert shown(form).keys() - {"address"} == asked_for

    form = await hass.config_entries.options.async_configure(
        form["flow_id"],
        {"visit_timeout": 3, "found_plate": False, "webhook_local_only": False},
    )
    assert form["step_id"] == "receiver"
    assert shown(form)["address"] == f"https://home.example/api/webhook/{WEBHOOK_ID}"
    result = await hass.config_entries.options.async_configure(
        form["flow_id"], {"webhook_secret": SECRET}
    )
    await hass.async_block_till_done()

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert account.options == {
        "visit_timeout": 3,
        "found_plate": False,
        "webhook_local_only": False,
    }
    assert account.runtime_data.receiver._local_only is False


@pytest.mark.parametrize(("kind", "default"), [("cloud", False), ("sdk", True)])
async def test_who_sends_decides_whether_only_the_home_is_heard(
    hass: HomeAssistant, request: pytest.FixtureRequest, *, kind: str, default: bool
) -> None:
    sandbox: SandboxProcess = request.getfixturevalue(kind)
    entry = cloud_entry(sandbox) if kind == "cloud" else sdk_entry(sandbox)
    account = await set_up(hass, entry)

    form = await options_of(hass, account)

    assert form["data_schema"] is not None
    filled = form["data_schema"]({"engine": {}})
    assert (filled["webhook"], filled["webhook_local_only"]) == (False, default)


async def test_an_account_with_an_api_opens_its_receiver_and_closes_it(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await set_up(hass, cloud_entry(cloud))
    options = {"regions": [], "mmc": False, "engine": {}}
    form = await options_of(hass, account)

    form = await hass.config_entries.options.async_configure(
        form["flow_id"], {**options, "webhook": True}
    )
    assert form["step_id"] == "receiver"
    fields = shown(form)
    assert fields["address"].startswith("https://home.example/api/webhook/")
    changes = []

    async def changed(_hass: HomeAssistant, entry: ConfigEntry) -> None:
        changes.append(("webhook_secret" in entry.data, entry.options.get("webhook")))

    account.update_listeners.insert(0, changed)  # before that which reloads it, and ends all
    await hass.config_entries.options.async_configure(
        form["flow_id"], {"webhook_secret": fields["webhook_secret"]}
    )
    await hass.async_block_till_done()

    assert changes == [(True, True)], "the account is reloaded for each change"
    assert account.data["webhook_secret"] == fields["webhook_secret"]
    assert account.runtime_data.receiver is not None
    inbox = async_inbox(hass, account.entry_id)

    form = await options_of(hass, account)
    result = await hass.config_entries.options.async_configure(
        form["flow_id"], {**options, "webhook": False}
    )
    await hass.async_block_till_done()

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert account.runtime_data.receiver is None
    assert async_inbox(hass, account.entry_id) is not inbox, "what waited is dropped"
    form = await options_of(hass, account)
    form = await hass.config_entries.options.async_configure(
        form["flow_id"], {**options, "webhook": True}
    )
    assert shown(form) == fields, "a sender that was set up once need not be told anew"
