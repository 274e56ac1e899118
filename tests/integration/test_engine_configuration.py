"""What is set for the engine, where it can be set, and what the API is asked for because of it."""

import json
from typing import Any, Final

from homeassistant.core import HomeAssistant
import pytest

from sandbox.api_server.journal import RequestRecord
from sandbox.process import SandboxProcess

from .camera_dialog import tested
from .conftest import (
    TOKEN,
    camera_subentry,
    choose,
    cloud_entry,
    fill_in_camera,
    lookups_at,
    scan,
    set_up,
)
from .fake_camera import FakeCamera
from .test_account_flow import cloud_input, proceed, start

type Fields = dict[str, Any]

OF_NOBODY_ELSE: Final = ("camera_id", "timestamp")
"""What a lookup says besides, whatever is set."""

DIGITS: Final = "[0-9][0-9][0-9][a-z][a-z]"
FOR_CAMERAS: Final = [
    ({}, {}),
    ({"regions": ["gb"]}, {"regions": ["gb"]}),
    ({"regions": ["mx", "us-ca", "TKS"]}, {"regions": ["mx", "us-ca", "TKS"]}),
    ({"regions": ["th-10"]}, {"regions": ["th-10"]}),
    ({"engine": {"detection_mode": "plate"}}, {}),
    ({"engine": {"detection_mode": "vehicle"}}, {"config": {"detection_mode": "vehicle"}}),
    ({"engine": {"detection_rule": "normal"}}, {}),
    ({"engine": {"detection_rule": "strict"}}, {"config": {"detection_rule": "strict"}}),
    ({"engine": {"region": "normal"}}, {}),
    (
        {"regions": ["gb"], "engine": {"region": "strict"}},
        {"regions": ["gb"], "config": {"region": "strict"}},
    ),
    ({"engine": {"mode": "normal"}}, {}),
    ({"engine": {"mode": "fast"}}, {"config": {"mode": "fast"}}),
    ({"engine": {"mode": "redaction"}}, {"config": {"mode": "redaction"}}),
    ({"engine": {"threshold_d": 0}}, {"config": {"threshold_d": 0}}),
    ({"engine": {"threshold_d": 0.2}}, {"config": {"threshold_d": 0.2}}),
    ({"engine": {"threshold_d": 1}}, {"config": {"threshold_d": 1}}),
    ({"engine": {"threshold_o": 0}}, {"config": {"threshold_o": 0}}),
    ({"engine": {"threshold_o": 0.75}}, {"config": {"threshold_o": 0.75}}),
    ({"engine": {"threshold_o": 1}}, {"config": {"threshold_o": 1}}),
    ({"engine": {"text_formats": []}}, {}),
    ({"engine": {"text_formats": [DIGITS]}}, {"config": {"text_formats": [DIGITS]}}),
    (
        {"engine": {"text_formats": [r"\D{2}", "ö[a-z]"]}},
        {"config": {"text_formats": [r"\D{2}", "ö[a-z]"]}},
    ),
    ({"engine": {"text_formats": [".*"]}}, {}),
    (
        {
            "regions": ["gb"],
            "engine": {
                "detection_mode": "vehicle",
                "detection_rule": "strict",
                "region": "strict",
                "mode": "fast",
                "threshold_d": 0.1,
                "threshold_o": 0.5,
                "text_formats": [DIGITS],
            },
        },
        {
            "regions": ["gb"],
            "config": {
                "detection_mode": "vehicle",
                "detection_rule": "strict",
                "region": "strict",
                "mode": "fast",
                "threshold_d": 0.1,
                "threshold_o": 0.5,
                "text_formats": [DIGITS],
            },
        },
    ),
]
"""Every key with its values, and all that the lookup says of it."""

FOR_ACCOUNTS: Final = [
    *FOR_CAMERAS,
    ({"mmc": False}, {}),
    ({"mmc": True}, {"mmc": "true"}),
]

STRICT: Final[Fields] = {
    "regions": ["de", "fr"],
    "mmc": True,
    "engine": {
        "detection_mode": "vehicle",
        "detection_rule": "strict",
        "region": "strict",
        "mode": "fast",
        "threshold_d": 0.4,
        "threshold_o": 0.5,
        "text_formats": [DIGITS],
    },
}
"""An account that leaves nothing at its default."""


def asked_for(lookup: RequestRecord) -> Fields:
    """Return what a lookup says of how it is to be read, after the sandbox has checked it."""
    assert lookup.status == 201
    asked: Fields = {
        name: values if name == "regions" else values[0]
        for name, values in lookup.fields.items()
        if name not in OF_NOBODY_ELSE
    }
    if "config" in asked:
        asked["config"] = json.loads(asked["config"])
    return asked


async def looked_up(hass: HomeAssistant, cloud: SandboxProcess) -> Fields:
    """Scan the driveway, and return what its lookup asks for."""
    await scan(hass)
    return asked_for(lookups_at(cloud)[-1])


@pytest.mark.parametrize(("fields", "asked"), FOR_ACCOUNTS)
@pytest.mark.usefixtures("camera")
async def test_what_an_account_is_set_up_with_is_asked_for(
    hass: HomeAssistant, cloud: SandboxProcess, fields: Fields, asked: Fields
) -> None:
    form = await proceed(hass, await start(hass, "cloud"), cloud_input(cloud, TOKEN))
    form = await proceed(hass, form, {"engine": {}, **fields})
    await proceed(hass, form, {"cameras": ["camera.driveway"]})

    assert await looked_up(hass, cloud) == asked


