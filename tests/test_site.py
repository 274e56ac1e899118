"""The guide as a web site: script/docs on a copy of the project, with mistakes planted in it."""

from pathlib import Path
import shutil
import subprocess

import pytest

ROOT = Path(__file__).parents[1]
COPIED = ("docs", "script")
MADE = ("artifacts", ".venv_docs")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ready() -> None:
    """Make the environment of the project's own script/docs, which the copy borrows."""
    subprocess.run([ROOT / "script/bootstrap", "--quiet", "--docs"], check=True)  # noqa: S603


@pytest.fixture
def clone(tmp_path: Path, ready: None) -> Path:
    """Give a copy of the project with pages of its own; all else is the project's."""
    clone = tmp_path / "clone with a space"
    clone.mkdir()
    for each in ROOT.iterdir():
        if each.name in COPIED:
            shutil.copytree(each, clone / each.name)
        elif each.name not in MADE:
            (clone / each.name).symlink_to(each)
    (clone / ".venv_docs").symlink_to((ROOT / ".venv_docs").resolve())
    return clone


def build(clone: Path) -> subprocess.CompletedProcess[str]:
    """Run script/docs, from somewhere else."""
    return subprocess.run(  # noqa: S603 - the project's own script
        [clone / "script/docs"], cwd="/", capture_output=True, text=True, check=False
    )


def test_all_pages_are_built_without_a_warning(clone: Path) -> None:
    result = build(clone)

    assert (result.returncode, result.stderr) == (0, "")
    pages = {page.relative_to(clone / "docs") for page in (clone / "docs").rglob("*.md")}
    site = clone / "artifacts/guide"
    assert [page for page in pages if not (site / page.with_suffix(".html")).is_file()] == []
    front = (site / "index.html").read_text()
    assert "Five minutes to the first plate" in front
    assert 'href="troubleshooting.html"' in front


def test_a_link_out_of_the_guide_leads_to_the_repository(clone: Path) -> None:
    build(clone)

    page = (clone / "artifacts/guide/automations.html").read_text()
    repository = "https://github.com/plate-recognizer-ha/plate-recognizer"
    blueprint = "blueprints/automation/plate_recognizer/open_door.yaml"
    assert f'href="{repository}/blob/main/{blueprint}"' in page


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("[gone](nowhere.md)", "nowhere.md"),
        ("[gone](cameras.md#no-such-heading)", "no-such-heading"),
        ("[gone](#no-such-heading)", "no-such-heading"),
        ("[gone](../examples/nowhere.yaml)", "there is no ../examples/nowhere.yaml"),
        ("![gone](images/nowhere.png)", "images/nowhere.png"),
    ],
)
def test_a_broken_link_fails_the_build_and_is_named(clone: Path, planted: str, told: str) -> None:
    page = clone / "docs/visits.md"
    page.write_text(f"{page.read_text()}\n{planted}\n")

    result = build(clone)

    assert result.returncode != 0
    assert told in result.stderr
    assert "visits" in result.stderr


def test_a_page_that_no_table_of_contents_has_fails_the_build(clone: Path) -> None:
    (clone / "docs/forgotten.md").write_text("# Forgotten\n")

    result = build(clone)

    assert result.returncode != 0
    assert "forgotten.md" in result.stderr
