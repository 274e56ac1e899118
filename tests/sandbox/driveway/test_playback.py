"""Pictures played as what a camera sees."""

from io import BytesIO
from pathlib import Path

from PIL import Image
import pytest

from sandbox.driveway.playback import Driveway, NotAPictureError, read_picture


def half_a_picture() -> bytes:
    whole = BytesIO()
    Image.effect_mandelbrot((200, 200), (-2, -1, 1, 1), 50).save(whole, "JPEG")
    return whole.getvalue()[: len(whole.getvalue()) // 2]


async def test_the_pictures_take_turns_and_begin_again(tmp_path: Path) -> None:
    driveway = Driveway(tmp_path / "gate.jpg", [b"empty", b"car"])
    seen = []

    async for index in driveway.play(interval=0):
        seen.append((index, driveway.file.read_bytes()))
        if len(seen) == 3:
            break

    assert seen == [(0, b"empty"), (1, b"car"), (0, b"empty")]


async def test_a_single_picture_is_said_once(tmp_path: Path) -> None:
    driveway = Driveway(tmp_path / "gate.jpg", [b"car"])

    assert [index async for index in driveway.play(interval=0)] == [0]


def test_any_picture_can_be_put_before_the_camera(tmp_path: Path) -> None:
    driveway = Driveway(tmp_path / "gate.jpg", [b"empty"])

    driveway.put(b"drawn just now")

    assert driveway.file.read_bytes() == b"drawn just now"


def test_a_camera_reading_while_the_picture_changes_gets_a_whole_picture(tmp_path: Path) -> None:
    driveway = Driveway(tmp_path / "gate.jpg", [b"empty", b"car"])

    with driveway.file.open("rb") as camera:
        driveway.show(1)
        assert camera.read() == b"empty"
    assert driveway.file.read_bytes() == b"car"
    assert list(tmp_path.iterdir()) == [driveway.file]


def test_a_picture_is_taken_as_it_is(tmp_path: Path) -> None:
    picture = tmp_path / "car.png"
    Image.new("RGB", (8, 6)).save(picture)

    assert read_picture(picture) == picture.read_bytes()


@pytest.mark.parametrize("content", [b"", b"no picture", half_a_picture()])
def test_what_is_no_picture_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "car.jpg"
    file.write_bytes(content)

    with pytest.raises(NotAPictureError, match=r"car\.jpg"):
        read_picture(file)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(NotAPictureError, match=r"nowhere\.jpg"):
        read_picture(tmp_path / "nowhere.jpg")
