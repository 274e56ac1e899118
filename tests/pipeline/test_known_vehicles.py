"""What is told of the known vehicles as a whole."""

from hypothesis import given, strategies as st

from custom_components.plate_recognizer.pipeline.known_plates import KnownPlate
from custom_components.plate_recognizer.pipeline.known_vehicles import KnownVehicle, KnownVehicles
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
