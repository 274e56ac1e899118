"""Accounts whose stored settings have been damaged, and what has to hold of them all the same."""

from itertools import count
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from hypothesis import strategies as st
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.api.endpoint import normalise_url
from custom_components.plate_recognizer.const import DOMAIN
from sandbox.process import SandboxProcess
from tests.integration.conftest import (
    TOKEN,
    camera_subentry,
    plate_list_subentry,
    set_up,
    vehicle_subentry,
)

from .allowed import read
from .anything import Json, stored_badly
from .conftest import Faults

OPTIONS: list[Json] = [
    {
        "regions": ["gb", "de"],
        "mmc": True,
        "engine": {"mode": "fast", "threshold_d": 0.2, "text_formats": ["[a-z0-9]{4,8}"]},
        "rate": "none",
        "replicas": 2,
        "daily_cap": 50,
        "visit_timeout": 12,
        "found_plate": True,
        "history": {"history_days": 90, "history_pictures": "full", "history_megabytes": 500},
        "privacy": {"strangers": "masked_later", "strangers_days": 7},
        "receives": False,
        "local_only": False,
        "allow_url": False,
    }
]
CAMERAS: list[Json] = [
    {
        "camera_entity_id": "camera.driveway",
        "name": "Driveway",
        "place": "Drive",
        "scan_interval": 60,
        "sensitivity": 50,
        "triggers": ["binary_sensor.motion"],
        "delay": 0,
        "frames": 2,
        "spacing": 0.1,
        "cooldown": 10,
        "zone": {"left": 0, "top": 10, "right": 90, "bottom": 100},
        "masks": ["60, 0, 100, 8"],
        "min_score": 0.7,
        "min_dscore": 0.3,
        "sure_score": 0.9,
        "regions": ["gb"],
        "engine": {"region": "strict"},
        "webhook_camera": "gate-cam",
        "webhook_arrivals": False,
        "webhook_timeout": 5,
    }
]
VEHICLES: list[Json] = [
    {
        "name": "Golf",
        "plates": ["AB12 CDE"],
        "region": "gb",
        "matching": "candidate",
        "category": "guest",
        "may_open": True,
        "cameras": ["01CAMERASUBENTRY0000000000"],
        "valid_from": "2026-01-01 00:00:00",
        "valid_until": "2026-12-31 00:00:00",
        "times": ["Mo-Fr 08:00-18:00"],
        "note": "a note",
    }
]
LISTS: list[Json] = [
    {
        "name": "Staff",
        "category": "resident",
        "may_open": True,
        "matching": "exact",
        "rows": {
            "WOB3K21": {"plate": "WOB 3K21", "name": "Jo", "valid_until": "2027-01-01"},
            "K72NGX": {"plate": "K72 NGX"},
        },
    }
]

_NUMBERS = count()


def lead_home(form: Json, address: str) -> None:
    """Have settings name the sandbox, unless their address is refused: nobody else is to be asked.

    Args:
        form: as somebody has filled it in.
        address: of the sandbox; empty where none is asked for.
    """
    if isinstance(form, dict) and address:
        typed = form.get("url")
        is_address = isinstance(typed, str) and read(normalise_url, typed, "sdk") is not None
        form["url"] = address if typed is None or is_address else typed


MENDABLE = {ConfigEntryState.LOADED, ConfigEntryState.SETUP_ERROR}


def damaged(samples: list[Json]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw stored settings with something wrong in them. Home Assistant has them as an object."""
    return stored_badly(samples).filter(lambda value: isinstance(value, dict))


def entry_with(
    cloud: SandboxProcess,
    *,
    data: Json = None,
    options: Json = None,
    camera: Json = None,
    vehicle: Json = None,
    plate_list: Json = None,
) -> MockConfigEntry:
    """Return an account with these settings; what is None is as forms leave it.

    Each has ids of its own, as each was made anew: registries remember what was removed.
    """
    number = next(_NUMBERS)
    subentries = [
        camera_subentry(subentry_id=f"01CAMERA{number:018}"),
        vehicle_subentry("Golf", "AB12 CDE", subentry_id=f"01VEHICLE{number:017}"),
        plate_list_subentry("Staff", "WOB 3K21", subentry_id=f"01LIST{number:020}"),
    ]
    for subentry, stored in zip(subentries, (camera, vehicle, plate_list), strict=True):
        if stored is not None:
            subentry["data"] = stored
    return MockConfigEntry(
        domain=DOMAIN,
        title="Snapshot Cloud",
        entry_id=f"01ACCOUNT{number:017}",
        data=data if data is not None else {"kind": "cloud", "token": TOKEN, "url": cloud.url},
        options={"rate": "none"} if options is None else options,
        subentries_data=subentries,
    )


async def assert_set_up_or_refused(
    hass: HomeAssistant, entry: MockConfigEntry, faults: Faults
) -> bool:
    """Set an account up; say whether it runs. If not, a translated reason says which setting."""
    faults.found.clear()
    await set_up(hass, entry)
    faults.check()
    assert entry.state in MENDABLE, entry.reason
    if entry.state is ConfigEntryState.LOADED:
        return True
    assert entry.error_reason_translation_key == "setting_unreadable"
    assert (entry.error_reason_translation_placeholders or {})["setting"]
    return False


async def remove(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Remove an account, so that the next example finds the home as it was."""
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
