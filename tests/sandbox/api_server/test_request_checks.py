"""A lookup's form is checked strictly, and refused field by field."""

from base64 import b64encode
from collections.abc import Mapping
import json
from typing import Any

from aiohttp import FormData
from hypothesis import given, strategies as st
import pytest

from sandbox.api_server.form import File, Form
from sandbox.api_server.refusal import RefusedError
from sandbox.api_server.request_checks import BAD_IMAGE, check_lookup
from tests.sandbox.asking import AUTHORIZED, LOOKUP, Api
from tests.sandbox.drawn import blank_picture

IMAGE = ("upload", b64encode(blank_picture()).decode())
BLANK = ["This field may not be blank."]
UNKNOWN = ["Unknown parameter."]
ONCE = ["Send this field once."]


_LOOKUP_FIELDS = {"regions", "camera_id", "timestamp", "mmc", "config"}
_NAMES = st.sampled_from(sorted({"upload", "upload_url", *_LOOKUP_FIELDS}))


def config(**keys: object) -> tuple[str, str]:
    return ("config", json.dumps(keys))


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ([("region", "us-ca")], {"region": ["Unknown parameter. Did you mean regions?"]}),
        ([("camera", "gate"), ("api_key", "x")], {"camera": UNKNOWN, "api_key": UNKNOWN}),
        ([("regions", "mx"), ("regions", "")], {"regions": BLANK}),
        ([("camera_id", "")], {"camera_id": BLANK}),
        ([("camera_id", "1"), ("camera_id", "2")], {"camera_id": ONCE}),
        ([("mmc", "True")], {"mmc": ["Must be a valid boolean: true or false."]}),
        ([("timestamp", "2019-08-19T13:11:25+02:00")], {"timestamp": ["Datetime must be in UTC."]}),
        ([("config", "fast")], {"config": ["Value must be valid JSON."]}),
        ([("config", "[]")], {"config": ["Value must be a JSON object."]}),
        (
            [config(threshold_d=1.2, threshold_o=True)],
            {
                "config": [
                    "threshold_d: must be a number from 0 to 1.",
                    "threshold_o: must be a number from 0 to 1.",
                ]
            },
        ),
        (
            [("config", '{"threshold_d": NaN}')],
            {"config": ["threshold_d: must be a number from 0 to 1."]},
        ),
        ([config(mode="slow")], {"config": ['mode: must be "fast" or "redaction".']}),
        (
            [config(detection_mode="car")],
            {"config": ['detection_mode: must be "plate" or "vehicle".']},
        ),
        ([config(detection_rule="normal")], {"config": ['detection_rule: must be "strict".']}),
        ([config(region="normal")], {"config": ['region: must be "strict".']}),
        (
            [config(region="strict")],
            {"config": ["region: strict needs at least one value of the parameter regions."]},
        ),
        (
            [config(text_formats=["[a-z"])],
            {"config": ["text_formats: must be a list of regular expressions."]},
        ),
        (
            [config(text_formats="[a-z]")],
            {"config": ["text_formats: must be a list of regular expressions."]},
        ),
        (
            [("mmc", "1"), ("region", "x")],
            {
                "mmc": ["Must be a valid boolean: true or false."],
                "region": ["Unknown parameter. Did you mean regions?"],
            },
        ),
    ],
)
async def test_a_field_that_does_not_fit_is_refused_under_its_name(
    cloud: Api, fields: list[tuple[str, str]], errors: dict[str, Any]
) -> None:
    answer = await cloud.lookup(*fields)

    assert (answer.status, answer.body) == (400, errors)


@pytest.mark.parametrize("text", ["2019-08-19", "2019-08-19 13:11:25", "yesterday", "1566220285"])
async def test_a_timestamp_has_a_date_a_t_and_a_time(cloud: Api, text: str) -> None:
    answer = await cloud.lookup(("timestamp", text))

    assert answer.status == 400
    assert answer.body["timestamp"][0].startswith("Datetime has wrong format.")


@pytest.mark.parametrize(
    "fields",
    [
        [
            ("regions", "mx"),
            ("regions", "us-ca"),
            ("regions", "ALX"),
            ("regions", "no such region"),
        ],
        [("regions", "us-ca"), config(region="strict", text_formats=["[0-9][a-z]"])],
        [config(mode="fast", threshold_d=0, threshold_o=1, detection_rule="strict")],
        [config(mode="redaction", detection_mode="plate")],
        [config(a_key_of_tomorrow={"any": "thing"})],
        [("mmc", "false"), ("camera_id", "Zufahrt 1"), ("timestamp", "2019-08-19T13:11:25Z")],
    ],
)
async def test_everything_documented_is_accepted(cloud: Api, fields: list[tuple[str, str]]) -> None:
    assert (await cloud.lookup(*fields)).status == 201


async def test_a_picture_may_come_as_base64_text_urlencoded(cloud: Api) -> None:
    answer = await cloud.ask("POST", LOOKUP, data=FormData([IMAGE]))

    assert (answer.status, answer.body["image_width"]) == (201, 64)


