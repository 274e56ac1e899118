"""The control interface: scripted answers, the journal, the account, a reset."""

import asyncio
from hashlib import sha256

import pytest

from tests.sandbox.asking import STATISTICS, Api
from tests.sandbox.conftest import StartSandbox
from tests.sandbox.drawn import blank_picture

SCRIPT = [{"plate": "scripted", "score": 1, "anything": None}]


async def unscripted(api: Api) -> Api:
    """Return the API without the empty answers that the fixture has queued."""
    await api.control("POST", "reset")
    return api


async def test_it_says_what_it_is(cloud: Api, sdk: Api) -> None:
    for api, manner in ((cloud, "cloud manner"), (sdk, "sdk manner")):
        answer = await api.control("GET", "")
        assert "This is a sandbox" in answer.body
        assert "no measure" in answer.body
        assert manner in answer.body
        assert "X-Sandbox" not in answer.headers


async def test_a_scripted_answer_is_given_to_one_lookup_and_marked(cloud: Api) -> None:
    await unscripted(cloud)
    await cloud.control("POST", "answers", [{"results": SCRIPT}])

    answer = await cloud.lookup()

    assert (answer.status, answer.body["results"]) == (201, SCRIPT)
    assert (answer.body["image_width"], answer.body["version"]) == (64, 1)
    assert answer.headers["X-Sandbox"] == "scripted"
    assert (await cloud.requests())[-1]["answered_by"] == "scripted"


async def test_scripted_answers_come_in_their_order_and_number(cloud: Api) -> None:
    await unscripted(cloud)
    answers = [{"results": [1], "times": 2}, {"results": [2]}]
    await cloud.control("POST", "answers", answers)

    assert [(await cloud.lookup()).body["results"] for _ in range(3)] == [[1], [1], [2]]


async def test_a_refused_lookup_leaves_the_scripted_answer_to_the_next(cloud: Api) -> None:
    await unscripted(cloud)
    await cloud.control("POST", "answers", [{"results": SCRIPT}])

    assert (await cloud.lookup(image=b"no picture")).status == 400
    assert (await cloud.lookup(("region", "x"))).status == 400
    assert (await cloud.lookup(headers={})).status == 403
    assert (await cloud.lookup()).body["results"] == SCRIPT


async def test_a_picture_can_have_an_answer_of_its_own_however_often_it_is_looked_up(
    cloud: Api,
) -> None:
    await unscripted(cloud)
    picture, other = blank_picture(), blank_picture(80)
    own = {"results": SCRIPT, "picture": sha256(picture).hexdigest()}
    await cloud.control("POST", "answers", [own, {"results": [1]}, {"results": [2]}])

    answers = [await cloud.lookup(image=image) for image in (picture, other, picture, other)]

    assert [answer.body["results"] for answer in answers] == [SCRIPT, [1], SCRIPT, [2]]
    assert answers[0].headers["X-Sandbox"] == "scripted"


async def test_the_answer_of_a_picture_whose_lookup_was_refused_is_not_given_to_another(
    start_sandbox: StartSandbox,
) -> None:
    api = (await start_sandbox("cloud", limit=1, rate=None)).api
    await unscripted(api)
    picture = blank_picture()
    own = {"results": SCRIPT, "picture": sha256(picture).hexdigest()}
    await api.control("POST", "answers", [{"results": [1]}, own, {"results": [2]}])
    await api.lookup(image=blank_picture(80))

    assert (await api.lookup(image=picture)).status == 403
    await api.control("PATCH", "account", {"limit": 9})
    assert (await api.lookup(image=blank_picture(96))).body["results"] == [2]


async def test_a_scripted_answer_is_throttled_and_billed_as_any_other(
    start_sandbox: StartSandbox,
) -> None:
    api = (await start_sandbox("cloud", rate=1, calls=5)).api

    assert [(await api.lookup()).status for _ in range(2)] == [201, 429]
    assert (await api.statistics())["usage"]["calls"] == 6


async def test_the_journal_tells_what_was_asked_and_how_it_was_answered(cloud: Api) -> None:
    picture = blank_picture()
    await cloud.lookup(("regions", "mx"), ("regions", "us-ca"), ("mmc", "true"), image=picture)

    (request,) = await cloud.requests()

    assert request == {
        "number": 1,
        "endpoint": "lookup",
        "method": "POST",
        "path": "/v1/plate-reader/",
        "authorization": "right",
        "fields": {"regions": ["mx", "us-ca"], "mmc": ["true"]},
        "file_name": "car.jpg",
        "file_size": len(picture),
        "sha256": sha256(picture).hexdigest(),
        "image": {"width": 64, "height": 48},
        "status": 201,
        "answered_by": "scripted",
        "fault": None,
        "billed": True,
        "duration": 0.0,
    }


