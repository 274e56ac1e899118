"""Shows moments of a story before a home's camera, and writes down what the home does."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
import itertools
from pathlib import Path
from typing import Final

import pytest_socket

from sandbox.driveway.story import Story
from sandbox.driveway.visits import Visit
from sandbox.home import THIS_PYTHON, Home, HomeError, JsonObject, restarted
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .gate_home import GATE, MOTION, GateHome, gate_home
from .home_log import complaints_in
from .vehicle_answers import vehicles_found

APPROACH: Final = (-4, -2, -1, 1, 2)
"""Seconds before and after a car has come to rest. Where it stands is looked up once, too."""

_PATIENCE: Final = 40
"""Seconds in which anything that is waited for has to happen."""
_LOOK: Final = 0.1
"""Seconds from look to look, whether it has."""
_LOOKS_FOR_A_MOTION: Final = 3
"""Until motion is reported once more: what came while a burst went on has started none."""

_LOOKS: Final = frozenset({"sighted", "nothing_found", "no_change", "held_back", "followed"})
"""What is decided on a picture that the home has looked at."""

_SIGHTED: Final = "plate_recognizer_sighting"
_BEGUN: Final = "plate_recognizer_visit_started"
_ENDED: Final = "plate_recognizer_visit_ended"
_RANG: Final = "phone_rang"
_CALLED: Final = "call_service"


@dataclass(frozen=True, slots=True)
class Act:
    """What a home did in a part of the story."""

    events: tuple[JsonObject, ...]
    lookups: int = 0
    complaints: tuple[str, ...] = ()
    """What the log has against the integration since the home's start."""
    gate: str = ""
    """How the gate stood at the end."""

    @property
    def openings(self) -> int:
        """How often the gate was told to open."""
        calls = [(call["domain"], call["service"]) for call in self._data(_CALLED)]
        return calls.count(("cover", "open_cover"))

    @property
    def sighted(self) -> list[tuple[str | None, str]]:
        """The plates that were sighted, and as what."""
        return [(sighting["plate"], sighting["status"]) for sighting in self._data(_SIGHTED)]

    @property
    def begun(self) -> list[JsonObject]:
        """The visits that were told to have begun."""
        return self._data(_BEGUN)

    @property
    def came(self) -> list[tuple[str | None, str | None]]:
        """The plates of the visits that have begun, and whether they are arrivals: or why not."""
        return [(visit["plate"], visit["arrival_reason"]) for visit in self.begun]

    @property
    def ended(self) -> dict[str | None, str]:
        """Why visits have ended, by the plate."""
        return {visit["plate"]: visit["end_reason"] for visit in self._data(_ENDED)}

    @property
    def messages(self) -> list[tuple[str | None, str]]:
        """Title and text of what the phone was told."""
        return [(rang["title"], rang["message"]) for rang in self.notifications]

    @property
    def notifications(self) -> list[JsonObject]:
        """All that the phone was told."""
        return self._data(_RANG)

    def _data(self, event_type: str) -> list[JsonObject]:
        return [event["data"] for event in self.events if event["event_type"] == event_type]


