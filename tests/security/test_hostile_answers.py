"""A server that was hacked, or never was what it seemed, answers whatever it likes."""

import gzip
import json
import tracemalloc

from aiohttp import web
from homeassistant.const import CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import aiohttp_client, device_registry as dr
from homeassistant.helpers.json import json_bytes
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer.const import (
    CONF_KIND,
    DOMAIN,
    EVENT_SIGHTING,
    AccountKind,
)
from custom_components.plate_recognizer.pipeline.sighting import MOST_IN_A_PICTURE
from tests.api.server import ScriptedServer, says
from tests.integration.answers import plate
from tests.integration.conftest import scan, set_up
from tests.integration.fake_camera import FakeCamera

from .conftest import LOOKUP, USAGE, answer_of, set_up_at

MEGABYTE = 1_048_576


async def test_a_small_answer_that_unpacks_to_a_huge_one_takes_no_memory(
    hass: HomeAssistant, hostile: ScriptedServer, attacked: MockConfigEntry
) -> None:
    bomb = gzip.compress(bytes(400 * MEGABYTE), compresslevel=1)
    hostile.answers[LOOKUP] = says(200, bomb, Content_Encoding="gzip")

    tracemalloc.start()
    await scan(hass)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    decision = hass.states.get("sensor.driveway_decision")
    assert decision is not None
    assert decision.state == "unreadable_answer"
    assert most < 40 * MEGABYTE


async def test_an_answer_with_thousands_of_vehicles_floods_nothing(
    hass: HomeAssistant, hostile: ScriptedServer, attacked: MockConfigEntry
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    results = [plate(f"{number:07}") for number in range(3000)]
    body = json.dumps(answer_of(*results)).encode()
    assert len(body) < MEGABYTE
    hostile.answers[LOOKUP] = says(200, body)

    await scan(hass)

    assert len(events) == MOST_IN_A_PICTURE


async def test_texts_that_are_far_too_long_are_cut_off(
    hass: HomeAssistant,
    hostile: ScriptedServer,
    attacked: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    long = "x" * 50_000
    result = plate(
        "ab12cde",
        region=long,
        vehicle={"type": long, "score": 0.9, "box": plate("")["box"]},
        model_make=[{"make": long, "model": long, "score": 0.3}],
        color=[{"color": long, "score": 0.9}],
        orientation=[{"orientation": long, "score": 0.9}],
        user_data=long,
    )
    result["candidates"] = [{"plate": long, "score": 0.5}]
    hostile.answers[LOOKUP] = says(
        200, answer_of(result, version=long, timestamp=long, filename=long)
    )

    await scan(hass)

    (event,) = events
    assert len(json.dumps(event.data)) < 32_768
    for state in hass.states.async_all():
        assert len(json.dumps(dict(state.attributes), default=str)) < 16_384, state.entity_id
    assert [each for each in caplog.records if each.levelname in {"WARNING", "ERROR"}] == []


async def test_a_cookie_is_given_to_nobody_else(
    hass: HomeAssistant,
    camera: FakeCamera,
    hostile: ScriptedServer,
    names_of_hosts: None,
) -> None:
    """Home Assistant's own session would keep it, and tell it to other devices of the domain."""

    async def answer(_: web.Request) -> web.StreamResponse:
        response = web.json_response(answer_of(plate("ab12cde")))
        response.set_cookie("session", "of-the-attacker")
        return response

    hostile.answers[LOOKUP] = answer
    # No cookie is ever kept of a host without a name.
    await set_up_at(hass, hostile.url.replace("127.0.0.1", "localhost"))

    await scan(hass)
    await scan(hass)

    assert hostile.paths.count(LOOKUP) == 2
    assert [each for each in hostile.asked if "Cookie" in each.headers] == []
    assert list(aiohttp_client.async_get_clientsession(hass).cookie_jar) == []


@pytest.mark.parametrize(
    "user_data", ["[" * 300 + "]" * 300, "[" * 900 + "]" * 900, '"\\ud800"', '{"a": NaN}']
)
async def test_whatever_is_told_can_be_written_again(
    hass: HomeAssistant, hostile: ScriptedServer, attacked: MockConfigEntry, user_data: str
) -> None:
    """Whoever hears of it writes it again: the recorder, the browser, the history."""
    events = async_capture_events(hass, EVENT_SIGHTING)
    body = json.dumps(answer_of(plate("ab12cde", user_data="SAID")))
    hostile.answers[LOOKUP] = says(200, body.replace('"SAID"', user_data).encode())

    await scan(hass)

    (event,) = events
    assert json_bytes(event.data)
    assert event.data["plate"] == "AB12CDE"


async def test_the_version_of_an_sdk_is_no_book(
    hass: HomeAssistant, hostile: ScriptedServer
) -> None:
    hostile.answers["/info/"] = says(200, {"version": "1" * 500_000, **USAGE})
    data = {CONF_KIND: AccountKind.SDK, CONF_URL: hostile.url}

    account = await set_up(hass, MockConfigEntry(domain=DOMAIN, data=data))

    (device,) = dr.async_entries_for_config_entry(dr.async_get(hass), account.entry_id)
    assert device.sw_version == "1" * 64
