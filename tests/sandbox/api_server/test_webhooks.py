"""Webhooks of the sandbox: sent after each answered lookup, and never in its way."""

import asyncio

from aiohttp import ClientPayloadError, ClientSession
import pytest

from sandbox.api_server.webhooks import WebhookTarget
from sandbox.process import SandboxProcess
from tests.sandbox.asking import Api
from tests.sandbox.drawn import blank_picture, plate_picture
from tests.sandbox.receiving import Receiver


async def sent(api: Api) -> list[dict[str, object]]:
    """Return the deliveries, once all are done."""
    answer = await api.control("GET", "webhooks")
    assert answer.status == 200
    deliveries: list[dict[str, object]] = answer.body
    return deliveries


async def send_to(api: Api, *targets: dict[str, object]) -> None:
    answer = await api.control("PUT", "webhooks", list(targets))
    assert (answer.status, answer.body) == (200, {"set": len(targets)})


async def test_each_answer_is_sent_as_json_also_where_nothing_was_found(
    cloud: Api, receiver: Receiver
) -> None:
    await send_to(cloud, {"target": receiver.url})

    answers = [(await cloud.lookup(("camera_id", name))).body for name in ("gate", "yard")]
    await sent(cloud)

    hook = {"target": receiver.url, "id": 1, "event": "image.done"}
    assert [webhook.payload for webhook in receiver.received] == [
        {"hook": hook, "data": answer} for answer in answers
    ]
    assert [answer["results"] for answer in answers] == [[], []]
    assert {webhook.content_type for webhook in receiver.received} == {"application/json"}
    assert [webhook.picture for webhook in receiver.received] == [None, None]


async def test_an_sdk_sends_what_it_answers_too(sdk: Api, receiver: Receiver) -> None:
    await send_to(sdk, {"target": receiver.url})

    answer = await sdk.lookup()
    await sent(sdk)

    assert [webhook.payload["data"] for webhook in receiver.received] == [answer.body]
    assert answer.body["usage"]["calls"] == 1


async def test_the_picture_goes_along_where_it_is_wanted(cloud: Api, receiver: Receiver) -> None:
    await send_to(cloud, {"target": receiver.url, "image": True})
    picture = blank_picture()

    answer = await cloud.lookup(image=picture)
    await sent(cloud)

    (webhook,) = receiver.received
    assert webhook.content_type == "multipart/form-data"
    assert (webhook.file_name, webhook.picture) == ("car.jpg", picture)
    assert webhook.payload["data"] == answer.body


async def test_every_target_is_sent_its_own_in_the_order_of_the_lookups(
    cloud: Api, receiver: Receiver
) -> None:
    shown = {"target": receiver.url, "image": True, "header": {"Authorization": "Token secret"}}
    await send_to(cloud, {"target": receiver.url, "header": None}, shown)

    for name in ("gate", "yard"):
        await cloud.lookup(("camera_id", name))
    deliveries = await sent(cloud)

    assert [
        (
            webhook.payload["data"]["camera_id"],
            webhook.payload["hook"]["id"],
            webhook.headers.get("Authorization"),
        )
        for webhook in receiver.received
    ] == [
        ("gate", 1, None),
        ("gate", 2, "Token secret"),
        ("yard", 1, None),
        ("yard", 2, "Token secret"),
    ]
    assert [delivery["request"] for delivery in deliveries] == [1, 1, 2, 2]
    assert "secret" not in str(deliveries)


async def test_what_came_of_each_is_told(cloud: Api, receiver: Receiver) -> None:
    nobody = "http://127.0.0.1:1/"
    receiver.status = 503
    await send_to(cloud, {"target": nobody}, {"target": receiver.url})

    await cloud.lookup()

    deliveries = await sent(cloud)
    assert [delivery.pop("duration") != 0 for delivery in deliveries] == [True, True]
    assert deliveries == [
        {"target": nobody, "request": 1, "status": None},
        {"target": receiver.url, "request": 1, "status": 503},
    ]


async def test_a_lookup_is_answered_before_its_webhook_is(cloud: Api, receiver: Receiver) -> None:
    await send_to(cloud, {"target": receiver.url})
    receiver.may_answer.clear()

    assert (await cloud.lookup()).status == 201
    await receiver.is_asked.wait()
    assert (await cloud.lookup()).status == 201

    waiting = asyncio.create_task(sent(cloud))
    assert len(receiver.received) == 1
    receiver.may_answer.set()
    assert [delivery["request"] for delivery in await waiting] == [1, 2]


