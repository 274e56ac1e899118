"""Every field that a dialog asks for is in the reference, and none is there that none asks for."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.plate_recognizer.const import DOMAIN, MODELS, AccountKind
from sandbox.process import SandboxProcess
from tests.integration.conftest import (
    CAMERA_SUBENTRY,
    TOKEN,
    camera_subentry,
    cloud_entry,
    plate_list_subentry,
    sdk_entry,
    set_up,
    vehicle_subentry,
)
from tests.integration.receiving.conftest import GATE_ID, received_camera, receiver_entry

from .english import TEXTS
from .forms import Form, forms, paths

FORMS: Final = {form.title: form for form in forms()}
SETTINGS: Final = "Settings of an account"
GOLF_ID: Final = "01VEHICLE0000000000000GOLF"
YARD_ID: Final = "01PLATELIST00000000000YARD"
OF_ACCOUNT: Final = (
    ("config",),
    ("options",),
    *(("config_subentries", each) for each in ("camera", "vehicle", "plate_list")),
)
"""Where the texts of its dialogs stand."""


class Dialogs:
    """Opens dialogs, and returns what they ask for."""

    def __init__(self, hass: HomeAssistant, cloud: SandboxProcess, sdk: SandboxProcess) -> None:
        self.hass = hass
        self.cloud = cloud
        self.sdk = sdk
        golf, yard = vehicle_subentry("Golf", "AB12 CDE"), plate_list_subentry("Yard", "KK11 KKK")
        self.accounts = {
            AccountKind.CLOUD: cloud_entry(cloud, camera_subentry(), golf, yard),
            AccountKind.SDK: sdk_entry(sdk),
            AccountKind.WEBHOOK: receiver_entry(received_camera()),
        }

    async def account(self, kind: AccountKind) -> MockConfigEntry:
        """Return a running account."""
        return await set_up(self.hass, self.accounts[kind])

    async def new(self, kind: AccountKind, *filled_in: dict[str, Any]) -> vol.Schema:
        """Set up a new account, as far as the forms are filled in."""
        flow = self.hass.config_entries.flow
        result = await flow.async_init(DOMAIN, context={"source": SOURCE_USER})
        for fields in ({"next_step_id": kind}, *filled_in):
            result = await flow.async_configure(result["flow_id"], fields)
        return schema_of(result)

    async def options(self, kind: AccountKind) -> vol.Schema:
        """Open the settings of an account."""
        account = await self.account(kind)
        return schema_of(await self.hass.config_entries.options.async_init(account.entry_id))

    async def subentry(
        self, kind: str, changed: str | None = None, of: AccountKind = AccountKind.CLOUD
    ) -> vol.Schema:
        """Add something to an account, or change what it has."""
        account = await self.account(of)
        if changed is None:
            opened = await self.hass.config_entries.subentries.async_init(
                (account.entry_id, kind), context={"source": SOURCE_USER}
            )
        else:
            opened = await account.start_subentry_reconfigure_flow(self.hass, changed)
        return schema_of(opened)


def schema_of(result: Any) -> vol.Schema:  # noqa: ANN401 - of three kinds of dialogs
    """Return the form that is shown."""
    schema = result["data_schema"]
    assert isinstance(schema, vol.Schema)
    return schema


async def _reconfigured(dialogs: Dialogs) -> vol.Schema:
    account = await dialogs.account(AccountKind.CLOUD)
    return schema_of(await account.start_reconfigure_flow(dialogs.hass))


async def _reconfigured_receiver(dialogs: Dialogs) -> vol.Schema:
    account = await dialogs.account(AccountKind.WEBHOOK)
    return schema_of(await account.start_reconfigure_flow(dialogs.hass))


async def _new_token(dialogs: Dialogs) -> vol.Schema:
    account = await dialogs.account(AccountKind.CLOUD)
    return schema_of(await account.start_reauth_flow(dialogs.hass))


async def _secret_after_settings(dialogs: Dialogs) -> vol.Schema:
    account = await dialogs.account(AccountKind.CLOUD)
    options = dialogs.hass.config_entries.options
    result = await options.async_init(account.entry_id)
    filled_in = {"engine": {}, "webhook": True}
    return schema_of(await options.async_configure(result["flow_id"], filled_in))


def _cloud(dialogs: Dialogs) -> dict[str, Any]:
    return {"token": TOKEN, "advanced": {"url": dialogs.cloud.url}}


DIALOGS: Final[list[tuple[str, Callable[[Dialogs], Awaitable[vol.Schema]]]]] = [
    ("New cloud account", lambda dialogs: dialogs.new(AccountKind.CLOUD)),
    ("New SDK", lambda dialogs: dialogs.new(AccountKind.SDK)),
    (
        "Cameras of a new account",
        lambda dialogs: dialogs.new(AccountKind.CLOUD, _cloud(dialogs), {"engine": {}}),
    ),
    ("New webhook receiver", lambda dialogs: dialogs.new(AccountKind.WEBHOOK)),
    ("Secret of a webhook", lambda dialogs: dialogs.new(AccountKind.WEBHOOK, {})),
    ("Secret of a webhook", _secret_after_settings),
    ("Secret of a webhook", _reconfigured_receiver),
    ("Address and token", _reconfigured),
    ("New token", _new_token),
    ("Camera", lambda dialogs: dialogs.subentry("camera")),
    ("Camera", lambda dialogs: dialogs.subentry("camera", CAMERA_SUBENTRY)),
    (
        "Camera of a webhook receiver",
        lambda dialogs: dialogs.subentry("camera", of=AccountKind.WEBHOOK),
    ),
    (
        "Camera of a webhook receiver",
        lambda dialogs: dialogs.subentry("camera", GATE_ID, AccountKind.WEBHOOK),
    ),
    ("Vehicle", lambda dialogs: dialogs.subentry("vehicle")),
    ("Vehicle", lambda dialogs: dialogs.subentry("vehicle", GOLF_ID)),
    ("Plate list", lambda dialogs: dialogs.subentry("plate_list")),
    ("Plate list", lambda dialogs: dialogs.subentry("plate_list", YARD_ID)),
]


@pytest.fixture
def dialogs(
    hass: HomeAssistant, cloud: SandboxProcess, sdk: SandboxProcess, camera: object
) -> Dialogs:
    """Opens dialogs in a home with a camera."""
    return Dialogs(hass, cloud, sdk)


@pytest.mark.parametrize(("title", "opens"), DIALOGS)
async def test_a_dialog_asks_for_what_the_reference_says(
    dialogs: Dialogs, title: str, opens: Callable[[Dialogs], Awaitable[vol.Schema]]
) -> None:
    assert paths(await opens(dialogs)) == told(FORMS[title])


@pytest.mark.parametrize("kind", AccountKind)
async def test_the_settings_of_an_account_are_what_the_reference_says(
    dialogs: Dialogs, kind: AccountKind
) -> None:
    of_kind = {each.path for each in FORMS[SETTINGS].fields() if MODELS[kind] in each.kinds}

    assert paths(await dialogs.options(kind)) == of_kind


async def test_the_recognition_of_a_new_account_is_asked_for_as_in_its_settings(
    dialogs: Dialogs,
) -> None:
    asked = paths(await dialogs.new(AccountKind.CLOUD, _cloud(dialogs)))

    assert {path.partition(".")[0] for path in asked} == {"regions", "mmc", "engine"}
    assert asked <= told(FORMS[SETTINGS])
    new, settings = TEXTS["config"]["step"]["recognition"], TEXTS["options"]["step"]["init"]
    assert new["sections"]["engine"] == settings["sections"]["engine"]
    for texts in ("data", "data_description"):
        assert new[texts] == {key: settings[texts][key] for key in new[texts]}


def test_each_form_of_the_reference_is_opened() -> None:
    assert {title for title, _ in DIALOGS} == FORMS.keys() - {SETTINGS}


def test_each_step_that_asks_for_something_is_in_the_reference() -> None:
    asking = {
        (*dialog, "step", step)
        for dialog in OF_ACCOUNT
        for step, texts in steps(*dialog).items()
        if "data" in texts
    }

    listed = {step for form in FORMS.values() for step in form.steps}
    assert asking == {*listed, ("config", "step", "recognition")}


def steps(*dialog: str) -> dict[str, Any]:
    texts = TEXTS
    for key in dialog:
        texts = texts[key]
    return dict(texts["step"])


def told(form: Form) -> set[str]:
    """Return the paths of the fields that the reference has of a form."""
    return {field.path for field in form.fields()}
