"""The three meanings of a 403, told apart by a second, free question."""

import aiohttp
from aiohttp import web
import pytest

from custom_components.plate_recognizer.api.client import CloudClient, SdkClient
from custom_components.plate_recognizer.api.errors import (
    NoCredits,
    Refused,
    ServerError,
    SnapshotError,
    TokenRefused,
)
from custom_components.plate_recognizer.api.models import Recognition

from .conftest import TOKEN
from .lookups import PLAIN
from .recorded import raw
from .server import Answer, ScriptedServer, cuts_off, hangs_up, says

LOOKUP, STATISTICS, INFO = "/v1/plate-reader/", "/v1/statistics/", "/info/"
REFUSAL = raw("field-error-403-invalid-token.json")

USED_UP = says(200, raw("field-statistics-quota-reached.json"))
CREDITS_LEFT = says(200, raw("field-statistics-no-resets-on.json"))
SDK_USED_UP = says(200, {"usage": {"calls": 2501}, "total_calls": 2500})

MEANINGS: list[tuple[Answer, type[SnapshotError]]] = [
    (says(403, b'{"detail": "Different words."}'), TokenRefused),
    (says(401), TokenRefused),
    (CREDITS_LEFT, Refused),
    (says(200, {}), Refused),
    (says(200, {"usage": {"calls": 2500}}), Refused),
    (says(429), Refused),
    (says(500), Refused),
    (says(404), Refused),
    (says(200, b"<html>"), Refused),
    (cuts_off(200, b"{"), Refused),
    (hangs_up, Refused),
]


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize(("answer", "kind"), [*MEANINGS, (USED_UP, NoCredits)])
async def test_statistics_tell_what_the_cloud_means_and_the_lookup_gives_the_words(
    server: ScriptedServer,
    cloud: CloudClient,
    status: int,
    answer: Answer,
    kind: type[SnapshotError],
) -> None:
    server.answers = {LOOKUP: says(status, REFUSAL), STATISTICS: answer}

    with pytest.raises(SnapshotError) as caught:
        await cloud.lookup(PLAIN)

    assert server.paths[:2] == [LOOKUP, STATISTICS]
    assert (type(caught.value), caught.value.status) == (kind, status)
    assert caught.value.detail == "Invalid token."


@pytest.mark.parametrize(("answer", "kind"), [*MEANINGS, (SDK_USED_UP, NoCredits)])
async def test_the_info_tells_what_an_sdk_means(
    server: ScriptedServer, sdk: SdkClient, answer: Answer, kind: type[SnapshotError]
) -> None:
    server.answers = {LOOKUP: says(403, REFUSAL), INFO: answer}

    with pytest.raises(SnapshotError) as caught:
        await sdk.lookup(PLAIN)

    assert server.paths[:3] == [LOOKUP, LOOKUP, INFO]
    assert type(caught.value) is kind


async def test_another_sdk_behind_the_same_address_may_take_what_one_has_refused(
    server: ScriptedServer, sdk: SdkClient
) -> None:
    server.answers[LOOKUP] = in_turn(says(403, REFUSAL), says(200, {"results": []}))

    assert await sdk.lookup(PLAIN) == Recognition()

    assert server.paths == [LOOKUP, LOOKUP], "a question between them would be the other one's turn"
    assert server.asked[0].fields == server.asked[1].fields


async def test_what_goes_wrong_the_second_time_is_what_is_told(
    server: ScriptedServer, sdk: SdkClient
) -> None:
    server.answers[LOOKUP] = in_turn(says(403, REFUSAL), says(502))

    with pytest.raises(ServerError):
        await sdk.lookup(PLAIN)

    assert server.paths == [LOOKUP, LOOKUP]


def in_turn(*answers: Answer) -> Answer:
    """Give one answer after another."""
    left = iter(answers)

    async def answer(request: web.Request) -> web.StreamResponse:
        return await next(left)(request)

    return answer


@pytest.mark.parametrize("status", [401, 403])
async def test_a_refused_question_about_the_account_is_a_refused_token(
    server: ScriptedServer, session: aiohttp.ClientSession, status: int
) -> None:
    server.answers = {STATISTICS: says(status, REFUSAL), INFO: says(status, REFUSAL)}

    for call in (
        CloudClient(session, TOKEN, server.url).statistics(),
        SdkClient(session, server.url).info(),
    ):
        with pytest.raises(TokenRefused) as caught:
            await call

        assert (caught.value.status, caught.value.detail) == (status, "Invalid token.")
    assert server.paths == [STATISTICS, INFO]


async def test_a_refusal_is_not_looked_into_after_other_failures(
    server: ScriptedServer, cloud: CloudClient
) -> None:
    server.answers[LOOKUP] = says(400, REFUSAL)

    with pytest.raises(SnapshotError):
        await cloud.lookup(PLAIN)

    assert server.paths == [LOOKUP]
