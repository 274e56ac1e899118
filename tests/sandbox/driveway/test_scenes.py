"""The drawn scenes: what is said to be on them is there to be read."""

from io import BytesIO

import numpy as np
from PIL import Image
import pytest

from sandbox.driveway.scenes import SCENES, Scene
from sandbox.reader import PlateReader
from tests.boxes import overlap

every_scene = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)


@pytest.fixture(scope="module")
def reader() -> PlateReader:
    return PlateReader()


@every_scene
def test_the_reader_reads_every_drawn_plate_exactly_and_nothing_else(
    scene: Scene, reader: PlateReader
) -> None:
    blue_green_red = np.asarray(Image.open(BytesIO(scene.to_jpeg())))[:, :, ::-1]
    read = {found.text.upper(): found.box for found in reader.read(blue_green_red)}

    assert read.keys() == {drawn.plate for drawn in scene.plates}
    for drawn in scene.plates:
        assert overlap(read[drawn.plate], drawn.box) > 0.5


@every_scene
def test_a_scene_is_the_same_picture_each_time(scene: Scene) -> None:
    first = scene.to_jpeg()

    assert scene.to_jpeg() == first
    assert Image.open(BytesIO(first)).size == (1920, 1080)


def test_the_scenes_show_plates_of_six_countries_an_empty_driveway_and_two_cars_at_once() -> None:
    regions = {plate.region for scene in SCENES for plate in scene.plates}

    assert regions == {"gb", "de", "fr", "it", "nl", "us-ca"}
    assert {len(scene.plates) for scene in SCENES} == {0, 1, 2}


def test_every_plate_of_a_scene_is_within_its_picture() -> None:
    for plate in (plate for scene in SCENES for plate in scene.plates):
        assert 0 <= plate.box.xmin < plate.box.xmax <= 1920
        assert 0 <= plate.box.ymin < plate.box.ymax <= 1080
