"""Secrets are planted wherever there may be any; then everything is done, and they are looked for.

Everything: set-up and its failures, dialogs and their errors, scans and faults that repeat what was
sent, webhooks and actions good and bad, diagnostics, system information, reloading and unloading.
"""

from base64 import b64encode
from collections.abc import Awaitable
import html
import logging
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web
from homeassistant.components.system_health import get_info
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, ConfigEntryState
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_WEBHOOK_ID
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from custom_components.plate_recognizer.api import transport
from custom_components.plate_recognizer.const import (
    CONF_KIND,
    CONF_WEBHOOK_SECRET,
    DOMAIN,
    AccountKind,
)
from tests.api.server import Answer, ScriptedServer, cuts_off, hangs_up, says
from tests.integration.action import act
from tests.integration.answers import plate
from tests.integration.conftest import (
    camera_subentry,
    plate_list_subentry,
    scan,
    set_up,
    vehicle_subentry,
)
from tests.integration.fake_camera import FakeCamera, scene
from tests.integration.receiving.conftest import received_camera, stream_payload

from .conftest import LOOKUP, STATISTICS, USAGE, answer_of
from .planted import (
    CAMERA_PASSWORD,
    LICENSE_KEY,
    LISTED,
    NEW_TOKEN,
    NOTE,
    OWN,
    PLATES,
    SDK_ENTRY_ID,
    SDK_PATH,
    SDK_TOKEN,
    SECRETS,
    STRANGER,
    TOKEN,
    TYPED_PASSWORD,
    WEBHOOK_ID,
    WEBHOOK_SECRET,
    WRONG_SECRET,
    Told,
    found_in,
)

SDK_INFO = f"/{SDK_PATH}/info/"
SDK_LOOKUP = f"/{SDK_PATH}{LOOKUP}"


def repeats(status: int, form: str = "{}") -> Answer:
    """Answer with everything that was sent for authorization, in body, headers and reason."""

    async def answer(request: web.Request) -> web.StreamResponse:
        sent = request.headers.get("Authorization", "").rpartition(" ")[2]
        spelt = f"{sent} {quote(sent, safe='')} {b64encode(sent.encode()).decode()}"
        return web.Response(
            status=status,
            reason=f"No {sent}",
            text=form.format(spelt),
            headers={"Location": f"http://127.0.0.1:9/?token={quote(sent)}", "X-Token": sent},
        )

    return answer


async def repeats_in_json(request: web.Request) -> web.StreamResponse:
    """Answer like the API, that the token is no good."""
    sent = request.headers.get("Authorization", "")
    return web.json_response({"detail": f"Invalid token: {sent}", sent: [sent]}, status=400)


async def repeats_in_html_in_json(request: web.Request) -> web.StreamResponse:
    """Answer with a message that was made for a page."""
    sent = html.escape(request.headers.get("Authorization", ""))
    return web.json_response({"detail": f"Invalid token: {sent}"}, status=400)


async def cut_off_before_the_end(request: web.Request) -> web.StreamResponse:
    """Answer, and be cut off in the middle of what was sent."""
    sent = request.headers.get("Authorization", "").rpartition(" ")[2]
    return await cuts_off(500, f'{{"detail": "{sent[:-1]}'.encode())(request)


async def speaks_no_http(request: web.Request) -> web.StreamResponse:
    """Answer with something that is no HTTP, and repeats what was sent."""
    assert request.transport is not None
    request.transport.write(
        b"220 " + request.headers.get("Authorization", "").encode() + b"\r\n\r\n"
    )
    request.transport.close()
    return web.Response()


async def never_ends(request: web.Request) -> web.StreamResponse:
    """Answer without an end."""
    response = web.StreamResponse()
    await response.prepare(request)
    await response.write(request.headers.get("Authorization", "").encode())
    while request.transport is not None:  # until whoever has asked gives up
        await response.write(b" " * 16_384)
    return response


