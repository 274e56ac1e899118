"""What the tests in a real browser share."""

from collections.abc import Iterable
from importlib.util import find_spec
import os
from pathlib import Path
import shutil

from PIL import Image
from playwright.async_api import FloatRect, Locator, Page, ViewportSize, expect
import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

in_a_browser = [
    pytest.mark.end_to_end,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.skipif(
        find_spec("hass_frontend") is None, reason="Home Assistant's frontend is not installed"
    ),
]
"""For `pytestmark`."""

MILLISECONDS = 30_000
"""For anything to be seen: the first page loads some megabytes of scripts."""

DESKTOP: ViewportSize = {"width": 1440, "height": 1100}
PHONE: ViewportSize = {"width": 412, "height": 3150}
"""As wide as a phone; taller than any, so that all sections are seen."""

TALL: ViewportSize = {"width": 1440, "height": 1400}
"""So that the longest page is seen whole."""

_PROJECT = Path(__file__).parents[2]
_ARTIFACTS = _PROJECT / "artifacts"
_README_PICTURES = _PROJECT / "docs" / "images"
_LARGEST_README_PICTURE = 200_000
"""Bytes: a page of documentation should open at once."""


async def see(page: Page, *texts: str, exact: bool = True) -> None:
    """Wait until each of the texts can be seen: whole and to the letter, or as part of others."""
    for text in texts:
        await expect(page.get_by_text(text, exact=exact).first).to_be_visible(timeout=MILLISECONDS)


async def take_picture(page: Page, name: str, *, of_dialog: bool = False) -> None:
    """Leave a screenshot in `artifacts/`: of the whole page, or of the dialog in it alone."""
    _ARTIFACTS.mkdir(exist_ok=True)
    clip = await _dialog(page) if of_dialog else None
    await page.screenshot(path=_ARTIFACTS / f"{name}.png", clip=clip)


async def take_picture_of(part: Locator, name: str) -> None:
    """Leave a screenshot of a part of a page in `artifacts/`."""
    _ARTIFACTS.mkdir(exist_ok=True)
    await part.screenshot(path=_ARTIFACTS / f"{name}.png")


def note(name: str, text: str) -> None:
    """Leave a text in `artifacts/`."""
    _ARTIFACTS.mkdir(exist_ok=True)
    (_ARTIFACTS / name).write_text(text, encoding="utf-8")


async def _dialog(page: Page) -> FloatRect:
    box = await page.get_by_role("dialog").last.bounding_box()
    assert box is not None
    return box


def update_readme_pictures(names: Iterable[str]) -> None:
    """Take screenshots over into the documentation, if the environment asks for it."""
    if not os.environ.get("UPDATE_PICTURES"):
        return
    _README_PICTURES.mkdir(parents=True, exist_ok=True)
    for name in names:
        file = _README_PICTURES / f"{name}.png"
        with Image.open(_ARTIFACTS / f"{name}.png") as picture:
            picture.convert("RGB").quantize(256).save(file, optimize=True)
        assert file.stat().st_size < _LARGEST_README_PICTURE
