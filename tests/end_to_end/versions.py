"""On which Home Assistants a real process is tried: the pinned, the oldest and the newest one.

A module whose tests hold for each of them says so::

    pytestmark = also_on_other_versions
"""

import json
from pathlib import Path
import subprocess
from typing import Final

import pytest

_PROJECT: Final = Path(__file__).parents[2]


def _oldest() -> str:
    """Return what users are asked to have at least."""
    version: str = json.loads((_PROJECT / "hacs.json").read_text())["homeassistant"]
    return version


def _newest() -> str:
    lines = (_PROJECT / "requirements_newest.txt").read_text().splitlines()
    (pin,) = (line for line in lines if not line.startswith("#"))
    return pin.removeprefix("homeassistant==")


OTHERS: Final = {"oldest": _oldest(), "newest": _newest()}

also_on_other_versions = pytest.mark.parametrize(
    "home_assistant",
    [
        pytest.param(None, id="pinned"),
        *(
            pytest.param(version, id=f"{name}-{version}", marks=pytest.mark.slow)
            for name, version in OTHERS.items()
        ),
    ],
    indirect=True,
)


def python_with(version: str) -> Path:
    """Return the Python with a version of Home Assistant, which is installed if it isn't yet."""
    script = _PROJECT / "script" / "home-assistant"
    run = subprocess.run(  # noqa: S603 - our own script
        [script, version], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, f"Home Assistant {version} can't be had: {run.stderr}"
    return Path(run.stdout.strip())
