"""The two manners in which the Snapshot API is spoken: the cloud's and the On-Premise SDK's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

type MannerName = Literal["cloud", "sdk"]
type Endpoint = Literal["lookup", "statistics", "info"]


@dataclass(frozen=True, slots=True)
class Manner:
    """What differs on the wire between the cloud and the SDK."""

    name: MannerName
    lookup_status: int
    """HTTP status of an answered lookup."""
    size_limit: int | None
    """Largest body of a lookup in bytes, form overhead included; None: any size.

    The documentation leaves open what the cloud counts; the whole body is the strictest reading.
    """
    asks_token: bool
    throttles: bool
    endpoints: Mapping[str, tuple[str, Endpoint]]
    """Path → method and endpoint."""


CLOUD = Manner(
    name="cloud",
    lookup_status=201,
    size_limit=3_000_000,
    asks_token=True,
    throttles=True,
    endpoints={
        "/v1/plate-reader/": ("POST", "lookup"),
        "/v1/statistics/": ("GET", "statistics"),
    },
)
SDK = Manner(
    name="sdk",
    lookup_status=200,
    size_limit=None,
    asks_token=False,
    throttles=False,
    endpoints={
        "/v1/plate-reader/": ("POST", "lookup"),
        "/info/": ("GET", "info"),
    },
)
MANNERS: Mapping[MannerName, Manner] = {"cloud": CLOUD, "sdk": SDK}


def zoned_timestamp(moment: datetime) -> str:
    """Return the moment as the cloud writes it: ``2020-10-12T16:17:27.574008Z``."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def naive_timestamp(moment: datetime) -> str:
    """Return the moment as the SDK and vehicle mode write it: ``2021-11-23 17:56:47.896406``."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
