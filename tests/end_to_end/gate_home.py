"""A home with a gate, a camera before it, and automations as a user has them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
import json
from pathlib import Path
from typing import Final

from sandbox.demo.account import ReadCamera, set_up_account
from sandbox.demo.cameras import show_cameras
from sandbox.demo.programme import CameraProgramme, Shot
from sandbox.driveway import neighbourhood as here
from sandbox.driveway.stories import A_DAY_AT_THE_GATE
from sandbox.home import Flow, FlowKind, Home, JsonObject, running_home
from sandbox.home.home import INTEGRATION
from sandbox.process import SandboxProcess

from .camera_dialog import CameraDialog

PHONE: Final = Path(__file__).with_name("phone")
MOTION: Final = "input_button.motion"
GATE: Final = "cover.gate"

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
automation: !include automations.yaml
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


def _notify(alias: str, message: str, **event_data: object) -> JsonObject:
    """Return an automation that tells the phone of visits that begin."""
    return {
        "id": alias,
        "alias": alias,
        "mode": "queued",
        "triggers": [
            {
                "trigger": "event",
                "event_type": "plate_recognizer_visit_started",
                "event_data": event_data,
            }
        ],
        "actions": [
            {
                "action": "notify.send_message",
                "target": {"entity_id": "notify.phone"},
                "data": {"title": alias, "message": message},
            }
        ],
    }


_AUTOMATIONS: Final[tuple[JsonObject, ...]] = (
    {
        "id": "gate",
        "alias": "Gate",
        "mode": "queued",
        "triggers": [
            {
                "trigger": "event",
                "event_type": "plate_recognizer_visit_started",
                "event_data": {"arrival": True, "status": "known", "may_open": True},
            }
        ],
        "actions": [{"action": "cover.open_cover", "target": {"entity_id": GATE}}],
    },
    _notify(
        "Delivery",
        "{{ trigger.event.data.vehicle }} is here",
        category="delivery",
        arrival=True,
    ),
    _notify("Alarm", "{{ trigger.event.data.vehicle }} is here", status="blocked"),
)


@dataclass(frozen=True, slots=True)
class GateHome:
    """The home, and what was set up in it."""

    home: Home
    entry_id: str
    camera: ReadCamera
    guest_id: str
    """Of the guest's subentry."""


@asynccontextmanager
async def gate_home(folder: Path, sandbox: SandboxProcess) -> AsyncIterator[GateHome]:
    """Start a home whose gate is shut, and before which nobody stands."""
    (folder / "automations.yaml").write_text(json.dumps(_AUTOMATIONS))
    async with running_home(
        frontend=False,
        folder=folder,
        integrations=(INTEGRATION, PHONE),
        configuration=_CONFIGURATION,
    ) as home:
        empty = Shot(A_DAY_AT_THE_GATE.at(0).to_jpeg(), frozenset())
        (shown,) = await show_cameras(home, [CameraProgramme("Gate", ".jpg", (empty,))])
        account = await set_up_account(home, sandbox.url, sandbox.token, [])
        dialog = CameraDialog(home, account)
        # Vehicles without a plate that can be read hide others, too.
        step = await dialog.fill_in(
            camera_entity_id=shown.entity_id, burst=_BURST, engine={"detection_mode": "vehicle"}
        )
        camera = await dialog.save(step, shown)
        for vehicle in _VEHICLES:
            flow = Flow(home.rest, FlowKind.SUBENTRY, [account.entry_id, "vehicle"])
            await flow.complete([vehicle])
        rows: list[JsonObject] = await home.socket.command(
            "config_entries/subentries/list", list, entry_id=account.entry_id
        )
        (guest_id,) = (row["subentry_id"] for row in rows if row["title"] == "Claire's car")
        yield GateHome(home, account.entry_id, camera, guest_id)


async def let_guest_in_until(at: GateHome, moment: str) -> None:
    """Set until when the guest is valid: a local time such as `2026-11-25 22:30:00`."""
    (guest,) = (each for each in _VEHICLES if each["name"] == "Claire's car")
    flow = Flow(at.home.rest, FlowKind.SUBENTRY, [at.entry_id, "vehicle"], at.guest_id)
    await flow.complete([{**guest, "valid_until": moment}])
