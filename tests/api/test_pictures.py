"""Each manner of giving a picture is answered and billed by what stands in for the service."""

from base64 import b64encode
from collections.abc import AsyncIterator
from hashlib import sha256
import re

import aiohttp
from aiohttp.test_utils import TestServer
from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.api.client import CloudClient, SdkClient
from custom_components.plate_recognizer.api.errors import BadRequest
from custom_components.plate_recognizer.api.picture import (
    LookupPicture,
    PictureFile,
    PictureText,
    PictureUrl,
    PictureUrlError,
    picture_url,
)
from sandbox.api_server.manner import MANNERS, MannerName
from sandbox.api_server.pictures import Pictures
from sandbox.api_server.scripted import ScriptedAnswer
from sandbox.api_server.server import make_app
from sandbox.api_server.state import Running, Sandbox
from tests.sandbox.drawn import blank_picture

from .lookups import lookup_with
from .server import ScriptedServer, says

CONTENT = blank_picture()
RESULT = {"plate": "ab12cde", "score": 0.9, "dscore": 0.8}


@pytest.fixture(params=["cloud", "sdk"])
def service(request: pytest.FixtureRequest) -> Sandbox:
    """Either service, which has read a plate on the next picture."""
    manner: MannerName = request.param
    sandbox = Sandbox(manner=MANNERS[manner], pictures=Pictures())
    sandbox.answers.add(ScriptedAnswer([RESULT]))
    return sandbox


@pytest.fixture
async def client(
    service: Sandbox, session: aiohttp.ClientSession
) -> AsyncIterator[CloudClient | SdkClient]:
    """A client of that service."""
    async with TestServer(make_app(Running(service)), host="127.0.0.1") as running:
        url = str(running.make_url("/"))
        if service.manner.name == "cloud":
            yield CloudClient(session, service.account.terms.token, url)
        else:
            yield SdkClient(session, url)


def picture(kind: str, host: ScriptedServer) -> LookupPicture:
    """Return the same picture in one of the manners."""
    host.answers["/car.jpg"] = says(200, CONTENT)
    if kind == "file":
        return PictureFile(CONTENT, "image/jpeg")
    if kind == "text":
        return PictureText(b64encode(CONTENT).decode())
    return picture_url(f"{host.url}/car.jpg")


@pytest.mark.parametrize("kind", ["file", "text", "url"])
async def test_a_picture_is_read_and_billed_in_whatever_manner_it_comes(
    service: Sandbox, client: CloudClient | SdkClient, server: ScriptedServer, kind: str
) -> None:
    recognition = await client.lookup(lookup_with(picture=picture(kind, server)))

    [detection] = recognition.detections
    assert detection.plate is not None
    assert detection.plate.text == "ab12cde"
    [request] = service.journal.to_json()
    assert request["sha256"] == sha256(CONTENT).hexdigest()
    assert request["billed"] is True
    assert (await client.account_usage()).calls == 1


async def test_an_address_without_a_picture_is_told_in_the_servers_words_and_costs_nothing(
    client: CloudClient | SdkClient, server: ScriptedServer
) -> None:
    with pytest.raises(BadRequest) as raised:
        await client.lookup(lookup_with(picture=PictureUrl(f"{server.url}/nothing.jpg")))

    assert raised.value.detail.startswith("upload_url: The image could not be downloaded")
    assert (await client.account_usage()).calls == 0


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/car.jpg",
        "http://192.168.1.20:8080/snapshot.cgi?channel=1&key=a%20b",
        "HTTPS://example.com",
        "http://[fd00::1]/car.jpg",
        "https://münchen.example/ü.jpg",
    ],
)
def test_an_address_of_the_web_is_taken_as_it_was_typed(url: str) -> None:
    assert picture_url(f" {url}\n") == PictureUrl(url)


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("", "picture_url_invalid"),
        ("car.jpg", "picture_url_invalid"),
        ("/config/www/car.jpg", "picture_url_invalid"),
        ("file:///config/secrets.yaml", "picture_url_invalid"),
        ("rtsp://example.com/live", "picture_url_invalid"),
        ("http:///car.jpg", "picture_url_invalid"),
        ("http://example.com:0/", "picture_url_invalid"),
        ("http://example.com:99999/", "picture_url_invalid"),
        ("http://example.com/a b.jpg", "picture_url_invalid"),
        ("http://example.com/a\r\nb.jpg", "picture_url_invalid"),
        ("http://[::1/car.jpg", "picture_url_invalid"),
        ("http://anna:secret@example.com/", "picture_url_with_credentials"),
        ("http://anna@example.com/", "picture_url_with_credentials"),
        ("HTTP://@0", "picture_url_with_credentials"),
        ("http://:secret@example.com/", "picture_url_with_credentials"),
        ("http://@example.com/", "picture_url_with_credentials"),
    ],
)
def test_another_address_is_refused_and_never_repeated(url: str, slug: str) -> None:
    with pytest.raises(PictureUrlError) as raised:
        picture_url(url)

    assert (raised.value.slug, str(raised.value)) == (slug, slug)


@given(st.text() | st.text().map("http://{}".format))
def test_any_text_is_an_address_that_can_be_sent_or_refused(text: str) -> None:
    try:
        url = picture_url(text).url
    except PictureUrlError:
        return
    assert url.casefold().startswith(("http://", "https://"))
    assert url.isprintable()
    assert "@" not in re.split(r"[/?#]", url.partition("://")[2])[0]
