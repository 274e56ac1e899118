"""Makes a web site of these pages: script/docs.

The pages are plain Markdown, as GitHub shows it. What a site needs besides is made of that here: a
table of contents from what each index.md lists, anchors in Sphinx's way, and addresses at GitHub
for links to files outside of this folder.
"""

from collections.abc import Iterator
import json
from os.path import normpath
from pathlib import Path
import re
from typing import Final

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx
from sphinx.util import logging

_LOGGER: Final = logging.getLogger(__name__)
_DOCS: Final = Path(__file__).parent
_PROJECT: Final = _DOCS.parent
_MANIFEST: Final = json.loads(
    (_PROJECT / "custom_components/plate_recognizer/manifest.json").read_text()
)
_REPOSITORY: Final = _MANIFEST["documentation"]

project = "Plate Recognizer for Home Assistant"
release = version = _MANIFEST["version"]
extensions = ["myst_parser"]
myst_enable_extensions = ["attrs_inline", "html_image"]
myst_heading_anchors = 4
html_theme = "furo"
html_title = project
html_show_copyright = False
html_show_sourcelink = False
html_theme_options = {
    "source_repository": f"{_REPOSITORY}/",
    "source_branch": "main",
    "source_directory": "docs/",
}

_LINK_TO_FILE: Final = re.compile(r"(?<=\]\()(?P<path>[^)\s:#]+)(?P<anchor>#[^)\s]*)?(?=\))")
_LISTED: Final = re.compile(r"^(?:- |\| )\[([^\]]+)\]\(([^)\s:#]+)\.md\)", re.MULTILINE)
_SECTION: Final = re.compile(r"^(?=## )", re.MULTILINE)
_CAPTION: Final = re.compile(r"## (.+)")
_ANCHOR: Final = re.compile(r'<a id="([\w-]+)"></a>')


def setup(app: Sphinx) -> None:
    """Have each page made ready for the site as it is read."""
    app.add_lexer("csv", TextLexer)
    app.connect("source-read", _make_ready)


def _make_ready(_app: Sphinx, page: str, source: list[str]) -> None:
    text = source[0]
    if page.rpartition("/")[2] == "index":
        text += "".join(_tables_of_contents(text))
    text = _ANCHOR.sub(r"[]{#\1}", text)
    source[0] = _LINK_TO_FILE.sub(lambda link: _for_the_site(page, link), text)


def _tables_of_contents(text: str) -> Iterator[str]:
    """Write for Sphinx what the sections of an index list, under the same captions."""
    for section in _SECTION.split(text):
        caption = _CAPTION.match(section)
        option = f":caption: {caption[1]}\n" if caption else ""
        if entries := "\n".join(f"{name} <{page}>" for name, page in _LISTED.findall(section)):
            yield f"\n```{{toctree}}\n:hidden:\n{option}\n{entries}\n```\n"


def _for_the_site(page: str, link: re.Match[str]) -> str:
    """Return where a link leads: at GitHub, if that is a file outside of this folder."""
    target = Path(normpath((_DOCS / page).parent / link["path"]))
    if target.is_relative_to(_DOCS):
        return link[0]
    if not (target.exists() and target.is_relative_to(_PROJECT)):
        _LOGGER.warning("there is no %s to link to", link["path"], location=page)
    kind = "tree" if target.is_dir() else "blob"
    path = target.relative_to(_PROJECT, walk_up=True).as_posix()
    return f"{_REPOSITORY}/{kind}/main/{path}{link['anchor'] or ''}"
