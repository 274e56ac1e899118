"""Of a JPEG, nothing is overlooked that stands beside its pixels or behind them."""

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.bare_jpeg import is_bare_jpeg

from .pictures import encoded, noise

SCENE = noise(64, 48)
KINDS = [
    encoded(SCENE),
    encoded(SCENE, progressive=True),
    encoded(SCENE, restart_marker_blocks=1),
    encoded(SCENE.convert("L"), quality=100),
]


@pytest.mark.parametrize("content", KINDS)
def test_a_plain_one_is_bare(content: bytes) -> None:
    assert is_bare_jpeg(content)


@given(st.sampled_from(KINDS), st.binary(min_size=1))
def test_with_anything_behind_its_end_it_is_not(content: bytes, behind: bytes) -> None:
    assert not is_bare_jpeg(content + behind)
    assert not is_bare_jpeg(content + behind + b"\xff\xd9")


@given(st.sampled_from(KINDS), st.data())
def test_one_that_is_cut_off_is_not(content: bytes, data: st.DataObject) -> None:
    assert not is_bare_jpeg(content[: data.draw(st.integers(0, len(content) - 1))])


@given(st.binary() | st.binary().map(lambda content: b"\xff\xd8" + content))
def test_whatever_it_is_there_is_an_answer(content: bytes) -> None:
    assert is_bare_jpeg(content) in {True, False}
