"""What surrounds the results of a lookup, in both manners and both modes."""

import pytest

from tests.sandbox.asking import Api
from tests.sandbox.conftest import StartSandbox
from tests.sandbox.drawn import TURNED_RIGHT, blank_picture

VEHICLE_MODE = ("config", '{"detection_mode": "vehicle"}')


async def test_the_cloud_answers_201_with_every_documented_field(cloud: Api) -> None:
    answer = await cloud.lookup()

    assert answer.status == 201
    assert answer.body == {
        "processing_time": 0.0,
        "results": [],
        "filename": "0914_00001_car.jpg",
        "version": 1,
        "camera_id": None,
        "timestamp": "2026-02-11T09:14:07.318254Z",
        "image_width": 64,
        "image_height": 48,
    }


async def test_the_sdk_answers_200_with_its_usage_and_without_version_or_image_size(
    sdk: Api,
) -> None:
    answer = await sdk.lookup(headers={})  # no token

    assert answer.status == 200
    assert answer.body == {
        "processing_time": 0.0,
        "results": [],
        "filename": "car.jpg",
        "camera_id": None,
        "timestamp": "2026-02-11 09:14:07.318254",
        "usage": {"calls": 1, "max_calls": 2500},
    }


async def test_vehicle_mode_has_no_version_and_a_naive_timestamp(cloud: Api) -> None:
    answer = await cloud.lookup(VEHICLE_MODE)

    assert "version" not in answer.body
    assert answer.body["timestamp"] == "2026-02-11 09:14:07.318254"


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ("2019-08-19T13:11:25", "2019-08-19T13:11:25.000000Z"),
        ("2019-08-19T13:11:25.5Z", "2019-08-19T13:11:25.500000Z"),
        ("2019-08-19T13:11:25+00:00", "2019-08-19T13:11:25.000000Z"),
    ],
)
async def test_a_timestamp_comes_back_as_utc(cloud: Api, sent: str, answered: str) -> None:
    assert (await cloud.lookup(("timestamp", sent))).body["timestamp"] == answered


async def test_the_camera_id_comes_back_as_sent(cloud: Api, sdk: Api) -> None:
    for api in (cloud, sdk):
        answer = await api.lookup(("camera_id", "Zufahrt-Süd"))
        assert answer.body["camera_id"] == "Zufahrt-Süd"


async def test_the_image_size_is_that_of_the_picture_turned_upright(cloud: Api) -> None:
    lying = blank_picture(80, 60, orientation=TURNED_RIGHT)

    answer = await cloud.lookup(image=lying)

    assert (answer.body["image_width"], answer.body["image_height"]) == (60, 80)


async def test_the_processing_time_is_in_milliseconds_and_at_least_the_latency(
    start_sandbox: StartSandbox,
) -> None:
    sandbox = await start_sandbox("cloud", latency=0.05)

    assert (await sandbox.api.lookup()).body["processing_time"] == 50.0
