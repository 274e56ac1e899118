"""What the demo's cameras show."""

from pathlib import Path

from PIL import Image
import pytest

from sandbox.demo.programme import drawn_programme, own_programme
from sandbox.driveway.playback import NotAPictureError


def test_the_drawn_cameras_begin_with_cars_know_every_plate_and_have_a_story() -> None:
    programme = {camera.name: camera for camera in drawn_programme()}

    assert programme.keys() == {"Driveway", "Gate", "Street"}
    assert programme["Driveway"].shots[0].plates == frozenset({"FT482KX", "KV19PNE"})
    for name, camera in programme.items():
        assert camera.story
        assert camera.story.name == name
        assert all(shot.plates is not None for shot in camera.shots)


def test_each_picture_of_ones_own_becomes_a_camera_of_its_name(tmp_path: Path) -> None:
    files = [picture(tmp_path / "front_gate.png"), picture(tmp_path / "Street.jpg")]

    cameras = own_programme(files)

    assert [camera.name + camera.suffix for camera in cameras] == ["front gate.png", "Street.jpg"]
    assert [camera.shots[0].content for camera in cameras] == [file.read_bytes() for file in files]
    assert [camera.shots[0].plates for camera in cameras] == [None, None]


def test_pictures_of_the_same_name_become_different_cameras(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b", tmp_path / "c"]
    for folder in folders:
        folder.mkdir()

    cameras = own_programme(picture(folder / "Gate.jpg") for folder in folders)

    assert [camera.name for camera in cameras] == ["Gate", "Gate 2", "Gate 3"]


def test_one_file_that_is_no_picture_is_enough_to_refuse(tmp_path: Path) -> None:
    text = tmp_path / "notes.jpg"
    text.write_text("no picture")

    with pytest.raises(NotAPictureError, match=r"notes\.jpg"):
        own_programme([picture(tmp_path / "gate.jpg"), text])


def picture(file: Path) -> Path:
    Image.new("RGB", (8, 6)).save(file)
    return file
