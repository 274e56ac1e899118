"""What the coach says of a camera that is set up badly, in a real browser.

Leaves its screenshots in `artifacts/`.
"""

from collections.abc import Iterator
from dataclasses import asdict
from io import BytesIO
from typing import Final, Literal

from PIL import Image
from playwright.async_api import Page, ViewportSize, expect
import pytest
import pytest_socket

from sandbox.demo.account import DemoAccount, ReadCamera, keep_pictures
from sandbox.demo.cameras import show_cameras
from sandbox.demo.programme import CameraProgramme, Shot
from sandbox.driveway import neighbourhood as here
from sandbox.driveway.backdrops import draw_gate
from sandbox.driveway.bodies import Side
from sandbox.driveway.canvas import WIDTH
from sandbox.driveway.scenes import Scene
from sandbox.home import Home
from sandbox.process import SandboxProcess
from tests.integration.answers import plate

from .areas_page import AreasPage
from .background import BackgroundLoop
from .browser import MILLISECONDS, in_a_browser, take_picture
from .camera_dialog import CameraDialog
from .card_page import grave_violations, needs_axe, subentries
from .scan import scan

pytestmark = [*in_a_browser, pytest.mark.slow]

FAR_OFF: Final = 340
"""Pixels that a car is wide there: its plate is 21 high."""
QUALITY: Final = 15
"""Of the camera's JPEGs."""
NAME: Final = "Lane"
CARS: Final = (here.RESIDENT, here.OTHER_RESIDENT, here.GERMAN, here.FRENCH, here.ITALIAN)

SAID: Final = (
    "Of the 5 plates seen here, half are 21 pixels high or less; 25 are needed.",
    "5 of 5 pictures are compressed too strongly: the quality of their JPEG is 15",
)


def seen_badly() -> list[tuple[Scene, bytes]]:
    """Draw a car after the other far away, and have few bytes for each picture."""
    scenes = [
        Scene(car.plate, draw_gate, (car.seen(Side.FRONT, (960, 760), FAR_OFF),)) for car in CARS
    ]
    return [(scene, compressed(scene.to_jpeg())) for scene in scenes]


def compressed(picture: bytes) -> bytes:
    file = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        image.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


@pytest.fixture(scope="module", autouse=True)
def bad_camera(
    home: Home, background: BackgroundLoop, account: DemoAccount, sandbox: SandboxProcess
) -> Iterator[ReadCamera]:
    """A camera that has seen five cars, and whose pictures of them are kept."""
    # Of a whole module: this is set up before sockets are allowed in each test.
    pytest_socket.enable_socket()
    seen = seen_badly()

    async def begin() -> ReadCamera:
        await keep_pictures(home, account.entry_id)
        shots = tuple(Shot(content, None) for _, content in seen)
        [shown] = await show_cameras(home, [CameraProgramme(NAME, ".jpg", shots)])
        dialog = CameraDialog(home, account)
        step = await dialog.fill_in(camera_entity_id=shown.entity_id)
        camera = await dialog.save(step, shown)
        for number, (scene, content) in enumerate(seen):
            # The sandbox's reader leaves a margin around the plates that it finds.
            [truth] = scene.plates
            found = {**plate(truth.plate.lower()), "box": asdict(truth.box)}
            sandbox.answer_picture(content, [found])
            shown.driveway.show(number)
            assert set((await scan(home, camera)).plates) == {truth.plate}
        return camera

    async def end() -> None:
        camera_id = (await subentries(home, account, "camera"))[NAME]
        await home.socket.command(
            "config_entries/subentries/delete",
            type(None),
            entry_id=account.entry_id,
            subentry_id=camera_id,
        )
        await keep_pictures(home, account.entry_id, "off")

    yield background.run(begin())
    background.run(end())


@pytest.fixture
def areas(
    owners_page: Page, background: BackgroundLoop, home: Home, account: DemoAccount
) -> AreasPage:
    """The page of this camera."""
    camera_id = background.run(subentries(home, account, "camera"))[NAME]
    return AreasPage(owners_page, account, camera_id)


@pytest.mark.parametrize(
    ("device", "size"),
    [
        ("desktop", {"width": 1100, "height": 1700}),
        ("phone", {"width": 390, "height": 2000}),
    ],
)
def test_the_coach_says_what_to_improve_and_shows_where_it_is_seen(
    background: BackgroundLoop, areas: AreasPage, device: str, size: ViewportSize
) -> None:
    async def look() -> tuple[list[str], list[int]]:
        await areas.page.set_viewport_size(size)
        await areas.open()
        coach = areas.panel.locator("section", has_text="Better pictures")
        await expect(coach.get_by_role("listitem")).to_have_count(2, timeout=MILLISECONDS)
        pictures = coach.get_by_role("img", name="The picture that this is about")
        await expect(pictures).to_have_count(2)
        widths = []
        for picture in await pictures.all():
            await picture.scroll_into_view_if_needed()
            widths.append(
                await picture.evaluate("image => image.decode().then(() => image.naturalWidth)")
            )
        await take_picture(areas.page, f"coach_{device}")
        return await coach.get_by_role("listitem").all_inner_texts(), widths

    advice, widths = background.run(look())

    for told, said in zip(advice, SAID, strict=True):
        assert told.startswith(said)
        assert "{" not in told
    assert all(widths)


def test_the_example_opens_as_large_as_it_is(background: BackgroundLoop, areas: AreasPage) -> None:
    async def open_it() -> int:
        await areas.open()
        example = areas.panel.get_by_role("link", name="The picture that this is about").first
        async with areas.page.expect_popup() as opening:
            await example.click()
        opened = await opening.value
        width: int = await opened.locator("img").evaluate(
            "image => image.decode().then(() => image.naturalWidth)"
        )
        return width

    assert background.run(open_it()) == WIDTH


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_advice_is_no_grave_barrier(
    background: BackgroundLoop, areas: AreasPage, scheme: Literal["light", "dark"]
) -> None:
    async def look() -> list[list[str]]:
        await areas.page.emulate_media(color_scheme=scheme)
        await areas.open()
        await expect(areas.panel.get_by_role("listitem").first).to_be_visible(timeout=MILLISECONDS)
        return await grave_violations(areas.panel)

    assert background.run(look()) == []
