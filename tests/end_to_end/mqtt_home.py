"""A home that publishes to a broker what its camera sees, as the blueprint does it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
import shutil
from typing import Final

from sandbox.demo.account import ReadCamera, set_up_account
from sandbox.demo.cameras import show_cameras
from sandbox.demo.programme import CameraProgramme, Shot
from sandbox.driveway.neighbourhood import OTHER_RESIDENT
from sandbox.driveway.scenes import EMPTY_DRIVEWAY, Scene
from sandbox.home import EntityState, Flow, FlowKind, Home, JsonObject, running_home
from sandbox.process import SandboxProcess

from .gate_home import BLUEPRINTS
from .mqtt_broker import HOST, PASSWORD, USER, Broker
from .scan import scan

AUTOMATION: Final = "automation.publish"
FLEETING: Final = "fleeting"
"""The prefix of what is published at most once."""

_SECONDS: Final = 60
_APART: Final = 11
"""Seconds: a spot is empty when it was seen empty twice, ten seconds apart."""
_NUMBERS: Final = count()
_LOOK: Final = 0.1
"""Seconds from look to look into the log."""
_CLIENT: Final = "homeassistant.components.mqtt.client"
_IN_VAIN: Final = "Error re-connecting to MQTT server"
"""What Home Assistant logs each ten seconds while the broker is away."""

_AUTOMATIONS: Final[Mapping[str, JsonObject]] = {
    "publish": {},
    FLEETING: {"prefix": FLEETING, "qos": "0", "what": ["sightings", "visits"]},
}


@dataclass(frozen=True, slots=True)
class MqttHome:
    """The home, and its camera."""

    home: Home
    camera: ReadCamera

    @classmethod
    @asynccontextmanager
    async def running(
        cls, folder: Path, broker: Broker, sandbox: SandboxProcess
    ) -> AsyncIterator[MqttHome]:
        """Start one with an empty driveway, where one vehicle is known; it ends with the block."""
        shutil.copytree(BLUEPRINTS, folder / "blueprints" / "automation" / BLUEPRINTS.name)
        async with running_home(frontend=False, folder=folder) as home:
            await Flow(home.rest, FlowKind.ENTRY, "mqtt").complete([_broker_form(broker)])
            await home.rest.act("logger.set_level", **{_CLIENT: "debug"})
            empty = Shot(EMPTY_DRIVEWAY.to_jpeg(), frozenset())
            shown = await show_cameras(home, [CameraProgramme("Driveway", ".jpg", (empty,))])
            account = await set_up_account(home, sandbox.url, sandbox.token, shown)
            vehicle = {"name": "Ben's car", "plates": [OTHER_RESIDENT.inscription]}
            flow = Flow(home.rest, FlowKind.SUBENTRY, [account.entry_id, "vehicle"])
            await flow.complete([vehicle])
            at = cls(home, account.cameras[0])
            for automation_id, inputs in _AUTOMATIONS.items():
                await at.automate(automation_id, **inputs)
            await home.wait_for(_are_on, seconds=_SECONDS)
            await at.show(EMPTY_DRIVEWAY)
            yield at

    async def automate(self, automation_id: str, **inputs: object) -> None:
        """Make an automation of the blueprint with these inputs, or change it."""
        automation: JsonObject = {
            "alias": automation_id,
            "use_blueprint": {"path": "plate_recognizer/publish_to_mqtt.yaml", "input": inputs},
        }
        path = f"/api/config/automation/config/{automation_id}"
        await self.home.rest.post(path, dict, automation)
        # It is taken up by itself, but nobody waits for that.
        await self.home.rest.act("automation.reload", id=automation_id)

    async def show(self, scene: Scene) -> None:
        """Put a scene before the camera, and scan it. Each time it is another picture of it."""
        distinct = f"picture {next(_NUMBERS)}".encode()  # after the picture's end
        self.camera.camera.driveway.put(scene.to_jpeg() + distinct)
        await scan(self.home, self.camera)

    async def show_that_all_have_left(self) -> None:
        """Look twice at the empty driveway, as far apart as it takes to be sure of that."""
        await self.show(EMPTY_DRIVEWAY)
        await asyncio.sleep(_APART)
        await self.show(EMPTY_DRIVEWAY)

    async def run_by_hand(self) -> None:
        """Run the automation as a person does with *Run actions*."""
        await self.home.rest.act("automation.trigger", entity_id=AUTOMATION)

    async def until_tried_in_vain(self) -> None:
        """Wait until it has just tried to connect: it tries again ten seconds later."""
        before = self._tries()
        async with asyncio.timeout(_SECONDS):
            while self._tries() == before:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(_LOOK)

    def _tries(self) -> int:
        return self.home.process.log().count(_IN_VAIN)


def _broker_form(broker: Broker) -> JsonObject:
    """Fill in the form of Home Assistant's own MQTT integration."""
    return {
        "broker": HOST,
        "port": broker.port,
        "protocol": "5",
        "username": USER,
        "password": PASSWORD,
        "other_settings": {
            "set_client_cert": False,
            "set_ca_cert": "off",
            "transport": "tcp",
        },
    }


def _are_on(states: Mapping[str, EntityState]) -> bool:
    automations = [state for name, state in states.items() if name.startswith("automation.")]
    return len(automations) == len(_AUTOMATIONS) and all(each.state == "on" for each in automations)
