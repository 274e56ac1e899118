"""How many cameras one Home Assistant carries.

The server is another process, which sleeps for a fixed time over each lookup: what is measured is
what the work costs here. More cameras are tried until the loop is late or a scan is left out.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
import itertools
from tempfile import TemporaryDirectory
from time import perf_counter, process_time, thread_time
from typing import Final, override

from homeassistant.components.camera.const import DATA_COMPONENT as CAMERAS
from homeassistant.components.image_processing import DOMAIN as IMAGE_PROCESSING, SERVICE_SCAN
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant, callback

from custom_components.plate_recognizer.const import (
    CONF_SCAN_INTERVAL,
)
from custom_components.plate_recognizer.pipeline.decision import Reason
from custom_components.plate_recognizer.scan import Scan

from .camera import StillCamera
from .errors import BenchError
from .figures import Tail
from .heartbeat import heartbeat
from .home import UNLIMITED, CameraSetup, account_entry, camera_subentry, core, image_processing_of
from .latency import LATEST
from .pictures import FULL_HD, UHD, Pictures
from .rounds import own_garbage_only
from .stub_api import StubApi

SERVING: Final = 0.1
"""Seconds that the server takes for a lookup."""

LOOKED_UP: Final = "each looked up"
"""An automation scans the cameras: each scan is a lookup, with its sighting, its events, its entry
in the history."""
QUIET: Final = "nothing new"
"""The integration looks at them in its own interval, and the change gate finds nothing."""

LADDER: Final = (1, 4, 16, 32, 64, 128, 256, 512)
"""Cameras that are tried, one number after the other."""
_HALVINGS: Final = 2
"""Of what lies between the most that were carried and the fewest that weren't."""

_SHORTEST: Final = 15.0
"""Seconds of one trial at least."""

_LOOKED: Final = frozenset(
    {Reason.SIGHTED, Reason.NOTHING_FOUND, Reason.NO_CHANGE, Reason.HELD_BACK, Reason.FOLLOWED}
)
"""Ends of a scan that has looked at what the camera shows."""


@dataclass(frozen=True, slots=True)
class Load:
    """What each of the cameras does."""

    resolution: str
    scans: str
    interval: int
    """Seconds from scan to scan."""


LOADS: Final = (
    Load(FULL_HD, LOOKED_UP, 5),
    Load(FULL_HD, LOOKED_UP, 1),
    Load(FULL_HD, QUIET, 5),
    Load(UHD, LOOKED_UP, 5),
    Load(UHD, QUIET, 5),
)


@dataclass(frozen=True, slots=True)
class Carried:
    """What was measured with so many cameras."""

    load: Load
    cameras: int
    seconds: float
    """It was measured for."""
    ends: Counter[Reason]
    """How the scans ended."""
    lookups: int
    left_out: int
    """Scans that were due while the camera's last one wasn't over, or that failed."""
    late: Tail
    """Of the event loop, in seconds."""
    longest: float
    """Seconds from asking a camera for its picture to the decision, at most."""
    loop_cpu: float
    """Seconds that the loop's thread took."""
    other_cpu: float
    """Seconds that the process's other threads took: they decode pictures and write the history."""

    @property
    def scans(self) -> int:
        """How many there were."""
        return sum(self.ends.values())

    @property
    def holds(self) -> bool:
        """Whether Home Assistant carries them."""
        is_in_time = self.longest <= self.load.interval and not self.left_out
        return is_in_time and self.late.p99 < LATEST


class LiveCamera(StillCamera):
    """Gives no two pictures with the same bytes, as real cameras do."""

    def __init__(self, name: str, picture: bytes) -> None:
        super().__init__(name, picture)
        self._numbers = itertools.count()
        self.asked_at = 0.0
        """When it last was."""

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        self.asked_at = perf_counter()
        return _commented(self._picture, str(next(self._numbers)))


