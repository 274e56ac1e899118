"""An account that is given another token, address or secret: whatever is filled in, it runs on."""

from typing import Final

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntryState,
    ConfigFlowContext,
)
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from hypothesis import given, strategies as st
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.const import DOMAIN
from sandbox.api_server.faults import Fault
from sandbox.api_server.manner import Endpoint
from sandbox.process import SandboxProcess
from tests.integration.conftest import TOKEN

from .anything import Json, examples, stored_badly
from .conftest import Faults
from .stored import assert_set_up_or_refused, entry_with, lead_home, remove
from .test_dialogs import TEXTS, answered

SECRET: Final = "a-secret-of-the-sender"
FORMS: Final[dict[str, Json]] = {
    "cloud": {CONF_TOKEN: TOKEN, CONF_URL: "http://127.0.0.1:1"},
    "sdk": {CONF_TOKEN: "abc", CONF_URL: "http://127.0.0.1:1"},
    "webhook": {"webhook_secret": SECRET},
}
ENDPOINTS: Final[tuple[Endpoint, ...]] = ("statistics", "info")
"""Of the cloud, and of an SDK."""
STATUSES: Final = st.sampled_from([None, None, 401, 403, 404, 500])
"""With which the server meets what it is asked first, if it does not answer as ever."""


def entry_of(kind: str, cloud: SandboxProcess, sdk: SandboxProcess) -> MockConfigEntry:
    """Return an account of this kind."""
    data = {
        "cloud": {"kind": kind, CONF_TOKEN: TOKEN, CONF_URL: cloud.url},
        "sdk": {"kind": kind, CONF_URL: sdk.url},
        "webhook": {"kind": kind, "webhook_id": "an-address", "webhook_secret": SECRET},
    }
    return entry_with(cloud, data=data[kind])


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("cloud", SOURCE_RECONFIGURE),
        ("cloud", SOURCE_REAUTH),
        ("sdk", SOURCE_RECONFIGURE),
        ("sdk", SOURCE_REAUTH),
        ("webhook", SOURCE_RECONFIGURE),
    ],
)
@given(st.data())
@examples(8)
async def test_whatever_is_filled_in_anew_the_account_runs_on(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    sdk: SandboxProcess,
    faults: Faults,
    kind: str,
    source: str,
    data: st.DataObject,
) -> None:
    form = FORMS[kind]
    if source == SOURCE_REAUTH:
        form = {CONF_TOKEN: form[CONF_TOKEN]}
    inputs = data.draw(st.lists(st.just(form) | stored_badly([form], most=2), max_size=3))
    server = {"cloud": cloud, "sdk": sdk}.get(kind)
    if source == SOURCE_RECONFIGURE and server:
        for each in inputs:
            lead_home(each, server.url)
    entry = entry_of(kind, cloud, sdk)
    try:
        assert await assert_set_up_or_refused(hass, entry, faults)
        context = ConfigFlowContext(source=source, entry_id=entry.entry_id)
        flows = hass.config_entries.flow
        shown = await flows.async_init(DOMAIN, context=context, data=dict(entry.data))
        if (status := data.draw(STATUSES)) and server:
            for endpoint in ENDPOINTS:
                server.fail(Fault(kind="status", status=status, endpoint=endpoint))
        await answered(flows, shown, inputs, TEXTS["config"])
        await hass.async_block_till_done()
        if server:
            server.reset()
        assert entry.data["kind"] == kind
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done()
        assert entry.state is ConfigEntryState.LOADED, entry.reason
    finally:
        await remove(hass, entry)
        for flow in hass.config_entries.flow.async_progress_by_handler(DOMAIN):
            hass.config_entries.flow.async_abort(flow["flow_id"])
    faults.check()
