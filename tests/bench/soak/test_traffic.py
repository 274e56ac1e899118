"""What drives past the cameras: nobody may be taken for somebody else, no two pictures match."""

from io import BytesIO
from itertools import combinations
from random import Random

from PIL import Image
import pytest

from bench.soak.faults import FAULTS, fault
from bench.soak.traffic import drawn, marked, plates, results, scene_of

SCENE = ("AAAAAAA", None, "BBBBBBB")


def test_any_two_plates_differ_in_four_characters() -> None:
    for one, other in combinations(plates(Random(1), 100), 2):  # noqa: S311 - as the soak's
        assert sum(a != b for a, b in zip(one, other, strict=True)) >= 4


def test_a_picture_says_what_it_shows_and_can_be_looked_at() -> None:
    picture = marked(drawn(1, SCENE), SCENE, 7)

    assert scene_of(b"before" + picture + b"after") == SCENE
    with Image.open(BytesIO(picture)) as image:
        image.load()


def test_no_two_pictures_have_the_same_bytes() -> None:
    jpeg = drawn(1, SCENE)

    assert marked(jpeg, SCENE, 1) != marked(jpeg, SCENE, 2)


def test_an_answer_names_who_is_on_the_picture() -> None:
    chance = Random(1)  # noqa: S311
    assert [each["plate"] for each in results(SCENE, chance)] == ["aaaaaaa", "bbbbbbb"]


@pytest.mark.parametrize("name", FAULTS)
def test_no_fault_leaves_an_answer_as_it_is(name: str) -> None:
    body = b'{"results": [{"plate": "aaaaaaa"}]}'
    answer = FAULTS[name](body)
    head, _, content = answer.content.partition(b"\r\n\r\n")

    is_sound = head.startswith(b"HTTP/1.1 2") and content == body and not answer.seconds
    assert not is_sound


def test_all_faults_come_and_most_answers_are_sound() -> None:
    random = Random(1)  # noqa: S311
    drawn_faults = [fault(random) for _ in range(20_000)]

    assert {*drawn_faults} == {*FAULTS, None}
    assert 0.85 < drawn_faults.count(None) / len(drawn_faults) < 0.91
