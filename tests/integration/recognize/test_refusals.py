"""What can't be looked up is refused in a sentence, and costs nothing."""

import asyncio
from base64 import b64encode
from collections.abc import Callable
import os
from pathlib import Path
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, Unauthorized
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.plate_recognizer import limiter
from custom_components.plate_recognizer.actions.picture_files import MOST_BYTES
from custom_components.plate_recognizer.const import CONF_KIND, DOMAIN
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess
from tests.api.server import ScriptedServer, says

from ..action import act, act_as, refused
from ..conftest import TOKEN, cloud_entry, lookups_at, sdk_entry, set_up, until
from ..fake_camera import FakeCamera
from ..fake_image import FakeImage
from .certificate import own_certificate
from .conftest import Folders
from .gallery import ADDRESS, GALLERY, PICTURE

BASE64 = b64encode(PICTURE).decode()
IN_MEDIA = "media-source://media_source/local"


async def failed(hass: HomeAssistant, **fields: object) -> tuple[str | None, str]:
    """Have a call fail that is right in itself; return the sentence's key, and the sentence."""
    with pytest.raises(HomeAssistantError) as raised:
        await act(hass, "recognize", **fields)
    assert raised.value.translation_domain == DOMAIN
    sentence = str(raised.value)
    assert "{" not in sentence, "all is filled in"
    return raised.value.translation_key, sentence


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({}, "picture_missing"),
        ({"path": " ", "url": ""}, "picture_missing"),
        ({"base64": BASE64, "url": "https://example.com/"}, "several_pictures"),
        ({"base64": BASE64, "record": True}, "record_needs_camera"),
        ({"base64": BASE64, "camera": "Garage"}, "camera_unknown"),
        ({"base64": BASE64, "config_entry_id": "01ANOTHER"}, "account_unknown"),
        ({"base64": BASE64, "engine": "fast"}, "engine_no_object"),
        ({"base64": BASE64, "engine": {"mode": "turbo"}}, "value_unknown"),
        ({"base64": BASE64, "engine": {"threshold_d": 2}}, "threshold_out_of_range"),
        ({"base64": BASE64, "engine": {"threshold_d": "low"}}, "threshold_out_of_range"),
        ({"base64": BASE64, "engine": {"threshold_d": 10**400}}, "threshold_out_of_range"),
        ({"base64": BASE64, "engine": {"text_formats": ["[a"]}}, "text_format_invalid"),
        ({"base64": BASE64, "engine": {"text_formats": ["[A-Z]"]}}, "text_format_capitals"),
        ({"base64": BASE64, "engine": {"region": "strict"}}, "region_strict_without_regions"),
        ({"base64": BASE64, "engine": {"tomorrow": float("nan")}}, "value_no_json"),
        ({"camera_entity_id": "camera.nowhere"}, "entity_unknown"),
        ({"camera_entity_id": "sensor.driveway_plate"}, "entity_unknown"),
        ({"image_entity_id": "camera.driveway"}, "entity_unknown"),
        ({"camera_entity_id": "no entity id"}, "entity_unknown"),
        ({"path": "/etc/passwd"}, "path_not_allowed"),
        ({"path": "gate.jpg"}, "path_not_allowed"),
        ({"path": "/gate\0.jpg"}, "path_not_allowed"),
        ({"path": f"/{'gate' * 1000}.jpg"}, "path_not_allowed"),
        ({"media": {"media_content_type": "image/jpeg"}}, "media_without_id"),
        ({"media": {"media_content_id": 1}}, "media_without_id"),
        ({"media": ["a list"]}, "media_without_id"),
        ({"media": "https://example.com/gate.jpg"}, "media_unresolved"),
        ({"media": "media-source://nowhere/gate.jpg"}, "media_unresolved"),
        ({"media": f"{IN_MEDIA}/../secret/gate.jpg"}, "media_unresolved"),
        ({"media": f"{IN_MEDIA}/of_no_kind"}, "media_unresolved"),
        ({"media": f"{IN_MEDIA}/gate.mp4"}, "media_no_picture"),
        ({"media": f"{IN_MEDIA}/missing.jpg"}, "path_missing"),
        ({"media": "media-source://camera/camera.nowhere"}, "entity_unknown"),
        ({"base64": "no base64!"}, "base64_invalid"),
        ({"base64": BASE64[:-1]}, "base64_invalid"),
        ({"base64": "Zm9v"}, "picture_unreadable"),
        ({"base64": b64encode(PICTURE[:500]).decode()}, "picture_unreadable"),
        ({"base64": "A" * (MOST_BYTES // 3 * 4 + 8)}, "picture_too_large"),
        ({"url": "gate.jpg"}, "picture_url_invalid"),
        ({"url": "file:///etc/passwd"}, "picture_url_invalid"),
        ({"url": "http://anna:secret@127.0.0.1/gate.jpg"}, "picture_url_with_credentials"),
    ],
)
@pytest.mark.usefixtures("account")
async def test_what_is_given_wrongly_is_refused(
    hass: HomeAssistant, cloud: SandboxProcess, fields: dict[str, Any], key: str
) -> None:
    assert await refused(hass, "recognize", **fields) == key
    assert lookups_at(cloud) == []


@pytest.mark.usefixtures("account")
async def test_a_password_in_an_address_is_not_repeated(hass: HomeAssistant) -> None:
    _, sentence = await failed(hass, url="http://anna:secret@127.0.0.1/gate.jpg")

    assert "secret" not in sentence


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.jpg")
    return folder / "pipe.jpg"


def huge(folder: Path) -> Path:
    with (folder / "huge.jpg").open("wb") as file:
        file.truncate(50_000_000_000)
    return folder / "huge.jpg"


def empty(folder: Path) -> Path:
    (folder / "empty.jpg").touch()
    return folder / "empty.jpg"


def led_outside(folder: Path) -> Path:
    (folder.parent / "secret" / "gate.jpg").write_bytes(PICTURE)
    (folder / "link.jpg").symlink_to(folder.parent / "secret" / "gate.jpg")
    return folder / "link.jpg"


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda folder: folder / "missing.jpg", "path_missing"),
        (lambda folder: folder, "path_is_folder"),
        (pipe, "path_missing"),
        (huge, "picture_too_large"),
        (empty, "picture_unreadable"),
        (led_outside, "path_not_allowed"),
    ],
)
@pytest.mark.usefixtures("account")
async def test_a_path_has_to_lead_to_a_picture_that_may_be_read(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    folders: Folders,
    make: Callable[[Path], Path],
    key: str,
) -> None:
    path = str(make(folders.media))

    assert await refused(hass, "recognize", path=path) == key
    assert lookups_at(cloud) == []


