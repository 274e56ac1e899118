"""What there is in the process, and what of it is the integration's."""

import asyncio
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Set as AbstractSet
from dataclasses import dataclass
import gc
from itertools import chain
from pathlib import Path
import threading
from types import FunctionType, MethodType
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HassJob, HomeAssistant

from custom_components.plate_recognizer.const import DOMAIN

from .memory import Memory
from .paced_time import PacedLoop

_OURS: Final = f"custom_components.{DOMAIN}"
_FILES: Final = Path("/proc/self/fd")
_DEEPEST: Final = 12
_OF_WEB_SERVER: Final = "RequestHandler.start"
"""A task of Home Assistant's, for each connection of a sender."""


@dataclass(frozen=True, slots=True)
class Census:
    """At one moment."""

    scans: int
    days: float
    memory: Memory
    objects: int
    """That the garbage collector knows."""
    ours: Mapping[str, int]
    """Of these, instances of the integration's classes, by class."""
    tasks: int
    """But for those of the web server."""
    timers: int
    listeners: int
    """On the event bus."""
    threads: int
    files: int
    """That are open."""
    containers: Mapping[str, int]
    """Entries of what the integration keeps, by the way to it."""
    history: int
    """Bytes on disk."""
    stored: int
    """Bytes of what Home Assistant stores for it."""


def census(
    hass: HomeAssistant, loop: PacedLoop, entries: Iterable[ConfigEntry], scans: int, days: float
) -> Census:
    """Count everything. Garbage is collected before it, and takes its time."""
    gc.collect()
    accounts = [entry for entry in entries if getattr(entry, "runtime_data", None)]
    return Census(
        scans,
        days,
        Memory.now(),
        len(gc.get_objects()),
        ours(),
        sum(_task_name(task) != _OF_WEB_SERVER for task in asyncio.all_tasks()),
        len(loop.timers),
        sum(hass.bus.async_listeners().values()),
        threading.active_count(),
        sum(1 for _ in _FILES.iterdir()),
        containers(hass, accounts),
        _size(Path(hass.config.path(DOMAIN)).glob("*.db*")),
        _size(Path(hass.config.path(".storage")).glob(f"{DOMAIN}*")),
    )


def _size(files: Iterable[Path]) -> int:
    return sum(file.stat().st_size for file in files)


def ours() -> dict[str, int]:
    """Count the instances of the integration's classes, as far as the collector knows them."""
    found = Counter(type(each) for each in gc.get_objects())
    return {
        f"{kind.__module__.removeprefix(_OURS)}.{kind.__qualname__}".lstrip("."): count
        for kind, count in found.items()
        if _is_ours(kind)
    }


def _is_ours(kind: type) -> bool:
    return str(kind.__module__).startswith(_OURS)


def running(loop: PacedLoop, hass: HomeAssistant) -> Counter[str]:
    """Name what could go on by itself: tasks, timers, listeners, threads, open files."""
    listeners = hass.bus._listeners  # noqa: SLF001 - nobody else tells whose they are
    return Counter(
        chain(
            (f"task {_task_name(task)}" for task in asyncio.all_tasks(loop)),
            (f"timer {_timer_name(timer)}" for timer in loop.timers),
            (
                f"listener {event}: {_named(job)}"
                for event, jobs in listeners.items()
                for job, _filter in jobs
            ),
            (f"thread {_thread_name(each.name)}" for each in threading.enumerate()),
            (f"file {_file_name(each)}" for each in _FILES.iterdir()),
        )
    )


def _task_name(task: asyncio.Task[Any]) -> str:
    return getattr(task.get_coro(), "__qualname__", task.get_name())


def _timer_name(timer: asyncio.TimerHandle) -> str:
    """Name what is called in the end, which Home Assistant hands to a function of its own."""
    callback, arguments = timer._callback, timer._args or ()  # type: ignore[attr-defined]  # noqa: SLF001 - nobody else tells
    jobs = [each for each in arguments if isinstance(each, HassJob)]
    return _named(jobs[-1] if jobs else callback)


def _named(what: object) -> str:
    """Name a function, behind whatever hands it on."""
    while (inner := _inner(what)) is not None:
        what = inner
    if isinstance(what, FunctionType | MethodType):
        return f"{what.__module__}.{what.__qualname__}"
    return f"{type(what).__module__}.{type(what).__qualname__}"


def _inner(what: object) -> object:
    if isinstance(what, MethodType):
        return getattr(what.__self__, "action", None)
    for name in ("func", "target", "listener_job"):
        if (inner := getattr(what, name, None)) is not None:
            found: object = inner
            return found
    return None


def _thread_name(name: str) -> str:
    return "SyncWorker" if name.startswith("SyncWorker") else name


def _file_name(file: Path) -> str:
    try:
        name = str(file.readlink())
    except OSError:
        return "of this listing"
    return name.partition(":[")[0].rpartition("/")[2] or name


def containers(hass: HomeAssistant, accounts: Iterable[ConfigEntry]) -> dict[str, int]:
    """Count the entries of all that can be reached from the accounts, and from `hass.data`.

    What several objects keep alike is counted together. A deque that drops what is too much by
    itself isn't counted.
    """
    roots: list[tuple[str, object]] = [("Account", each.runtime_data) for each in accounts]
    roots += [(str(key), value) for key, value in hass.data.items() if str(key).startswith(DOMAIN)]
    sizes = Counter[str]()
    seen: set[int] = set()
    waiting = deque((path, root, 0) for path, root in roots)
    while waiting:
        path, what, depth = waiting.popleft()
        if id(what) in seen or depth > _DEEPEST:
            continue
        seen.add(id(what))
        if isinstance(what, Mapping | AbstractSet | list | tuple | deque):
            if not (isinstance(what, deque) and what.maxlen is not None):
                sizes[path] += len(what)
            inside = what.values() if isinstance(what, Mapping) else what
            waiting.extend((f"{path}[]", each, depth + 1) for each in _few_kinds(inside))
        if _is_ours(type(what)):
            waiting.extend((f"{path}.{name}", each, depth + 1) for name, each in _attributes(what))
    return dict(sizes)


def _few_kinds(inside: Iterable[object]) -> Iterator[object]:
    return (
        each
        for each in list(inside)
        if _is_ours(type(each)) or isinstance(each, Mapping | AbstractSet | list | tuple | deque)
    )


def _attributes(what: object) -> Iterator[tuple[str, object]]:
    yield from getattr(what, "__dict__", {}).items()
    for kind in type(what).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in {"__dict__", "__weakref__"} and hasattr(what, name):
                yield name, getattr(what, name)
