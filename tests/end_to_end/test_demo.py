"""The demo's command, as a person starts it."""

import asyncio
from dataclasses import replace
from pathlib import Path
import subprocess
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from sandbox.demo import once
from sandbox.demo.account import DemoAccount
from sandbox.demo.dashboard import CARD_VIEW
from sandbox.demo.programme import Shot
from sandbox.demo.show import tell
from sandbox.driveway.neighbourhood import RESIDENT, TO_THE_HOUSE
from sandbox.driveway.scenes import DUTCH_CAR, EMPTY_DRIVEWAY
from sandbox.driveway.stories import DRIVEWAY
from sandbox.driveway.visits import Visit
from sandbox.home import Home, HomeError

from .background import BackgroundLoop
from .demo_process import DEMO, PROJECT, SECONDS, addresses_in, running_demo

pytestmark = pytest.mark.end_to_end


def test_once_reads_ones_own_pictures_and_prints_the_plates(tmp_path: Path) -> None:
    (tmp_path / "street.jpg").write_bytes(DUTCH_CAR.to_jpeg())
    (tmp_path / "nobody.jpg").write_bytes(EMPTY_DRIVEWAY.to_jpeg())

    ended = run("--once", "--picture", "street.jpg", "nobody.jpg", folder=tmp_path)

    assert ended.returncode == 0
    assert "no measure" in ended.stdout
    rows = [line.split() for line in ended.stdout.splitlines()]
    assert ["street", "KX493T"] in [row[:2] for row in rows]
    assert ["nobody", "-"] in [row[:2] for row in rows]


def test_once_fails_where_nothing_at_all_was_read(tmp_path: Path) -> None:
    (tmp_path / "nobody.jpg").write_bytes(EMPTY_DRIVEWAY.to_jpeg())

    ended = run("--once", "--picture", "nobody.jpg", folder=tmp_path)

    assert ended.returncode == 1
    assert "No plate was read on any picture." in ended.stderr


def test_a_picture_that_is_none_is_refused_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "notes.jpg").write_text("no picture")

    ended = run("--once", "--picture", "notes.jpg", folder=tmp_path)

    assert ended.returncode == 1
    assert "notes.jpg" in ended.stderr
    assert ended.stdout == ""


def test_once_fails_with_a_reason_where_an_expected_plate_does_not_appear(
    home: Home,
    background: BackgroundLoop,
    account: DemoAccount,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(once, "_SECONDS_FOR_A_PICTURE", 1)
    camera = account.cameras[0]
    wrong = Shot(b"", frozenset({"N0T7HERE"}))
    expecting = replace(camera, camera=replace(camera.camera, shots=(wrong,)))

    with pytest.raises(HomeError, match=r"^Driveway: N0T7HERE did not stand .* decision: \w+\.$"):
        background.run(once.read_all(home, [expecting]))


def test_a_car_of_a_story_is_read_when_it_has_come_to_rest_and_gone_when_it_has_left(
    home: Home, background: BackgroundLoop, account: DemoAccount
) -> None:
    camera = account.cameras[0]
    way_in = replace(TO_THE_HOUSE, seconds=2)
    visit = Visit(
        vehicle=RESIDENT,
        comes=0,
        way_in=way_in,
        stands=6,
        way_out=replace(way_in.back(), seconds=1),
    )
    story = replace(DRIVEWAY, seconds=11, visits=(visit,))

    async def watch() -> tuple[str, str]:
        async with home.socket.events("plate_recognizer_sighting") as events:
            telling = asyncio.create_task(tell(home, camera, story))
            sighting = (await anext(events))["data"]
            await telling
        plates = camera.entity("image_processing", "plates")
        return sighting["plate"], (await home.rest.states())[plates].state

    assert background.run(watch()) == ("KV19PNE", "unknown")


def test_the_demo_says_where_it_is_and_ends_cleanly_when_asked_to() -> None:
    with running_demo() as said:
        [address, card] = addresses_in(said)
        with urlopen(address, timeout=30) as page:  # noqa: S310 - an http address, as just found
            assert b"Home Assistant" in page.read()

    assert address.startswith("http://127.0.0.1:")
    assert card == f"{address}/{CARD_VIEW}"
    assert "  user demo, password demo\n" in said
    with pytest.raises(URLError):
        urlopen(address, timeout=30)  # noqa: S310 - the same address


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the demo to its end, from another folder than the project's."""
    return subprocess.run(  # noqa: S603 - our own module
        [*DEMO, *arguments],
        check=False,
        cwd=folder,
        env={"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
