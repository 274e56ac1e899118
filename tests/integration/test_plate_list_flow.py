"""Taking in a list of plates in the UI, changing it, and getting it back."""

from http import HTTPStatus
from itertools import product
import re
from typing import Any

from aiohttp import FormData
from homeassistant.config_entries import SOURCE_USER, SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer.flows.plate_list_form import (
    MOST_CONFUSIONS,
    MOST_SHOWN_ROWS,
)
from custom_components.plate_recognizer.pipeline.plate_list import MOST_ROWS, parse_plate_list
from sandbox.process import SandboxProcess

from .camera_dialog import read
from .conftest import (
    CAMERA_SUBENTRY,
    camera_subentry,
    choose,
    cloud_entry,
    plate_list_subentry,
    set_up,
    vehicle_subentry,
)
from .test_vehicles import seen

GOLF_ID = "01VEHICLE0000000000000GOLF"
YARD_ID = "01PLATELIST00000000000YARD"
ROWS = 'plate,name,valid_until\nXY98 ZZZ,Ben,\nQQ11 QQQ,"O\'Brien, Cy",2026-12-31\n'

pytestmark = pytest.mark.usefixtures("camera")


@pytest.fixture
async def account(hass: HomeAssistant, cloud: SandboxProcess) -> MockConfigEntry:
    """A running account with a camera and a vehicle."""
    golf = vehicle_subentry("Golf", "AB12 CDE", subentry_id=GOLF_ID)
    return await set_up(hass, cloud_entry(cloud, camera_subentry(), golf))


async def fill_in(
    hass: HomeAssistant, account: MockConfigEntry, **fields: object
) -> SubentryFlowResult:
    form = await hass.config_entries.subentries.async_init(
        (account.entry_id, "plate_list"), context={"source": SOURCE_USER}
    )
    assert form["step_id"] == "user"
    return await answer(hass, form, **fields)


async def answer(
    hass: HomeAssistant, form: SubentryFlowResult, **fields: object
) -> SubentryFlowResult:
    result = await hass.config_entries.subentries.async_configure(
        form["flow_id"], {"name": "Yard", **fields}
    )
    await hass.async_block_till_done()
    return result


async def uploaded(client: ClientSessionGenerator, content: bytes, name: str = "yard.csv") -> str:
    """Upload a file as the frontend does, and return its id."""
    form = FormData()
    form.add_field("file", content, filename=name, content_type="text/csv")
    answered = await (await client()).post("/api/file_upload", data=form)
    assert answered.status == HTTPStatus.OK
    file_id: str = (await answered.json())["file_id"]
    return file_id


def many(count: int) -> str:
    return "".join(f"W7{number:05},Owner {number}\n" for number in range(count))


def suggested(form: SubentryFlowResult) -> dict[str, Any]:
    schema = form["data_schema"]
    assert schema is not None
    return {str(key): (key.description or {}).get("suggested_value") for key in schema.schema}


async def open_list(
    hass: HomeAssistant, cloud: SandboxProcess, *rows: str
) -> tuple[MockConfigEntry, SubentryFlowResult]:
    """Open the form of a list with these rows."""
    listed = plate_list_subentry("Yard", *rows, subentry_id=YARD_ID)
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), listed))
    return account, await account.start_subentry_reconfigure_flow(hass, YARD_ID)


