"""Killed at any moment, a history has all that was acknowledged, and nothing half.

Each child does the same thirty things. One after the other is killed: at each statement that it
gives to SQLite, before each system call by which SQLite changes a file, in the middle of every
fourth of its writes, and at random moments from outside: some 2,000 kills, of which a plain
`script/test` does every tenth. That covers the death of the process. It does not cover that of the
machine: what a disk has then, no test can tell.
"""

import asyncio
from pathlib import Path
import sys

import pytest

_ROOT = Path(__file__).parents[2]


async def _killed(kill: str, first: int, step: int) -> str:
    """Return how many were killed, or what was wrong."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.history.kill",
        kill,
        str(first),
        str(step),
        cwd=_ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complaint = await process.communicate()
    return (complaint or said).decode().strip()


EACH = [("statement", 1, 300), ("write", 1, 1_000), ("torn", 4, 250), ("outside", 1, 60)]
EVERY_TENTH = [(kill, 10 * every, least // 10) for kill, every, least in EACH]


@pytest.mark.parametrize(
    ("kill", "every", "least"),
    [*EVERY_TENTH, *(pytest.param(*kills, marks=pytest.mark.slow) for kills in EACH)],
)
async def test_whenever_it_is_killed_nothing_acknowledged_is_missing_and_nothing_is_half(
    kill: str, every: int, least: int
) -> None:
    killed = await asyncio.gather(*(_killed(kill, first * every, 2 * every) for first in range(2)))

    assert all(each.isdecimal() for each in killed), "\n".join(killed)
    assert sum(map(int, killed)) >= least
