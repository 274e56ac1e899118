"""The media browser: every shelf of it, and what is on them."""

from pathlib import Path

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.media_player import BrowseError
from homeassistant.components.media_source import Unresolvable
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.history.records import Wanted
from custom_components.plate_recognizer.keeper import async_history
from custom_components.plate_recognizer.media import catalog
from sandbox.process import SandboxProcess

from ..answers import plate
from ..conftest import (
    CAMERA_SUBENTRY,
    add_cameras,
    camera_subentry,
    cloud_entry,
    scan,
    set_up,
)
from .conftest import ACCOUNT, GOLF, KEEP_FULL, ROOT, MediaBrowser, see


@pytest.fixture(autouse=True)
async def morning(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Berlin, 2 July 2026, 08:12."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to("2026-07-02T08:12:00+02:00")


async def test_it_is_one_of_home_assistants_sources(
    browser: MediaBrowser, account: MockConfigEntry
) -> None:
    assert "Plate Recognizer" in await browser.browse("media-source://")


async def test_pictures_are_found_by_day_newest_first_with_who_is_on_them(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    browser: MediaBrowser,
    freezer: FrozenDateTimeFactory,
) -> None:
    freezer.move_to("2026-07-01T23:59:00+02:00")
    await see(hass, cloud, "xy98zzz")
    freezer.move_to("2026-07-02T00:01:00+02:00")
    await see(hass, cloud, "ab12cde", "bl0cked", "lo11rry", "blurred")

    assert await browser.browse(ROOT) == ["By day", "By camera", "By vehicle", "By place"]
    assert await browser.follow("By day") == ["2026-07-02 (4)", "2026-07-01 (1)"]
    assert await browser.follow("By day", "2026-07-02 (4)") == [
        "Unread · 00:01",
        "Lorry, LO11RRY · 00:01 · Known",
        "Van, BL0CKED · 00:01 · Blocked",
        "Anna's Golf, AB12CDE · 00:01 · Known",
    ]
    assert await browser.follow("By day", "2026-07-01 (1)") == ["XY98ZZZ · 23:59 · Stranger"]


async def test_pictures_are_found_by_vehicle_known_ones_by_name_others_together(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    browser: MediaBrowser,
    freezer: FrozenDateTimeFactory,
) -> None:
    seen = ("xy98zzz", "ab12cde", "bl0cked", "lo11rry", "blurred", "ab12cde", "qq11qqq")
    await see(hass, cloud, *seen, clock=freezer)

    assert await browser.follow("By vehicle") == [
        "Anna's Golf (2)",
        "Lorry (1)",
        "Strangers",
        "Unread (1)",
        "Blocked (1)",
    ]
    assert await browser.follow("By vehicle", "Strangers") == ["QQ11QQQ (1)", "XY98ZZZ (1)"]
    for path, title in {
        ("Lorry (1)",): "Lorry, LO11RRY · 2026-07-02 08:12 · Known",
        ("Strangers", "XY98ZZZ (1)"): "XY98ZZZ · 2026-07-02 08:12 · Stranger",
        ("Unread (1)",): "Unread · 2026-07-02 08:12",
        ("Blocked (1)",): "Van, BL0CKED · 2026-07-02 08:12 · Blocked",
    }.items():
        assert await browser.follow("By vehicle", *path) == [title]
    golf = ["Anna's Golf, AB12CDE · 2026-07-02 08:12 · Known"] * 2
    assert await browser.follow("By vehicle", "Anna's Golf (2)") == golf
    assert await browser.browse(f"{ACCOUNT}/vehicle/{GOLF}") == golf


async def test_pictures_are_found_by_camera_and_by_place_with_any_name(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, browser: MediaBrowser
) -> None:
    await see(hass, cloud, "xy98zzz")

    for path in (("By camera", "Driveway (1)"), ("By place", "Yard / front (1)")):
        assert await browser.follow(*path) == ["XY98ZZZ · 2026-07-02 08:12 · Stranger"]
        shelf = await browser.open(await browser.find(*path))
        assert f"{shelf['title']} (1)" == path[-1]


async def test_a_camera_is_called_as_it_is_now_and_a_removed_one_as_it_was(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, browser: MediaBrowser
) -> None:
    await see(hass, cloud, "xy98zzz")
    camera = account.subentries[CAMERA_SUBENTRY]

    hass.config_entries.async_update_subentry(account, camera, title="Lane")
    await hass.async_block_till_done()
    assert await browser.follow("By camera") == ["Lane (1)"]

    hass.config_entries.async_remove_subentry(account, CAMERA_SUBENTRY)
    await hass.async_block_till_done()
    assert await browser.follow("By camera") == ["Driveway (1)"]
    assert await browser.follow("By camera", "Driveway (1)") == [
        "XY98ZZZ · 2026-07-02 08:12 · Stranger"
    ]


async def test_shelves_and_pictures_have_thumbnails_of_their_newest(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    browser: MediaBrowser,
    freezer: FrozenDateTimeFactory,
) -> None:
    await see(hass, cloud, "xy98zzz", "ab12cde", clock=freezer)

    newest, older = await async_history(hass, account.entry_id).async_find(Wanted(), 2)
    (day,) = (await browser.open(await browser.find("By day")))["children"]
    pictures = (await browser.open(day["media_content_id"]))["children"]
    thumbnail = "/api/plate_recognizer/sightings/{}?size=thumbnail"
    assert day["thumbnail"] == thumbnail.format(newest.sighting_id)
    assert [each["thumbnail"] for each in pictures] == [
        thumbnail.format(each.sighting_id) for each in (newest, older)
    ]
    assert [each["media_class"] for each in pictures] == ["image", "image"]
    assert all(each["can_play"] and not each["can_expand"] for each in pictures)


async def test_a_long_shelf_goes_on_behind_its_end(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    browser: MediaBrowser,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(catalog, "PAGE", 2)
    await see(hass, cloud, *(f"xy{number}zzz" for number in range(10, 15)), clock=freezer)

    path = ["By day", "2026-07-02 (5)"]
    assert await browser.follow(*path) == [
        "XY14ZZZ · 08:12 · Stranger",
        "XY13ZZZ · 08:12 · Stranger",
        "Older ones",
    ]
    path += ["Older ones", "Older ones"]
    assert await browser.follow(*path) == ["XY10ZZZ · 08:12 · Stranger"]
    path = ["By vehicle", "Strangers", "Older ones"]
    assert await browser.follow(*path) == ["XY12ZZZ (1)", "XY11ZZZ (1)", "Older ones"]


async def test_a_page_of_which_nothing_can_be_read_leads_to_older_pictures(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    browser: MediaBrowser,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(catalog, "PAGE", 1)
    await see(hass, cloud, "ab12cde", "ab12cde", clock=freezer)
    await async_history(hass, account.entry_id).async_ask(
        lambda store: store.db.execute("UPDATE sightings SET data = '{' WHERE rowid = 2")
    )

    path = ["By day", "2026-07-02 (2)"]
    assert await browser.follow(*path) == ["Older ones"]
    assert await browser.follow(*path, "Older ones") == ["Anna's Golf, AB12CDE · 08:12 · Known"]


async def test_who_has_no_name_stands_once_behind_the_first_of_those_who_have(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    browser: MediaBrowser,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(catalog, "PAGE", 1)
    await see(hass, cloud, "lo11rry", "xy98zzz", "ab12cde", clock=freezer)

    assert await browser.follow("By vehicle") == ["Anna's Golf (1)", "Strangers", "Older ones"]
    assert await browser.follow("By vehicle", "Older ones") == ["Lorry (1)"]


async def test_a_shelf_stands_for_its_newest_picture_where_one_is_asked_for(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    browser: MediaBrowser,
    freezer: FrozenDateTimeFactory,
) -> None:
    await see(hass, cloud, "ab12cde", "xy98zzz", clock=freezer)

    newest, golf = await async_history(hass, account.entry_id).async_find(Wanted(), 2)
    for media_id, sighting in {
        f"{ROOT}/sighting/{golf.sighting_id}": golf,
        f"{ACCOUNT}/vehicle/{GOLF}": golf,
        f"{ACCOUNT}/day/2026-07-02": newest,
        f"{ACCOUNT}/stranger/XY98ZZZ": newest,
        f"{ACCOUNT}/vehicle": newest,
        ACCOUNT: newest,
    }.items():
        assert await browser.address(media_id) == (
            f"/api/plate_recognizer/sightings/{sighting.sighting_id}"
        )


async def test_several_accounts_have_a_shelf_each(
    hass: HomeAssistant, cloud: SandboxProcess, browser: MediaBrowser
) -> None:
    for camera in await add_cameras(hass, "Driveway", "Gate"):
        camera.is_restless = True
    first = await set_up(hass, cloud_entry(cloud, camera_subentry(), options=KEEP_FULL))
    other = MockConfigEntry(
        domain=first.domain,
        title="A second one",
        data=dict(first.data),
        options=KEEP_FULL,
        subentries_data=[camera_subentry("Gate", "01GATE")],
    )
    await set_up(hass, other)
    await see(hass, cloud, "ab12cde")
    cloud.answer([plate("xy98zzz")])
    await scan(hass, "gate")

    assert await browser.browse(ROOT) == ["A second one", "Snapshot Cloud"]
    day = "2026-07-02 (1)"
    assert await browser.follow("A second one", "By day", day) == ["XY98ZZZ · 08:12 · Stranger"]
    assert await browser.follow("Snapshot Cloud", "By day", day) == ["AB12CDE · 08:12 · Stranger"]
    newest = await browser.find("A second one", "By day", day, "XY98ZZZ · 08:12 · Stranger")
    assert await browser.address(newest)

    await hass.config_entries.async_set_disabled_by(other.entry_id, ConfigEntryDisabler.USER)
    assert await browser.browse(ROOT) == ["By day", "By camera", "By vehicle", "By place"]


async def test_pictures_outlive_that_their_account_stops(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, browser: MediaBrowser
) -> None:
    await see(hass, cloud, "xy98zzz")

    await hass.config_entries.async_unload(account.entry_id)

    assert await browser.follow("By day", "2026-07-02 (1)") == ["XY98ZZZ · 08:12 · Stranger"]


@pytest.mark.parametrize(
    ("options", "notes"),
    [
        (
            {},
            [
                "This account is set to keep no pictures",
                "To keep some, change the account's settings under History",
            ],
        ),
        (
            {"history": {"history_pictures": "full", "history_days": 0}},
            [
                "This account is set to keep no pictures",
                "To keep some, change the account's settings under History",
            ],
        ),
        (
            {"history": {"history_pictures": "thumbnails"}},
            ["No picture is kept yet: the next vehicle that is seen brings one"],
        ),
    ],
)
@pytest.mark.usefixtures("restless")
async def test_without_any_picture_it_says_why(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    browser: MediaBrowser,
    options: dict[str, object],
    notes: list[str],
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), options=options))
    if "thumbnails" not in str(options):
        await see(hass, cloud, "xy98zzz")

    root = await browser.open(ROOT)
    assert [each["title"] for each in root["children"]] == notes
    assert root["children_media_class"] == "url", "which is listed in full lines"
    with pytest.raises(Unresolvable, match="Pictures are switched on in the account's settings"):
        await browser.address(root["children"][0]["media_content_id"])


async def test_what_was_deleted_while_somebody_looks_is_said_to_be_gone(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, browser: MediaBrowser
) -> None:
    await see(hass, cloud, "xy98zzz")
    day = await browser.find("By day", "2026-07-02 (1)")
    picture = await browser.find("By day", "2026-07-02 (1)", "XY98ZZZ · 08:12 · Stranger")

    history = async_history(hass, account.entry_id)
    await history.async_ask(lambda store: store.db.execute("DELETE FROM sightings"))

    with pytest.raises(BrowseError, match="it was deleted"):
        await browser.browse(day)
    for gone in (day, picture):
        with pytest.raises(Unresolvable, match="it was deleted"):
            await browser.address(gone)


@pytest.mark.parametrize(
    "media_id",
    [
        "nobody",
        "nobody/day",
        f"{ACCOUNT}/",
        f"{ACCOUNT}/week",
        f"{ACCOUNT}/status",
        f"{ACCOUNT}/day/",
        f"{ACCOUNT}/day/2026-02-30",
        f"{ACCOUNT}/day/9999-12-31",
        f"{ACCOUNT}/day/0001-01-01/..",
        f"{ACCOUNT}/day:0",
        f"{ACCOUNT}/day:-1",
        f"{ACCOUNT}/day:99999999999",
        f"{ACCOUNT}/day:٣",
        f"{ACCOUNT}/camera/' OR 1=1 --",
        f"{ACCOUNT}/camera/%2e%2e%2f",
        f"{ACCOUNT}/camera/%ff",
        f"{ACCOUNT}/camera/{'x' * 1000}",
        f"{ACCOUNT}/../../secrets.yaml",
        "sighting",
        "sighting/",
        "sighting/../../config",
        "sighting/01ARZ3NDEKTSV4RRFFQ69G5FAV/x",
        "sighting/01arz3ndektsv4rrffq69g5fav",
        "sighting/01ARZ3NDEKTSV4RRFFQ69G5FAU",
    ],
)
async def test_what_nobody_has_named_so_is_refused_with_a_sentence(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    browser: MediaBrowser,
    media_id: str,
) -> None:
    await see(hass, cloud, "xy98zzz")
    uri = media_id if media_id.startswith(ROOT) else f"{ROOT}/{media_id}"

    for asked, kind in ((browser.open, BrowseError), (browser.address, Unresolvable)):
        with pytest.raises(kind, match="There is nothing called") as raised:
            await asked(uri)
        assert "{" not in str(raised.value)


@pytest.mark.parametrize(
    "path",
    [
        "day/2026-07-01",
        "day/0001-01-01",
        "camera/nobody",
        "place/Yard",
        "vehicle/nobody",
        "status/known",
        "status/%00",
        "stranger/%27%20OR%201%3D1%20--",
    ],
)
async def test_where_nothing_is_kept_there_is_nothing(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    browser: MediaBrowser,
    path: str,
) -> None:
    await see(hass, cloud, "ab12cde")

    with pytest.raises(BrowseError, match="No picture is kept of this"):
        await browser.browse(f"{ACCOUNT}/{path}")
    with pytest.raises(Unresolvable, match="No picture is kept of this"):
        await browser.address(f"{ACCOUNT}/{path}")


async def test_a_history_that_cannot_be_read_is_said_to_be_so(
    hass: HomeAssistant,
    account: MockConfigEntry,
    browser: MediaBrowser,
    own_history: Path,
) -> None:
    history = async_history(hass, account.entry_id)
    await history.async_close()
    kept = own_history / f"{account.entry_id}.db"
    kept.unlink()
    kept.mkdir()

    with pytest.raises(BrowseError, match="The history can't be read"):
        await browser.browse(ROOT)
    with pytest.raises(Unresolvable, match="The history can't be read"):
        await browser.address(ACCOUNT)
