"""A driveway with cameras: what they show, look by look, and what that makes of the visits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
import json
from zlib import crc32

from custom_components.plate_recognizer.api.models import (
    Box,
    Candidate,
    Detection,
    PlateReading,
    VehicleReading,
)
from custom_components.plate_recognizer.pipeline.acquaintance import Acquaintance, oldest
from custom_components.plate_recognizer.pipeline.consensus import Consensus
from custom_components.plate_recognizer.pipeline.glance import Glance, Kinships
from custom_components.plate_recognizer.pipeline.match import Match
from custom_components.plate_recognizer.pipeline.plate_text import normal_form
from custom_components.plate_recognizer.pipeline.sighting import (
    Identity,
    Look,
    Sighting,
    Source,
    Status,
    Thresholds,
    sightings_of,
)
from custom_components.plate_recognizer.pipeline.tracking import Tracker
from custom_components.plate_recognizer.pipeline.visit import ArrivalReason, Visit
from custom_components.plate_recognizer.pipeline.visit_storage import restored_visits, stored_visit

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
TIMEOUT = timedelta(hours=12)

CAMERA, OTHER_CAMERA = "camera", "other camera"

STAND = Box(400, 500, 500, 530)
"""The plate of who stands before the garage."""
A_LITTLE_NEARER = Box(395, 502, 501, 534)
ELSEWHERE = Box(1200, 500, 1300, 530)
NEAR = Box(390, 490, 510, 526)
"""The plate of who has driven up to the camera: 1.2 times larger in each direction."""

GOLF, POLO = "AB12CDE", "XY98ZZZ"
STRANGER = "LM34NOP"
IDENTITIES = {
    GOLF: Identity("golf", "Golf", "resident", may_open=True),
    POLO: Identity("polo", "Polo", "resident", may_open=False),
}
_IDS = count()


def around(plate: Box) -> Box:
    """Return the vehicle that has its plate here."""
    return Box(plate.xmin - 150, plate.ymin - 250, plate.xmax + 150, plate.ymax + 70)


def plate(
    text: str, score: float = 0.95, box: Box | None = STAND, *, vehicle: Box | None = None
) -> Detection:
    """Return a plate that the API has read."""
    reading = PlateReading(text.lower(), score, 0.9, box, (Candidate(text.lower(), score),))
    return Detection(reading, VehicleReading("Sedan", 0.8, vehicle) if vehicle else None)


def unsure(text: str, box: Box | None = STAND) -> Detection:
    """Return a plate of which the API isn't sure."""
    return plate(text, 0.75, box)


def unread(box: Box = STAND) -> Detection:
    """Return a plate that the API couldn't read."""
    return plate("", 0.0, box)


def vehicle_at(box: Box = STAND) -> Detection:
    """Return a vehicle without a plate, where this one would be."""
    return Detection(None, VehicleReading("Van", 0.8, around(box)))


@dataclass
class Told:
    """What a scan has told of visits."""

    begun: list[Visit] = field(default_factory=list)
    ended: list[Visit] = field(default_factory=list)

    @property
    def arrivals(self) -> list[str | None]:
        """The plates of those who have arrived."""
        return [visit.plate for visit in self.begun if visit.is_arrival]

    @property
    def reasons(self) -> list[str | None]:
        """Why the visits that have begun are arrivals or aren't."""
        return [visit.arrival_reason and visit.arrival_reason.value for visit in self.begun]

    @property
    def end_reasons(self) -> list[str | None]:
        """Why visits have ended."""
        return [visit.end_reason and visit.end_reason.value for visit in self.ended]


