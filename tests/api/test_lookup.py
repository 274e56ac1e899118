"""What a lookup sends, and what it gives back."""

from datetime import UTC, datetime, timedelta, timezone
import warnings

import aiohttp
from aiohttp.web import ContentCoding
import pytest

from custom_components.plate_recognizer.api.client import CloudClient, SdkClient
from custom_components.plate_recognizer.api.engine import EngineConfig, EngineMode
from custom_components.plate_recognizer.api.form import FORM_RESERVE
from custom_components.plate_recognizer.api.parse import parse_recognition
from custom_components.plate_recognizer.api.picture import (
    LookupPicture,
    PictureFile,
    PictureText,
    PictureUrl,
)

from .conftest import TOKEN
from .lookups import FILE, PLAIN, lookup_with
from .recorded import raw, sample
from .server import FormField, ScriptedServer, says, says_compressed

LOOKUP = "/v1/plate-reader/"
ANSWER = says(201, raw("ref-plate-mode-mmc.json"), Content_Type="application/json")


def text_fields(server: ScriptedServer) -> list[tuple[str | None, str]]:
    (asked,) = server.asked
    return [(each.name, each.content.decode()) for each in asked.fields if not each.filename]


def file_fields(server: ScriptedServer) -> list[FormField]:
    (asked,) = server.asked
    return [each for each in asked.fields if each.filename]


async def test_a_plain_lookup_sends_nothing_that_is_at_its_default(
    server: ScriptedServer, cloud: CloudClient
) -> None:
    server.answers[LOOKUP] = ANSWER

    await cloud.lookup(PLAIN)

    assert text_fields(server) == [("timestamp", "2026-02-11T09:14:07.318")]
    assert file_fields(server) == [
        FormField("upload", bytes(FILE.content), "n0nce.jpg", "image/jpeg")
    ]


async def test_a_full_lookup_sends_each_parameter_as_the_api_names_it(
    server: ScriptedServer, cloud: CloudClient
) -> None:
    server.answers[LOOKUP] = ANSWER

    await cloud.lookup(
        lookup_with(
            regions=("mx", "us-ca", "TKS", "br_sc", "мой"),
            camera_id="Zufahrt-Süd",
            mmc=True,
            engine=EngineConfig(mode=EngineMode.FAST, text_formats=("[a-zü]+",)),
        )
    )

    assert text_fields(server) == [
        ("regions", "mx"),
        ("regions", "us-ca"),
        ("regions", "TKS"),
        ("regions", "br_sc"),
        ("regions", "мой"),
        ("camera_id", "Zufahrt-Süd"),
        ("timestamp", "2026-02-11T09:14:07.318"),
        ("mmc", "true"),
        ("config", '{"mode":"fast","text_formats":["[a-zü]+"]}'),
    ]


@pytest.mark.parametrize(
    ("region", "arrives"),
    [
        ("two\r\nlines", "two\r\nlines"),
        ('"quoted"; name="upload"', '"quoted"; name="upload"'),
        ("--", "--"),
        ("", ""),
        ("half a pair \ud800", "half a pair ?"),
    ],
)
async def test_any_text_is_a_region(
    server: ScriptedServer, cloud: CloudClient, region: str, arrives: str
) -> None:
    server.answers[LOOKUP] = ANSWER

    await cloud.lookup(lookup_with(regions=(region,)))

    assert text_fields(server)[0] == ("regions", arrives)


async def test_the_time_is_sent_in_utc(server: ScriptedServer, cloud: CloudClient) -> None:
    server.answers[LOOKUP] = ANSWER
    noon_in_india = datetime(2026, 2, 11, 12, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))

    await cloud.lookup(lookup_with(taken_at=noon_in_india))

    assert text_fields(server) == [("timestamp", "2026-02-11T06:30:00.000")]


@pytest.mark.parametrize(
    ("content_type", "filename"),
    [("image/jpeg", "n0nce.jpg"), ("image/png", "n0nce.png"), ("image/webp", "n0nce.webp")],
)
async def test_the_file_name_carries_the_nonce_and_fits_its_content(
    server: ScriptedServer, cloud: CloudClient, content_type: str, filename: str
) -> None:
    server.answers[LOOKUP] = ANSWER

    await cloud.lookup(lookup_with(picture=PictureFile(b"a picture", content_type)))

    (upload,) = file_fields(server)
    assert (upload.filename, upload.content_type) == (filename, content_type)


@pytest.mark.parametrize(
    ("picture", "field"),
    [
        (PictureText("/9ggYSBwaWN0dXJlIP/Z"), ("upload", "/9ggYSBwaWN0dXJlIP/Z")),
        (PictureUrl("https://example.com/a?b=c&d"), ("upload_url", "https://example.com/a?b=c&d")),
    ],
)
async def test_a_picture_that_is_no_file_is_a_text_field_and_the_only_picture(
    server: ScriptedServer, cloud: CloudClient, picture: LookupPicture, field: tuple[str, str]
) -> None:
    server.answers[LOOKUP] = ANSWER

    await cloud.lookup(lookup_with(picture=picture, regions=("gb",)))

    assert text_fields(server) == [
        ("regions", "gb"),
        ("timestamp", "2026-02-11T09:14:07.318"),
        field,
    ]
    assert not file_fields(server)