FAULTS: dict[str, Answer] = {
    **{f"status {status}": repeats(status) for status in (200, 302, 307, 400, 401, 403, 404)},
    **{f"error {status}": repeats(status) for status in (413, 418, 500, 502, 503)},
    "html": repeats(500, "<html><b>{}</b></html>"),
    "json": repeats_in_json,
    "html in json": repeats_in_html_in_json,
    "cut off": cut_off_before_the_end,
    "no http": speaks_no_http,
    "hangs up": hangs_up,
    "endless": never_ends,
}


@pytest.fixture(autouse=True)
def small_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have an answer without an end be too large soon."""
    monkeypatch.setattr(transport, "ANSWER_LIMIT", 65_536)


@pytest.fixture
async def told(
    hass: HomeAssistant,
    names_of_hosts: None,
    hostile: ScriptedServer,
    camera: FakeCamera,
    caplog: pytest.LogCaptureFixture,
) -> Told:
    """What is told from now on."""
    for component in ("diagnostics", "repairs", "config", "media_source", "system_health"):
        assert await async_setup_component(hass, component, {})
    caplog.set_level(logging.DEBUG)
    for name in ("aiohttp", "asyncio", "homeassistant", "custom_components"):
        caplog.set_level(logging.DEBUG, name)
    info = {"version": "1.55.0", "license_key": LICENSE_KEY, **USAGE}
    hostile.answers[SDK_INFO] = says(200, info)
    return Told(hass)


@pytest.fixture
async def cloud_account(
    hass: HomeAssistant, told: Told, hostile: ScriptedServer
) -> MockConfigEntry:
    """A cloud account with a secret wherever there may be one."""
    return await set_up(
        hass,
        MockConfigEntry(
            domain=DOMAIN,
            title="Snapshot Cloud",
            entry_id="01ACCOUNT00000000000000000",
            data={
                CONF_KIND: AccountKind.CLOUD,
                CONF_TOKEN: TOKEN,
                CONF_URL: hostile.url,
                CONF_WEBHOOK_ID: WEBHOOK_ID,
                CONF_WEBHOOK_SECRET: WEBHOOK_SECRET,
            },
            options={"rate": "none", "webhook": True},
            subentries_data=[
                camera_subentry(),
                received_camera(),
                vehicle_subentry("Golf", OWN, note=NOTE),
                plate_list_subentry("Neighbours", LISTED),
            ],
        ),
    )


@pytest.fixture
async def sdk_account(hass: HomeAssistant, told: Told, hostile: ScriptedServer) -> MockConfigEntry:
    """An SDK behind something that asks for a token, at a path that nobody is to know."""
    url = f"{hostile.url}/{SDK_PATH}"
    data = {CONF_KIND: AccountKind.SDK, CONF_TOKEN: SDK_TOKEN, CONF_URL: url}
    return await set_up(
        hass,
        MockConfigEntry(domain=DOMAIN, title="SDK", entry_id=SDK_ENTRY_ID, data=data),
    )


@pytest.fixture
def looked_for(
    told: Told, caplog: pytest.LogCaptureFixture, own_history: Path, hass_storage: dict[str, Any]
) -> Any:  # noqa: ANN401 - a function, which is called at once
    """Return where secrets were found."""

    def looked() -> list[str]:
        stored = (
            (f".storage/{name}", repr(content))
            for name, content in hass_storage.items()
            if name != "core.config_entries"
        )
        everything = [*told.texts(caplog.records, own_history), *stored]
        assert len(everything) > 100
        return found_in(iter(everything), SECRETS)

    return looked


async def test_faults_of_a_server_that_repeats_what_it_was_sent(
    hass: HomeAssistant,
    hostile: ScriptedServer,
    told: Told,
    cloud_account: MockConfigEntry,
    sdk_account: MockConfigEntry,
    looked_for: Any,  # noqa: ANN401 - see above
) -> None:
    press = {"entity_id": "button.driveway_scan"}
    for fault in FAULTS.values():
        hostile.answers[LOOKUP] = hostile.answers[SDK_LOOKUP] = fault
        await scan(hass)
        await told.trying(hass.services.async_call("button", "press", press, blocking=True))
        await told.trying(_recognized_by(hass, sdk_account))
    assert hostile.paths.count(SDK_LOOKUP) >= len(FAULTS)
    hostile.answers[SDK_LOOKUP] = says(403, {"detail": f"{LICENSE_KEY} has expired"})
    await told.trying(_recognized_by(hass, sdk_account))
    assert "has expired" in told.errors[-1]
    for fault in (*FAULTS.values(), repeats(429)):
        hostile.answers[STATISTICS] = hostile.answers[SDK_INFO] = fault
        for account in (cloud_account, sdk_account):
            await hass.config_entries.async_reload(account.entry_id)
            await hass.async_block_till_done()
            assert account.state in {ConfigEntryState.SETUP_RETRY, ConfigEntryState.SETUP_ERROR}
        told.answers.append(repr((await get_info(hass))[DOMAIN]))

    assert looked_for() == []


def _recognized_by(hass: HomeAssistant, account: MockConfigEntry) -> Awaitable[object]:
    picture = b64encode(scene()).decode()  # another one each time
    return act(hass, "recognize", config_entry_id=account.entry_id, base64=picture)


async def test_dialogs_and_their_errors(
    hass: HomeAssistant,
    hostile: ScriptedServer,
    told: Told,
    cloud_account: MockConfigEntry,
    looked_for: Any,  # noqa: ANN401 - see above
) -> None:
    flows = hass.config_entries.flow
    addresses = [
        hostile.url,
        hostile.url.replace("http:", "https:"),
        "https://nowhere.invalid",
        "http://127.0.0.1:9",
        f"https://anna:{TYPED_PASSWORD}@127.0.0.1/",
        f"https://127.0.0.1/?password={TYPED_PASSWORD}",
    ]
    for fault in (*FAULTS.values(), repeats(429)):
        hostile.answers[STATISTICS] = hostile.answers["/info/"] = fault
        for url in addresses if fault is FAULTS["status 403"] else addresses[:1]:
            reauth = await cloud_account.start_reauth_flow(hass)
            await told.trying(flows.async_configure(reauth["flow_id"], {CONF_TOKEN: NEW_TOKEN}))
            flows.async_abort(reauth["flow_id"])
            context: Any = {"source": SOURCE_RECONFIGURE, "entry_id": cloud_account.entry_id}
            form = await flows.async_init(DOMAIN, context=context)
            await _show_error(told, flows, form, {CONF_URL: url, CONF_TOKEN: NEW_TOKEN})
            kinds: dict[str, dict[str, Any]] = {
                "cloud": {CONF_TOKEN: NEW_TOKEN, "advanced": {CONF_URL: url}},
                "sdk": {CONF_TOKEN: NEW_TOKEN, CONF_URL: url},
            }
            for kind, fields in kinds.items():
                menu = await flows.async_init(DOMAIN, context={"source": SOURCE_USER})
                form = await flows.async_configure(menu["flow_id"], {"next_step_id": kind})
                await _show_error(told, flows, form, fields)

    assert looked_for() == []


async def _show_error(told: Told, flows: Any, form: Any, fields: dict[str, Any]) -> None:  # noqa: ANN401
    """Fill in a form wrongly, and keep what it says: not what it suggests, which was typed."""
    shown = await flows.async_configure(form["flow_id"], fields)
    said = {key: shown.get(key) for key in ("errors", "description_placeholders", "reason")}
    assert any(said.values())

    async def answered() -> object:
        return said

    await told.trying(answered())
    if shown["type"] != "abort":
        flows.async_abort(form["flow_id"])


async def test_cameras_webhooks_and_actions_good_and_bad(
    hass: HomeAssistant,
    hostile: ScriptedServer,
    told: Told,
    cloud_account: MockConfigEntry,
    sdk_account: MockConfigEntry,
    camera: FakeCamera,
    hass_client_no_auth: ClientSessionGenerator,
    hass_client: ClientSessionGenerator,
    hass_ws_client: WebSocketGenerator,
    looked_for: Any,  # noqa: ANN401 - see above
) -> None:
    hostile.answers[LOOKUP] = says(201, answer_of(plate(STRANGER), plate("ab12cde")))
    await scan(hass)
    admin = await hass_ws_client()
    camera.picture = RuntimeError(
        f"rtsp://me:{CAMERA_PASSWORD}@10.0.0.5/?u=me&x={CAMERA_PASSWORD} {{'password':"
        f" '{CAMERA_PASSWORD}'}} Authorization: Basic {CAMERA_PASSWORD}"
    )
    await scan(hass)
    press = {"entity_id": "button.driveway_scan"}
    await told.trying(hass.services.async_call("button", "press", press, blocking=True))
    for domain, service, data in (
        ("button", "press", press),
        (DOMAIN, "recognize", {"camera_entity_id": "camera.driveway"}),
        (DOMAIN, "recognize", {"media": "media-source://camera/camera.driveway"}),
        (DOMAIN, "get_decisions", {}),
    ):
        call = {"domain": domain, "service": service, "service_data": data}
        answer = {"return_response": domain == DOMAIN}
        await admin.send_json_auto_id({"type": "call_service", **call, **answer})
        told.answers.append(await admin.receive_str())
    for fields in (
        {"url": f"http://me:{TYPED_PASSWORD}@127.0.0.1/"},
        {"path": "/etc/shadow"},
        {"base64": "Zm9v"},
        {"media": "media-source://nowhere/x"},
    ):
        await told.trying(act(hass, "recognize", **fields))

    sender = await hass_client_no_auth()
    for secret in (WEBHOOK_SECRET, WRONG_SECRET):
        headers = {"Authorization": f"Token {secret}"}
        for body in (stream_payload(plate(STRANGER)), {"token": secret}, [secret], "x" * 300_000):
            url = f"/api/webhook/{WEBHOOK_ID}"
            async with sender.post(url, json=body, headers=headers) as response:
                told.answers.append(await response.text())
    await hass.async_block_till_done()

    for account in (cloud_account, sdk_account):
        diagnostics = repr(await get_diagnostics_for_config_entry(hass, hass_client, account))
        assert [plate for plate in PLATES if plate in diagnostics.upper()] == []
        told.answers.append(diagnostics)
    assert await hass.config_entries.async_unload(cloud_account.entry_id)
    await hass.async_block_till_done()

    assert looked_for() == []


@pytest.mark.parametrize(
    "said",
    [
        TOKEN,
        TOKEN[:-1],
        f"Basic {b64encode(f'me:{TOKEN}'.encode()).decode()}",
        f"?token={quote(TOKEN, safe='')}",
        f"<b>{html.escape(TOKEN)}</b>",
    ],
    ids=["as it is", "without its end", "in base64", "in an address", "in HTML"],
)
async def test_a_leak_would_be_found(
    hass: HomeAssistant,
    cloud_account: MockConfigEntry,
    looked_for: Any,  # noqa: ANN401 - see above
    said: str,
) -> None:
    logging.getLogger("somebody").debug(said)

    (found,) = looked_for()

    assert found.startswith(f"{TOKEN} in log of somebody")


async def test_a_leak_in_what_is_behind_an_error_would_be_found(
    told: Told,
    cloud_account: MockConfigEntry,
    looked_for: Any,  # noqa: ANN401 - see above
) -> None:
    async def fails() -> None:
        raise ValueError from RuntimeError(TOKEN)

    await told.trying(fails())

    assert [each for each in looked_for() if each.startswith(f"{TOKEN} in error")]