class GateWatch:
    """Shows moments before the camera, reports motion, and listens to the home.

    Time is that of the story. Really waited is only where the home does.

    Args:
        at: the home.
        sandbox: reads its pictures.
        story: is shown.
        ending: ends the listening, and a home that was started again.
    """

    def __init__(
        self, at: GateHome, sandbox: SandboxProcess, story: Story, ending: AsyncExitStack
    ) -> None:
        self.home = at.home
        self.at = at
        self.sandbox = sandbox
        self._story = story
        self._ending = ending
        self._events: list[JsonObject] = []
        self._here: set[str | None] = set()

    @classmethod
    @asynccontextmanager
    async def begin(
        cls, at: GateHome, sandbox: SandboxProcess, story: Story
    ) -> AsyncIterator[GateWatch]:
        """Listen to a home, and wait until its camera has looked once by itself."""
        async with AsyncExitStack() as ending:
            watch = cls(at, sandbox, story, ending)
            await watch._listen(at.home)
            await watch._until_looked_up(1)
            yield watch

    async def act(self, play: Callable[[GateWatch], Awaitable[None]]) -> Act:
        """Play a part of the story. When the home has done all, its gate is shut again."""
        before = len(await self._lookups())
        await play(self)
        await self._until(self._automations_rest)
        lookups = len(await self._lookups()) - before
        complaints = complaints_in(self.home.process.log())
        gate = (await self.home.rest.states())[GATE].state
        act = Act(tuple(self._events), lookups, tuple(complaints), gate)
        await self.home.rest.act("cover.close_cover", entity_id=GATE)
        self._events.clear()
        return act

    async def look(self, *moments: float, truth: bool = False, misread: str | None = None) -> None:
        """Show moments, and report motion until the home has looked at each.

        Args:
            moments: seconds into the story.
            truth: whether vehicles are found, too, where the API is asked for all vehicles.
            misread: the text that is found on every plate instead, whatever is asked for.
        """
        for t in moments:
            moment = self._story.at(t)
            picture = await asyncio.to_thread(moment.to_jpeg)
            if truth or misread:
                await asyncio.to_thread(
                    self.sandbox.answer_picture,
                    picture,
                    vehicles_found(moment, misread),
                    detection_mode=None if misread else "vehicle",
                )
            self.at.camera.camera.driveway.put(picture)
            await self._until_seen(datetime.now(UTC))

    async def come(self, visit: Visit, plate: str) -> None:
        """Show how somebody comes, until the home tells of the visit."""
        await self.look(*(visit.parks + second for second in APPROACH))
        await self.until_begun(plate)

    async def scan(self) -> None:
        """Have what the camera shows looked up, whatever the home thinks of it."""
        button = self.at.camera.entity("button", "scan")
        await self.home.rest.act("button.press", entity_id=button)

    async def until_begun(self, plate: str | None) -> None:
        """Wait until it's told that a visit has begun: who waits at a gate moves now and then.

        On a slow machine a burst may be over before the car has come to rest.
        """
        looks = itertools.count()

        async def is_told() -> bool:
            if any(visit["plate"] == plate for visit in self._so_far().begun):
                return True
            if next(looks) % _LOOKS_FOR_A_MOTION == 0:
                await self.home.rest.act("input_button.press", entity_id=MOTION)
            return False

        await self._until(is_told)

    async def until_left(self, plate: str | None, after: float) -> None:
        """Look, at each second from `after` on, until the home says that a vehicle has left."""
        for second in range(_PATIENCE):
            await self.look(after + second)
            if plate not in self._here:
                return
            await asyncio.sleep(1)

    async def restart(self) -> None:
        """Start the home again. It goes on when its camera has looked by itself."""
        before = len(await self._lookups())
        self.home = await self._ending.enter_async_context(restarted(self.home))
        await self._listen(self.home)
        await self._until_looked_up(before + 1)

    async def _listen(self, home: Home) -> None:
        for event_type in (_SIGHTED, _BEGUN, _ENDED, _RANG, _CALLED):
            events = await self._ending.enter_async_context(home.socket.events(event_type))
            listening = asyncio.create_task(self._write_down(events))
            self._ending.callback(listening.cancel)

    async def _write_down(self, events: AsyncIterator[JsonObject]) -> None:
        with suppress(HomeError):  # the home ends
            async for event in events:
                self._events.append(event)
                if event["event_type"] == _BEGUN:
                    self._here.add(event["data"]["plate"])
                elif event["event_type"] == _ENDED:
                    self._here.discard(event["data"]["plate"])

    def _so_far(self) -> Act:
        return Act(tuple(self._events))

    async def _lookups(self) -> list[str | None]:
        """Return which pictures were looked up, oldest first."""
        requests = await asyncio.to_thread(self.sandbox.requests)
        return [request.sha256 for request in requests if request.billed]

    async def _looked_at(self) -> datetime:
        """Return when the camera was last looked at, whether or not that took a lookup."""
        answer = await self.home.rest.ask("plate_recognizer.get_decisions", limit=20)
        looks = (
            datetime.fromisoformat(each["until"])
            for each in answer["decisions"]
            if each["reason"] in _LOOKS
        )
        return max(looks, default=datetime.min.replace(tzinfo=UTC))

    async def _until_looked_up(self, times: int) -> None:
        async def is_looked_up() -> bool:
            return len(await self._lookups()) >= times

        await self._until(is_looked_up)

    async def _until_seen(self, put_at: datetime) -> None:
        for look in range(round(_PATIENCE / _LOOK)):
            if look % _LOOKS_FOR_A_MOTION == 0:
                await self.home.rest.act("input_button.press", entity_id=MOTION)
            if await self._looked_at() > put_at:
                return
            await asyncio.sleep(_LOOK)
        raise HomeError(f"The camera was not looked at within {_PATIENCE} s")

    async def _automations_rest(self) -> bool:
        states = await self.home.rest.states()
        return not any(state.attributes.get("current") for state in states.values())

    async def _until(self, is_so: Callable[[], Awaitable[bool]]) -> None:
        """Wait for something. Where it never happens, a test says what was missing."""
        for _ in range(round(_PATIENCE / _LOOK)):
            if await is_so():
                return
            await asyncio.sleep(_LOOK)


@contextmanager
def watched_gate(
    background: BackgroundLoop, folder: Path, story: Story, python: Path = THIS_PYTHON
) -> Iterator[GateWatch]:
    """Start a home with a gate and an API of its own, and watch it; all ends with the block."""

    @asynccontextmanager
    async def watched() -> AsyncIterator[GateWatch]:
        async with (
            gate_home(folder, sandbox, python=python) as at,
            GateWatch.begin(at, sandbox, story) as watch,
        ):
            yield watch

    pytest_socket.enable_socket()  # the session's own fixture does it once, for the session's home
    with SandboxProcess("cloud", rate=None) as sandbox:
        watching = watched()
        yield background.run(watching.__aenter__())
        background.run(watching.__aexit__(None, None, None))