async def test_a_picture_may_come_as_base64_text_in_a_multipart_form(cloud: Api) -> None:
    form = FormData(default_to_multipart=True)
    form.add_field(*IMAGE)

    assert (await cloud.ask("POST", LOOKUP, data=form)).status == 201


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ([], {"non_field_errors": ["Either upload or upload_url is required."]}),
        (
            [IMAGE, ("upload_url", "https://example.com/car.jpg")],
            {"non_field_errors": ["Send only one of upload and upload_url."]},
        ),
        (
            [("upload_url", "https://example.com/car.jpg")],
            {"upload_url": ["This sandbox fetches from this machine only: send upload instead."]},
        ),
        ([("upload_url", "car.jpg")], {"upload_url": ["Enter a valid URL."]}),
        ([("upload_url", "file:///car.jpg")], {"upload_url": ["Enter a valid URL."]}),
        ([("upload_url", "http://127.0.0.1:x/")], {"upload_url": ["Enter a valid URL."]}),
        ([("upload_url", "")], {"upload_url": BLANK}),
        (
            [("upload_url", "http://127.0.0.1/1.jpg"), ("upload_url", "http://127.0.0.1/2.jpg")],
            {"upload_url": ONCE},
        ),
        ([IMAGE, IMAGE], {"upload": ["Send exactly one image."]}),
        (
            [("upload", "no base64!")],
            {"upload": ["The submitted data was neither a file nor base64 text."]},
        ),
        ([("upload", "")], {"upload": ["The submitted file is empty."]}),
        (
            [("upload", b64encode(b"GIF89a, or not").decode())],
            {"upload": [BAD_IMAGE]},
        ),
    ],
)
async def test_exactly_one_picture_that_opens_is_wanted(
    cloud: Api, fields: list[tuple[str, str]], errors: dict[str, Any]
) -> None:
    answer = await cloud.ask("POST", LOOKUP, data=FormData(fields))

    assert (answer.status, answer.body) == (400, errors)


async def test_a_file_is_only_taken_as_upload(cloud: Api) -> None:
    form = FormData()
    form.add_field("upload", blank_picture(), filename="car.jpg")
    form.add_field("picture", blank_picture(), filename="car.jpg")

    answer = await cloud.ask("POST", LOOKUP, data=form)

    assert (answer.status, list(answer.body)) == (400, ["picture"])


NAMELESS = b"--x\r\nContent-Type: text/plain\r\n\r\n1\r\n--x--\r\n"
NO_HEADER = b"--x\r\n: :\r\n\r\n1\r\n--x--\r\n"
STRANGELY_ENCODED = b"--x\r\nContent-Transfer-Encoding: base65\r\n\r\n1\r\n--x--\r\n"
NO_TEXT = b'--x\r\nContent-Disposition: form-data; name="mmc"\r\n\r\n\xff\r\n--x--\r\n'


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("image/jpeg", b"\xff\xd8", 415),
        ("application/x-www-form-urlencoded; charset=none", b"mmc=true", 400),
        ("multipart/form-data", b"--x\r\n", 400),
        *(
            ("multipart/form-data; boundary=x", body, 400)
            for body in (b"no boundary", NAMELESS, NO_HEADER, STRANGELY_ENCODED, NO_TEXT)
        ),
    ],
)
async def test_a_body_that_is_no_form_is_refused(
    cloud: Api, content_type: str, body: bytes, status: int
) -> None:
    headers = {**AUTHORIZED, "Content-Type": content_type}

    answer = await cloud.ask("POST", LOOKUP, headers=headers, data=body)

    assert (answer.status, answer.body["status_code"]) == (status, status)


async def test_a_field_named_in_bytes_that_are_no_text_is_refused(cloud: Api) -> None:
    headers = {**AUTHORIZED, "Content-Type": "multipart/form-data; boundary=x"}
    body = b'--x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n1\r\n--x--\r\n'

    answer = await cloud.ask("POST", LOOKUP, headers=headers, data=body)

    assert (answer.status, answer.body["?"]) == (400, UNKNOWN)


@given(st.dictionaries(_NAMES | st.text(), st.lists(st.text(), min_size=1)), st.binary())
def test_any_form_is_either_a_lookup_or_refused_with_a_complaint_for_each_field(
    fields: dict[str, list[str]], content: bytes
) -> None:
    complaints = _complaints(Form(fields, {"upload": [File("car.jpg", content)]}))

    if complaints is None:
        assert fields.keys() <= _LOOKUP_FIELDS
    else:
        assert complaints
        assert all(complaints.values())


def _complaints(form: Form) -> Mapping[str, object] | None:
    """Return what the checks find wrong with a form; None: nothing."""
    try:
        check_lookup(form)
    except RefusedError as refused:
        return refused.body if isinstance(refused.body, Mapping) else {}
    return None