@pytest.mark.parametrize("make", [led_outside, pipe])
@pytest.mark.usefixtures("account")
async def test_what_takes_the_place_of_a_file_that_was_checked_is_not_read(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    folders: Folders,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], Path],
) -> None:
    path, is_allowed_path = folders.put("gate.jpg", PICTURE), hass.config.is_allowed_path

    def replaced_afterwards(checked: str) -> bool:
        is_allowed = is_allowed_path(checked)
        make(folders.media).replace(path)
        return is_allowed

    monkeypatch.setattr(hass.config, "is_allowed_path", replaced_afterwards)

    key, _ = await failed(hass, path=path)

    assert key == ("path_missing" if make is pipe else "path_unreadable")
    assert lookups_at(cloud) == []


@pytest.mark.usefixtures("account")
async def test_a_file_that_cannot_be_read_is_told_with_the_reason(hass: HomeAssistant) -> None:
    hass.config.allowlist_external_dirs = {"/proc"}

    key, sentence = await failed(hass, path="/proc/self/mem")

    assert key == "path_unreadable"
    assert sentence.startswith("The file /proc/self/mem can't be read, so nothing was looked up.")
    assert sentence.endswith("The reason: Input/output error")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("missing.jpg", "media_not_fetched"),
        ("huge.jpg", "picture_too_large"),
        ("http://127.0.0.1:9/gate.jpg?key=secret", "media_not_fetched"),
        ("http://127.0.0.1:x/gate.jpg?key=secret", "media_not_fetched"),
    ],
)
@pytest.mark.usefixtures("account", "gallery")
async def test_media_that_cannot_be_fetched_are_told_without_what_opens_them(
    hass: HomeAssistant, cloud: SandboxProcess, name: str, key: str
) -> None:
    found, sentence = await failed(hass, media=f"{GALLERY}/{name}")

    assert found == key
    _, _, reason = sentence.partition("The reason:")
    assert "authSig" not in reason
    assert "secret" not in reason
    assert lookups_at(cloud) == []


