"""The licence key of an SDK reaches no text: it is known from the info, or told by its name."""

from base64 import b64encode
import json
from types import SimpleNamespace

import aiohttp
from hypothesis import given, strategies as st
from multidict import CIMultiDict
import pytest

from custom_components.plate_recognizer.api import wording
from custom_components.plate_recognizer.api.client import SdkClient
from custom_components.plate_recognizer.api.error_answer import error_from_answer
from custom_components.plate_recognizer.api.errors import SnapshotError
from custom_components.plate_recognizer.api.parse import parse_recognition
from custom_components.plate_recognizer.api.wording import DETAIL_LIMIT, shorten

from .conftest import TOKEN
from .lookups import PLAIN
from .server import Answer, ScriptedServer, hangs_up, says

LOOKUP, INFO = "/v1/plate-reader/", "/info/"
KEY = "aB3dEfGh9K"

TEXTS = [
    "License key is @@",
    "License key was @@, not this",
    "license_key @@ x",
    "license: @@",
    "licence = @@",
    "LICENSE_KEY=@@",
    "license_key%3D@@",
    "licence-key @@",
    "license  key: @@",
    "license key no. @@",
    "License keys: @@",
    "License key (@@) invalid",
    "License key '@@'",
    "License key “@@” expired",
    "License key \u2018@@\u2019 expired",
    "License key «@@» expired",
    "license key:\u00a0@@",
    "license_key=\tK",
    "license_key -> @@",
    "license_key: @@,@@",
    "license_key: None, @@",
    "license_key: b'@@'",
    "license_key: ['@@']",
    'license_key: ["@@"]',
    "license_key: '@@ @@'",
    "The license_key: '@@', old",
    r"\"license_key\": \"@@\"",
    r"\\\"license_key\\\": \\\"@@\\\"",
    '{"version": "1", "licenseKey": "@@", ',
    "<b>License key</b> <i>@@</i>",
    "<td>license_key</td><td>@@</td>",
    "&quot;license_key&quot;: &quot;@@&quot;",
]
BODIES: list[object] = [
    {"license_key": "@@"},
    {"licenseKey": "@@"},
    {"License_Key": "@@"},
    {"LICENCE-KEY": ["@@"]},
    {"license": "@@"},
    {"license_key": {"value": "@@"}},
    {"error": {"license": {"key": "@@"}}},
    {"error": {"License_Key": "@@"}},
    {"detail": [{"license_key": "@@"}]},
    {"detail": '{"license_key": "@@"}'},
    {"detail": json.dumps(json.dumps({"license_key": "@@"}))},
    {"field": "license_key", "value": "@@"},
    {"errors": [{"field": "license_key", "value": "@@"}]},
    {"errors": [{"value": "@@", "loc": ["body", "licenseKey"]}]},
]
"""Where @@ stands for the key."""


def detail_of(body: bytes) -> str:
    return error_from_answer(500, CIMultiDict(), body).detail


