"""The demo: ``script/demo``, or ``python -m sandbox.demo``."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
import signal
import sys
from typing import Final

from ..driveway.playback import NotAPictureError
from ..home import Home, HomeError, running_home
from ..process import SandboxProcess, SandboxStartError
from .account import DemoAccount, keep_pictures, set_up_account
from .arguments import Arguments, parse
from .cameras import show_cameras
from .dashboard import CARD_VIEW, add_dashboard
from .once import read_all, table
from .programme import drawn_programme, own_programme
from .show import play
from .vehicles import introduce_vehicles

_USUAL_PORTS: Final = range(8123, 8133)
_PAID_RATE: Final = 8
"""Lookups per second of a paid plan: several cameras may change their pictures at once."""

_SECONDS_FOR_A_PICTURE: Final = 20

_INTERRUPTED: Final = 130

_NO_MEASURE: Final = (
    "A stand-in for the API reads the pictures on this machine. It really reads them, but it is "
    "no measure of how well the service does."
)


def main(arguments: Sequence[str]) -> int:
    """Run the demo; return the exit status."""
    wanted = parse(arguments)
    try:
        return asyncio.run(_run(wanted))
    except* (HomeError, NotAPictureError, SandboxStartError) as group:
        for error in _single(group):
            print(error, file=sys.stderr)
    return 1


def _single(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    """Yield the errors of a group, of groups in it too."""
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _single(error)
        else:
            yield error


async def _run(wanted: Arguments) -> int:
    """Run until the end, or until Ctrl-C or SIGTERM ends it."""
    demo = asyncio.create_task(_once(wanted) if wanted.once else _show(wanted))
    loop = asyncio.get_running_loop()

    def end() -> None:
        print("Stopping …", flush=True)
        demo.cancel()

    for ending in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(ending, end)
    try:
        await demo
    except asyncio.CancelledError:
        print("Stopped.")
        return _INTERRUPTED if wanted.once else 0
    return 0


async def _once(wanted: Arguments) -> None:
    async with _running(wanted) as (home, account):
        pictures = await read_all(home, account.cameras)
        print(f"\n{table(pictures)}\n", flush=True)
    if not any(picture.plates for picture in pictures):
        raise HomeError("No plate was read on any picture.")


async def _show(wanted: Arguments) -> None:
    async with _running(wanted) as (home, account):
        await keep_pictures(home, account.entry_id)
        address = await add_dashboard(home, account)
        print(f"\n  {address}\n  {address}/{CARD_VIEW} (the integration's card)")
        print(f"  user {home.owner.username}, password {home.owner.password}\n")
        print("Ctrl-C ends it.", flush=True)
        await play(home, account.cameras, _SECONDS_FOR_A_PICTURE)


@asynccontextmanager
async def _running(wanted: Arguments) -> AsyncIterator[tuple[Home, DemoAccount]]:
    """Start everything, and set the integration up."""
    programme = own_programme(wanted.pictures) if wanted.pictures else drawn_programme()
    print(_NO_MEASURE)
    # This blocks the loop for a moment, but nothing else runs there yet. Started in a thread, the
    # sandbox could outlive a Ctrl-C.
    with SandboxProcess("cloud", rate=_PAID_RATE) as sandbox:
        print("A fresh Home Assistant starts; that takes some ten seconds.", flush=True)
        async with running_home(frontend=not wanted.once, ports=_USUAL_PORTS) as home:
            cameras = await show_cameras(home, programme)
            account = await set_up_account(home, sandbox.url, sandbox.token, cameras)
            await introduce_vehicles(home, account.entry_id)
            yield home, account


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