class Driveway:
    """Goes through one look after another as a camera's scans do."""

    def __init__(self) -> None:
        self.tracker = Tracker(lambda: f"visit {next(_IDS)}")
        self.now = NOON
        self.place = "Drive"
        self.identities = dict(IDENTITIES)
        self.has_looked = {CAMERA, OTHER_CAMERA}
        self._adopt_vehicles()

    @property
    def visits(self) -> list[str | None]:
        """The plates of those who are here."""
        return [visit.plate for visit in self.tracker.visits]

    @property
    def visit(self) -> Visit:
        """Of the only one who is here."""
        [visit] = self.tracker.visits
        return visit

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)

    def glance(
        self, *detections: Detection, camera: str = CAMERA, place: str | None = None
    ) -> Glance:
        """Return what a camera would see now."""
        place = place or self.place
        look = Look("account", place, camera, None, camera, Source.TRIGGER, self.now)
        sightings = sightings_of(detections, look, Thresholds(), lambda: f"sighting {next(_IDS)}")
        identified = tuple(self.identify(each, camera) for each in sightings)
        return Glance(camera, place, self.now, identified)

    def identify(self, sighting: Sighting, _camera: str) -> Sighting:
        """Say who a sighting is."""
        if sighting.plate is None:
            return sighting
        known = self.identities.get(normal_form(sighting.plate) or "")
        return replace(
            sighting,
            known=known,
            status=Status.KNOWN if known else Status.STRANGER,
            match=Match.EXACT if known else Match.NONE,
        )

    def look(self, *detections: Detection, camera: str = CAMERA, place: str | None = None) -> Told:
        """Scan once, as an interval or an action does."""
        return self.burst([detections], camera=camera, place=place)

    def burst(
        self,
        frames: Sequence[Iterable[Detection]],
        *,
        camera: str = CAMERA,
        place: str | None = None,
        spacing: float = 1,
    ) -> Told:
        """Take several different pictures, and tell of each vehicle once."""
        objection = None if camera in self.has_looked else ArrivalReason.FIRST_SCAN
        told, consensus = Told(), Consensus()
        glances: list[Glance] = []

        own: list[str] = []

        def tell(sightings: Iterable[Sighting]) -> None:
            kinships = Kinships()
            for each in sightings:
                before = self.tracker.visit_of(each, glances[-1])
                visit = self.tracker.tell(each, glances, objection, kinships=kinships)
                if visit and not visit.is_decided and (before is None or before.is_decided):
                    own.append(visit.visit_id)
            told.begun += self.tracker.decide(own, is_over=False)

        for number, detections in enumerate(frames):
            if number:
                self.wait(spacing)
            glances.append(self.glance(*detections, camera=camera, place=place))
            told.ended += self.tracker.see(glances[-1])
            consensus.add(str(number), glances[-1].sightings)
            tell(self.identify(each, camera) for each in consensus.take_sure())
        tell(self.identify(each, camera) for each in consensus.take_rest())
        told.begun += self.tracker.decide(own, is_over=True)
        self.has_looked.add(camera)
        return told

    def leave(self, *others: Detection, camera: str = CAMERA) -> Told:
        """Look twice, far enough apart, at who is still there."""
        self.wait(60)
        first = self.look(*others, camera=camera)
        self.wait(10)
        second = self.look(*others, camera=camera)
        return Told(first.begun + second.begun, first.ended + second.ended)

    def expire(self, hours: float = 12) -> tuple[Visit, ...]:
        """Let so much time pass that visits time out."""
        self.wait(hours * 3600)
        return self.tracker.expire(self.now, TIMEOUT)

    def restart(self) -> None:
        """Go on from what was written down."""
        self.restore()
        self.tracker.go_on(self.now)

    def restore(self) -> None:
        """Read what was written down."""
        visits, parked = (
            restored_visits(json.loads(json.dumps([stored_visit(each) for each in kept])))
            for kept in (self.tracker.visits, self.tracker.parked)
        )
        lost = oldest(each.plate_lost_in for each in (*visits, *parked))
        known = None if lost is None else self.tracker.acquaintance.stored(lost)
        self.tracker = Tracker(lambda: f"visit {next(_IDS)}", visits, parked)
        self.tracker.acquaintance = Acquaintance.restored(
            json.loads(json.dumps(known)), (*visits, *parked)
        )
        self._adopt_vehicles()
        self.has_looked = set()

    def change_vehicles(self, **identities: Identity) -> None:
        """Know these plates from now on."""
        self.identities = identities
        self._adopt_vehicles()
        self.tracker.identify(self.identify)

    def _adopt_vehicles(self) -> None:
        fingerprints = {
            identity.vehicle_id: crc32(plate.encode())
            for plate, identity in self.identities.items()
        }
        self.tracker.acquaintance = self.tracker.acquaintance.after(fingerprints)
