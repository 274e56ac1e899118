"""What an account has written down of itself, read back after the file was damaged.

Who was here, what was used of the quota, what interval scans have spent: what can't be read is
forgotten, and the account runs.
"""

from datetime import UTC, datetime, timedelta
from itertools import count
import json
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from hypothesis import given, strategies as st

from custom_components.plate_recognizer.api.parse import parse_recognition
from custom_components.plate_recognizer.pipeline.glance import Glance
from custom_components.plate_recognizer.pipeline.sighting import (
    Look,
    Source,
    Thresholds,
    sightings_of,
)
from custom_components.plate_recognizer.pipeline.tracking import Tracker
from custom_components.plate_recognizer.pipeline.visit import Visit
from custom_components.plate_recognizer.pipeline.visit_data import visit_data
from custom_components.plate_recognizer.pipeline.visit_storage import restored_visits, stored_visit
from sandbox.process import SandboxProcess
from tests.api.recorded import sample
from tests.integration.answers import plate
from tests.integration.conftest import CAMERA_SUBENTRY, scan, set_up
from tests.integration.fake_camera import FakeCamera

from .allowed import read
from .anything import Json, examples, stored_badly
from .conftest import Faults
from .stored import entry_with, remove

ACCOUNT = "01ACCOUNT00000000000000000"
NOW = datetime.now(UTC)


def _visits() -> list[Json]:
    """Return visits as they are stored: of vehicles with and without a plate."""
    look = Look(ACCOUNT, "Driveway", "Driveway", None, "device", Source.TRIGGER, NOW, 3000, 2000)
    numbers = count()
    tracker = Tracker(lambda: f"{next(numbers)}")
    for name in ("field-plate-mode-three-plates", "field-vehicle-mode-plate-null"):
        detections = parse_recognition(sample(name)).detections
        seen = sightings_of(
            detections, look, Thresholds(0, 0, 0.5), lambda: f"{next(numbers)}", all_vehicles=True
        )
        for each in seen:
            tracker.tell(each, [Glance(CAMERA_SUBENTRY, "Driveway", NOW, seen)], None)
    tracker.decide([visit.visit_id for visit in tracker.visits], is_over=True)
    return [json.loads(json.dumps(stored_visit(visit))) for visit in tracker.visits]


VISITS = _visits()
STORES: dict[str, list[Json]] = {
    "visits": [
        {
            "visits": VISITS[:2],
            "parked": VISITS[2:],
            "known": {"edition": 2, "digest": 1, "changed": {"01VEHICLE": 2}},
        }
    ],
    "usage": [
        {
            "samples": [
                [(NOW - timedelta(hours=hours)).isoformat(), 2300 - hours, 40]
                for hours in (30, 6, 2)
            ],
            "is_low": True,
            "interval_lookups": 41,
            "url": "http://127.0.0.1",
            "counts": [[44, 1000, NOW.isoformat()]],
        }
    ],
    "interval_lookups": [{"day": dt_util.now().date().isoformat(), "lookups": 12}],
}


@given(stored_badly(VISITS))
@examples(400)
def test_any_visit_comes_back_fit_to_be_told_or_is_refused(stored: Json) -> None:
    if (visits := read(restored_visits, [stored])) is None:
        return
    [visit] = visits
    assert isinstance(visit, Visit)
    assert visit.is_decided
    assert visit.seen_at + timedelta(days=14) > dt_util.utcnow() - timedelta(days=100 * 366)
    assert visit_data(visit)["visit_id"] == visit.visit_id
    assert restored_visits([json.loads(json.dumps(stored_visit(visit)))])


@given(
    st.fixed_dictionaries({}, optional={name: stored_badly(kept) for name, kept in STORES.items()})
)
@examples(10)
async def test_whatever_was_written_down_the_account_runs_and_scans(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: SandboxProcess,
    camera: FakeCamera,
    faults: Faults,
    stores: dict[str, Json],
) -> None:
    entry = entry_with(cloud)
    [looking] = entry.get_subentries_of_type("camera")
    for name, stored in stores.items():
        data = json.loads(json.dumps(stored).replace(CAMERA_SUBENTRY, looking.subentry_id))
        key = f"plate_recognizer.{entry.entry_id}.{name}"
        hass_storage[key] = {"version": 1, "minor_version": 1, "key": key, "data": data}
    faults.found.clear()
    camera.is_restless = True
    cloud.answer([plate("8abc123"), plate("po5k911")])
    try:
        await set_up(hass, entry)
        faults.check()
        assert entry.state is ConfigEntryState.LOADED, entry.reason
        await scan(hass)
        await hass.config_entries.async_reload(entry.entry_id)
        faults.check()
        assert await hass.config_entries.async_unload(entry.entry_id)
    finally:
        await remove(hass, entry)
    faults.check()