async def test_the_vehicles_of_a_list_are_known_at_once_and_cameras_go_on(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    running = account.runtime_data
    scanner = running.scanners[CAMERA_SUBENTRY]

    result = await fill_in(hass, account, name=" Yard ", rows=ROWS, may_open=True)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert (await seen(hass, cloud, "qq11qqq"))["vehicle"] == "O'Brien, Cy"
    assert account.runtime_data is running, "no reload"
    assert running.scanners[CAMERA_SUBENTRY] is scanner
    *_, subentry = account.subentries.values()
    assert subentry.title == "Yard"
    assert (subentry.unique_id or "").startswith("plate_list:")
    assert subentry.data == {
        "name": "Yard",
        "category": "resident",
        "matching": "exact",
        "may_open": True,
        "rows": {
            "XY98ZZZ": {"plate": "XY98 ZZZ", "name": "Ben"},
            "QQ11QQQ": {
                "plate": "QQ11 QQQ",
                "name": "O'Brien, Cy",
                "valid_until": "2026-12-31",
            },
        },
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
async def test_a_list_is_taken_from_a_file(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    encoding: str,
) -> None:
    content = "Plate;Name\r\nMÜ O 12;Jürgen\r\n".encode(encoding)

    result = await fill_in(hass, account, file=await uploaded(hass_client, content))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert (await seen(hass, cloud, "muo12"))["vehicle"] == "Jürgen"


@pytest.mark.parametrize(
    ("fields", "errors", "said"),
    [
        ({"name": "  "}, {"name": "name_missing"}, {"most": "100"}),
        ({"category": "blocked", "may_open": True}, {"may_open": "may_not_open"}, {}),
        ({"rows": ""}, {"rows": "list_empty"}, {}),
        ({"rows": "plate,name\n"}, {"rows": "list_empty"}, {}),
        ({"rows": "XY98\n--"}, {"rows": "row_plate_empty"}, {"line": "2", "text": "--"}),
        (
            {"rows": "XY98,Ben,tomorrow"},
            {"rows": "row_no_date"},
            {"line": "1", "text": "tomorrow"},
        ),
        (
            {"rows": "XY98\nQQ11\nxy-98"},
            {"rows": "row_plate_twice"},
            {"line": "3", "text": "xy-98", "first": "1"},
        ),
        (
            {"rows": "XY98\nab-12-cde"},
            {"rows": "row_plate_taken"},
            {"line": "2", "text": "ab-12-cde", "vehicle": "Golf"},
        ),
        ({"rows": many(MOST_ROWS + 1)}, {"rows": "list_too_long"}, {"most": "10000"}),
    ],
    ids=lambda value: None if len(str(value)) > 1000 else str(value),
)
async def test_what_cannot_be_is_refused_with_its_reason_and_can_be_mended(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fields: dict[str, object],
    errors: dict[str, str],
    said: dict[str, str],
) -> None:
    form = await fill_in(hass, account, **{"rows": ROWS, **fields})

    assert form["errors"] == errors
    assert form["description_placeholders"] == {**said, "download": ""}
    assert suggested(form)["rows"] == fields.get("rows", ROWS), "what was typed is still there"
    assert len(account.subentries) == 2, "nothing is stored"
    mended = await answer(hass, form, rows=ROWS)
    assert mended["type"] is FlowResultType.CREATE_ENTRY


async def test_a_file_that_is_no_text_is_refused(
    hass: HomeAssistant, account: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    file_id = await uploaded(hass_client, b"\x89PNG\r\n\x1a\n\x00", "yard.csv")

    form = await fill_in(hass, account, file=file_id)

    assert form["errors"] == {"rows": "list_no_text"}
    assert suggested(form)["file"] is None


async def test_a_file_larger_than_any_list_is_refused(
    hass: HomeAssistant, account: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    file_id = await uploaded(hass_client, b"\n" * (8 * 1024 * 1024 + 1))

    assert (await fill_in(hass, account, file=file_id))["errors"] == {"rows": "list_too_long"}


async def test_a_file_that_is_gone_has_to_be_chosen_again(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    form = await fill_in(hass, account, file="0123456789abcdef0123456789abcdef")

    assert form["errors"] == {"file": "list_file_gone"}


async def test_what_is_wrong_in_a_short_file_can_be_mended_in_the_form(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
) -> None:
    form = await fill_in(hass, account, file=await uploaded(hass_client, b"XY98,Ben,soon"))

    assert form["errors"] == {"rows": "row_no_date"}
    assert suggested(form)["rows"] == "XY98,Ben,soon"
    await answer(hass, form, rows="XY98,Ben")
    assert (await seen(hass, cloud, "xy98"))["vehicle"] == "Ben"


async def test_what_is_wrong_in_a_long_file_is_mended_there(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
) -> None:
    content = f"{many(MOST_SHOWN_ROWS + 1)}XY98,Ben,soon".encode()
    form = await fill_in(hass, account, file=await uploaded(hass_client, content))

    assert form["errors"] == {"rows": "row_no_date"}
    assert not suggested(form)["rows"]
    content = many(MOST_SHOWN_ROWS + 1).encode()
    form = await answer(hass, form, file=await uploaded(hass_client, content))
    assert form["type"] is FlowResultType.CREATE_ENTRY


async def test_after_a_fault_in_a_long_file_the_rows_from_before_are_not_meant(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    hass_client: ClientSessionGenerator,
) -> None:
    account, form = await open_list(hass, cloud, *many(MOST_SHOWN_ROWS + 1).splitlines())
    before = account.subentries[YARD_ID].data["rows"]
    content = f"{many(MOST_SHOWN_ROWS + 1)}XY98,Ben,soon".encode()

    form = await answer(hass, form, file=await uploaded(hass_client, content))
    assert form["errors"] == {"rows": "row_no_date"}
    for _ in range(2):
        form = await answer(hass, form)
        assert form["errors"] == {"file": "list_file_faulty"}
    assert account.subentries[YARD_ID].data["rows"] == before
    await answer(hass, form, rows="XY98,Ben")

    assert list(account.subentries[YARD_ID].data["rows"]) == ["XY98"]


@pytest.mark.parametrize(
    ("content", "slug"),
    [(b"\x89PNG\x00", "list_no_text"), (b"XY98,Ben,soon", "row_no_date")],
)
async def test_after_a_fault_in_a_file_an_earlier_one_is_not_meant(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    content: bytes,
    slug: str,
) -> None:
    earlier = many(MOST_SHOWN_ROWS + 1).encode()
    form = await fill_in(hass, account, name="", file=await uploaded(hass_client, earlier))
    assert form["errors"] == {"name": "name_missing"}

    form = await answer(hass, form, file=await uploaded(hass_client, content))
    assert form["errors"] == {"rows": slug}
    form = await answer(hass, form)
    assert form["errors"] == {"file": "list_file_faulty"}
    assert len(account.subentries) == 2, "nothing is stored"
    await answer(hass, form, file=await uploaded(hass_client, b"XY98,Ben"))

    *_, subentry = account.subentries.values()
    assert list(subentry.data["rows"]) == ["XY98"]


async def test_after_a_file_that_is_no_text_the_rows_that_were_shown_are_not_meant(
    hass: HomeAssistant, cloud: SandboxProcess, hass_client: ClientSessionGenerator
) -> None:
    _, form = await open_list(hass, cloud, "XY98 ZZZ,Ben")
    file_id = await uploaded(hass_client, b"\x89PNG\x00")

    form = await answer(hass, form, rows=suggested(form)["rows"], file=file_id)

    assert form["errors"] == {"rows": "list_no_text"}
    assert not suggested(form)["rows"]


async def test_rows_of_a_file_are_kept_while_something_else_is_mended(
    hass: HomeAssistant, account: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    content = many(MOST_SHOWN_ROWS + 1).encode()
    form = await fill_in(hass, account, name="", file=await uploaded(hass_client, content))

    assert (await answer(hass, form))["type"] is FlowResultType.CREATE_ENTRY


async def test_a_file_and_other_rows_beside_it_are_refused(
    hass: HomeAssistant, account: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    file_id = await uploaded(hass_client, b"XY98")

    form = await fill_in(hass, account, file=file_id, rows="QQ11")
    assert form["errors"] == {"file": "list_twice"}
    form = await answer(hass, form, file=file_id, rows="QQ11")
    assert form["errors"] == {"file": "list_twice"}, "also if it is only tried again"

    await answer(hass, form, file=file_id)

    *_, subentry = account.subentries.values()
    assert list(subentry.data["rows"]) == ["XY98"]


@pytest.mark.parametrize("option", ["save", "settings"])
async def test_plates_that_are_easily_confused_are_warned_of_by_count_and_the_first_few(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, option: str
) -> None:
    alike = [f"XX{end}" for end in ("0", "O", "D", "Q")]
    menu = await fill_in(hass, account, rows="\n".join(["A812 CDE,Ann", *alike]))

    assert (menu["type"], menu["step_id"]) == (FlowResultType.MENU, "lookalike")
    words: Any = menu["description_placeholders"]
    pairs = read(words["pairs"]).splitlines()
    assert pairs[0] == "- A812 CDE: AB12 CDE (Golf)"
    assert pairs[1] == "- XX0: XXD (Yard)"
    assert (len(pairs), int(words["count"])) == (5, 7)
    result = await choose(hass, menu, option)
    if option == "settings":
        assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "user")
        result = await choose(
            hass, await answer(hass, result, rows=suggested(result)["rows"]), "save"
        )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert (await seen(hass, cloud, "a812cde"))["vehicle"] == "Ann"


async def test_of_plates_that_all_look_alike_the_warning_says_that_there_are_many(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    alike = ["".join(plate) for plate in product("0ODQ", repeat=5)]

    menu = await fill_in(hass, account, rows="\n".join(alike))

    assert menu["step_id"] == "lookalike"
    words: Any = menu["description_placeholders"]
    assert words["count"] == f"more than {MOST_CONFUSIONS}"
    assert (await choose(hass, menu, "save"))["type"] is FlowResultType.CREATE_ENTRY


async def test_a_plate_that_is_taken_while_a_warning_is_read_is_refused(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    menu = await fill_in(hass, account, name="One", rows="A812 CDE")
    other = await fill_in(hass, account, name="Two", rows="A812 CDE")
    await choose(hass, menu, "save")

    refused = await choose(hass, other, "save")

    assert (refused["type"], refused["step_id"]) == (FlowResultType.FORM, "user")
    assert refused["errors"] == {"rows": "row_plate_taken"}
    assert len(account.subentries) == 3


async def test_a_vehicle_is_refused_the_plate_of_a_list_and_warned_of_those_like_it(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await fill_in(hass, account, rows="XY98 ZZ0,Ben\nQQ11 QQQ")
    form = await hass.config_entries.subentries.async_init(
        (account.entry_id, "vehicle"), context={"source": SOURCE_USER}
    )

    form = await answer(hass, form, name="Polo", plates=["qq11qqq"])
    assert form["errors"] == {"plates": "plate_taken"}
    assert form["description_placeholders"] == {"plate": "qq11qqq", "vehicle": "Yard"}
    menu = await answer(hass, form, name="Polo", plates=["XY98 ZZO"])
    words: Any = menu["description_placeholders"]
    assert read(words["pairs"]) == "- XY98 ZZO: Ben"


async def test_a_short_list_is_shown_and_changed_in_its_form(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account, form = await open_list(hass, cloud, "XY98 ZZZ,Ben", "QQ11 QQQ,'=1+1")
    text = suggested(form)["rows"]
    assert text == "plate,name,valid_until\nXY98 ZZZ,Ben,\nQQ11 QQQ,'=1+1,\n"

    result = await answer(hass, form, name="Court", rows=f"{text}KK77 KKK,Kim")

    assert result["reason"] == "reconfigure_successful"
    subentry = account.subentries[YARD_ID]
    assert (subentry.title, subentry.data["name"]) == ("Court", "Court")
    assert [row.get("name") for row in subentry.data["rows"].values()] == ["Ben", "=1+1", "Kim"]
    assert (await seen(hass, cloud, "kk77kkk"))["vehicle"] == "Kim"


async def test_a_short_list_that_is_emptied_in_its_form_is_refused(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    _, form = await open_list(hass, cloud, "XY98 ZZZ,Ben")

    assert (await answer(hass, form))["errors"] == {"rows": "list_empty"}


async def test_a_file_replaces_the_rows_that_are_shown(
    hass: HomeAssistant, cloud: SandboxProcess, hass_client: ClientSessionGenerator
) -> None:
    account, form = await open_list(hass, cloud, "XY98 ZZZ,Ben")
    file_id = await uploaded(hass_client, b"QQ11 QQQ")

    await answer(hass, form, rows=suggested(form)["rows"], file=file_id)

    assert list(account.subentries[YARD_ID].data["rows"]) == ["QQ11QQQ"]


async def test_a_long_list_is_not_shown_and_stays_unless_it_is_given_anew(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account, form = await open_list(hass, cloud, *many(MOST_SHOWN_ROWS + 1).splitlines())
    before = account.subentries[YARD_ID].data["rows"]
    assert not suggested(form)["rows"]

    await answer(hass, form, category="guest")

    subentry = account.subentries[YARD_ID]
    assert (subentry.data["category"], subentry.data["rows"]) == ("guest", before)
    form = await account.start_subentry_reconfigure_flow(hass, YARD_ID)
    await answer(hass, form, rows="XY98 ZZZ")
    assert list(account.subentries[YARD_ID].data["rows"]) == ["XY98ZZZ"]


async def test_the_rows_are_had_back_as_a_file_that_is_taken_in_unchanged(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    hass_client: ClientSessionGenerator,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    rows = ("MÜ O 12,Jürgen,2026-12-31 18:00", 'XY98 ZZZ,"Smith, ""Ann"""', "QQ11 QQQ,'=1+1")
    account, form = await open_list(hass, cloud, *rows, *many(MOST_SHOWN_ROWS).splitlines())
    before = account.subentries[YARD_ID].data["rows"]
    words: Any = form["description_placeholders"]
    [address] = re.findall(
        r'^<a href="(\S+)" target="_blank">.+\(203\).*</a>$', read(words["download"])
    )
    browser = await hass_client_no_auth()

    answered = await browser.get(address)
    content = await answered.read()

    assert answered.headers["Content-Type"] == "text/csv"
    assert answered.headers["Content-Disposition"] == 'attachment; filename="yard.csv"'
    assert len(parse_plate_list(content.decode())) == MOST_SHOWN_ROWS + 3
    file_id = await uploaded(hass_client, content)
    assert (await answer(hass, form, file=file_id))["reason"] == "reconfigure_successful"
    assert account.subentries[YARD_ID].data["rows"] == before
    assert (await browser.get(address)).status == HTTPStatus.NOT_FOUND, "gone with its dialog"


async def test_a_dialog_outlives_the_list_that_it_changes(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account, form = await open_list(hass, cloud, "XY98 ZZZ")
    hass.config_entries.async_remove_subentry(account, YARD_ID)

    result = await answer(hass, form, rows="XY98 ZZZ")

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "gone")
