"""What script/release makes of a commit, and what it says of one that isn't ready.

It runs on a small copy of the project with a git of its own.
"""

from collections.abc import Sequence
import json
from pathlib import Path
import shutil
import subprocess
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
INTEGRATION = "custom_components/plate_recognizer"
COPIED = ("pyproject.toml", "hacs.json", "script/release")
VERSION = json.loads((ROOT / INTEGRATION / "manifest.json").read_text())["version"]
REPOSITORY = "https://github.com/plate-recognizer-ha/plate-recognizer"
CHANGELOG = f"""\
# Changelog

Whatever.

## [Unreleased]

## [{VERSION}] - 2026-11-26

In short, it is
better.

### Added

- A thing, see [docs/thing.md](docs/thing.md#how) and
  [its maker](https://example.com/a):
  it is `new`.
- Another.

## [0.0.1] - 2026-01-31

- The first one.
"""
NOTES = f"""\
In short, it is better.

### Added

- A thing, see [docs/thing.md]({REPOSITORY}/blob/v{VERSION}/docs/thing.md#how) and \
[its maker](https://example.com/a): it is `new`.
- Another.
"""


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, as somebody."""
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com")
    return subprocess.run(  # noqa: S603 - git, with arguments from this file
        ["git", "-C", folder, *who, *arguments],  # noqa: S607 - whichever git is there
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def tracked(folder: Path) -> set[str]:
    """Return the paths of an integration's files that git knows."""
    listed = git(folder, "ls-files", "-z", INTEGRATION)
    return {path.removeprefix(f"{INTEGRATION}/") for path in listed.split("\0") if path}


pytestmark = pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(),
    reason="a release is made of a commit, and this copy of the project has no git",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a copy of what matters, committed, with a changelog of its own."""
    project = tmp_path / "a project"
    for name in (*COPIED, *(f"{INTEGRATION}/{path}" for path in tracked(ROOT))):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, project / name)
    (project / "CHANGELOG.md").write_text(CHANGELOG)
    git(project, "init", "--quiet")
    commit(project)
    return project


def commit(project: Path) -> None:
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "All of it")


def change(project: Path, path: str, old: str, new: str) -> None:
    """Change a text in a file, and commit it."""
    text = (project / path).read_text()
    assert old in text
    (project / path).write_text(text.replace(old, new))
    commit(project)


def release(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the script, from somewhere else."""
    return subprocess.run(  # noqa: S603 - the project's own script
        [project / "script/release", *arguments],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


def refused(project: Path, *arguments: str) -> Sequence[str]:
    """Return what has to be done before there can be a release."""
    result = release(project, *arguments)
    assert result.returncode == 1, result.stdout + result.stderr
    assert not (project / "dist").exists()
    first, *problems, last = result.stderr.splitlines()
    assert first.endswith(" can't be released:")
    assert last.startswith("Commit that. If the tag is set already, set it anew: git tag --force v")
    return [problem.removeprefix("- ") for problem in problems]


@pytest.mark.parametrize("arguments", [(), (f"v{VERSION}",)])
def test_the_zip_has_exactly_the_integrations_files_as_they_are_committed(
    project: Path, arguments: tuple[str, ...]
) -> None:
    (project / INTEGRATION / "__pycache__").mkdir()
    (project / INTEGRATION / "__pycache__" / "const.pyc").touch()
    (project / INTEGRATION / "not_yet.py").touch()
    (project / INTEGRATION / "const.py").write_text("changed, but not committed")

    result = release(project, *arguments)

    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(f"v{VERSION} is ready: ")
    with ZipFile(project / "dist" / "plate_recognizer.zip") as zip_file:
        names = {name for name in zip_file.namelist() if not name.endswith("/")}
        assert names == tracked(ROOT)
        for name in names:
            assert zip_file.read(name) == (ROOT / INTEGRATION / name).read_bytes(), name


def test_the_notes_are_the_changelogs_section_as_github_shows_it(project: Path) -> None:
    assert release(project, f"v{VERSION}").returncode == 0

    assert (project / "dist" / "notes.md").read_text() == NOTES


def test_the_folder_for_it_can_be_chosen(project: Path, tmp_path: Path) -> None:
    assert release(project, "--into", str(tmp_path / "elsewhere")).returncode == 0

    made = {path.name for path in (tmp_path / "elsewhere").iterdir()}
    assert made == {"plate_recognizer.zip", "notes.md"}


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        (
            "pyproject.toml",
            f'version = "{VERSION}"',
            'version = "9.9.9"',
            f"pyproject.toml has the version 9.9.9: write {VERSION} there",
        ),
        (
            f"{INTEGRATION}/manifest.json",
            f'"version": "{VERSION}"',
            '"version": "9.9.9"',
            f"{INTEGRATION}/manifest.json has the version 9.9.9: write {VERSION} there",
        ),
        (
            "CHANGELOG.md",
            f"## [{VERSION}] - 2026-11-26",
            "## [9.9.9] - 2026-11-26",
            f"CHANGELOG.md has 9.9.9 as its newest section: put {VERSION} over what is new",
        ),
        (
            "CHANGELOG.md",
            f"## [{VERSION}] - 2026-11-26",
            f"## [{VERSION}]",
            f"CHANGELOG.md has no day for {VERSION}: write it as [{VERSION}] - 2026-01-31",
        ),
        (
            "CHANGELOG.md",
            f"## [{VERSION}] - 2026-11-26\n",
            f"## [{VERSION}] - 2026-11-26\n\n## [0.0.2] - 2026-02-01\n",
            f"CHANGELOG.md has nothing under {VERSION}: write what users notice",
        ),
        (
            "CHANGELOG.md",
            "## [Unreleased]\n",
            "## [Unreleased]\n\n- Not told yet.\n",
            f"CHANGELOG.md has lines under Unreleased: move them to {VERSION}",
        ),
    ],
)
def test_what_does_not_agree_is_told_with_what_to_do(
    project: Path, path: str, old: str, new: str, told: str
) -> None:
    change(project, path, old, new)

    assert refused(project, f"v{VERSION}") == [told]


def test_all_that_a_new_tag_finds_left_undone_is_told_at_once(project: Path) -> None:
    assert refused(project, "v9.9.9") == [
        f"{INTEGRATION}/manifest.json has the version {VERSION}: write 9.9.9 there",
        f"pyproject.toml has the version {VERSION}: write 9.9.9 there",
        f"CHANGELOG.md has {VERSION} as its newest section: put 9.9.9 over what is new",
    ]


@pytest.mark.parametrize("tag", [VERSION, f"v{VERSION}.1", f"v{VERSION}-x", "v1.0", "release"])
def test_a_tag_that_is_no_version_is_refused(project: Path, tag: str) -> None:
    result = release(project, tag)

    assert result.returncode == 1
    _, problem = result.stderr.splitlines()
    assert problem.startswith(f"- the tag {tag} is no v and a version, such as v1.2.0")


def test_a_beta_is_released_under_its_own_version(project: Path) -> None:
    for path in ("pyproject.toml", f"{INTEGRATION}/manifest.json", "CHANGELOG.md"):
        change(project, path, VERSION, "9.9.9-beta.1")

    assert release(project, "v9.9.9-beta.1").returncode == 0
