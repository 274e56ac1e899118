"""Engine configurations: as options store them, and as an action's fields give them."""

from dataclasses import replace
from datetime import UTC, datetime
import json
from typing import Any

from hypothesis import given, strategies as st

from custom_components.plate_recognizer.api.endpoint import normalise_url
from custom_components.plate_recognizer.api.engine import EngineConfig
from custom_components.plate_recognizer.api.form import LookupRequest, lookup_form
from custom_components.plate_recognizer.api.picture import PictureFile, picture_url

from .allowed import read
from .anything import NUMBERS, TEXTS, examples, json_values, mutated

STORED = [
    {
        "detection_mode": "vehicle",
        "detection_rule": "strict",
        "region": "strict",
        "mode": "fast",
        "threshold_d": 0.2,
        "threshold_o": "0.6",
        "text_formats": ["[a-z]{3}[0-9]{4}", ".*"],
    },
    {"detection_mode": None, "an option of tomorrow": {"deep": [1, None]}},
]
FLAGS = st.lists(st.sampled_from(["(?a)", "(?i)", "(?u)", "(?L)", "(?x)"]), max_size=3).map("".join)
PIECES = ["(?i", "(?P<a>", "(?P=a)", "(?<=", "[", "]", "{9", "}", "\\N{", "\\x", "*"]
REST = st.lists(
    st.sampled_from([*PIECES, *"()|^$.+?:-,0123456789#"]) | st.text(max_size=2), max_size=8
).map("".join)
PATTERNS = st.tuples(FLAGS, REST).map("".join)


@given(
    mutated(STORED)
    | st.fixed_dictionaries({"text_formats": st.lists(PATTERNS | TEXTS, max_size=3)})
    | st.fixed_dictionaries({"threshold_d": NUMBERS | TEXTS, "mode": NUMBERS | TEXTS})
)
@examples(500)
def test_any_configuration_is_sent_as_json_or_refused(given_values: Any) -> None:  # noqa: ANN401 - any JSON
    if not isinstance(given_values, dict):
        return
    for build in (EngineConfig.from_mapping, EngineConfig().with_values):
        if (config := read(build, given_values)) is None:
            continue
        for threshold in (config.threshold_d, config.threshold_o):
            assert threshold is None or 0 <= threshold <= 1
        if (text := config.to_config()) is not None:
            assert json.loads(text).keys() <= given_values.keys()
        read(config.validate, (), name="from_mapping")
        read(config.validate_text_formats, name="from_mapping")


@given(st.dictionaries(st.text(), json_values, max_size=3), st.lists(TEXTS, max_size=3), TEXTS)
@examples(200)
async def test_whatever_is_not_refused_can_be_posted(
    extra: dict[str, Any], regions: list[str], camera_id: str
) -> None:
    if (engine := read(EngineConfig().with_values, extra)) is None:
        return
    request = LookupRequest(
        picture=PictureFile(b"\xff\xd8", "image/jpeg"),
        camera_id=camera_id,
        taken_at=datetime.now(UTC),
        nonce="n0nce",
        regions=tuple(regions),
        mmc=True,
        engine=engine,
    )

    assert lookup_form(replace(request, mmc=False)) is not None


@given(TEXTS | st.from_regex(r"https?://[^ ]{0,30}(:[0-9]{1,6})?(/.{0,10})?"))
@examples(300)
def test_any_typed_address_is_brought_into_its_form_or_refused(typed: str) -> None:
    for kind in ("cloud", "sdk"):
        if (url := read(normalise_url, typed, kind)) is not None:
            assert normalise_url(url, kind) == url  # type: ignore[arg-type]  # one of both
    if (picture := read(picture_url, typed)) is not None:
        assert picture.url.isprintable()


