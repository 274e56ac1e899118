"""An SDK says on its health port whether it is ready; where nobody answers, nobody is shown."""

from datetime import timedelta
import logging

from aiohttp import ClientTimeout
from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import CONF_URL
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from syrupy.assertion import SnapshotAssertion

from custom_components.plate_recognizer import sdk_health
from custom_components.plate_recognizer.api import health
from custom_components.plate_recognizer.api.health import Health
from custom_components.plate_recognizer.const import DOMAIN
from custom_components.plate_recognizer.diagnostics import async_get_config_entry_diagnostics
from sandbox.api_server.health import HealthChanges
from sandbox.process import SandboxProcess
from tests.api.server import ScriptedServer, says

from .conftest import cloud_entry, sdk_entry, set_up
from .round_robin import RoundRobin

READY = "binary_sensor.on_premise_sdk_ready"
QUESTIONS = ["liveliness", "readiness"]
"""That are asked each time."""


def ready(hass: HomeAssistant) -> State | None:
    return hass.states.get(READY)


def shown(hass: HomeAssistant) -> tuple[str, object]:
    """Return the entity's state, and whether the SDK is alive."""
    state = ready(hass)
    assert state is not None
    return state.state, state.attributes.get("alive")


async def asked_at_start(hass: HomeAssistant, sdk: SandboxProcess) -> MockConfigEntry:
    """Set the account up, and let its first question be answered."""
    entry = await set_up(hass, sdk_entry(sdk))
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry


async def wait(hass: HomeAssistant, freezer: FrozenDateTimeFactory, **time: float) -> None:
    """Let time pass, and what is asked then be answered."""
    freezer.tick(timedelta(**time))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


def questions(sdk: SandboxProcess) -> list[str]:
    """Return what was asked on the health port, in no order."""
    return sorted(each.endpoint for each in sdk.requests() if each.endpoint in QUESTIONS)


async def test_the_entity_of_an_sdk_that_is_ready(
    hass: HomeAssistant, telling_sdk: SandboxProcess, snapshot: SnapshotAssertion
) -> None:
    await asked_at_start(hass, telling_sdk)

    entity, state = er.async_get(hass).async_get(READY), ready(hass)
    assert entity is not None
    assert state is not None
    assert {
        "state": state.state,
        "attributes": {str(key): each for key, each in state.attributes.items()},
        "translation_key": entity.translation_key,
        "category": entity.entity_category,
        "device_class": entity.original_device_class,
        "key": entity.unique_id.rpartition("_")[2],
    } == snapshot


