"""A home with a gate whose automations are the flows of `examples/node-red`, in a real Node-RED."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
import itertools
import json
from pathlib import Path
from typing import Final

from sandbox.driveway.story import Story
from sandbox.home import Home, HomeError, JsonObject
from sandbox.process import SandboxProcess
from tests.contract import VISIT_KEYS
from tests.node_red_examples import SERVER, examples

from .gate_home import gate_home
from .gate_watch import GateWatch
from .node_red_process import NodeRed

_PATIENCE: Final = 40
_LOOK: Final = 0.5
"""Seconds."""
_PROBE: Final = Path(__file__).with_name("node_red") / "probe.json"
"""A flow that answers an event of the home by another one, a second later.

Whatever the examples do about what was told before the one, they have done by the other.
"""
_ASKED: Final = "node_red_asked"
_HEARD: Final = "node_red_heard"


@dataclass(slots=True)
class NodeRedHome:
    """The home, and what is told to it and by it."""

    node_red: NodeRed
    watch: GateWatch
    shown: list[str] = field(default_factory=list)
    """What the debug node of the recognition showed, one after another."""
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def home(self) -> Home:
        """The home whose gate it is."""
        return self.watch.home

    async def deploy(self) -> None:
        """Have the examples run as they are, with the server's address and token filled in.

        What they remember of before, such as when they opened the gate last, is forgotten.
        """
        nodes = examples()
        (server,) = (node for node in nodes.values() if node["type"] == SERVER)
        credentials = {"host": self.home.url, "access_token": self.home.token}
        filled_in = {**nodes, server["id"]: {**server, "credentials": credentials}}
        await self.node_red.deploy([*filled_in.values(), *json.loads(_PROBE.read_text())])
        await self.until_heard()

    async def until_heard(self) -> None:
        """Wait until the flows have done all that they do about what was told so far.

        Raises:
            HomeError: Node-RED doesn't listen.
        """
        number = next(self._numbers)
        async with self.home.socket.events(_HEARD) as answers:
            listening = asyncio.create_task(_until_answered(answers, number))
            try:
                # It may not be listening yet, and events aren't kept for it.
                for _ in range(round(_PATIENCE / _LOOK)):
                    await self.tell(_ASKED, number=number)
                    with suppress(TimeoutError):
                        async with asyncio.timeout(_LOOK):
                            await asyncio.shield(listening)
                            return
            finally:
                listening.cancel()
        raise HomeError(f"Node-RED does not listen. It wrote:\n{self.node_red.log()}")

    async def ask(self, button: str) -> None:
        """Press a button of Node-RED, and wait until it shows something in its sidebar."""
        async with self.node_red.debugged() as shown:
            await self.node_red.press(button)
            async with asyncio.timeout(_PATIENCE):
                self.shown.append((await anext(shown))["msg"])

    async def begin_visit(self, minutes_ago: float = 0, **others: object) -> None:
        """Tell of a visit that no camera has seen.

        Args:
            minutes_ago: when it began.
            others: where it isn't the arrival of a vehicle that may open.
        """
        started_at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
        visit = {
            "visit_id": "01VISIT",
            "sighting_id": "01SIGHTING",
            "place": "Gate",
            "plate": "KV19PNE",
            "status": "known",
            "may_open": True,
            "sure": True,
            "arrival": True,
            "arrival_reason": "arrived",
            "started_at": started_at.isoformat(),
        }
        data = dict.fromkeys(VISIT_KEYS) | visit | others
        await self.tell("plate_recognizer_visit_started", **data)

    async def tell(self, event_type: str, **data: object) -> None:
        """Fire an event on the home's bus."""
        await self.home.rest.post(f"/api/events/{event_type}", dict, data)


async def _until_answered(answers: AsyncIterator[JsonObject], number: int) -> None:
    async for answer in answers:
        if answer["data"]["number"] == number:
            return


@asynccontextmanager
async def node_red_home(
    folder: Path, installed: Path, sandbox: SandboxProcess, story: Story
) -> AsyncIterator[NodeRedHome]:
    """Start both, with the flows deployed; nobody stands before the gate.

    Args:
        folder: an empty one for all that they store.
        installed: where Node-RED is.
        sandbox: reads the home's pictures.
        story: what will happen before the gate.
    """
    stored = folder / "node-red"
    stored.mkdir()
    async with AsyncExitStack() as ending:
        at = await ending.enter_async_context(
            gate_home(folder / "home", sandbox, automations={}, keeps_pictures=True)
        )
        node_red = await ending.enter_async_context(NodeRed.running(installed, stored))
        watch = await ending.enter_async_context(GateWatch.begin(at, sandbox, story))
        running = NodeRedHome(node_red, watch)
        await running.deploy()
        yield running
