"""The pictures of a dialog are for who is in it, and gone with it."""

from http import HTTPStatus

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from .camera_dialog import tested, words
from .conftest import (
    choose,
)
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