@pytest.mark.parametrize("before", [{}, STRICT], ids=["defaults", "strict"])
@pytest.mark.parametrize(("fields", "asked"), FOR_ACCOUNTS)
@pytest.mark.usefixtures("camera")
async def test_what_an_accounts_options_are_changed_to_is_asked_for_whatever_they_were(
    hass: HomeAssistant, cloud: SandboxProcess, before: Fields, fields: Fields, asked: Fields
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), options=before))

    form = await hass.config_entries.options.async_init(account.entry_id)
    await hass.config_entries.options.async_configure(form["flow_id"], {"engine": {}, **fields})
    await hass.async_block_till_done()

    assert await looked_up(hass, cloud) == asked


@pytest.mark.parametrize(("fields", "asked"), FOR_CAMERAS)
@pytest.mark.usefixtures("camera")
async def test_what_is_set_for_a_camera_alone_is_asked_for(
    hass: HomeAssistant, cloud: SandboxProcess, fields: Fields, asked: Fields
) -> None:
    account = await set_up(hass, cloud_entry(cloud))

    await choose(hass, await tested(hass, account, **fields), "save")

    assert await looked_up(hass, cloud) == asked


@pytest.mark.parametrize(
    ("fields", "changed", "left_out"),
    [
        ({}, {}, None),
        ({"regions": ["gb"]}, {"regions": ["gb"]}, None),
        ({"engine": {"detection_mode": "plate"}}, {}, "detection_mode"),
        ({"engine": {"detection_rule": "normal"}}, {}, "detection_rule"),
        ({"engine": {"region": "normal"}}, {}, "region"),
        ({"engine": {"mode": "normal"}}, {}, "mode"),
        ({"engine": {"mode": "redaction"}}, {"mode": "redaction"}, None),
        ({"engine": {"threshold_d": 0}}, {"threshold_d": 0}, None),
        ({"engine": {"threshold_o": 0.6}}, {"threshold_o": 0.6}, None),
        ({"engine": {"text_formats": ["[a-z]{4}"]}}, {"text_formats": ["[a-z]{4}"]}, None),
        ({"engine": {"text_formats": [".*"]}}, {}, "text_formats"),
        ({"engine": {"text_formats": []}}, {}, None),
    ],
)
@pytest.mark.usefixtures("camera")
async def test_a_camera_differs_from_its_account_in_what_is_set_and_in_nothing_else(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    fields: Fields,
    changed: Fields,
    left_out: str | None,
) -> None:
    account = await set_up(hass, cloud_entry(cloud, options=STRICT))

    await choose(hass, await tested(hass, account, **fields), "save")

    regions = changed.get("regions", STRICT["regions"])
    config = STRICT["engine"] | {key: each for key, each in changed.items() if key != "regions"}
    config.pop(left_out, None)
    assert await looked_up(hass, cloud) == {"regions": regions, "mmc": "true", "config": config}


@pytest.mark.usefixtures("camera")
async def test_a_camera_that_is_emptied_is_as_its_account_again(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    engine = {"mode": "redaction", "text_formats": [".*"]}
    camera = camera_subentry(regions=["gb"], engine=engine)
    account = await set_up(hass, cloud_entry(cloud, camera, options=STRICT))
    [subentry_id] = account.subentries

    form = await account.start_subentry_reconfigure_flow(hass, subentry_id)
    emptied = await fill_in_camera(hass, form, camera_entity_id="camera.driveway")
    await choose(hass, emptied, "save")

    assert await looked_up(hass, cloud) == {
        "regions": STRICT["regions"],
        "mmc": "true",
        "config": STRICT["engine"],
    }


async def test_the_test_of_a_camera_asks_for_what_is_filled_in_and_not_saved_yet(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    account = await set_up(hass, cloud_entry(cloud, options=STRICT))

    menu = await tested(hass, account, regions=["gb"], engine={"detection_mode": "plate"})
    await choose(hass, menu, "lookup")

    [lookup] = lookups_at(cloud)
    engine = {key: each for key, each in STRICT["engine"].items() if key != "detection_mode"}
    assert asked_for(lookup) == {"regions": ["gb"], "mmc": "true", "config": engine}
    assert camera.asked == 1


@pytest.mark.usefixtures("camera")
async def test_a_text_format_with_capitals_of_an_older_version_goes_on_being_sent(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    camera = camera_subentry(engine={"text_formats": ["[A-Z]"]})
    account = await set_up(hass, cloud_entry(cloud, camera))

    assert await looked_up(hass, cloud) == {"config": {"text_formats": ["[A-Z]"]}}
    form = await hass.config_entries.options.async_init(account.entry_id)
    end = await hass.config_entries.options.async_configure(form["flow_id"], {"engine": {}})
    assert end["type"] == "create_entry", "the account isn't what has to be mended"


@pytest.mark.usefixtures("camera")
async def test_what_an_older_version_has_left_in_the_account_keeps_no_camera_from_being_saved(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    options = {"engine": {"text_formats": ["[A-Z]{3}"]}}
    account = await set_up(hass, cloud_entry(cloud, options=options))

    await choose(hass, await tested(hass, account, engine={"mode": "fast"}), "save")

    assert await looked_up(hass, cloud) == {
        "config": {"mode": "fast", "text_formats": ["[A-Z]{3}"]},
    }


@pytest.mark.usefixtures("camera")
async def test_any_text_beside_other_formats_is_sent_with_them(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await set_up(hass, cloud_entry(cloud))
    formats = [".*", "[a-z]{3}"]

    await choose(hass, await tested(hass, account, engine={"text_formats": formats}), "save")

    assert await looked_up(hass, cloud) == {"config": {"text_formats": formats}}
