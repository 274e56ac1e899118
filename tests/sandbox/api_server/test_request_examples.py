"""The request examples of the API's reference, field by field, are answered."""

from base64 import b64encode
import json

from aiohttp import FormData
import pytest

from tests.sandbox.asking import LOOKUP, Api
from tests.sandbox.drawn import blank_picture

EXAMPLES = {
    "two regions": [("regions", "mx"), ("regions", "us-ca")],
    "engine configuration and one region": [
        ("regions", "us-ca"),
        ("config", '{"region":"strict"}'),
    ],
    "a fast engine": [
        ("regions", "mx"),
        ("regions", "us-ca"),
        ("config", json.dumps({"mode": "fast"})),
    ],
    "thresholds": [("config", '{"mode":"fast", "threshold_d":0.2, "threshold_o":0.6}')],
    "text formats": [("config", '{"text_formats": ["[0-9][0-9][0-9][a-z][a-z]"]}')],
    "vehicles without plates, too": [("config", '{"detection_mode":"vehicle"}')],
    "make, model and color of a camera's picture": [
        ("mmc", "true"),
        ("camera_id", "my-camera"),
        ("timestamp", "2019-08-19T13:11:25"),
    ],
}


@pytest.mark.parametrize("fields", EXAMPLES.values(), ids=EXAMPLES)
async def test_a_lookup_with_the_fields_of_the_reference_is_answered(
    cloud: Api, sdk: Api, fields: list[tuple[str, str]]
) -> None:
    assert (await cloud.lookup(*fields)).status == 201
    assert (await sdk.lookup(*fields, headers={})).status == 200


async def test_the_reference_example_with_base64_text_is_answered(cloud: Api) -> None:
    form = FormData([("upload", b64encode(blank_picture()).decode())], default_to_multipart=True)

    assert (await cloud.ask("POST", LOOKUP, data=form)).status == 201


async def test_the_reference_example_with_an_address_would_need_a_network(cloud: Api) -> None:
    form = FormData(
        [("upload_url", "https://app.platerecognizer.com/static/demo.jpg")],
        default_to_multipart=True,
    )

    answer = await cloud.ask("POST", LOOKUP, data=form)

    assert (answer.status, list(answer.body)) == (400, ["upload_url"])
