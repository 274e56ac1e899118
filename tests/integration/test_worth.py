"""How long a look that has to find out who is still there waits for what moves."""

from types import SimpleNamespace
from typing import Any

from homeassistant.util import dt as dt_util
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.decision import Decision, Reason
from custom_components.plate_recognizer.pipeline.following import Moves
from custom_components.plate_recognizer.pipeline.frame_traits import FrameTraits
from custom_components.plate_recognizer.pipeline.sighting import Source
from custom_components.plate_recognizer.scanner import DIRECTION
from custom_components.plate_recognizer.spot_checks import SPOT_CHECK
from custom_components.plate_recognizer.worth import Purpose, Worth

NOW = dt_util.utcnow()
DRIVES = FrameTraits(is_new=True, quality=1, moves=Moves.HERE)
LINGERS = FrameTraits(is_new=True, quality=1, is_still=True, is_slight=True)
WALKS = FrameTraits(is_new=True, quality=1, is_slight=True)


class Camera:
    """Shows something new in each frame, of which a test says what it is like."""

    def __init__(self) -> None:
        self.traits = DRIVES
        known: Any = SimpleNamespace(
            traits_of=lambda _: self.traits,
            is_open_question=lambda _: True,
            is_settled_later=lambda _: False,
        )
        self.worth = Worth(known)

    def look(self, traits: FrameTraits, purpose: Purpose = SPOT_CHECK) -> bool:
        """Say whether a frame is looked up."""
        self.traits = traits
        change = SimpleNamespace(is_new=True, regions=(Box(0, 0, 10, 30),))
        taken: Any = SimpleNamespace(
            examination=SimpleNamespace(change=change),
            is_old=False,
            look=SimpleNamespace(taken_at=NOW),
        )
        is_worth_it = self.worth.is_worth_it(taken, purpose)
        reason = Reason.SIGHTED if is_worth_it else Reason.HELD_BACK
        self.worth.looked(purpose, Decision(reason, NOW))
        return is_worth_it


def test_a_check_waits_for_who_drives_three_times_and_then_again() -> None:
    camera = Camera()

    assert [camera.look(DRIVES) for _ in range(8)] == [False, False, False, True] * 2


def test_slight_things_that_linger_use_up_none_of_that() -> None:
    camera = Camera()
    assert [camera.look(LINGERS) for _ in range(3)] == [False] * 3

    assert not camera.look(DRIVES)


@pytest.mark.parametrize("traits", [DRIVES, WALKS])
def test_where_somebody_goes_is_asked_at_once_however_long_checks_have_waited(
    traits: FrameTraits,
) -> None:
    camera = Camera()
    for _ in range(3):
        camera.look(DRIVES)

    assert camera.look(traits, DIRECTION)


def test_an_interval_scan_waits_for_as_long_as_somebody_drives() -> None:
    camera = Camera()
    purpose = Purpose(Source.INTERVAL, SPOT_CHECK.priority)

    assert not any(camera.look(DRIVES, purpose) for _ in range(8))
