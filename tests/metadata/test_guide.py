"""The guide leads to what there is, shows all its pictures, and explains every decision."""

from pathlib import Path
import re
from typing import Final

import homeassistant.components
import pytest

from custom_components.plate_recognizer.pipeline.coach import READABLE_HEIGHT
from custom_components.plate_recognizer.pipeline.decision import Reason

from .files import INTEGRATION, PROJECT, read_json
from .guide import DOCS, PAGES, anchors_of, fault_of, links_in, pages_listed, pictures_shown

LARGEST_PICTURE: Final = 200_000
"""Bytes: a page should open at once."""

PLATE_HEIGHT: Final = 0.11
"""Metres, of a European plate."""

CAMERAS: Final = (DOCS / "cameras.md").read_text()
TROUBLESHOOTING: Final = (DOCS / "troubleshooting.md").read_text()
DECISION_ROWS: Final = re.findall(
    r"^\| ([^|]+) \| `(\w+)` \| [^|]+ \|$", TROUBLESHOOTING, re.MULTILINE
)

CORE: Final = Path(next(iter(homeassistant.components.__path__)))
DELIVERIES: Final = (
    ("tplink/camera.py", "IMAGE_INTERVAL = 5 * 60", "five minutes"),
    ("tplink/camera.py", "StreamResolution.SD", "the small stream (SD)"),
    ("homekit_controller/camera.py", "width or 640", "A snapshot of 640"),
    ("stream/const.py", "OUTPUT_IDLE_TIMEOUT = 30", "looks for 30 seconds"),
    ("reolink/strings.json", '"name": "Fluent"', "*Fluent* is the substream"),
    ("reolink/strings.json", '"name": "Snapshots clear"', "*Snapshots clear*"),
    ("unifiprotect/utils.py", "resolution channel", "*High resolution channel*"),
    ("doorbird/camera.py", "_LIVE_INTERVAL = datetime.timedelta(seconds=45)", "up to 45 s"),
    ("amcrest/__init__.py", 'DEFAULT_RESOLUTION = "high"', "`high` unless you say"),
    ("imou/camera.py", "PYIMOUAPI_SNAPSHOT_WAIT_SECONDS = 3", "given three seconds"),
    ("onvif/camera.py", "dynamic_stream_settings.preload_stream", "*Preload camera stream*"),
    ("generic/camera.py", "return not self._still_image_url", "without a still image URL"),
    ("nest/camera.py", "WebRTC cameras don't support snapshots", "with WebRTC a placeholder"),
    ("blink/camera.py", "image_from_cache", "The last thumbnail"),
    ("axis/camera.py", "skip_stream_profile=True", "whatever stream profile"),
)
"""Where Home Assistant's source says what the page about cameras says of an integration."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_every_link_of_a_page_leads_somewhere_and_every_picture_has_words(page: Path) -> None:
    faults = [fault_of(link, page) for link in links_in(page.read_text())]

    assert list(filter(None, faults)) == []


@pytest.mark.parametrize(
    "planted",
    [
        "[gone](nowhere.md)",
        "[gone](cameras.md#no-such-heading)",
        "[gone](#no-such-heading)",
        "[out](../../elsewhere.md)",
        "[plain](http://example.com/)",
        "[odd](https://localhost/)",
        "![](images/device.png)",
        "![gone](images/gone.png)",
        '<img src="images/device.png" width="400">',
        "[![picture](images/device.png)](nowhere.md)",
    ],
)
def test_a_planted_fault_is_found(planted: str) -> None:
    faults = [fault_of(link, DOCS / "index.md") for link in links_in(planted)]

    assert any(faults)


def test_what_stands_in_code_is_no_link() -> None:
    assert list(links_in("`[a](b.md)`\n```yaml\n[c](d.md)\n```\n")) == []


def test_a_heading_has_the_anchor_that_github_gives_it() -> None:
    text = "# Why `this`?\n## Two, [three](x.md)\n```sh\n# no heading\n```\n## Two, three\n"

    assert anchors_of(text) == {"why-this", "two-three", "two-three-1"}
    assert anchors_of('| <a id="of_a-row"></a>`row` |') == {"of_a-row"}


def test_each_page_is_in_the_table_of_contents_once() -> None:
    listed = [page for index in DOCS.rglob("index.md") for page in pages_listed(index)]

    assert sorted(listed) == sorted({*DOCS.rglob("*.md")} - {DOCS / "index.md"})


def test_each_picture_is_shown_by_some_page_and_opens_at_once() -> None:
    pictures = set((DOCS / "images").iterdir())

    assert pictures - pictures_shown() == set()
    assert [each.name for each in pictures if each.stat().st_size > LARGEST_PICTURE] == []


def test_every_decision_is_explained_under_the_words_that_the_sensor_shows() -> None:
    translations = read_json(INTEGRATION / "translations" / "en.json")
    words = translations["entity"]["sensor"]["decision"]["state"]

    assert sorted(DECISION_ROWS) == sorted((words[reason], reason.value) for reason in Reason)


@pytest.mark.parametrize("page", [CAMERAS, TROUBLESHOOTING], ids=["cameras", "troubleshooting"])
def test_the_least_height_of_a_plate_is_that_of_the_cameras_test(page: str) -> None:
    told = re.findall(r"(?:at least|below|less than) (\d+) pixels", page, re.IGNORECASE)

    assert set(told) == {str(READABLE_HEIGHT)}


def test_how_wide_a_picture_may_be_follows_from_the_plates_height() -> None:
    rows = re.findall(
        r"^\| (\d+) pixels[^|]* \| ([\d.]+) m wide \| ([\d.]+) m wide \|$", CAMERAS, re.MULTILINE
    )

    assert len(rows) == 5
    for pixels, readable, better in rows:
        assert float(readable) == round(int(pixels) * PLATE_HEIGHT / READABLE_HEIGHT, 1)
        assert float(better) == round(int(pixels) * PLATE_HEIGHT / 40, 1)


@pytest.mark.parametrize(("file", "code", "told"), DELIVERIES)
def test_how_an_integration_delivers_pictures_is_still_as_the_page_says(
    file: str, code: str, told: str
) -> None:
    assert told in CAMERAS
    assert code in (CORE / file).read_text()
