"""What Home Assistant serves of the card: small, whole, and made of the sources beside it."""

from pathlib import Path
import re
import shutil
import subprocess
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
SOURCES: Final = ROOT / "frontend"
BUILT: Final = ROOT / "custom_components/plate_recognizer/frontend"
NAMES: Final = ("plate-recognizer-card.js", "plate-recognizer-panel.js")
MOST_BYTES: Final = 60_000
"""Of each: what a phone on a bad connection loads before it shows anything."""


def _has_node() -> bool:
    """Tell whether there is a Node.js in which the bundler and the tests run."""
    if (node := shutil.which("node")) is None or shutil.which("npm") is None:
        return False
    version = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout  # noqa: S603 - found above
    major, minor, _ = map(int, version.strip().removeprefix("v").split("."))
    return (major, minor) >= (20, 19)


def test_the_served_files_are_those_that_are_built() -> None:
    assert sorted(path.name for path in BUILT.iterdir()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_served_file_is_small(name: str) -> None:
    assert 0 < (BUILT / name).stat().st_size < MOST_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_a_served_file_loads_nothing_from_elsewhere(name: str) -> None:
    content = (BUILT / name).read_text(encoding="utf-8")
    addresses = set(re.findall(r"https?://[^\s\"'`]+", content))

    assert not re.search(r"""\bimport\s*\(?\s*["'`]""", content)
    assert {
        each
        for each in addresses
        if not each.startswith(("http://www.w3.org/", "https://github.com/plate-recognizer-ha/"))
    } == set()


def test_the_lock_file_names_no_registry() -> None:
    assert "resolved" not in (SOURCES / "package-lock.json").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.skipif(not _has_node(), reason="needs npm and Node.js 20.19 or newer")
def test_the_sources_are_sound_and_build_to_the_same_bytes(tmp_path: Path) -> None:
    here = tmp_path / "frontend"
    shutil.copytree(SOURCES, here, ignore=shutil.ignore_patterns("node_modules"))
    (tmp_path / "custom_components").symlink_to(ROOT / "custom_components")  # whose texts it shows

    for command in (
        ["npm", "ci", "--no-audit", "--no-fund"],
        ["npm", "run", "check"],
        ["npm", "run", "test"],
        ["npm", "run", "build", "--", "../built/"],
    ):
        done = subprocess.run(  # noqa: S603 - our own
            command, cwd=here, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"

    for name in NAMES:
        built = (tmp_path / "built" / name).read_bytes()
        assert built == (BUILT / name).read_bytes(), f"{name}: run script/frontend, and commit it"