@pytest.mark.parametrize("key", [KEY, "abcdefghij"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_key_that_nobody_has_told_is_known_by_its_name(text: str, key: str) -> None:
    assert key not in detail_of(text.replace("@@", key).encode()), "as a text"


@pytest.mark.parametrize("key", [KEY, "abcdefghij"])
@pytest.mark.parametrize("body", BODIES)
def test_so_it_is_in_json(body: object, key: str) -> None:
    assert key not in detail_of(json.dumps(body).replace("@@", key).encode())


@pytest.mark.parametrize(
    "text",
    [
        "The license key has expired.",
        "License key is invalid.",
        "License key expired",
        "Licence key: not found",
        "license_key: This field is required.",
        "Your license key was revoked on Monday.",
        "Contact us for a new license.",
    ],
)
def test_words_about_a_key_stay(text: str) -> None:
    assert shorten(text) == text


def test_a_key_is_not_kept_aside_with_the_fields_that_are_not_known() -> None:
    body = {"results": [], "licenseKey": KEY, "License_Key": KEY, "tomorrow": 1}

    assert parse_recognition(body).extra == {"tomorrow": 1}


@pytest.mark.parametrize(
    "answer",
    [
        says(403, {"detail": f"Who is {KEY}?"}),
        says(500, f"key {KEY.lower()} of this license".encode()),
        says(400, {"camera_id": [KEY]}),
        says(400, {f"of {KEY}": ["unknown"]}),
        says(302, Location=f"https://elsewhere.example/?k={KEY}"),
        says(200, {"error": f"({KEY})"}),
        says(200, f"<p>{KEY}".encode()),
        says(429, f"{KEY} is too fast".encode()),
        says(500, b" " * 3000 + KEY.encode()),
        says(500, b"x" * (DETAIL_LIMIT - 4) + KEY.encode()),
    ],
)
async def test_a_key_that_the_info_has_told_is_in_no_words_of_the_same_server(
    server: ScriptedServer, session: aiohttp.ClientSession, answer: Answer
) -> None:
    sdk = SdkClient(session, server.url, TOKEN)
    server.answers = {INFO: says(200, {"version": "1", "license_key": KEY}), LOOKUP: answer}
    await sdk.info()
    server.answers[INFO] = hangs_up

    with pytest.raises(SnapshotError) as caught:
        await sdk.lookup(PLAIN)

    assert KEY[:5].lower() not in str(caught.value).lower()
    assert KEY not in repr(sdk)


async def test_each_of_several_sdks_has_a_key_of_its_own(
    server: ScriptedServer, sdk: SdkClient
) -> None:
    keys = [f"{KEY}-{n}-x" for n in range(3)]
    for key in keys:
        server.answers[INFO] = says(200, {"version": "1", "Licence Key": key})
        await sdk.info()
    server.answers[LOOKUP] = says(400, {"detail": " ".join(keys)})

    with pytest.raises(SnapshotError) as caught:
        await sdk.lookup(PLAIN)

    assert caught.value.detail == "*** *** ***"


async def test_what_is_too_short_for_a_key_hides_nothing(
    server: ScriptedServer, sdk: SdkClient
) -> None:
    server.answers = {
        INFO: says(200, {"version": "1", "license_key": "a"}),
        LOOKUP: says(400, {"detail": "A bad day."}),
    }
    await sdk.info()

    with pytest.raises(SnapshotError) as caught:
        await sdk.lookup(PLAIN)

    assert caught.value.detail == "A bad day."


@pytest.mark.parametrize("unit", [" ", "license key ", "license key -"])
def test_of_a_long_text_only_the_beginning_is_searched(
    monkeypatch: pytest.MonkeyPatch, unit: str
) -> None:
    searched: list[str] = []

    def sub(_replacement: str, text: str) -> str:
        searched.append(text)
        return text

    monkeypatch.setattr(wording, "_LICENSE_KEY", SimpleNamespace(sub=sub))

    shorten("license key " + unit * 100_000, (KEY,))

    assert [text for text in searched if len(text) > 10 * DETAIL_LIMIT] == []
    assert searched


@pytest.mark.parametrize(("opening", "closing"), [('{"a":', "}"), ("[", "]"), ('{"a":[', "]}")])
def test_what_is_nested_deeply_is_no_failure(opening: str, closing: str) -> None:
    assert detail_of(f'{opening * 900}"{KEY}"{closing * 900}'.encode()) == ""


def test_a_key_that_is_cut_off_is_none_that_is_shown() -> None:
    key = KEY * 20

    assert KEY not in shorten(f"{key} " * 10 + key, (key,))


@given(st.text(alphabet=st.sampled_from("license key_:=\"'\\()[] -\n{}isno."), max_size=3000))
def test_anything_becomes_a_short_line(text: str) -> None:
    assert len(shorten(text)) <= DETAIL_LIMIT


def test_of_a_secret_of_a_few_letters_only_itself_is_hidden() -> None:
    encoded = b64encode(b"abc").decode()

    assert shorten(f"abc in {encoded}", ("abc",)) == f"*** in {encoded}"
    assert shorten(f"x {b64encode(KEY.encode()).decode()} x", (KEY,)) == "x ***== x"
