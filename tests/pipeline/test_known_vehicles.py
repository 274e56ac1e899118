"""What is told of the known vehicles as a whole."""

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.known_plates import KnownPlate
from custom_components.plate_recognizer.pipeline.known_vehicles import KnownVehicle, KnownVehicles
from custom_components.plate_recognizer.pipeline.match import Match
from custom_components.plate_recognizer.pipeline.misreading import misreading
from custom_components.plate_recognizer.pipeline.verdict import Category, VehicleRules

from .plates import alike_plates


def vehicle(plate: str) -> KnownVehicle:
    return KnownVehicle(
        plate, f"of {plate}", (KnownPlate.of(plate, plate),), VehicleRules(Category.RESIDENT)
    )


@given(st.lists(alike_plates, unique=True), st.data())
def test_plates_that_may_be_confused_with_added_ones_are_told_once_for_each_pair(
    plates: list[str], data: st.DataObject
) -> None:
    known = plates[: data.draw(st.integers(0, len(plates)))]
    added = plates[len(known) :]

    told = list(
        KnownVehicles(map(vehicle, known)).confusions_with([vehicle(plate) for plate in added])
    )

    pairs = [frozenset((each.plate.normal, each.other.normal)) for each in told]
    assert len(set(pairs)) == len(pairs)
    assert set(pairs) == {
        frozenset((plate, other))
        for plate in added
        for other in plates
        if plate != other and misreading(other, plate) is not None
    }
    assert all(each.owner == f"of {each.other.normal}" for each in told)


RULES = VehicleRules(Category.RESIDENT)
PLATE = KnownPlate.of("AB12CDE", "golf", "gb")


def fingerprint(*plates: KnownPlate, rules: VehicleRules = RULES, name: str = "Golf") -> int:
    return KnownVehicles([KnownVehicle("golf", name, plates, rules)]).fingerprints["golf"]


@pytest.mark.parametrize(
    "other",
    [
        fingerprint(KnownPlate.of("AB12CDF", "golf", "gb")),
        fingerprint(PLATE, KnownPlate.of("XY98ZZZ", "golf", "gb")),
        fingerprint(KnownPlate.of("AB12CDE", "golf")),
        fingerprint(KnownPlate.of("AB12CDE", "golf", "gb", is_blocked=True)),
        fingerprint(PLATE, rules=VehicleRules(Category.RESIDENT, Match.LOOKALIKE)),
    ],
    ids=["plate", "another plate", "region", "blocked", "matching"],
)
def test_a_vehicle_is_another_one_if_it_is_read_by_something_else(other: int) -> None:
    assert fingerprint(PLATE) != other


def test_a_vehicle_stays_the_same_whatever_else_is_changed() -> None:
    guest = VehicleRules(Category.GUEST, cameras=frozenset({"gate"}))

    assert fingerprint(PLATE) == fingerprint(
        KnownPlate.of("ab-12 cde", "golf", "gb"), rules=guest, name="Mum"
    )
