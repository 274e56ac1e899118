"""What turns on or fires starts a burst; what merely comes back does not."""

from datetime import datetime, timedelta

from homeassistant.core import State
import pytest

from custom_components.plate_recognizer.trigger_entities import has_triggered

EARLIER, LATER = "2026-11-25T10:00:00.000+00:00", "2026-11-25T11:00:00.000+00:00"


@pytest.mark.parametrize(
    ("entity_id", "before", "after", "triggers"),
    [
        ("binary_sensor.motion", "off", "on", True),
        ("binary_sensor.motion", "unknown", "on", True),
        ("binary_sensor.motion", "unavailable", "on", False),
        ("binary_sensor.motion", "on", "off", False),
        ("binary_sensor.motion", "on", "on", False),
        ("binary_sensor.motion", "off", "unavailable", False),
        ("event.doorbell", EARLIER, LATER, True),
        ("event.doorbell", "unknown", LATER, True),
        ("event.doorbell", LATER, LATER, False),
        ("event.doorbell", "unavailable", LATER, False),
        ("event.doorbell", LATER, "unavailable", False),
        ("event.doorbell", LATER, "unknown", False),
        ("button.gate", EARLIER, LATER, True),
        ("input_button.gate", "unknown", LATER, True),
    ],
)
def test_a_change_of_state_triggers(
    entity_id: str,
    before: str,
    after: str,
    triggers: bool,  # noqa: FBT001 - the case's expectation
) -> None:
    since = datetime.fromisoformat(EARLIER)
    old, new = State(entity_id, before, last_changed=since), State(entity_id, after)

    assert has_triggered(old, new) is triggers


def test_a_time_from_before_the_state_was_lost_is_no_news() -> None:
    lost_at = datetime.fromisoformat(LATER) + timedelta(minutes=1)
    old = State("event.doorbell", "unknown", last_changed=lost_at)

    assert not has_triggered(old, State("event.doorbell", LATER))
