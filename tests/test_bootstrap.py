"""What script/bootstrap takes for granted."""

from importlib.metadata import metadata
import os
from pathlib import Path
import re
import shutil
import subprocess

BOOTSTRAP = Path(__file__).parents[1] / "script/bootstrap"


def test_the_oldest_python_is_the_one_that_home_assistant_asks_for() -> None:
    oldest = re.search(r"^readonly OLDEST=(\S+)", BOOTSTRAP.read_text(), re.MULTILINE)

    assert oldest is not None
    assert metadata("homeassistant")["Requires-Python"] == f">={oldest[1]}"


def test_a_python_that_is_a_link_to_another_clones_is_never_unpacked_anew(tmp_path: Path) -> None:
    clone, others, programs = (tmp_path / name for name in ("clone", "others", "programs"))
    for folder in (clone, others, programs):
        folder.mkdir()
    shutil.copytree(BOOTSTRAP.parent, clone / "script")
    for requirements in BOOTSTRAP.parents[1].glob("requirements_*.txt"):
        shutil.copy(requirements, clone)
    (others / "in-use").touch()
    (clone / ".python").symlink_to(others)
    for program in ("uv", "apt-get", "dpkg"):
        (programs / program).write_text('#!/bin/sh\n[ "$1" = --version ]\n')
        (programs / program).chmod(0o755)

    result = subprocess.run(  # noqa: S603 - the project's own script
        [clone / "script/bootstrap"],
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert "is needed. Install it and run this again" in result.stderr
    assert (others / "in-use").exists()