async def test_a_lookup_without_an_answer_has_no_webhook(cloud: Api, receiver: Receiver) -> None:
    await send_to(cloud, {"target": receiver.url})
    await cloud.control("POST", "faults", [{"kind": "status", "status": 500}])

    assert (await cloud.lookup()).status == 500
    assert (await cloud.lookup(image=b"no picture")).status == 400
    assert (await cloud.lookup(headers={})).status == 403
    await cloud.statistics()

    assert await sent(cloud) == []
    assert receiver.received == []


async def test_an_answer_that_got_lost_on_the_way_has_one(cloud: Api, receiver: Receiver) -> None:
    await send_to(cloud, {"target": receiver.url})
    await cloud.control("POST", "faults", [{"kind": "drop_mid_body"}])

    with pytest.raises(ClientPayloadError):
        await cloud.lookup()

    assert len(await sent(cloud)) == 1


async def test_an_sdk_tells_where_its_webhooks_go(sdk: Api) -> None:
    targets = ["http://127.0.0.1:1/a", "https://127.0.0.1:1/b"]
    await send_to(sdk, *({"target": target, "image": True} for target in targets))

    assert (await sdk.ask("GET", "/info/", headers={})).body["webhooks"] == targets


async def test_new_targets_take_the_place_of_the_old_ones(cloud: Api, receiver: Receiver) -> None:
    await send_to(cloud, {"target": receiver.url})
    await send_to(cloud)

    await cloud.lookup()

    assert await sent(cloud) == []


async def test_after_a_reset_nothing_more_is_sent(cloud: Api, receiver: Receiver) -> None:
    await send_to(cloud, {"target": receiver.url})
    receiver.may_answer.clear()
    for _ in range(2):
        await cloud.lookup()
    await receiver.is_asked.wait()

    await cloud.control("POST", "reset")
    receiver.may_answer.set()
    await cloud.control("POST", "answers", [{"results": []}])
    await cloud.lookup()

    assert await sent(cloud) == []
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("http://127.0.0.1/", 'A webhook is {"target": "http://…"'),
        ({}, 'A webhook is {"target": "http://…"'),
        ({"target": "http://127.0.0.1/", "url": ""}, 'A webhook is {"target": "http://…"'),
        ({"target": "here"}, "target: must be an http or https address."),
        ({"target": "http://a/", "header": {"A": 1}}, "header: must be an object of texts, or"),
        ({"target": "http://a/", "image": 1}, "image: must be true or false."),
    ],
)
async def test_a_target_that_does_not_fit_changes_nothing(
    sdk: Api, target: object, why: str
) -> None:
    await send_to(sdk, {"target": "http://127.0.0.1:1/"})

    answer = await sdk.control("PUT", "webhooks", [{"target": "http://127.0.0.1:2/"}, target])

    assert answer.status == 400
    assert answer.body.startswith(why)
    info = await sdk.ask("GET", "/info/", headers={})
    assert info.body["webhooks"] == ["http://127.0.0.1:1/"]


async def test_targets_are_given_at_the_start_and_stay_over_a_reset(receiver: Receiver) -> None:
    target = WebhookTarget(receiver.url, {"X-Key": "a b"}, image=True)
    picture, _ = plate_picture("AB12 CDE")

    process = await asyncio.to_thread(SandboxProcess, "sdk", webhooks=[target])
    try:
        await asyncio.to_thread(process.reset)
        async with ClientSession(process.url) as session:
            answer = await Api(session).lookup(image=picture)
        deliveries = await asyncio.to_thread(process.webhooks)
        await asyncio.to_thread(process.send_webhooks)
        async with ClientSession(process.url) as session:
            await Api(session).lookup(image=picture)
        assert await asyncio.to_thread(process.webhooks) == deliveries
    finally:
        await asyncio.to_thread(process.stop)

    ((delivery, webhook),) = zip(deliveries, receiver.received, strict=True)
    assert (delivery.target, delivery.request, delivery.status) == (receiver.url, 1, 200)
    assert (webhook.picture, webhook.headers["X-Key"]) == (picture, "a b")
    assert webhook.payload["data"] == answer.body
    assert [result["plate"] for result in answer.body["results"]] == ["ab12cde"]