async def test_the_journal_has_refused_requests_and_wrong_addresses_too(cloud: Api) -> None:
    await cloud.lookup(("region", "x"))
    await cloud.lookup(headers={})
    await cloud.lookup(headers={"Authorization": "Token wrong"})
    await cloud.ask("GET", STATISTICS)
    await cloud.ask("GET", "/v2/")

    assert [
        (
            asked["endpoint"],
            asked["status"],
            asked["answered_by"],
            asked["authorization"],
            asked["billed"],
        )
        for asked in await cloud.requests()
    ] == [
        ("lookup", 400, "refusal", "right", False),
        ("lookup", 403, "refusal", "absent", False),
        ("lookup", 403, "refusal", "wrong", False),
        ("statistics", 200, "account", "right", False),
        (None, 404, "refusal", "right", False),
    ]


async def test_the_journal_never_has_the_token(cloud: Api) -> None:
    await cloud.lookup()
    await cloud.ask("GET", f"{STATISTICS}?token=sandbox-token")

    assert "sandbox-token" not in str(await cloud.requests())


async def test_the_account_can_be_changed_while_it_runs(cloud: Api) -> None:
    changes = {
        "calls": 7,
        "limit": 8,
        "rate": None,
        "resets_on": "2026-12-09T00:00:00Z",
        "latency": 2,
        "at_once": 1,
    }

    answer = await cloud.control("PATCH", "account", changes)

    assert answer.body == changes
    assert (await cloud.statistics())["usage"]["calls"] == 7
    assert (await cloud.lookup()).body["processing_time"] == 2000.0
    assert (await cloud.lookup()).status == 403


async def test_another_token_makes_the_old_one_invalid(cloud: Api) -> None:
    await cloud.control("PATCH", "account", {"token": "another"})

    assert (await cloud.lookup()).status == 403
    assert (await cloud.lookup(headers={"Authorization": "Token another"})).status == 201


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ([], "Changes are a JSON object."),
        ({"plan": "free"}, "The account has no plan; only token, calls, "),
        ({"calls": 1, "limit": -1}, "limit: must be a whole number from 0."),
        ({"calls": True}, "calls: must be a whole number from 0."),
        ({"rate": 0}, "rate: must be a whole number from 1, or null."),
        ({"latency": "long"}, "latency: must be a number from 0."),
        ({"token": ""}, "token: must be a text that isn't empty."),
    ],
)
async def test_a_change_that_does_not_fit_changes_nothing(
    cloud: Api, changes: object, why: str
) -> None:
    answer = await cloud.control("PATCH", "account", changes)

    assert answer.status == 400
    assert answer.body.startswith(why)
    assert (await cloud.statistics())["usage"]["calls"] == 0


@pytest.mark.parametrize(
    "answer",
    [
        [],
        {"results": {}},
        {"results": [], "times": 0},
        {"results": [], "picture": ""},
        {"results": [], "picture": "0f", "times": 2},
        {"result": []},
        {"results": [], "status": 200},
    ],
)
async def test_an_answer_that_does_not_fit_is_refused(cloud: Api, answer: object) -> None:
    refused = await cloud.control("POST", "answers", [answer])

    assert refused.status == 400
    assert refused.body.startswith('An answer is {"results": […], "times": 1} or ')


@pytest.mark.parametrize(("path", "body"), [("faults", {"kind": "drop"}), ("answers", None)])
async def test_faults_and_answers_are_lists(cloud: Api, path: str, body: object) -> None:
    assert (await cloud.control("POST", path, body)).status == 400


async def test_a_reset_leaves_everything_as_at_the_start(start_sandbox: StartSandbox) -> None:
    api = (await start_sandbox("cloud", calls=3, rate=1)).api
    await api.lookup()
    await api.control("PATCH", "account", {"token": "another", "limit": 0})
    await api.control("POST", "faults", [{"kind": "drop"}])
    await api.control("POST", "answers", [{"results": SCRIPT}])

    assert (await api.control("POST", "reset")).status == 200

    assert await api.requests() == []
    assert (await api.statistics())["usage"]["calls"] == 3
    await api.control("POST", "answers", [{"results": []}])
    answer = await api.lookup()
    assert (answer.status, answer.body["results"]) == (201, [])


async def test_a_reset_leaves_no_trace_of_a_lookup_under_way(start_sandbox: StartSandbox) -> None:
    sandbox = await start_sandbox()
    sandbox.time.may_pass.clear()
    lookup = asyncio.create_task(sandbox.api.lookup())
    await sandbox.time.is_awaited.wait()

    await sandbox.api.control("POST", "reset")
    sandbox.time.may_pass.set()

    assert (await lookup).status == 201
    assert await sandbox.api.requests() == []
    assert (await sandbox.api.statistics())["usage"]["calls"] == 0


@pytest.mark.parametrize(("method", "path"), [("GET", "faults"), ("POST", "nothing")])
async def test_an_unknown_control_address_is_not_the_apis_affair(
    cloud: Api, method: str, path: str
) -> None:
    assert (await cloud.control(method, path)).status == 404
    assert await cloud.requests() == []
