"""A lookup may name its picture's address: it is fetched from this machine, within bounds."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator
from hashlib import sha256

from aiohttp import ClientTimeout, FormData
import pytest

from sandbox.api_server import fetching
from tests.api.server import Answer, ScriptedServer, cuts_off, hangs_up, says, stalls
from tests.sandbox.asking import AUTHORIZED, LOOKUP, Answered, Api
from tests.sandbox.drawn import blank_picture

PICTURE = blank_picture()


@pytest.fixture
async def host(socket_enabled: None) -> AsyncIterator[ScriptedServer]:
    """A server of this machine that has a picture."""
    async with ScriptedServer() as running:
        running.answers["/cars/car.jpg"] = says(200, PICTURE)
        yield running


async def look_up(api: Api, *fields: tuple[str, str], multipart: bool = True) -> Answered:
    form = FormData(fields, default_to_multipart=multipart)
    return await api.ask("POST", LOOKUP, headers=AUTHORIZED, data=form)


@pytest.mark.parametrize("multipart", [True, False])
async def test_a_picture_is_fetched_once_from_its_address(
    cloud: Api, sdk: Api, host: ScriptedServer, *, multipart: bool
) -> None:
    address = ("upload_url", f"{host.url}/cars/car.jpg")

    for api, status in ((cloud, 201), (sdk, 200)):
        answer = await look_up(api, address, multipart=multipart)

        assert answer.status == status
        assert answer.body["filename"].endswith("car.jpg")
        [request] = await api.requests()
        assert request["fields"]["upload_url"] == [address[1]]
        assert request["image"] == {"width": 64, "height": 48}
        assert request["file_size"] == len(PICTURE)
        assert request["sha256"] == sha256(PICTURE).hexdigest()
    assert [asked.method for asked in host.asked] == ["GET", "GET"]


@pytest.mark.parametrize("multipart", [True, False])
async def test_every_manner_of_giving_a_picture_is_billed_once(
    cloud: Api, host: ScriptedServer, *, multipart: bool
) -> None:
    base64 = b64encode(PICTURE).decode()

    for calls, field in enumerate(
        (("upload_url", f"{host.url}/cars/car.jpg"), ("upload", base64)), start=1
    ):
        assert (await look_up(cloud, field, multipart=multipart)).status == 201
        assert (await cloud.statistics())["usage"]["calls"] == calls


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (says(404), "the address answered 404"),
        (says(302, Location="http://127.0.0.1:9/"), "the address answered 302"),
        (says(200, bytes(fetching.MOST_BYTES + 1)), "it has more than 20000000 bytes"),
        (cuts_off(200, PICTURE), "Response payload is not completed"),
        (hangs_up, "Server disconnected"),
    ],
    ids=["missing", "redirect", "too large", "cut off", "hung up"],
)
async def test_a_picture_that_cannot_be_fetched_is_refused_under_its_field_and_costs_nothing(
    cloud: Api, host: ScriptedServer, answer: Answer, reason: str
) -> None:
    host.answers["/car.jpg"] = answer

    refused = await look_up(cloud, ("upload_url", f"{host.url}/car.jpg"))

    assert refused.status == 400
    [complaint] = refused.body.pop("upload_url")
    assert complaint.startswith(f"The image could not be downloaded: {reason}")
    assert not refused.body
    assert set(host.paths) == {"/car.jpg"}
    assert (await cloud.statistics())["usage"]["calls"] == 0


async def test_a_server_that_never_answers_is_not_waited_for(
    cloud: Api, host: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_TIMEOUT", ClientTimeout(total=0.05))
    host.answers["/car.jpg"] = stalls(asyncio.Event())

    refused = await look_up(cloud, ("upload_url", f"{host.url}/car.jpg"))

    assert refused.body == {"upload_url": ["The image could not be downloaded: no answer in time."]}


async def test_what_is_fetched_has_to_be_a_picture(cloud: Api, host: ScriptedServer) -> None:
    host.answers["/page"] = says(200, b"<html>Hello</html>")

    refused = await look_up(cloud, ("upload_url", f"{host.url}/page"))

    assert (refused.status, list(refused.body)) == (400, ["upload_url"])


async def test_nothing_is_fetched_for_a_form_that_is_refused_anyway(
    cloud: Api, host: ScriptedServer
) -> None:
    address = ("upload_url", f"{host.url}/cars/car.jpg")

    assert (await look_up(cloud, address, ("mmc", "perhaps"))).status == 400
    wrong = FormData([address])
    refused = await cloud.ask("POST", LOOKUP, headers={}, data=wrong)
    assert refused.status == 403
    assert host.asked == []
