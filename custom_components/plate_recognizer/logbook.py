"""What the logbook says: that a vehicle came, that it was seen, that it left.

Visits have lines, sightings have none: a parked car is sighted again with each scan, and of each
visit its start has said already what was read.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from homeassistant.components.logbook import LOGBOOK_ENTRY_MESSAGE, LOGBOOK_ENTRY_NAME
from homeassistant.core import Event, HomeAssistant, callback

from .const import DOMAIN, EVENT_SIMULATED_SIGHTING, EVENT_VISIT_ENDED, EVENT_VISIT_STARTED
from .pipeline import wording

type Describe = Callable[[Mapping[str, Any]], wording.Sentence]

WORDED: Final[dict[str, Describe]] = {
    EVENT_VISIT_STARTED: wording.visit_started,
    EVENT_VISIT_ENDED: wording.visit_ended,
    EVENT_SIMULATED_SIGHTING: wording.visit_started,
}


@callback
def async_describe_events(
    hass: HomeAssistant,
    async_describe_event: Callable[[str, str, Callable[[Event], dict[str, str]]], None],
) -> None:
    """Tell the logbook how to word our events."""
    for event_type, describe in WORDED.items():
        async_describe_event(DOMAIN, event_type, partial(_line, describe))


@callback
def _line(describe: Describe, event: Event) -> dict[str, str]:
    sentence = describe(event.data)
    return {
        LOGBOOK_ENTRY_NAME: sentence.subject,
        LOGBOOK_ENTRY_MESSAGE: sentence.predicate,
    }
