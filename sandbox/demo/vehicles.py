"""The vehicles that the demo's home knows. Whoever else comes is a stranger."""

from typing import Final

from ..driveway.neighbourhood import DELIVERY_VAN, OTHER_RESIDENT, RESIDENT
from ..home import Flow, FlowKind, Home

KNOWN: Final = (
    {"name": "Anna's car", "plates": [RESIDENT.inscription], "may_open": True},
    {"name": "Ben's car", "plates": [OTHER_RESIDENT.inscription], "may_open": True},
    {"name": "Parcel van", "plates": [DELIVERY_VAN.inscription], "category": "delivery"},
)


async def introduce_vehicles(home: Home, entry_id: str) -> None:
    """Fill in the form of each vehicle, as a person does it.

    Raises:
        HomeError: one was refused.
    """
    for vehicle in KNOWN:
        await Flow(home.rest, FlowKind.SUBENTRY, [entry_id, "vehicle"]).complete([vehicle])
