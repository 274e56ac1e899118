"""A home before which somebody stands for whom a door would open, and to which things happen."""

from dataclasses import dataclass
from datetime import UTC, timedelta

from freezegun.api import FrozenDateTimeFactory
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.answers import plate
from tests.integration.visits.driveway import GOLF, Driveway

from .house import House


class SteadyClock:
    """What nobody sets: it goes as the freezer's own does, but for the jumps of the clock."""

    def __init__(self, freezer: FrozenDateTimeFactory) -> None:
        self._freezer = freezer
        self._jumped = timedelta()

    def __call__(self) -> float:
        """Return its seconds."""
        return (self._freezer() - self._jumped).replace(tzinfo=UTC).timestamp()

    def set(self, by: timedelta) -> None:
        """Set the home's clock, and not this one."""
        self._jumped += by
        self._freezer.tick(by)


@dataclass
class ParkedHome:
    """The home, its driveway and its clock."""

    house: House
    drive: Driveway
    entry: MockConfigEntry
    clock: SteadyClock

    async def moves(self) -> None:
        """Have something move, while who stands there goes on standing there."""
        await self.drive.move(plate(GOLF))
