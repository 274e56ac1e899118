"""Reads each picture once and shows what stands in Home Assistant afterwards."""

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Final

from ..home import HomeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..home import EntityState, Home
    from .account import ReadCamera

_SECONDS_FOR_A_PICTURE: Final = 30


@dataclass(frozen=True, slots=True)
class ReadPlate:
    """A plate that stands in the states of a camera's entities."""

    camera: str
    plate: str
    score: float
    """0 to 1."""
    region: str | None
    seconds: float
    """From the press of the button until it stood there."""


async def read_all(home: Home, cameras: Iterable[ReadCamera]) -> list[ReadPlate]:
    """Show and scan every picture of every camera on which something may be read.

    Raises:
        HomeError: not all plates of a picture stood in the states in time.
    """
    return [
        plate
        for camera in cameras
        for index, shot in enumerate(camera.camera.shots)
        if shot.plates is None or shot.plates
        for plate in await _read(home, camera, index)
    ]


async def _read(home: Home, camera: ReadCamera, index: int) -> list[ReadPlate]:
    image_processing = camera.entity("image_processing", "plates")
    last_plate = camera.entity("sensor", "plate")
    expected = camera.camera.shots[index].plates or frozenset()

    def is_read(states: Mapping[str, EntityState]) -> bool:
        """Say whether all that is expected was read, and the sensor shows one of it."""
        plates: dict[str, float] = states[image_processing].attributes.get("plates", {})
        return expected <= plates.keys() and (not expected or states[last_plate].state in expected)

    camera.camera.driveway.show(index)
    started = monotonic()
    await home.rest.act("image_processing.scan", entity_id=image_processing)
    try:
        states = await home.wait_for(is_read, seconds=_SECONDS_FOR_A_PICTURE)
    except HomeError as error:
        decision = (await home.rest.states())[camera.entity("sensor", "decision")].state
        raise HomeError(
            f"{', '.join(sorted(expected))} did not appear at {camera.camera.name} within "
            f"{_SECONDS_FOR_A_PICTURE} s; its last decision: {decision}"
        ) from error
    seconds = monotonic() - started
    return [
        ReadPlate(camera.camera.name, found["plate"], found["score"], found["region"], seconds)
        for found in states[image_processing].attributes["detections"]
        if found["plate"]
    ]


def table(plates: Iterable[ReadPlate]) -> str:
    """Lay the plates out in columns."""
    rows = [
        ("Camera", "Plate", "Score", "Region", "Time taken"),
        *(
            (
                row.camera,
                row.plate,
                f"{row.score:.2f}",
                row.region or "-",
                f"{row.seconds:.2f} s",
            )
            for row in plates
        ),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "\n".join(lines)
