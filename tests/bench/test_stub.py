"""The server of the benchmarks: it has to notice who doesn't send the picture."""

import asyncio
from collections.abc import Iterator

import aiohttp
import pytest

from bench.baselines import BARE, OLDER, bare_post, older_post
from bench.pictures import with_comment
from bench.stub_api import StubApi, stub_api
from bench.stub_server import NOBODY, Received

PICTURE = bytes(range(256)) * 4000 + b"\r\n--end\xff\xd9"


@pytest.fixture(scope="module")
def process() -> Iterator[StubApi]:
    """Run one for all tests here."""
    with stub_api() as api:
        yield api


@pytest.fixture
def api(process: StubApi, socket_enabled: None) -> StubApi:
    """Give it with nothing received."""
    process.received()
    return process


async def test_both_manners_of_posting_bring_the_picture_byte_for_byte(api: StubApi) -> None:
    async with aiohttp.ClientSession() as session:
        answer = await bare_post(session, api.lookup_url, PICTURE)
    older_answer = older_post(api.lookup_url, PICTURE)

    assert answer == older_answer
    assert answer["results"]
    assert api.received() == [Received.of(BARE, PICTURE), Received.of(OLDER, PICTURE)]


async def test_pictures_are_told_once_and_the_last_one_is_kept(api: StubApi) -> None:
    async with aiohttp.ClientSession() as session:
        for picture in (b"first", b"second"):
            await bare_post(session, api.lookup_url, picture)

    assert api.last_picture() == b"second"
    assert api.received() == []


async def test_a_picture_that_says_that_nobody_is_there_has_no_plate(api: StubApi) -> None:
    empty = with_comment(PICTURE, NOBODY)
    async with aiohttp.ClientSession() as session:
        answer = await bare_post(session, api.lookup_url, empty)

    assert answer["results"] == []
    assert api.last_picture() == empty


async def test_an_answer_takes_the_time_it_was_told_to(api: StubApi) -> None:
    api.take_time(3600)
    async with aiohttp.ClientSession() as session:
        posting = asyncio.create_task(bare_post(session, api.lookup_url, PICTURE))
        while not api.received():  # noqa: ASYNC110 - it is another process that has to be asked
            await asyncio.sleep(0)
        assert not posting.done()
        posting.cancel()
    api.take_time(0)


async def test_the_free_call_that_an_account_starts_with_is_answered(api: StubApi) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{api.url}/v1/statistics/") as response,
    ):
        assert (await response.json())["total_calls"] == 2500
