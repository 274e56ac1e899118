"""Somebody who may look at the dashboard, and is no administrator, tries what there is."""

from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from custom_components.plate_recognizer.actions import ACTIONS
from custom_components.plate_recognizer.const import (
    DOMAIN,
    EVENT_SIGHTING,
    EVENT_SIMULATED_SIGHTING,
    EVENT_VISIT_ENDED,
    EVENT_VISIT_STARTED,
)
from sandbox.process import SandboxProcess
from tests.integration.answers import plate
from tests.integration.conftest import TOKEN, lookups_at, scan

FOR_EVERYBODY = {"get_sightings"}
FIELDS: dict[str, dict[str, Any]] = {
    "propose_migration": {"yaml": "a: 1"},
    "simulate_sighting": {"camera": "Driveway", "plate": "AB12CDE"},
}
"""What has to be filled in."""


@pytest.fixture
async def guest(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_user: MockUser,
    hass_read_only_access_token: str,
) -> Any:  # noqa: ANN401 - of aiohttp's tests
    """A user of the dashboard, by WebSocket."""
    for component in ("websocket_api", "config", "diagnostics", "system_log", "media_source"):
        assert await async_setup_component(hass, component, {})
    assert not hass_read_only_user.is_admin
    return await hass_ws_client(access_token=hass_read_only_access_token)


async def ask(guest: Any, **message: object) -> dict[str, Any]:  # noqa: ANN401 - the same
    await guest.send_json_auto_id(message)
    answer: dict[str, Any] = await guest.receive_json()
    return answer


@pytest.mark.parametrize("name", sorted({each.name for each in ACTIONS} - FOR_EVERYBODY))
@pytest.mark.usefixtures("account")
async def test_a_guest_has_nothing_done(
    hass: HomeAssistant, cloud: SandboxProcess, hass_read_only_user: MockUser, name: str
) -> None:
    context = Context(user_id=hass_read_only_user.id)

    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            DOMAIN, name, FIELDS.get(name, {}), blocking=True, return_response=True, context=context
        )
    assert lookups_at(cloud) == []


@pytest.mark.parametrize(
    "event",
    [EVENT_SIGHTING, EVENT_VISIT_STARTED, EVENT_VISIT_ENDED, EVENT_SIMULATED_SIGHTING, None],
)
async def test_a_guest_listens_to_no_event(guest: Any, event: str | None) -> None:  # noqa: ANN401
    named = {} if event is None else {"event_type": event}

    answer = await ask(guest, type="subscribe_events", **named)

    assert answer["error"]["code"] == "unauthorized"


@pytest.mark.parametrize(
    "message",
    [
        {
            "type": "subscribe_trigger",
            "trigger": {"trigger": "plate_recognizer.vehicle_arrived", "options": {}},
        },
        {"type": "fire_event", "event_type": EVENT_VISIT_STARTED, "event_data": {}},
        {"type": "execute_script", "sequence": [{"action": "plate_recognizer.recognize"}]},
        {"type": "config_entries/get_single", "entry_id": "01ACCOUNT00000000000000000"},
        {"type": "config_entries/subentries/list", "entry_id": "01ACCOUNT00000000000000000"},
        {"type": "diagnostics/list"},
        {"type": "system_log/list"},
    ],
    ids=lambda message: message["type"],
)
async def test_a_guest_is_refused_what_leads_to_a_door_or_to_a_secret(
    guest: Any,  # noqa: ANN401 - of aiohttp's tests
    message: dict[str, Any],
) -> None:
    answer = await ask(guest, **message)

    assert answer["error"]["code"] == "unauthorized"


@pytest.mark.parametrize(
    "path",
    [
        "/api/diagnostics/config_entry/01ACCOUNT00000000000000000",
        "/api/config/config_entries/flow/0123",
        "/api/config/config_entries/options/flow/0123",
        "/api/config/config_entries/subentries/flow/0123",
        "/api/stream",
    ],
)
async def test_a_guest_finds_no_secret_over_http(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    hass_read_only_access_token: str,
    path: str,
) -> None:
    for component in ("api", "config", "diagnostics"):
        assert await async_setup_component(hass, component, {})
    client = await hass_client(hass_read_only_access_token)

    response = await client.get(path)

    assert TOKEN not in await response.text()
    assert response.status in {401, 403}


async def test_a_guest_sees_who_was_seen_as_on_the_dashboard(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    guest: Any,  # noqa: ANN401 - of aiohttp's tests
) -> None:
    """Home Assistant shows its media and its states to every user: so the guide says."""
    cloud.answer([plate("xy98zzz")])
    await scan(hass)

    told = await ask(
        guest,
        type="call_service",
        domain=DOMAIN,
        service="get_sightings",
        service_data={},
        return_response=True,
    )
    browsed = await ask(
        guest, type="media_source/browse_media", media_content_id=f"media-source://{DOMAIN}"
    )

    (sighting,) = told["result"]["response"]["sightings"]
    assert sighting["plate"] == "XY98ZZZ"
    assert browsed["success"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/image_proxy/image.driveway_picture",
        "/api/image_proxy/image.driveway_picture?token=guessed",
        "/api/plate_recognizer/sightings/01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "/api/plate_recognizer/sightings/01ARZ3NDEKTSV4RRFFQ69G5FAV?authSig=guessed",
        "/api/plate_recognizer/preview/0123",
        "/api/plate_recognizer/preview/0123?authSig=guessed",
    ],
)
@pytest.mark.usefixtures("account")
async def test_who_has_not_logged_in_sees_no_picture(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    hass_client_no_auth: ClientSessionGenerator,
    path: str,
) -> None:
    cloud.answer([plate("xy98zzz")])
    await scan(hass)
    stranger = await hass_client_no_auth()

    assert (await stranger.get(path)).status in {401, 403}
