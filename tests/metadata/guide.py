"""What the pages of the guide link to, read as GitHub reads them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
import re
from typing import Final
from urllib.parse import unquote, urlsplit

from .files import PROJECT

DOCS: Final = PROJECT / "docs"
PAGES: Final = (PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md")))

_CODE: Final = re.compile(r"^( *)```.*?^\1```|(`+).+?\2", re.DOTALL | re.MULTILINE)
_LINK: Final = re.compile(r"(?P<picture>!?)\[(?P<words>[^\[\]]*)\]\((?P<target>[^)\s]+)\)")
_LINKED_PICTURE: Final = re.compile(r"(?<=\))\]\((?P<target>[^)\s]+)\)")
_TAG: Final = re.compile(r"<(?:img|source) [^>]+>")
_ATTRIBUTE: Final = re.compile(r'(?P<name>src|srcset|alt)="(?P<value>[^"]*)"')
_HEADING: Final = re.compile(r"^#{1,6} (?P<words>.+)$", re.MULTILINE)
_NO_LETTER: Final = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Link:
    """What a page leads to, or shows."""

    target: str
    is_picture: bool = False
    words: str | None = None
    """Of a picture: what is told of it to who doesn't see it. None for another version of one."""


def links_in(text: str) -> Iterator[Link]:
    """Find the links and pictures of a page, but not what only looks like one in its code."""
    text = _CODE.sub("", text)
    for found in _LINK.finditer(text):
        yield Link(found["target"], bool(found["picture"]), found["words"])
    for found in _LINKED_PICTURE.finditer(text):
        yield Link(found["target"])
    for tag in _TAG.findall(text):
        values = dict(_ATTRIBUTE.findall(tag))
        if "srcset" in values:
            yield Link(values["srcset"], is_picture=True)
        else:
            yield Link(values["src"], is_picture=True, words=values.get("alt", ""))


def anchors_of(text: str) -> set[str]:
    """Return by which anchors GitHub lets one link to places of a page: headings as a rule."""
    text = re.sub(r"^( *)```.*?^\1```", "", text, flags=re.DOTALL | re.MULTILINE)
    seen: Counter[str] = Counter()
    anchors = set(re.findall(r'<a id="([\w-]+)"></a>', text))
    for heading in _HEADING.finditer(text):
        words = _LINK.sub(lambda link: link["words"], heading["words"])
        anchor = _NO_LETTER.sub("", words.strip().lower()).replace(" ", "-")
        anchors.add(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
        seen[anchor] += 1
    return anchors


def fault_of(link: Link, page: Path) -> str | None:
    """Say what is wrong with a link of a page; None if nothing is."""
    if link.is_picture and link.words is not None and not link.words.strip():
        return f"{link.target} has no words for who doesn't see it"
    if ":" in link.target:
        return _fault_of_address(link.target)
    path, _, anchor = unquote(link.target).partition("#")
    target = (page.parent / path).resolve() if path else page
    if not (target.exists() and target.is_relative_to(PROJECT)):
        return f"{link.target}: there is no such file"
    if anchor and anchor not in anchors_of(target.read_text()):
        return f"{link.target}: there is no such heading"
    return None


def _fault_of_address(address: str) -> str | None:
    parts = urlsplit(address)
    if parts.scheme != "https" or "." not in (parts.hostname or "") or parts.username:
        return f"{address} is no https address"
    return None


def pictures_shown() -> set[Path]:
    """Return the files that any page shows or links to."""
    return {
        (page.parent / link.target).resolve()
        for page in PAGES
        for link in links_in(page.read_text())
        if ":" not in link.target
    }


def pages_listed(index: Path) -> list[Path]:
    """Return the pages that an index lists, of which the site's table of contents is made."""
    listed = re.findall(
        r"^(?:- |\| )\[[^\]]+\]\(([^)\s:#]+\.md)\)", index.read_text(), re.MULTILINE
    )
    return [(index.parent / page).resolve() for page in listed]