async def most_carried(api: StubApi, pictures: Pictures, load: Load) -> list[Carried]:
    """Try more and more cameras until they aren't carried, and then what lies between.

    Returns all trials, those with the fewest cameras first.

    Raises:
        BenchError: an account didn't start.
    """
    trials: list[Carried] = []
    for cameras in LADDER:
        trials.append(await carry(api, pictures, load, cameras))
        if not trials[-1].holds:
            break
    for _ in range(_HALVINGS):
        held = max((each.cameras for each in trials if each.holds), default=0)
        failed = min((each.cameras for each in trials if not each.holds), default=held)
        if failed - held > 1:
            trials.append(await carry(api, pictures, load, (held + failed) // 2))
    return sorted(trials, key=lambda trial: trial.cameras)


async def carry(api: StubApi, pictures: Pictures, load: Load, count: int) -> Carried:
    """Measure with so many cameras.

    Raises:
        BenchError: the account didn't start.
    """
    api.take_time(SERVING)
    picture = pictures.full_hd if load.resolution == FULL_HD else pictures.uhd
    cameras = [LiveCamera(f"Camera {number}", picture) for number in range(count)]
    options = {CONF_SCAN_INTERVAL: load.interval if load.scans == QUIET else 0}
    with TemporaryDirectory() as folder:
        hass = await core(folder)
        try:
            await hass.data[CAMERAS].async_add_entities(cameras)
            subentries = [
                camera_subentry(CameraSetup(str(camera.name), picture, options), camera)
                for camera in cameras
            ]
            account = account_entry(api.url, subentries, UNLIMITED)
            await hass.config_entries.async_add(account)
            if account.state is not ConfigEntryState.LOADED:
                raise BenchError(f"The account didn't start: {account.reason}")
            with _watching(account, cameras) as watched:
                scanning = asyncio.create_task(_scan(hass, account, load, watched))
                await asyncio.sleep(2 * load.interval)  # each camera has been looked up once
                api.received()
                carried = await _measure(api, load, watched)
                scanning.cancel()
            await hass.config_entries.async_unload(account.entry_id)
            return carried
        finally:
            await hass.async_stop(force=True)


async def _scan(hass: HomeAssistant, account: ConfigEntry, load: Load, watched: _Watched) -> None:
    """Scan the cameras by turns, spread over the interval, unless the integration does."""
    if load.scans == QUIET:
        return
    entity_ids = list(image_processing_of(hass, account).values())
    under_way: dict[str, asyncio.Task[object]] = {}
    due = perf_counter()
    for entity_id in itertools.cycle(entity_ids):
        if entity_id in under_way and not under_way[entity_id].done():
            watched.left_out += 1
        else:
            scan = hass.services.async_call(
                IMAGE_PROCESSING, SERVICE_SCAN, {ATTR_ENTITY_ID: entity_id}, blocking=True
            )
            under_way[entity_id] = asyncio.create_task(scan)
        due += load.interval / len(entity_ids)
        await asyncio.sleep(due - perf_counter())


@dataclass(slots=True)
class _Watched:
    """How the scans of some cameras ended, since it was last forgotten."""

    cameras: int
    ends: Counter[Reason] = field(default_factory=Counter)
    left_out: int = 0
    longest: float = 0


@contextmanager
def _watching(account: ConfigEntry, cameras: Sequence[LiveCamera]) -> Iterator[_Watched]:
    watched = _Watched(len(cameras))
    by_entity = {camera.entity_id: camera for camera in cameras}

    def watch(camera: LiveCamera) -> Callable[[Scan], None]:
        @callback
        def ended(scan: Scan) -> None:
            watched.ends[scan.decision.reason] += 1
            if scan.decision.reason in _LOOKED:
                watched.longest = max(watched.longest, perf_counter() - camera.asked_at)
            else:
                watched.left_out += 1

        return ended

    ends = [
        scanner.news.async_on_scan(watch(by_entity[scanner.camera_entity_id]))
        for scanner in account.runtime_data.scanners.values()
    ]
    try:
        yield watched
    finally:
        for end in ends:
            end()


async def _measure(api: StubApi, load: Load, watched: _Watched) -> Carried:
    watched.ends, watched.left_out, watched.longest = Counter(), 0, 0
    with own_garbage_only():
        began, loop_cpu, cpu = perf_counter(), thread_time(), process_time()
        async with heartbeat() as late:
            await asyncio.sleep(max(_SHORTEST, 3 * load.interval))
        seconds = perf_counter() - began
        loop_cpu, cpu = thread_time() - loop_cpu, process_time() - cpu
    return Carried(
        load=load,
        cameras=watched.cameras,
        seconds=seconds,
        ends=watched.ends,
        lookups=len(api.received()),
        left_out=watched.left_out,
        late=Tail.of(late),
        longest=watched.longest,
        loop_cpu=loop_cpu,
        other_cpu=cpu - loop_cpu,
    )


def _commented(jpeg: bytes, comment: str) -> bytes:
    """Give a JPEG other bytes: a comment after its first marker."""
    content = comment.encode()
    return jpeg[:2] + b"\xff\xfe" + (len(content) + 2).to_bytes(2) + content + jpeg[2:]
