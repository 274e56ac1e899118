"""The pictures of a dialog are for who is in it, and gone with it."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import UnknownFlow
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer import preview

from .camera_dialog import CAMERA, open_form, tested, words
from .conftest import choose, fill_in_camera
from .fake_camera import FakeCamera, jpeg


async def test_nobody_sees_them_without_the_signed_address(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    address = words(await tested(hass, account))["picture"]
    browser = await hass_client_no_auth()

    unsigned, _, _ = address.partition("?")
    assert (await browser.get(unsigned)).status == HTTPStatus.UNAUTHORIZED
    assert (await browser.get(address)).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("ending", ["save", "closed"])
async def test_they_are_gone_when_the_dialog_is(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
    ending: str,
) -> None:
    menu = await tested(hass, account)
    browser = await hass_client_no_auth()

    if ending == "save":
        await choose(hass, menu, "save")
    else:
        hass.config_entries.subentries.async_abort(menu["flow_id"])

    assert (await browser.get(words(menu)["picture"])).status == HTTPStatus.NOT_FOUND


async def test_another_picture_takes_the_place_of_the_one_before(
    hass: HomeAssistant,
    account: MockConfigEntry,
    camera: FakeCamera,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    first = await tested(hass, account)
    camera.picture = jpeg(64, 48)
    second = await choose(hass, first, "test")
    browser = await hass_client_no_auth()

    assert (await browser.get(words(first)["picture"])).status == HTTPStatus.NOT_FOUND
    content = await (await browser.get(words(second)["picture"])).read()
    assert content == camera.picture


async def test_many_dialogs_left_open_keep_only_the_newest_pictures(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    menus = [await tested(hass, account) for _ in range(8)]
    browser = await hass_client_no_auth()

    statuses = [(await browser.get(words(menu)["picture"])).status for menu in menus]

    assert statuses == [HTTPStatus.NOT_FOUND] * 2 + [HTTPStatus.OK] * 6


async def test_a_dialog_closed_while_it_waits_for_its_picture_leaves_none(
    hass: HomeAssistant,
    account: MockConfigEntry,
    camera: FakeCamera,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    shown: list[str] = []
    taken = asyncio.Event()

    async def picture(width: int | None = None, height: int | None = None) -> bytes:
        await taken.wait()
        return jpeg()

    def note(hass: HomeAssistant, path: str, expiration: timedelta) -> str:
        shown.append(async_sign_path(hass, path, expiration))
        return shown[-1]

    form = await open_form(hass, account)
    with (
        patch.object(camera, "async_camera_image", picture),
        patch.object(preview, "async_sign_path", note),
    ):
        waiting = hass.async_create_task(fill_in_camera(hass, form, camera_entity_id=CAMERA))
        await asyncio.sleep(0.05)
        hass.config_entries.subentries.async_abort(form["flow_id"])
        taken.set()
        with suppress(UnknownFlow):
            await waiting

    browser = await hass_client_no_auth()
    assert shown
    assert {(await browser.get(path)).status for path in shown} == {HTTPStatus.NOT_FOUND}


async def test_an_address_ends_within_the_hour(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
    freezer: FrozenDateTimeFactory,
) -> None:
    address = words(await tested(hass, account))["picture"]
    browser = await hass_client_no_auth()
    freezer.tick(timedelta(minutes=59))
    assert (await browser.get(address)).status == HTTPStatus.OK

    freezer.tick(timedelta(minutes=2))

    assert (await browser.get(address)).status == HTTPStatus.UNAUTHORIZED
