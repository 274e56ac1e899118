"""Whatever a body holds, it is read or refused."""

from hypothesis import given

from custom_components.plate_recognizer.api.models import Recognition
from custom_components.plate_recognizer.api.parse import (
    parse_info,
    parse_recognition,
    parse_statistics,
)
from tests.fuzz.allowed import read
from tests.fuzz.anything import Json, examples, json_values, mutated
from tests.fuzz.soundness import assert_plain, assert_sound

from .recorded import FOLDER, sample

SAMPLES = [sample(path.stem) for path in sorted(FOLDER.glob("*.json"))]


@given(mutated(SAMPLES) | json_values)
@examples(400)
def test_any_value_anywhere_is_read_or_the_answer_is_unreadable(body: Json) -> None:
    for parse in (parse_recognition, parse_statistics, parse_info):
        answer = read(parse, body)
        if isinstance(answer, Recognition):
            assert_sound(answer)
        else:
            assert_plain(answer)
