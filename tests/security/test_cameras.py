"""A camera that was hacked: its pictures, and what its integration says of it."""

from homeassistant.core import HomeAssistant
import pytest

from tests.integration.conftest import scan
from tests.integration.fake_camera import FakeCamera


@pytest.mark.usefixtures("account")
async def test_words_of_a_camera_write_no_line_of_their_own_into_the_log(
    hass: HomeAssistant, camera: FakeCamera, caplog: pytest.LogCaptureFixture
) -> None:
    camera.picture = RuntimeError(
        "gone\n2026-01-01 WARNING (MainThread) [lock] Front door unlocked\x1b[2J"
    )

    await scan(hass)

    (ours,) = [each for each in caplog.messages if each.startswith("Driveway")]
    assert ours.isprintable()


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("words", ["://" * 30_000, "x" * 1_000_000, "?" * 200_000])
async def test_very_many_words_of_a_camera_are_cut_short(
    hass: HomeAssistant, camera: FakeCamera, words: str
) -> None:
    camera.picture = RuntimeError(words)

    await scan(hass)

    decision = hass.states.get("sensor.driveway_decision")
    assert decision is not None
    assert len(decision.attributes["detail"]) <= 200
