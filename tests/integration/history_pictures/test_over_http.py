"""Kept pictures as a browser, a dashboard and a phone get them: over HTTP."""

import asyncio
from collections.abc import Iterable
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

from homeassistant.components import media_source
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.setup import async_setup_component
import numpy as np
from PIL import Image, ImageChops
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from custom_components.plate_recognizer.const import EVENT_SIGHTING
from custom_components.plate_recognizer.history.records import Wanted
from custom_components.plate_recognizer.keeper import async_history
from custom_components.plate_recognizer.media import pictures
from custom_components.plate_recognizer.pipeline.annotation import Mark, annotated
from sandbox.process import SandboxProcess

from ..answers import SEDAN, box, plate
from ..conftest import camera_subentry, cloud_entry, scan, set_up
from ..fake_camera import FakeCamera, jpeg
from .conftest import ROOT, see

ADDRESS = "/api/plate_recognizer/sightings"


async def sighting_id(hass: HomeAssistant, account: MockConfigEntry) -> str:
    [newest] = await async_history(hass, account.entry_id).async_find(Wanted(), 1)
    return newest.sighting_id


async def picture(client: Any, address: str) -> Image.Image:  # noqa: ANN401 - of aiohttp's tests
    response = await client.get(address)
    assert response.status == HTTPStatus.OK
    assert response.headers["Content-Type"] == "image/jpeg"
    return Image.open(BytesIO(await response.read())).convert("RGB")


async def test_whoever_may_log_in_finds_a_picture_and_its_signed_address_needs_no_login(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    hass_client_no_auth: ClientSessionGenerator,
    hass_read_only_access_token: str,
) -> None:
    assert await async_setup_component(hass, media_source.DOMAIN, {})
    assert await async_setup_component(hass, "websocket_api", {})
    await see(hass, cloud, "xy98zzz")
    guest = await hass_ws_client(access_token=hass_read_only_access_token)

    async def call(kind: str, media_id: str) -> dict[str, Any]:
        message = {"type": f"media_source/{kind}", "media_content_id": media_id}
        await guest.send_json_auto_id(message)
        answer: dict[str, Any] = await guest.receive_json()
        return answer

    media_id = ROOT
    for _ in ("By day", "the day", "the picture"):
        media_id = (await call("browse_media", media_id))["result"]["children"][0][
            "media_content_id"
        ]
    resolved = (await call("resolve_media", media_id))["result"]
    assert resolved["mime_type"] == "image/jpeg"
    nobody = await hass_client_no_auth()
    assert (await picture(nobody, resolved["url"])).size == (640, 480)
    unsigned = resolved["url"].partition("?")[0]
    assert (await nobody.get(unsigned)).status == HTTPStatus.UNAUTHORIZED
    refused = await call("browse_media", f"{ROOT}/nobody")
    assert refused["error"]["code"] == "browse_media_failed"
    refused = await call("resolve_media", f"{ROOT}/nobody")
    assert refused["error"]["code"] == "resolve_media_failed"


async def test_known_and_strange_vehicles_are_drawn_on_the_picture_and_not_on_its_thumbnail(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    restless: FakeCamera,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
) -> None:
    restless.is_restless = False
    restless.picture = jpeg(800, 600)
    golf, other = box(40, 300, 300, 560), box(500, 300, 760, 560)
    cloud.answer(
        [
            {**plate("ab12cde", vehicle={**SEDAN, "box": golf}), "box": box(100, 480, 200, 510)},
            {**plate("xy98zzz", vehicle={**SEDAN, "box": other}), "box": box(560, 480, 660, 510)},
        ]
    )
    await scan(hass)
    client = await hass_client()
    address = f"{ADDRESS}/{await sighting_id(hass, account)}"

    drawn = await picture(client, address)
    small = await picture(client, f"{address}?size=thumbnail")

    with Image.open(BytesIO(restless.picture)) as original:
        plain = original.convert("RGB")
    assert drawn.size == plain.size
    assert small.size == (320, 240)
    for area in (golf, other):
        part = (area["xmin"], area["ymin"], area["xmax"], area["ymax"])
        assert most_differing(drawn.crop(part), plain.crop(part)) > 100
    assert most_differing(drawn.crop((320, 0, 480, 250)), plain.crop((320, 0, 480, 250))) < 60
    assert most_differing(small, plain.resize(small.size)) < 100


def most_differing(one: Image.Image, other: Image.Image) -> int:
    """Return by how much the levels of two pictures differ where they do the most."""
    return int(np.asarray(ImageChops.difference(one, other).convert("L")).max())


