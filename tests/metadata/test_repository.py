"""The repository has what HACS and hassfest look for, where they look for it."""

from collections.abc import Iterator
from pathlib import Path
import re

import pytest

from .files import INTEGRATION, PROJECT

LINK = re.compile(r"(?:\]\(|(?:src|srcset)=\")(?!https?:|#)([^)\"#\s]+)")
"""To a file here, in Markdown or HTML."""


def problems(repository: Path) -> Iterator[str]:
    """Yield what HACS would refuse a repository for, as far as it lies in its files."""
    folders = [
        each
        for each in (repository / "custom_components").iterdir()
        if not each.name.startswith("_")
    ]
    if len(folders) != 1:  # HACS takes the first one that it finds
        yield f"{len(folders)} integrations"
    for needed in ("hacs.json", "README.md", "LICENSE"):
        if not (repository / needed).is_file():
            yield f"no {needed}"
    for folder in folders:
        for needed in ("manifest.json", "brand/icon.png", "translations/en.json"):
            if not (folder / needed).is_file():
                yield f"no {needed}"
        if (folder / "strings.json").exists():
            yield "strings.json, which is only read of Home Assistant's own"
        init = (folder / "__init__.py").read_text()
        if re.search(r"^async def async_setup\(", init, re.MULTILINE) and not re.search(
            r"^CONFIG_SCHEMA\b", init, re.MULTILINE
        ):
            yield "async_setup without a CONFIG_SCHEMA"


def dead_links(page: Path) -> set[str]:
    """Return the links of a page to files that are not there. HACS shows the README, too."""
    return {link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()}


def test_hacs_and_hassfest_find_everything() -> None:
    assert list(problems(PROJECT)) == []


@pytest.mark.parametrize(
    ("path", "content", "problem"),
    [
        ("custom_components/another/__init__.py", "", "2 integrations"),
        ("README.md", None, "no README.md"),
        ("LICENSE", None, "no LICENSE"),
        ("hacs.json", None, "no hacs.json"),
        (f"custom_components/{INTEGRATION.name}/brand/icon.png", None, "no brand/icon.png"),
        (f"custom_components/{INTEGRATION.name}/manifest.json", None, "no manifest.json"),
        (
            f"custom_components/{INTEGRATION.name}/strings.json",
            "{}",
            "strings.json, which is only read of Home Assistant's own",
        ),
        (
            f"custom_components/{INTEGRATION.name}/__init__.py",
            "async def async_setup(hass, config):\n    return True",
            "async_setup without a CONFIG_SCHEMA",
        ),
    ],
)
def test_what_is_missing_or_too_much_is_found(
    path: str, content: str | None, problem: str, tmp_path: Path
) -> None:
    folder = f"custom_components/{INTEGRATION.name}"
    kept = ("__init__.py", "manifest.json", "brand/icon.png", "translations/en.json")
    for each in ("hacs.json", "README.md", "LICENSE", *(f"{folder}/{name}" for name in kept)):
        (tmp_path / each).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / each).write_bytes((PROJECT / each).read_bytes())
    assert list(problems(tmp_path)) == []

    (tmp_path / path).parent.mkdir(exist_ok=True)
    if content is None:
        (tmp_path / path).unlink()
    else:
        (tmp_path / path).write_text(content)

    assert problem in list(problems(tmp_path))


@pytest.mark.parametrize(
    "page",
    [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").glob("*.md"))],
    ids=lambda path: path.stem,
)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    assert dead_links(page) == set()


def test_a_link_to_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "See [this](page.md#top), [that](docs/gone.md#top), [those](https://example.com)"
        ' and <img src="gone.png">.'
    )

    assert dead_links(page) == {"docs/gone.md", "gone.png"}