@pytest.mark.usefixtures("account", "gallery")
async def test_media_of_a_home_without_an_address_cannot_be_fetched(hass: HomeAssistant) -> None:
    hass.config.internal_url = None
    hass.config.api = None

    assert await refused(hass, "recognize", media=f"{GALLERY}/gate 1.jpg") == "media_not_fetched"


@pytest.mark.usefixtures("account", "gallery")
async def test_over_the_internet_home_assistant_has_to_prove_who_it_is(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    async with ScriptedServer(tls=own_certificate(tmp_path)) as server:
        server.answers[ADDRESS] = says(200, PICTURE)
        hass.loop.set_exception_handler(None)  # the server's end of it fails, too
        hass.config.internal_url, hass.config.external_url = None, server.url
        hass.config.api = None

        key, sentence = await failed(hass, media=f"{GALLERY}/gate 1.jpg")

    assert (key, server.asked) == ("media_not_fetched", [])
    assert "certificate" in sentence


@pytest.mark.usefixtures("account", "gallery")
async def test_home_assistant_sends_nobody_elsewhere_for_its_own_media(
    hass: HomeAssistant,
) -> None:
    async with ScriptedServer() as server:
        server.answers[ADDRESS] = says(302, location=f"{server.url}/elsewhere.jpg")
        hass.config.internal_url = server.url

        key, sentence = await failed(hass, media=f"{GALLERY}/gate 1.jpg")

    assert (key, server.paths) == ("media_not_fetched", [ADDRESS])
    assert "HTTP 302" in sentence


@pytest.mark.usefixtures("account")
async def test_an_entity_without_a_picture_is_told(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, doorbell: FakeImage
) -> None:
    for failure in (None, RuntimeError("rtsp://anna:secret@gate/ failed")):
        camera.picture = doorbell.picture = failure
        for fields in (
            {"camera_entity_id": "camera.driveway"},
            {"image_entity_id": "image.doorbell"},
        ):
            key, sentence = await failed(hass, **fields)
            assert key == "entity_without_picture"
            assert "secret" not in sentence
    hass.states.async_set("image.doorbell", "unavailable")
    assert (
        await refused(hass, "recognize", image_entity_id="image.doorbell") == "entity_unavailable"
    )
    assert lookups_at(cloud) == []


async def test_an_sdk_fetches_no_picture_unless_it_may(
    hass: HomeAssistant, sdk: SandboxProcess
) -> None:
    await set_up(hass, sdk_entry(sdk))

    key = await refused(hass, "recognize", url="http://127.0.0.1/gate.jpg")

    assert key == "picture_url_not_allowed"
    assert lookups_at(sdk) == []


@pytest.mark.usefixtures("account")
async def test_an_account_that_looks_nothing_up_is_refused(hass: HomeAssistant) -> None:
    receiver = MockConfigEntry(domain=DOMAIN, title="Stream", data={CONF_KIND: "webhook"})
    receiver.add_to_hass(hass)
    receiver.mock_state(hass, ConfigEntryState.LOADED)

    assert await refused(hass, "recognize", base64=BASE64) == "several_accounts"
    key = await refused(hass, "recognize", base64=BASE64, config_entry_id=receiver.entry_id)
    assert key == "account_without_lookups"

    receiver.mock_state(hass, ConfigEntryState.NOT_LOADED)


@pytest.mark.usefixtures("camera")
async def test_an_account_has_to_run(hass: HomeAssistant, cloud: SandboxProcess) -> None:
    cloud.set_account(token="another")
    await set_up(hass, cloud_entry(cloud))

    assert await refused(hass, "recognize", base64=BASE64) == "account_not_running"


@pytest.mark.usefixtures("account")
async def test_a_lookup_whose_answer_nobody_wants_is_not_made(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    with pytest.raises(HomeAssistantError) as raised:
        await hass.services.async_call(DOMAIN, "recognize", {"base64": BASE64}, blocking=True)

    assert raised.value.translation_key == "answer_unwanted"
    assert lookups_at(cloud) == []


@pytest.mark.usefixtures("account")
async def test_only_administrators_may_spend_a_lookup(
    hass: HomeAssistant, cloud: SandboxProcess, hass_read_only_user: MockUser
) -> None:
    with pytest.raises(Unauthorized):
        await act_as(hass_read_only_user, hass, "recognize", base64=BASE64)

    assert lookups_at(cloud) == []


async def test_a_token_that_is_refused_asks_for_a_new_one(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.set_account(token="another")

    key, sentence = await failed(hass, base64=BASE64)

    assert key == "token_refused"
    assert TOKEN not in sentence
    assert [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()] == [
        "reauth"
    ]
    assert account.state is ConfigEntryState.LOADED


@pytest.mark.usefixtures("account")
async def test_without_credits_nothing_is_asked_any_more(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.set_account(calls=2500)

    assert [(await failed(hass, base64=BASE64))[0] for _ in range(2)] == ["no_credits"] * 2

    assert len(lookups_at(cloud)) == 1


@pytest.mark.parametrize(
    ("fault", "key", "words"),
    [
        (Fault(kind="status", status=400, body={"upload": ["Empty."]}), "bad_request", "Empty."),
        (Fault(kind="status", status=413, body={"error": "Too big."}), "too_large", "Too big."),
        (Fault(kind="status", status=403, body={"detail": "Not today."}), "refused", "Not today."),
        (Fault(kind="status", status=503, body="Down."), "server_error", "Down."),
        (Fault(kind="status", status=429, headers={"Retry-After": "60"}), "throttled", ""),
        (Fault(kind="drop"), "connection_lost", ""),
        (Fault(kind="status", status=200, body="Hello"), "unreadable_answer", "Hello"),
    ],
    ids=lambda each: each if isinstance(each, str) else None,
)
@pytest.mark.usefixtures("account")
async def test_a_server_that_does_not_answer_is_told_with_its_words(
    hass: HomeAssistant, cloud: SandboxProcess, fault: Fault, key: str, words: str
) -> None:
    cloud.fail(fault)

    found, sentence = await failed(hass, base64=BASE64)

    assert found == key
    assert words in sentence
    assert "Snapshot Cloud" in sentence


@pytest.mark.usefixtures("account")
async def test_an_address_that_the_server_cannot_fetch_is_told_with_its_words(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    key, sentence = await failed(hass, url="http://127.0.0.1:9/gate.jpg")

    assert key == "bad_request"
    assert "upload_url: The image could not be downloaded" in sentence
    assert not lookups_at(cloud)[0].billed


async def test_a_turn_that_does_not_come_is_told(
    hass: HomeAssistant, cloud: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    await set_up(hass, cloud_entry(cloud, options={"rate": "1"}))
    monkeypatch.setattr(limiter, "LONGEST_WAIT", 0.05)
    both = (act(hass, "recognize", base64=BASE64) for _ in range(2))

    answers = await asyncio.gather(*both, return_exceptions=True)

    [key] = [each.translation_key for each in answers if isinstance(each, HomeAssistantError)]
    assert key == "waited_too_long"
    assert len(lookups_at(cloud)) == 1


async def test_an_account_that_is_stopped_while_the_turn_is_awaited_brings_nothing(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    entry = await set_up(hass, cloud_entry(cloud, options={"rate": "1"}))
    await act(hass, "recognize", base64=BASE64)
    waiting = hass.async_create_task(failed(hass, base64=BASE64))
    await until(lambda: bool(entry.runtime_data.lookups._limiter._waiting))

    await hass.config_entries.async_unload(entry.entry_id)

    assert (await waiting)[0] == "account_not_running"
    assert len(lookups_at(cloud)) == 1
