"""Token, throttle, quota and size: what the account allows, and what it pays."""

import asyncio

import pytest

from tests.sandbox.asking import AUTHORIZED, LOOKUP, STATISTICS, Api
from tests.sandbox.conftest import StartSandbox
from tests.sandbox.drawn import blank_picture

THROTTLED = {
    "detail": "Request was throttled. Expected available in 1 second.",
    "status_code": 429,
}


@pytest.mark.parametrize(
    ("header", "detail"),
    [
        ("Token of somebody else", "Invalid token."),
        ("token sandbox-token", "Authentication credentials were not provided."),
        ("Bearer sandbox-token", "Authentication credentials were not provided."),
        (None, "Authentication credentials were not provided."),
    ],
)
async def test_the_cloud_refuses_all_but_its_token(
    cloud: Api, header: str | None, detail: str
) -> None:
    headers = {"Authorization": header} if header else {}

    for answer in (
        await cloud.lookup(headers=headers),
        await cloud.ask("GET", STATISTICS, headers=headers),
    ):
        assert (answer.status, answer.body) == (403, {"detail": detail, "status_code": 403})


async def test_the_sdk_asks_for_no_token(sdk: Api) -> None:
    assert (await sdk.lookup(headers={})).status == 200
    assert (await sdk.lookup(headers={"Authorization": "Token of somebody else"})).status == 200


@pytest.mark.parametrize("rate", [1, 8])
async def test_a_lookup_over_the_rate_is_throttled_until_a_second_has_gone(
    start_sandbox: StartSandbox, rate: int
) -> None:
    sandbox = await start_sandbox("cloud", rate=rate)

    statuses = [(await sandbox.api.lookup()).status for _ in range(rate)]
    refused = await sandbox.api.lookup()
    await sandbox.time.sleep(0.9)
    still_refused = await sandbox.api.lookup()
    await sandbox.time.sleep(0.1)
    let_in = await sandbox.api.lookup()

    assert statuses == [201] * rate
    assert (refused.status, refused.body) == (429, THROTTLED)
    assert "Retry-After" not in refused.headers
    assert (still_refused.status, let_in.status) == (429, 201)


async def test_refused_forms_count_against_the_rate_but_are_not_billed(
    start_sandbox: StartSandbox,
) -> None:
    api = (await start_sandbox("cloud", rate=1)).api

    assert (await api.lookup(("region", "us"))).status == 400
    assert (await api.lookup()).status == 429
    assert (await api.statistics())["usage"]["calls"] == 0


@pytest.mark.parametrize(("manner", "rate"), [("cloud", None), ("sdk", 1)])
async def test_without_a_rate_and_at_the_sdk_nothing_is_throttled(
    start_sandbox: StartSandbox, manner: str, rate: int | None
) -> None:
    api = (await start_sandbox(manner, rate=rate)).api

    answers = [await api.lookup() for _ in range(12)]

    assert all(answer.status in (200, 201) for answer in answers)


async def test_every_answered_lookup_is_billed_also_without_plates(cloud: Api) -> None:
    for calls in (1, 2):
        assert (await cloud.lookup()).body["results"] == []
        assert (await cloud.statistics())["usage"]["calls"] == calls


async def test_statistics_are_as_documented_and_free(start_sandbox: StartSandbox) -> None:
    terms = {"calls": 128, "limit": 2500, "resets_on": "2026-02-14T00:00:00Z"}
    api = (await start_sandbox("cloud", **terms)).api

    for _ in range(2):
        assert await api.statistics() == {
            "usage": {"month": 2, "calls": 128, "year": 2026, "resets_on": "2026-02-14T00:00:00Z"},
            "total_calls": 2500,
        }


async def test_statistics_leave_out_a_reset_that_nobody_knows(cloud: Api) -> None:
    assert (await cloud.statistics())["usage"].keys() == {"month", "calls", "year"}