async def test_a_lookup_is_one_post_with_the_token(
    server: ScriptedServer, cloud: CloudClient
) -> None:
    server.answers[LOOKUP] = ANSWER

    await cloud.lookup(PLAIN)

    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", LOOKUP)
    assert asked.headers["Authorization"] == f"Token {TOKEN}"


@pytest.mark.parametrize(("token", "header"), [(None, None), ("", None), ("key", "Token key")])
async def test_an_sdk_gets_a_token_only_if_it_has_one(
    server: ScriptedServer,
    session: aiohttp.ClientSession,
    token: str | None,
    header: str | None,
) -> None:
    server.answers[LOOKUP] = says(200, raw("field-sdk-plate.json"))

    await SdkClient(session, server.url, token).lookup(PLAIN)

    assert server.asked[0].headers.get("Authorization") == header


async def test_an_sdk_is_sent_the_same_form_as_the_cloud(
    server: ScriptedServer, cloud: CloudClient, sdk: SdkClient
) -> None:
    server.answers[LOOKUP] = ANSWER
    lookup = lookup_with(
        regions=("mx", "us-ca"),
        camera_id="gate",
        mmc=True,
        engine=EngineConfig(mode=EngineMode.FAST),
    )

    for client in (cloud, sdk):
        await client.lookup(lookup)

    by_cloud, by_sdk = (each.fields for each in server.asked)
    assert by_sdk == by_cloud


async def test_a_path_before_the_service_is_kept(
    server: ScriptedServer, session: aiohttp.ClientSession
) -> None:
    server.answers[f"/plates/a b{LOOKUP}"] = ANSWER

    await SdkClient(session, f"{server.url}/plates/a%20b{LOOKUP}").lookup(PLAIN)

    assert server.paths == [f"/plates/a b{LOOKUP}"]


async def test_a_large_picture_arrives_whole_without_a_warning(
    server: ScriptedServer, cloud: CloudClient
) -> None:
    server.answers[LOOKUP] = ANSWER
    large = bytes(range(256)) * 11_000

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        await cloud.lookup(lookup_with(picture=PictureFile(large, "image/jpeg")))

    (upload,) = file_fields(server)
    assert upload.content == large
    assert "Content-Length" in server.asked[0].headers


async def test_a_picture_at_the_limit_fits_the_cloud_with_a_hundred_regions(
    server: ScriptedServer, cloud: CloudClient
) -> None:
    server.answers[LOOKUP] = ANSWER
    assert cloud.upload_limit == 3_000_000 - FORM_RESERVE

    await cloud.lookup(
        lookup_with(
            picture=PictureFile(bytes(cloud.upload_limit), "image/jpeg"),
            regions=("us-ca",) * 100,
            camera_id="01JZ0000000000000000000000",
            mmc=True,
            engine=EngineConfig(threshold_d=0.1, text_formats=("[0-9][a-z]",) * 20),
        )
    )

    assert int(server.asked[0].headers["Content-Length"]) <= 3_000_000


def test_an_sdk_takes_a_picture_of_any_size() -> None:
    assert SdkClient.upload_limit is None


@pytest.mark.parametrize("status", [200, 201, 202, 299])
@pytest.mark.parametrize("content_type", ["application/json", "text/html", "text/plain; x", ""])
async def test_any_2xx_with_a_readable_body_is_an_answer(
    server: ScriptedServer, cloud: CloudClient, status: int, content_type: str
) -> None:
    server.answers[LOOKUP] = says(status, raw("ref-vehicle-mode.json"), Content_Type=content_type)

    assert await cloud.lookup(PLAIN) == parse_recognition(sample("ref-vehicle-mode"))


@pytest.mark.parametrize("encoding", [ContentCoding.gzip, ContentCoding.deflate])
async def test_a_compressed_answer_is_read(
    server: ScriptedServer, cloud: CloudClient, encoding: ContentCoding
) -> None:
    server.answers[LOOKUP] = says_compressed(raw("ref-vehicle-mode.json"), encoding)

    assert await cloud.lookup(PLAIN) == parse_recognition(sample("ref-vehicle-mode"))


async def test_statistics_are_asked_with_the_token(
    server: ScriptedServer, cloud: CloudClient
) -> None:
    server.answers["/v1/statistics/"] = says(200, raw("ref-statistics.json"))

    statistics = await cloud.statistics()

    (asked,) = server.asked
    assert (asked.method, asked.headers["Authorization"]) == ("GET", f"Token {TOKEN}")
    assert statistics.resets_on == datetime(2019, 1, 14, tzinfo=UTC)
    assert await cloud.account_usage() == statistics.usage


async def test_an_sdk_tells_about_itself(server: ScriptedServer, sdk: SdkClient) -> None:
    server.answers["/info/"] = says(200, raw("ref-sdk-info.json"))

    info = await sdk.info()

    assert (server.asked[0].method, info.version) == ("GET", "1.3.8")
    assert await sdk.account_usage() == info.usage


def test_a_client_shows_its_address_but_not_its_token() -> None:
    session = object()
    client = CloudClient(session, TOKEN)  # type: ignore[arg-type] # it is not used

    assert repr(client) == "CloudClient('https://api.platerecognizer.com')"
    assert TOKEN not in repr(vars(client))
