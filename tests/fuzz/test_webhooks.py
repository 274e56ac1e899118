"""What anybody may send to a webhook's address, in whatever manner."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from aiohttp import FormData
from homeassistant.util.aiohttp import MockRequest
from hypothesis import given, strategies as st
import orjson

from custom_components.plate_recognizer.api.webhook import WebhookRecognition, parse_webhook
from custom_components.plate_recognizer.api.webhook_body import (
    MOST_TEXT_BYTES,
    WebhookBody,
    decoded,
    read_body,
)
from custom_components.plate_recognizer.pipeline.event_data import sighting_data
from custom_components.plate_recognizer.pipeline.payload_shape import shape_of
from custom_components.plate_recognizer.pipeline.report import (
    MOST_VEHICLES,
    Report,
    sightings_in_report,
)
from custom_components.plate_recognizer.pipeline.sighting import Look, Source, Thresholds
from tests.api.recorded import FOLDER, raw, sample

from .allowed import ALLOWED, read
from .anything import TEXTS, Json, examples, json_values, mutated, written
from .soundness import assert_event, assert_sound

WEBHOOKS = [sample(path.stem) for path in sorted(FOLDER.glob("*webhook*.json"))]
ANSWERS = [
    each for path in sorted(FOLDER.glob("*.json")) if "results" in (each := sample(path.stem))
]
CONTENT_TYPES = st.sampled_from(
    [
        "application/json",
        "application/json; charset=utf-16",
        "application/json; charset=nonsense",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
        "multipart/form-data",
        "multipart/mixed; boundary=",
        "text/plain",
        "",
    ]
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
NOW = datetime(2026, 2, 11, tzinfo=UTC)


@given(
    mutated(WEBHOOKS)
    | mutated(ANSWERS)
    | json_values
    | st.fixed_dictionaries(
        {}, optional={"hook": json_values, "data": mutated(ANSWERS), "results": json_values}
    )
)
@examples(400)
def test_any_json_is_a_webhook_or_not_understood(payload: Json) -> None:
    if (webhook := read(parse_webhook, payload)) is not None:
        assert_webhook(webhook)


def assert_webhook(webhook: WebhookRecognition) -> None:
    """Check what is read of a webhook, and what is told of it."""
    assert_sound(webhook.recognition)
    assert all(name.encode() for name in webhook.camera_names)
    assert len(set(webhook.camera_names)) == len(webhook.camera_names) <= 2
    look = Look("account", "Drive", "Camera", None, "device", Source.WEBHOOK, NOW)
    told = sightings_in_report(Report(webhook, NOW), look, Thresholds(0, 0, 0), lambda: "id")
    assert len(told) <= MOST_VEHICLES
    for each in told:
        assert_event(sighting_data(each))


@given(mutated(WEBHOOKS) | json_values)
@examples(200)
def test_the_shape_of_any_json_tells_none_of_its_values(payload: Json) -> None:
    shape = orjson.dumps(shape_of(payload))

    assert len(shape) < 100_000
    assert b"8abc123" not in shape


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """Draw what some sender could take for a webhook's body, whole or in part."""
    payload = draw(mutated(WEBHOOKS).map(written) | json_values.map(written) | st.binary())
    if draw(st.booleans()):
        payload = payload.decode(errors="replace").encode(draw(ENCODINGS), errors="replace")
    manner = draw(st.sampled_from(["plain", "urlencoded", "multipart", "samples"]))
    if manner == "urlencoded":
        name = draw(st.sampled_from(["json", "data", "json[]", ""]))
        payload = urlencode({name: payload, "upload": draw(st.binary())}).encode()
    elif manner == "multipart":
        payload = _multipart(draw, payload)
    elif manner == "samples":
        payload = raw(draw(st.sampled_from([path.name for path in FOLDER.glob("*webhook*")])))
    if draw(st.booleans()):
        at = draw(st.integers(0, len(payload)))
        payload = payload[:at] + draw(st.binary(max_size=4)) + payload[at + draw(_LOST) :]
    return payload


_LOST = st.sampled_from([0, 1, 2, 50, 100_000])


def _multipart(draw: st.DrawFn, payload: bytes) -> bytes:
    """Write a form; its parts may come twice, without a name, or never end."""
    parts = draw(
        st.lists(
            st.tuples(st.sampled_from([b"json", b"upload", b"", b'a"b']), st.booleans()), max_size=40
        )
    )
    lines = [
        b'--b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
        % (name, payload if is_json else b"\xff\xd8")
        for name, is_json in [*parts, (b"json", True)]
    ]
    return b"".join(lines) + (b"--b--\r\n" if draw(st.booleans()) else b"")


@given(bodies(), CONTENT_TYPES, st.integers().map(str) | TEXTS)
@examples(300)
async def test_any_body_is_a_webhook_or_is_refused(
    body: bytes, content_type: str, length: str
) -> None:
    headers = {"Content-Type": content_type, "Content-Length": length}
    request = MockRequest(body, "cloud", "POST", headers=headers)
    try:
        taken = await read_body(request)  # type: ignore[arg-type]  # it has what is needed
    except ALLOWED["read_body"]:
        return

    assert isinstance(taken, WebhookBody)
    assert len(taken.text) <= MOST_TEXT_BYTES
    if (webhook := read(parse_webhook, decoded(taken.text))) is not None:
        assert_webhook(webhook)


@given(mutated(WEBHOOKS), st.binary(max_size=200))
@examples(100)
async def test_what_a_real_form_holds_is_taken_out_of_it_unchanged(
    payload: Json, picture: bytes
) -> None:
    form = FormData(default_to_multipart=True)
    form.add_field("json", written(payload))
    form.add_field("upload", picture, filename="a.jpg", content_type="image/jpeg")
    body = await form().as_bytes()
    request = MockRequest(body, "cloud", "POST", headers={})
    try:
        taken = await read_body(request)  # type: ignore[arg-type]  # it has what is needed
    except ALLOWED["read_body"]:
        return

    assert taken == WebhookBody(written(payload), picture or None)