async def test_a_used_up_quota_stops_lookups_but_not_statistics(
    start_sandbox: StartSandbox,
) -> None:
    api = (await start_sandbox("cloud", calls=1, limit=2)).api

    assert (await api.lookup()).status == 201
    refused = await api.lookup()

    assert refused.status == 403
    assert refused.body["detail"] == "You do not have enough credits to perform this request."
    assert (await api.statistics())["usage"]["calls"] == 2


async def test_of_two_lookups_at_once_one_gets_the_last_credit(start_sandbox: StartSandbox) -> None:
    api = (await start_sandbox("cloud", limit=1)).api

    answers = await asyncio.gather(api.lookup(), api.lookup())

    assert sorted(answer.status for answer in answers) == [201, 403]
    assert (await api.statistics())["usage"]["calls"] == 1


async def test_only_so_many_lookups_are_read_at_once_and_the_others_after_them(
    start_sandbox: StartSandbox,
) -> None:
    sandbox = await start_sandbox("sdk", latency=3, at_once=1)
    sandbox.time.may_pass.clear()

    async with asyncio.TaskGroup() as group:
        lookups = [group.create_task(sandbox.api.lookup()) for _ in range(3)]
        await sandbox.time.is_awaited.wait()
        info = await sandbox.api.ask("GET", "/info/", headers={})
        assert info.body["usage"]["calls"] == 1
        sandbox.time.may_pass.set()

    assert sorted(each.result().body["usage"]["calls"] for each in lookups) == [1, 2, 3]
    assert {each.result().body["processing_time"] for each in lookups} == {3000.0}
    assert sandbox.time.seconds == 1009.0


async def test_the_sdk_says_its_version_and_usage(start_sandbox: StartSandbox) -> None:
    api = (await start_sandbox("sdk", calls=10)).api

    answer = await api.ask("GET", "/info/", headers={})

    assert (answer.status, answer.body) == (
        200,
        {
            "version": "1.3.8-sandbox",
            "license_key": "sandbox-license-key",
            "total_calls": 2500,
            "usage": {"calls": 10},
            "webhooks": [],
        },
    )


async def _lookup_of_size(api: Api, size: int) -> tuple[int, object]:
    """Look up a blank picture, padded so that the whole body has this many bytes."""
    head = b'--x\r\nContent-Disposition: form-data; name="upload"; filename="car.jpg"\r\n\r\n'
    tail = b"\r\n--x--\r\n"
    content = blank_picture().ljust(size - len(head) - len(tail), b"\0")
    headers = {**AUTHORIZED, "Content-Type": "multipart/form-data; boundary=x"}
    answer = await api.ask("POST", LOOKUP, headers=headers, data=head + content + tail)
    return answer.status, answer.body


async def test_the_cloud_takes_bodies_up_to_three_million_bytes(cloud: Api) -> None:
    assert (await _lookup_of_size(cloud, 3_000_000))[0] == 201
    assert await _lookup_of_size(cloud, 3_000_001) == (
        413,
        {"error": "Invalid file. See …/upload-limit/"},
    )


async def test_the_sdk_takes_bodies_of_any_size(sdk: Api) -> None:
    assert (await _lookup_of_size(sdk, 5_000_000))[0] == 200


@pytest.mark.parametrize(
    ("manner", "method", "path", "status"),
    [
        ("cloud", "GET", "/info/", 404),
        ("sdk", "GET", STATISTICS, 404),
        ("sdk", "POST", "/alpr", 404),
        ("cloud", "GET", LOOKUP, 405),
        ("cloud", "POST", STATISTICS, 405),
    ],
)
async def test_what_a_manner_does_not_have_is_not_found(
    start_sandbox: StartSandbox, manner: str, method: str, path: str, status: int
) -> None:
    api = (await start_sandbox(manner)).api

    answer = await api.ask(method, path)

    assert (answer.status, answer.body["status_code"]) == (status, status)


@pytest.mark.parametrize(("method", "path"), [("POST", LOOKUP), ("GET", STATISTICS)])
async def test_an_address_without_its_slash_is_redirected(
    cloud: Api, method: str, path: str
) -> None:
    answer = await cloud.ask(method, path.removesuffix("/"))

    assert (answer.status, answer.headers["Location"]) == (301, path)
