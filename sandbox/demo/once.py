"""Reads each picture once and says what stands in Home Assistant afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Final

from ..home import EntityState, Home, HomeError
from .account import ReadCamera

_SECONDS_FOR_A_PICTURE: Final = 30


@dataclass(frozen=True, slots=True)
class ReadPlate:
    """A plate that stands in the states of a camera's entities."""

    plate: str
    score: float
    """0 to 1."""
    region: str | None


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """What a scan of one picture brought."""

    camera: str
    plates: tuple[ReadPlate, ...]
    seconds: float
    """From the scan's start until the plates stood in the states."""


async def read_all(home: Home, cameras: Iterable[ReadCamera]) -> list[ReadPicture]:
    """Show and scan every picture of every camera, but for those that are known to be empty.

    Raises:
        HomeError: not all known plates of a picture stood in the states in time.
    """
    return [
        await _read(home, camera, index)
        for camera in cameras
        for index, shot in enumerate(camera.camera.shots)
        if shot.plates is None or shot.plates
    ]


async def _read(home: Home, camera: ReadCamera, index: int) -> ReadPicture:
    image_processing = camera.entity("image_processing", "plates")
    last_plate = camera.entity("sensor", "plate")
    expected = camera.camera.shots[index].plates or frozenset()

    def all_expected_are_read(states: Mapping[str, EntityState]) -> bool:
        plates: Mapping[str, float] = states[image_processing].attributes["plates"]
        return expected <= plates.keys() and (not expected or states[last_plate].state in expected)

    camera.camera.driveway.show(index)
    started = monotonic()
    await home.rest.act("image_processing.scan", entity_id=image_processing)
    try:
        states = await home.wait_for(all_expected_are_read, seconds=_SECONDS_FOR_A_PICTURE)
    except HomeError as error:
        decision = (await home.rest.states())[camera.entity("sensor", "decision")].state
        raise HomeError(
            f"{camera.camera.name}: {' and '.join(sorted(expected))} did not stand in the states "
            f"within {_SECONDS_FOR_A_PICTURE} s. The camera's last decision: {decision}."
        ) from error
    seconds = monotonic() - started
    detections = states[image_processing].attributes["detections"]
    plates = (
        ReadPlate(found["plate"], found["score"], found["region"])
        for found in detections
        if found["plate"]
    )
    return ReadPicture(camera.camera.name, tuple(plates), seconds)


def table(pictures: Iterable[ReadPicture]) -> str:
    """Lay the plates out in columns, a row for each; a picture without any has a row, too."""
    rows = [("Camera", "Plate", "Score", "Region", "Time taken")]
    for picture in pictures:
        time_taken = f"{picture.seconds:.2f} s"
        rows += [
            (picture.camera, found.plate, f"{found.score:.2f}", found.region or "-", time_taken)
            for found in picture.plates
        ] or [(picture.camera, "-", "-", "-", time_taken)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(map(str.rstrip, lines))