async def test_an_sdk_that_starts_is_alive_and_not_ready_yet(
    hass: HomeAssistant, telling_sdk: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    telling_sdk.set_health(ready=False)
    await asked_at_start(hass, telling_sdk)
    assert shown(hass) == ("off", True)

    telling_sdk.set_health(ready=True)
    await wait(hass, freezer, seconds=31)
    assert shown(hass) == ("on", True)

    telling_sdk.set_health(ready=False, alive=False)
    await wait(hass, freezer, seconds=31)
    assert shown(hass) == ("off", False)


async def test_it_is_asked_every_half_minute_without_the_token(
    hass: HomeAssistant, telling_sdk: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    entry = sdk_entry(telling_sdk)
    entry.add_to_hass(hass)
    hass.config_entries.async_update_entry(entry, data={**entry.data, "token": telling_sdk.token})
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    await wait(hass, freezer, seconds=31)

    assert questions(telling_sdk) == sorted(QUESTIONS * 2)
    told = {each.authorization for each in telling_sdk.requests() if each.endpoint in QUESTIONS}
    assert told == {"absent"}
    assert {each.authorization for each in telling_sdk.requests()} == {"absent", "right"}


@pytest.mark.parametrize("silence", [{"hanging": True}, {"closed": True}])
async def test_who_answers_no_more_is_unavailable_and_not_unready(
    hass: HomeAssistant,
    telling_sdk: SandboxProcess,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    silence: HealthChanges,
) -> None:
    entry = await asked_at_start(hass, telling_sdk)

    telling_sdk.set_health(**silence)
    with monkeypatch.context() as impatient:  # only now: an answer may take its time
        impatient.setattr(health, "TIMEOUT", ClientTimeout(total=0.2))
        for _ in range(3):
            await entry.runtime_data.health.async_refresh()
            assert shown(hass) == ("unavailable", None)
    said = [each.getMessage() for each in caplog.records if "no longer says" in each.getMessage()]
    assert len(said) == 1

    telling_sdk.set_health(hanging=False, closed=False)
    await entry.runtime_data.health.async_refresh()
    assert shown(hass) == ("on", True)


@pytest.mark.usefixtures("silent_health_port")
async def test_a_port_that_never_answers_is_no_entity_no_complaint_and_asked_each_hour(
    hass: HomeAssistant,
    sdk: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    monkeypatch.setattr(sdk_health, "health_url", lambda _base_url: sdk.health_url)
    sdk.set_health(closed=True)
    entry = await asked_at_start(hass, sdk)
    assert ready(hass) is None

    sdk.set_health(closed=False)
    await wait(hass, freezer, minutes=59)
    assert questions(sdk) == []
    await wait(hass, freezer, minutes=2)
    assert shown(hass) == ("on", True)
    assert entry.entry_id not in caplog.text
    assert not [each for each in caplog.records if DOMAIN in each.name]


async def test_what_is_no_health_port_is_no_entity(
    hass: HomeAssistant, sdk: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sdk_health, "health_url", lambda _base_url: sdk.url)  # it answers 404

    entry = await asked_at_start(hass, sdk)

    assert ready(hass) is None
    assert entry.runtime_data.health.data == Health()


async def test_what_had_answered_before_a_restart_is_asked_again_soon(
    hass: HomeAssistant, telling_sdk: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    entry = await asked_at_start(hass, telling_sdk)
    telling_sdk.set_health(closed=True)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert shown(hass)[0] == "unavailable"

    telling_sdk.set_health(closed=False)
    await wait(hass, freezer, seconds=31)

    assert shown(hass) == ("on", True)


async def test_a_firewall_that_drops_everything_holds_no_start_up(
    hass: HomeAssistant, telling_sdk: SandboxProcess
) -> None:
    telling_sdk.set_health(hanging=True)

    entry = await set_up(hass, sdk_entry(telling_sdk))

    assert hass.states.get("sensor.on_premise_sdk_lookups_used") is not None
    assert ready(hass) is None
    assert not entry.runtime_data.health._first.done(), "it is still waited for"
    assert await hass.config_entries.async_unload(entry.entry_id)


async def move(hass: HomeAssistant, entry: MockConfigEntry, url: str) -> None:
    """Give the account another address, and let its first question there be answered."""
    hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_URL: url})
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_another_address_that_does_not_answer_has_no_entity_any_more(
    hass: HomeAssistant,
    telling_sdk: SandboxProcess,
    monkeypatch: pytest.MonkeyPatch,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = await asked_at_start(hass, telling_sdk)
    here = telling_sdk.url
    monkeypatch.setattr(
        sdk_health,
        "health_url",
        lambda base_url: telling_sdk.health_url if base_url == here else "http://127.0.0.1:1",
    )

    async with RoundRobin(telling_sdk.url) as elsewhere:
        await move(hass, entry, elsewhere.url)
        assert ready(hass) is None
        assert er.async_get(hass).async_get(READY) is None
        assert entry.runtime_data.health.update_interval == sdk_health.UNANSWERED_INTERVAL

        await wait(hass, freezer, minutes=61)
        assert ready(hass) is None

        await move(hass, entry, telling_sdk.url)
        assert shown(hass) == ("on", True)


async def test_another_address_that_answers_keeps_the_entity_and_is_remembered(
    hass: HomeAssistant, telling_sdk: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await asked_at_start(hass, telling_sdk)
    before = er.async_get(hass).async_get(READY)
    here = telling_sdk.health_url
    async with RoundRobin(here or "") as elsewhere:
        monkeypatch.setattr(sdk_health, "health_url", lambda _base_url: elsewhere.url)
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
        assert shown(hass) == ("on", True)

    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert shown(hass)[0] == "unavailable", "it had answered there"
    after = er.async_get(hass).async_get(READY)
    assert before is not None
    assert after is not None
    assert after.id == before.id


async def test_who_only_says_that_it_is_alive_is_no_entity(
    hass: HomeAssistant, sdk: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ScriptedServer({"/liveliness/": says(200)}) as alive:
        monkeypatch.setattr(sdk_health, "health_url", lambda _base_url: alive.url)

        entry = await asked_at_start(hass, sdk)

    assert entry.runtime_data.health.data == Health(ready=None, alive=True)
    assert ready(hass) is None


async def test_a_port_that_never_answered_is_said_not_to_answer_in_the_diagnostics(
    hass: HomeAssistant, sdk: SandboxProcess
) -> None:
    entry = await asked_at_start(hass, sdk)

    assert (await async_get_config_entry_diagnostics(hass, entry))["health"] == {
        "ready": None,
        "alive": None,
        "has_answered": False,
        "answers": False,
    }


async def test_health_is_in_the_diagnostics(
    hass: HomeAssistant, telling_sdk: SandboxProcess
) -> None:
    telling_sdk.set_health(ready=False)
    entry = await asked_at_start(hass, telling_sdk)

    diagnostics = await async_get_config_entry_diagnostics(hass, entry)

    assert diagnostics["health"] == {
        "ready": False,
        "alive": True,
        "has_answered": True,
        "answers": True,
    }


async def test_the_cloud_is_not_asked_for_its_health(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    entry = await set_up(hass, cloud_entry(cloud))

    assert entry.runtime_data.health is None
    assert (await async_get_config_entry_diagnostics(hass, entry))["health"] is None
