"""Faults that a test asks for meet the next requests, in order."""

from typing import Any

from aiohttp import ClientPayloadError, ServerDisconnectedError
from hypothesis import given, strategies as st
import pytest

from sandbox.api_server.faults import Fault, FaultKind
from sandbox.api_server.manner import Endpoint
from tests.sandbox.asking import STATISTICS, Api
from tests.sandbox.conftest import StartSandbox


async def fail(api: Api, *faults: Fault) -> None:
    assert (
        await api.control("POST", "faults", [fault.to_json() for fault in faults])
    ).status == 200


async def test_a_status_comes_with_its_body_and_headers_instead_of_the_answer(cloud: Api) -> None:
    body = {"detail": "Wait.", "status_code": 429}
    await fail(cloud, Fault(kind="status", status=429, body=body, headers={"Retry-After": "3"}))

    answer = await cloud.lookup()

    assert (answer.status, answer.body, answer.headers["Retry-After"]) == (429, body, "3")
    assert answer.headers["X-Sandbox"] == "fault"


@pytest.mark.parametrize("status", [200, 201, 204, 304, 400, 500, 502, 599])
async def test_any_status_can_be_had_with_any_text(cloud: Api, status: int) -> None:
    html = {"Content-Type": "text/html"}
    await fail(cloud, Fault(kind="status", status=status, body="<html>proxy</html>", headers=html))

    answer = await cloud.lookup()

    expected = "" if status in (204, 304) else "<html>proxy</html>"
    assert (answer.status, answer.body, answer.headers["Content-Type"]) == (
        status,
        expected,
        "text/html",
    )


async def test_a_redirect_names_its_location(cloud: Api) -> None:
    await fail(cloud, Fault(kind="redirect", location="http://127.0.0.1:9/"))
    await fail(cloud, Fault(kind="redirect", location="http://127.0.0.1:9/", status=307))

    for status in (302, 307):
        answer = await cloud.lookup()
        assert (answer.status, answer.headers["Location"]) == (status, "http://127.0.0.1:9/")


async def test_a_dropped_request_gets_no_answer_and_is_not_billed(cloud: Api) -> None:
    await fail(cloud, Fault(kind="drop"))

    with pytest.raises(ServerDisconnectedError):
        await cloud.lookup()

    (request,) = await cloud.requests()
    assert (request["status"], request["fault"], request["billed"]) == (None, "drop", False)


async def test_an_answer_dropped_in_its_middle_is_billed(cloud: Api) -> None:
    await fail(cloud, Fault(kind="drop_mid_body"))

    with pytest.raises(ClientPayloadError):
        await cloud.lookup()

    (request,) = await cloud.requests()
    assert (request["status"], request["fault"], request["billed"]) == (201, "drop_mid_body", True)


@pytest.mark.parametrize("kind", ["slow", "slow_body"])
async def test_a_slow_answer_is_the_true_one(start_sandbox: StartSandbox, kind: FaultKind) -> None:
    sandbox = await start_sandbox()
    await fail(sandbox.api, Fault(kind=kind, seconds=30))
    before = sandbox.time.seconds

    answer = await sandbox.api.lookup()

    assert (answer.status, answer.body["results"]) == (201, [])
    assert sandbox.time.seconds == before + 30


async def test_faults_come_in_their_order_and_number_and_then_it_is_over(cloud: Api) -> None:
    await fail(cloud, Fault(kind="status", status=500, times=2), Fault(kind="status", status=502))
    await fail(cloud, Fault(kind="status", status=503))

    assert [(await cloud.lookup()).status for _ in range(5)] == [500, 500, 502, 503, 201]


async def test_a_fault_meets_only_requests_to_its_endpoint(cloud: Api) -> None:
    await fail(cloud, Fault(kind="status", status=500, endpoint="statistics"))

    assert (await cloud.lookup()).status == 201
    assert (await cloud.ask("GET", STATISTICS)).status == 500
    assert (await cloud.ask("GET", STATISTICS)).status == 200


async def test_a_fault_meets_requests_that_would_be_refused(cloud: Api) -> None:
    await fail(cloud, Fault(kind="status", status=503))

    assert (await cloud.lookup(("region", "x"), headers={})).status == 503


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("drop", "A fault is a JSON object with a kind."),
        ({"times": 2}, "A fault is a JSON object with a kind."),
        ({"kind": "explode"}, 'kind: must be "status" or "redirect" or '),
        ({"kind": ["drop"]}, 'kind: must be "status" or "redirect" or '),
        ({"kind": "status"}, "A fault of kind status needs status."),
        ({"kind": "status", "status": 99}, "status: must be a whole number from 200 to 599."),
        (
            {"kind": "status", "status": 503, "headers": {"Retry-After": 3}},
            "headers: must be an object of texts.",
        ),
        ({"kind": "slow", "seconds": -1}, "seconds: must be a number from 0."),
        ({"kind": "drop", "seconds": 1}, "A fault of kind drop takes no seconds."),
        ({"kind": "drop", "times": 0}, "times: must be a whole number from 1 to 10000."),
        ({"kind": "drop", "endpoint": "webhook"}, 'endpoint: must be "lookup" or '),
    ],
)
async def test_a_fault_that_does_not_fit_is_refused_with_the_reason(
    cloud: Api, fault: object, why: str
) -> None:
    answer = await cloud.control("POST", "faults", [{"kind": "drop"}, fault])

    assert answer.status == 400
    assert answer.body.startswith(why)
    assert (await cloud.lookup()).status == 201


_DETAILS = st.fixed_dictionaries(
    {
        "status": st.integers(200, 599),
        "body": st.none() | st.text(),
        "headers": st.none() | st.dictionaries(st.text(), st.text()),
    }
)


@given(
    endpoint=st.sampled_from(["lookup", "statistics", "info"]),
    times=st.integers(1, 10_000),
    details=_DETAILS,
)
def test_a_fault_survives_its_way_through_json(
    endpoint: Endpoint, times: int, details: dict[str, Any]
) -> None:
    fault = Fault(kind="status", endpoint=endpoint, times=times, **details)

    assert Fault.from_json(fault.to_json()) == fault
