"""The sandbox really reads: drawn plates, and photos where they are at hand."""

import json
from typing import Any

import pytest

from sandbox.plate_read import Box
from tests.boxes import overlap
from tests.photos import PHOTOS, needs_photos
from tests.sandbox.asking import Api
from tests.sandbox.drawn import TURNED_RIGHT, blank_picture, plate_picture

VEHICLE_MODE = ("config", '{"detection_mode": "vehicle"}')
NO_BOX = {"xmin": 0, "ymin": 0, "xmax": 0, "ymax": 0}


def boxes_by_plate(results: list[dict[str, Any]]) -> dict[str, Box]:
    return {result["plate"]: Box(**result["box"]) for result in results}


@pytest.mark.parametrize("text", ["AB12 CDE", "M-XY 1234", "GK 842 TR", "8ABC123"])
async def test_a_plate_is_read_in_lower_case_without_separators(
    reading_cloud: Api, text: str
) -> None:
    picture, (box,) = plate_picture(text)

    answer = await reading_cloud.lookup(image=picture)

    (result,) = answer.body["results"]
    assert result["plate"] == "".join(filter(str.isalnum, text)).lower()
    assert overlap(Box(**result["box"]), box) > 0.5
    assert answer.headers["X-Sandbox"] == "read"


async def test_a_result_has_every_field_of_plate_mode(reading_cloud: Api) -> None:
    picture, _ = plate_picture("AB12 CDE")

    (result,) = (await reading_cloud.lookup(image=picture)).body["results"]

    assert result.keys() == {
        "box", "plate", "region", "vehicle", "score", "candidates", "dscore",
    }  # fmt: skip
    assert result["region"] == {"code": "", "score": 0}
    assert result["vehicle"] == {"type": "Unknown", "score": 0, "box": NO_BOX}
    assert result["candidates"][0] == {"plate": "ab12cde", "score": result["score"]}
    assert len(result["candidates"]) <= 5
    assert 0 < result["score"] <= 1
    assert 0 < result["dscore"] <= 1


async def test_vehicle_mode_has_the_plate_as_an_object_and_no_vehicle(reading_cloud: Api) -> None:
    picture, _ = plate_picture("AB12 CDE")
    (plain,) = (await reading_cloud.lookup(image=picture)).body["results"]

    (result,) = (await reading_cloud.lookup(VEHICLE_MODE, image=picture)).body["results"]

    assert result == {
        "plate": {
            "type": "Plate",
            "score": plain["dscore"],
            "box": plain["box"],
            "props": {
                "plate": [
                    {"value": candidate["plate"], "score": candidate["score"]}
                    for candidate in plain["candidates"]
                ],
                "region": [{"value": "", "score": 0}],
            },
        },
        "vehicle": None,
    }


async def test_what_mmc_asks_for_is_unknown_to_the_reader(reading_cloud: Api) -> None:
    picture, _ = plate_picture("AB12 CDE")

    (result,) = (await reading_cloud.lookup(("mmc", "true"), image=picture)).body["results"]

    assert result["model_make"] == []
    assert result["color"] == [{"color": "unknown", "score": 0}]
    assert result["orientation"] == [{"orientation": "Unknown", "score": 0}]


async def test_all_plates_of_a_picture_are_read(reading_cloud: Api) -> None:
    picture, boxes = plate_picture("AB12 CDE", "GK 842 TR")

    read = boxes_by_plate((await reading_cloud.lookup(image=picture)).body["results"])

    assert read.keys() == {"ab12cde", "gk842tr"}
    assert overlap(read["ab12cde"], boxes[0]) > 0.5
    assert overlap(read["gk842tr"], boxes[1]) > 0.5


async def test_a_lying_picture_is_read_upright_and_its_boxes_are_upright_too(
    reading_cloud: Api,
) -> None:
    picture, (box,) = plate_picture("AB12 CDE", orientation=TURNED_RIGHT)

    answer = await reading_cloud.lookup(image=picture)

    assert (answer.body["image_width"], answer.body["image_height"]) == (960, 240)
    assert overlap(boxes_by_plate(answer.body["results"])["ab12cde"], box) > 0.5


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(blank_picture(), id="nothing"),
        pytest.param(plate_picture("12.03.2026")[0], id="a date"),
        pytest.param(plate_picture("EXIT")[0], id="a word"),
        pytest.param(blank_picture(1, 1), id="a single pixel"),
        pytest.param(blank_picture(3000, 2), id="a line"),
    ],
)
async def test_where_there_is_no_plate_nothing_is_found(reading_cloud: Api, picture: bytes) -> None:
    answer = await reading_cloud.lookup(image=picture)

    assert (answer.status, answer.body["results"]) == (201, [])


async def test_a_plate_below_the_threshold_is_discarded(reading_cloud: Api) -> None:
    picture, _ = plate_picture("AB12 CDE")
    (result,) = (await reading_cloud.lookup(image=picture)).body["results"]

    found = [
        (
            await reading_cloud.lookup(
                ("config", json.dumps({"threshold_d": least})), image=picture
            )
        ).body
        for least in (result["dscore"], result["dscore"] + 0.001)
    ]

    assert [answer["results"] for answer in found] == [[result], []]


@needs_photos
@pytest.mark.parametrize(
    ("photo", "plates"),
    [
        (
            "cars-4k.jpg",
            {
                "ab123cd": Box(620, 1390, 930, 1480),
                "ef668gh": Box(1970, 1380, 2260, 1470),
                "nkd22dp": Box(3570, 1215, 3770, 1275),
            },
        ),
        ("toll-01.jpg", {"34a36837": Box(455, 650, 570, 700)}),
        ("toll-14.jpg", {"34a23126": Box(350, 615, 440, 660)}),
    ],
)
async def test_plates_are_read_on_photos(
    reading_sdk: Api, photo: str, plates: dict[str, Box]
) -> None:
    picture = (PHOTOS / photo).read_bytes()

    read = boxes_by_plate((await reading_sdk.lookup(image=picture)).body["results"])

    assert plates.keys() <= read.keys()
    for plate, box in plates.items():
        assert overlap(read[plate], box) > 0.5