async def test_a_thumbnail_is_drawn_on_where_it_is_all_that_was_kept(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    hass_client: ClientSessionGenerator,
) -> None:
    camera.picture = jpeg(1600, 1200)
    options = {"history": {"history_pictures": "thumbnails"}}
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), options=options))
    vehicle = {**SEDAN, "box": box(1200, 900, 1500, 1150)}
    cloud.answer([{**plate("ab12cde", vehicle=vehicle), "box": box(1300, 1050, 1400, 1090)}])
    await scan(hass)
    client = await hass_client()
    address = f"{ADDRESS}/{await sighting_id(hass, account)}"

    drawn = await picture(client, address)
    small = await picture(client, f"{address}?size=thumbnail")

    assert drawn.size == (640, 480)
    plain = small.resize(drawn.size)
    around = (470, 340, 610, 470)
    assert most_differing(drawn.crop(around), plain.crop(around)) > 80, "where the vehicle is"
    beside = (0, 0, 400, 300)
    assert most_differing(drawn.crop(beside), plain.crop(beside)) < 80


async def test_no_browser_keeps_it_and_what_was_deleted_is_not_found(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
) -> None:
    await see(hass, cloud, "xy98zzz")
    client = await hass_client()
    address = f"{ADDRESS}/{await sighting_id(hass, account)}"

    response = await client.get(address)
    assert response.headers["Cache-Control"] == "private, no-store"

    history = async_history(hass, account.entry_id)
    await history.async_ask(lambda store: store.db.execute("DELETE FROM pictures"))
    for gone in (address, f"{address}?size=thumbnail"):
        assert (await client.get(gone)).status == HTTPStatus.NOT_FOUND


async def test_the_picture_is_there_when_the_event_tells_of_the_sighting(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
) -> None:
    client = await hass_client()
    asked: list[asyncio.Task[Any]] = []

    @callback
    def notify(event: Event[dict[str, Any]]) -> None:
        address = f"{ADDRESS}/{event.data['sighting_id']}"
        asked.append(hass.async_create_task(client.get(address)))

    hass.bus.async_listen(EVENT_SIGHTING, notify)
    await see(hass, cloud, "xy98zzz")

    [response] = await asyncio.gather(*asked)
    assert response.status == HTTPStatus.OK


@pytest.mark.parametrize(
    "path",
    [
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "01arz3ndektsv4rrffq69g5fav",
        "..",
        "' OR 1=1 --",
        "",
        "{id}/..",
        "{id}?size=huge",
        "{id}?size=",
        "{id}%00",
    ],
)
async def test_what_is_no_kept_picture_is_not_found(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    path: str,
) -> None:
    await see(hass, cloud, "xy98zzz")
    client = await hass_client()

    response = await client.get(f"{ADDRESS}/{path.format(id=await sighting_id(hass, account))}")

    assert response.status == HTTPStatus.NOT_FOUND


async def test_pictures_of_every_account_are_found_also_while_it_does_not_run(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
) -> None:
    other = MockConfigEntry(domain=account.domain, title="Another", data=dict(account.data))
    await set_up(hass, other)
    await see(hass, cloud, "xy98zzz")
    client = await hass_client()

    await hass.config_entries.async_unload(account.entry_id)

    kept = await picture(client, f"{ADDRESS}/{await sighting_id(hass, account)}")
    assert kept.size == (640, 480)


async def test_a_damaged_picture_is_not_found_and_a_history_out_of_reach_is_unavailable(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    own_history: Path,
) -> None:
    await see(hass, cloud, "xy98zzz")
    client = await hass_client()
    address = f"{ADDRESS}/{await sighting_id(hass, account)}"
    history = async_history(hass, account.entry_id)

    await history.async_ask(lambda store: store.db.execute("UPDATE pictures SET content = 'no'"))
    assert (await client.get(address)).status == HTTPStatus.NOT_FOUND

    await history.async_close()
    kept = own_history / f"{account.entry_id}.db"
    kept.unlink()
    kept.mkdir()
    assert (await client.get(address)).status == HTTPStatus.SERVICE_UNAVAILABLE


async def test_many_who_look_at_once_are_served_one_after_another(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawing = Lock()

    def alone(content: bytes, marks: Iterable[Mark]) -> bytes:
        assert drawing.acquire(blocking=False), "another one is drawn at the same time"
        try:
            return annotated(content, marks)
        finally:
            drawing.release()

    monkeypatch.setattr(pictures, "annotated", alone)
    await see(hass, cloud, "xy98zzz")
    client = await hass_client()
    address = f"{ADDRESS}/{await sighting_id(hass, account)}"

    answers = await asyncio.gather(*(client.get(address) for _ in range(20)))

    assert {each.status for each in answers} == {HTTPStatus.OK}
