"""An SDK's health: what is asked on its second port, and how little the answer is trusted."""

import asyncio

import aiohttp
from hypothesis import given, strategies as st
import pytest
from yarl import URL

from custom_components.plate_recognizer.api import health
from custom_components.plate_recognizer.api.endpoint import UrlError, normalise_url
from custom_components.plate_recognizer.api.health import (
    HEALTH_PORT,
    LIVELINESS_PATH,
    READINESS_PATH,
    Health,
    ask_health,
    health_url,
)

from .server import Answer, ScriptedServer, cuts_off, hangs_up, says, stalls


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("http://192.0.2.7:8080", "http://192.0.2.7:8081"),
        ("http://nas.local", "http://nas.local:8081"),
        ("https://proxy/sdk", "http://proxy:8081"),
        ("http://[2001:db8::1]:8080", "http://[2001:db8::1]:8081"),
        ("http://xn--bcher-kva.example", "http://xn--bcher-kva.example:8081"),
    ],
)
def test_health_is_asked_on_the_same_host(base: str, expected: str) -> None:
    assert health_url(base) == expected


@given(st.text() | st.from_regex(r"https?://[^/]+(/.*)?"))
def test_any_address_of_an_sdk_has_one_for_its_health(typed: str) -> None:
    try:
        base = normalise_url(typed, "sdk")
    except UrlError:
        return

    url = URL(health_url(base))

    assert (url.host, url.port, url.path) == (URL(base).host, HEALTH_PORT, "/")


async def test_both_questions_are_asked_without_a_token(
    server: ScriptedServer, session: aiohttp.ClientSession
) -> None:
    server.answers = {READINESS_PATH: says(503), LIVELINESS_PATH: says(200)}

    assert await ask_health(session, server.url) == Health(ready=False, alive=True)

    assert sorted(server.paths) == ["/liveliness/", "/readiness/"]
    for asked in server.asked:
        assert asked.method == "GET"
        assert "Authorization" not in asked.headers


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        *((status, True) for status in (200, 204, 299)),
        *((status, False) for status in (500, 503, 599)),
        *((status, None) for status in (301, 302, 400, 401, 403, 404, 405, 429)),
    ],
)
async def test_only_success_and_failure_mean_something(
    server: ScriptedServer, session: aiohttp.ClientSession, status: int, meaning: object
) -> None:
    server.answers[READINESS_PATH] = says(status, b'{"status": "any"}')

    assert (await ask_health(session, server.url)).ready is meaning


async def test_a_redirect_is_not_followed(
    server: ScriptedServer, session: aiohttp.ClientSession
) -> None:
    server.answers = {
        READINESS_PATH: says(302, Location=f"{server.url}/elsewhere"),
        "/elsewhere": says(200),
    }

    assert (await ask_health(session, server.url)).ready is None
    assert "/elsewhere" not in server.paths


@pytest.mark.parametrize(
    "answer",
    [hangs_up, says(200, **{"X-Long": "x" * 100_000}), stalls(asyncio.Event())],
    ids=["hangs up", "endless header", "never answers"],
)
async def test_a_port_that_gives_no_answer_says_nothing(
    server: ScriptedServer,
    session: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
    answer: Answer,
) -> None:
    monkeypatch.setattr(health, "TIMEOUT", aiohttp.ClientTimeout(total=0.2))
    server.answers = {READINESS_PATH: answer, LIVELINESS_PATH: answer}

    assert await ask_health(session, server.url) == Health()


@pytest.mark.parametrize(
    "answer",
    [stalls(asyncio.Event(), after=b"x" * 100_000), cuts_off(200, b"half")],
    ids=["endless body", "half a body"],
)
async def test_of_a_body_nothing_is_read(
    server: ScriptedServer, session: aiohttp.ClientSession, answer: Answer
) -> None:
    server.answers[READINESS_PATH] = answer

    assert (await ask_health(session, server.url)).ready is True


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://no-such-host.invalid:8081"])
async def test_who_cannot_be_reached_says_nothing(session: aiohttp.ClientSession, url: str) -> None:
    assert await ask_health(session, url) == Health()
