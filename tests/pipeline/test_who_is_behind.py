"""Who stands behind a vehicle that has come is hidden by it, and that costs no lookup."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from custom_components.plate_recognizer.api.models import Box, Detection, VehicleReading
from custom_components.plate_recognizer.pipeline.gate import Change
from custom_components.plate_recognizer.pipeline.glance import Glance
from custom_components.plate_recognizer.pipeline.outlook import SpotState
from custom_components.plate_recognizer.pipeline.sighting import (
    Look,
    Sighting,
    Source,
    Thresholds,
    sightings_of,
)
from custom_components.plate_recognizer.pipeline.spots import Spot
from custom_components.plate_recognizer.pipeline.watch import (
    FrameNews,
    KnownSpot,
    glance_without_lookup,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
PARKED = Box(700, 250, 1100, 550)
BEFORE_IT, FARTHER_AWAY, BESIDE_IT = (
    Box(600, 300, 1200, 700),
    Box(750, 300, 1000, 480),
    Box(0, 300, 600, 700),
)


def vehicle_in(box: Box) -> Sighting:
    look = Look("account", "Drive", "Drive", None, "device", Source.TRIGGER, NOON)
    seen = Detection(None, VehicleReading("Sedan", 0.9, box))
    [sighting] = sightings_of([seen], look, Thresholds(), lambda: "1")
    return sighting


SEEN = vehicle_in(PARKED)
SPOT = Spot.of(SEEN, "camera", NOON)


def glance(came: Box, spot: Spot = SPOT) -> Glance | None:
    """Return what is known when a vehicle has come, and the parked one looks otherwise now."""
    change = Change(
        is_new=True,
        amount=0.2,
        least=0.014,
        regions=(came,),
        quality=1.0,
        _state_of=lambda _: SpotState.CHANGED,
    )
    last = Glance("camera", "Drive", NOON, (SEEN,))
    frame = FrameNews(change, NOON + timedelta(seconds=30), (came,))
    return glance_without_lookup(last, frame, [KnownSpot("parked", None, spot)], ())


def test_who_is_behind_one_that_has_come_is_hidden() -> None:
    found = glance(BEFORE_IT)

    assert found is not None
    assert found.sightings == ()
    after = SPOT.without_vehicle([vehicle_in(BEFORE_IT)], found.taken_at)
    assert after.empty_since is None, "nobody takes it for gone"


@pytest.mark.parametrize("came", [FARTHER_AWAY, BESIDE_IT])
def test_what_became_of_one_that_nobody_hides_is_for_a_lookup_to_say(came: Box) -> None:
    assert glance(came) is None


def test_who_may_have_left_already_is_not_taken_for_hidden() -> None:
    assert glance(BEFORE_IT, replace(SPOT, empty_since=NOON)) is None


def test_where_nobody_knows_where_it_stands_nothing_can_hide_it() -> None:
    assert not Spot("camera", None, None, NOON, NOON, NOON).is_behind(BEFORE_IT)
