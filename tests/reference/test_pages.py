"""The pages are what the code says today, and each of their links leads somewhere."""

from pathlib import Path
import re

import pytest

from .pages import FOLDER, PAGES, write

GUIDES = FOLDER.parent


@pytest.fixture(scope="session")
def folder(pytestconfig: pytest.Config) -> Path:
    """Where the pages are. With --reference they are written first."""
    chosen: Path | None = pytestconfig.getoption("--reference")
    if chosen is not None:
        write(chosen)
    return chosen or FOLDER


def test_there_are_these_pages_and_no_others(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == PAGES.keys()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_code_says_today(folder: Path, name: str) -> None:
    assert (folder / name).read_text() == PAGES[name](), (
        "script/test tests/reference --reference docs/reference writes it"
    )


@pytest.mark.parametrize("name", PAGES)
def test_each_name_on_a_page_is_there_once(name: str) -> None:
    names = re.findall(r'<a id="([^"]+)">', PAGES[name]())

    assert sorted(set(names)) == sorted(names)
    assert all(re.fullmatch(r"[a-z0-9_-]+", each) for each in names)


@pytest.mark.parametrize("name", PAGES)
def test_each_row_of_a_table_has_as_many_cells_as_its_head(name: str) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", PAGES[name](), re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}

        assert len(widths) == 1, block[:200]


@pytest.mark.parametrize("name", PAGES)
def test_each_link_on_a_page_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", PAGES[name]())

    assert [link for link in links if not leads_somewhere(FOLDER / name, link)] == []


@pytest.mark.parametrize("guide", sorted(GUIDES.glob("*.md")), ids=lambda path: path.stem)
def test_each_link_of_the_guide_to_the_reference_leads_somewhere(guide: Path) -> None:
    links = re.findall(r"\]\((reference/[^)]+)\)", guide.read_text())

    assert [link for link in links if not leads_somewhere(guide, link)] == []


def test_a_link_that_leads_nowhere_is_found() -> None:
    page = FOLDER / "events.md"

    assert leads_somewhere(page, "../visits.md#arrivals")
    assert leads_somewhere(page, "#sighting-plate")
    assert not leads_somewhere(page, "#planted")
    assert not leads_somewhere(page, "../visits.md#planted")
    assert not leads_somewhere(page, "planted.md")


def leads_somewhere(page: Path, link: str) -> bool:
    """Whether there is what a link on a page leads to: the file, and the name in it."""
    file, _, anchor = link.partition("#")
    target = (page.parent / file).resolve() if file else page
    if not target.is_file():
        return False
    return not anchor or anchor in _anchors(target.read_text())


def _anchors(text: str) -> set[str]:
    """Return the names in a page: those that are given, and those of its headings."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))
