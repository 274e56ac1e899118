"""A home with a gate, a camera before it, and the blueprints that a user imports for it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
import shutil
from typing import Final

from sandbox.demo.account import ReadCamera, keep_pictures, set_up_account
from sandbox.demo.cameras import show_cameras
from sandbox.demo.programme import CameraProgramme, Shot
from sandbox.driveway import neighbourhood as here
from sandbox.driveway.stories import A_DAY_AT_THE_GATE
from sandbox.home import THIS_PYTHON, EntityState, Flow, FlowKind, Home, JsonObject, running_home
from sandbox.home.home import INTEGRATION
from sandbox.process import SandboxProcess

from .camera_dialog import CameraDialog

BLUEPRINTS: Final = Path(__file__).parents[2] / "blueprints" / "automation" / "plate_recognizer"
PHONES: Final = Path(__file__).with_name("phone")
"""The integration of the phone."""

PHONE: Final = "notify.phone"
MOTION: Final = "input_button.motion"
GATE: Final = "cover.gate"

_SECONDS: Final = 30

_CONFIGURATION: Final = """\
input_button:
  motion:
input_boolean:
  gate_is_open:
template:
  - cover:
      - name: Gate
        device_class: gate
        state: "{{ is_state('input_boolean.gate_is_open', 'on') }}"
        open_cover:
          - action: input_boolean.turn_on
            target:
              entity_id: input_boolean.gate_is_open
        close_cover:
          - action: input_boolean.turn_off
            target:
              entity_id: input_boolean.gate_is_open
phone:
"""

_VEHICLES: Final[tuple[JsonObject, ...]] = (
    {"name": "Anna's car", "plates": [here.RESIDENT.inscription], "may_open": True},
    {"name": "Ben's car", "plates": [here.OTHER_RESIDENT.inscription], "may_open": True},
    {
        "name": "Claire's car",
        "plates": [here.FRENCH.inscription],
        "category": "guest",
        "may_open": True,
    },
    {"name": "Parcel van", "plates": [here.DELIVERY_VAN.inscription], "category": "delivery"},
    {"name": "Unwelcome", "plates": [here.ITALIAN.inscription], "category": "blocked"},
)

_BURST: Final = {"triggers": [MOTION], "frames": 20, "spacing": 0.3, "cooldown": 0}
"""A burst that goes on looking until it has seen what it needs, and another one at any time."""

AUTOMATIONS: Final[dict[str, JsonObject]] = {
    "gate": {
        "alias": "Open the gate",
        "use_blueprint": {
            "path": "plate_recognizer/open_door.yaml",
            "input": {
                "door": GATE,
                # The test shuts the gate at once. Nothing but the rules is to keep it shut then.
                "pause": 0,
                "phones": [PHONE],
                "reasons": ["permission", "certainty", "door", "coming"],
            },
        },
    },
    "delivery": {
        "alias": "Announce deliveries",
        "use_blueprint": {
            "path": "plate_recognizer/delivery_announced.yaml",
            "input": {"phones": [PHONE]},
        },
    },
    "alarm": {
        "alias": "Raise an alarm",
        "triggers": [
            {
                "trigger": "plate_recognizer.vehicle_arrived",
                "options": {"category": ["blocked"]},
            }
        ],
        "actions": [
            {
                "action": "notify.send_message",
                "target": {"entity_id": PHONE},
                "data": {"title": "Alarm", "message": "{{ trigger.visit.vehicle }} is here"},
            }
        ],
    },
}


@dataclass(frozen=True, slots=True)
class GateHome:
    """The home, and what was set up in it."""

    home: Home
    entry_id: str
    camera: ReadCamera
    guest_id: str
    """Of the guest's subentry."""


@asynccontextmanager
async def gate_home(
    folder: Path,
    sandbox: SandboxProcess,
    automations: Mapping[str, JsonObject] = AUTOMATIONS,
    *,
    keeps_pictures: bool = False,
    python: Path = THIS_PYTHON,
) -> AsyncIterator[GateHome]:
    """Start a home whose gate is shut, and before which nobody stands.

    Args:
        folder: where its configuration is written.
        sandbox: reads its pictures.
        automations: those that it has, by their ids.
        keeps_pictures: whether pictures are kept with its sightings.
        python: that runs it.
    """
    shutil.copytree(BLUEPRINTS, folder / "blueprints" / "automation" / BLUEPRINTS.name)
    async with running_home(
        frontend=False,
        folder=folder,
        integrations=(INTEGRATION, PHONES),
        configuration=_CONFIGURATION,
        python=python,
    ) as home:
        empty = Shot(A_DAY_AT_THE_GATE.at(0).to_jpeg(), frozenset())
        (shown,) = await show_cameras(home, [CameraProgramme("Gate", ".jpg", (empty,))])
        account = await set_up_account(home, sandbox.url, sandbox.token, [])
        if keeps_pictures:
            await keep_pictures(home, account.entry_id)
        dialog = CameraDialog(home, account)
        step = await dialog.fill_in(camera_entity_id=shown.entity_id, burst=_BURST)
        camera = await dialog.save(step, shown)
        for vehicle in _VEHICLES:
            flow = Flow(home.rest, FlowKind.SUBENTRY, [account.entry_id, "vehicle"])
            await flow.complete([vehicle])
        rows: list[JsonObject] = await home.socket.command(
            "config_entries/subentries/list", list, entry_id=account.entry_id
        )
        for automation_id, automation in automations.items():
            path = f"/api/config/automation/config/{automation_id}"
            await home.rest.post(path, dict, automation)
        await home.wait_for(partial(_are_on, len(automations)), seconds=_SECONDS)
        (guest_id,) = (row["subentry_id"] for row in rows if row["title"] == "Claire's car")
        yield GateHome(home, account.entry_id, camera, guest_id)


def _are_on(count: int, states: Mapping[str, EntityState]) -> bool:
    automations = [state for name, state in states.items() if name.startswith("automation.")]
    return len(automations) == count and all(each.state == "on" for each in automations)


async def let_guest_in_until(at: GateHome, moment: str) -> None:
    """Set until when the guest is valid: a local time such as `2026-11-25 22:30:00`."""
    (guest,) = (each for each in _VEHICLES if each["name"] == "Claire's car")
    flow = Flow(at.home.rest, FlowKind.SUBENTRY, [at.entry_id, "vehicle"], at.guest_id)
    await flow.complete([{**guest, "valid_until": moment}])
