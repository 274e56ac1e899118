"""The demo's command, as a person starts it."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
import subprocess
import sys
from typing import Final

DEMO: Final = (sys.executable, "-m", "sandbox.demo")
PROJECT: Final = Path(__file__).parents[2]
SECONDS: Final = 180


@contextmanager
def running_demo() -> Iterator[list[str]]:
    """Start it, and give what it says until it says how it is ended; it has to end cleanly."""
    demo = subprocess.Popen(DEMO, cwd=PROJECT, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own module
    try:
        yield list(takewhile(lambda line: "Ctrl-C" not in line, demo.stdout or ()))
    finally:
        demo.terminate()
        demo.communicate(timeout=SECONDS)
    assert demo.returncode == 0


def addresses_in(said: list[str]) -> list[str]:
    """Return the addresses that it says, in their order."""
    return [line.split()[0] for line in said if "http://" in line]
