"""The accounts of the home: their cameras, and the vehicles that they know."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry, ConfigSubentryData
from homeassistant.const import CONF_NAME, CONF_TOKEN, CONF_URL, CONF_WEBHOOK_ID

from custom_components.plate_recognizer.const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_CATEGORY,
    CONF_COOLDOWN,
    CONF_HISTORY,
    CONF_HISTORY_DAYS,
    CONF_HISTORY_MEGABYTES,
    CONF_HISTORY_PICTURES,
    CONF_KIND,
    CONF_MAY_OPEN,
    CONF_PLACE,
    CONF_PLATES,
    CONF_PRIVACY,
    CONF_RECEIVES,
    CONF_ROWS,
    CONF_SCAN_INTERVAL,
    CONF_STRANGERS,
    CONF_STRANGERS_DAYS,
    CONF_TRIGGERS,
    CONF_VISIT_TIMEOUT,
    CONF_WEBHOOK_CAMERA,
    CONF_WEBHOOK_SECRET,
    DOMAIN,
    SUBENTRY_TYPE_CAMERA,
    SUBENTRY_TYPE_PLATE_LIST,
    SUBENTRY_TYPE_VEHICLE,
    AccountKind,
)
from custom_components.plate_recognizer.pipeline.plate_list import ListedPlate
from custom_components.plate_recognizer.plate_lists import stored_rows

from ..home import TOKEN, config_entry
from .cameras import SoakCamera
from .traffic import Traffic, plates

SECRET: Final = "a-secret-of-the-sender"  # noqa: S105 - of this soak
WEBHOOK_ID: Final = "soak" * 16

ACCOUNTS: Final = 2
MOST_MEGABYTES: Final = 20
"""Of each account's history."""

_SHARE_AT_SDK: Final = 2
"""Every other camera is read by an SDK in the house, the others by the cloud."""
_SHARE_ON_LIST: Final = 10
"""Every tenth vehicle stands on a list of plates."""
_CAMERAS_OF_A_PLACE: Final = 2
_STRANGERS: Final = 300
_INTERVAL: Final = 600
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the home is, and how long it is watched."""

    scans: int
    seed: int
    cameras: int = 20
    vehicles: int = 500
    samples: int = 50

    def traffic(self) -> Traffic:
        """Draw who may come."""
        drawn = plates(Random(self.seed), self.vehicles + _STRANGERS)
        return Traffic(drawn[: self.vehicles], drawn[self.vehicles :])


class Household:
    """Two accounts with all the cameras and vehicles.

    Args:
        traffic: in which the vehicles drive.
        cameras: of the home.
        url: of the server, which is both a cloud and an SDK.
    """

    def __init__(self, traffic: Traffic, cameras: Sequence[SoakCamera], url: str) -> None:
        at_sdk = [camera for number, camera in enumerate(cameras) if _is_at_sdk(number)]
        at_cloud = [camera for camera in cameras if camera not in at_sdk]
        known = traffic.known[len(traffic.known) // _SHARE_AT_SDK :]
        others = traffic.known[: len(traffic.known) // _SHARE_AT_SDK]
        self.cloud = config_entry(
            DOMAIN,
            {
                CONF_KIND: AccountKind.CLOUD,
                CONF_TOKEN: TOKEN,
                CONF_URL: url,
                CONF_WEBHOOK_ID: WEBHOOK_ID,
                CONF_WEBHOOK_SECRET: SECRET,
            },
            [*_cameras(at_cloud), *_vehicles(known)],
            {CONF_RECEIVES: True, CONF_VISIT_TIMEOUT: 1, CONF_HISTORY: _history("thumbnails")},
        )
        self.sdk = config_entry(
            DOMAIN,
            {CONF_KIND: AccountKind.SDK, CONF_URL: url},
            [*_cameras(at_sdk), *_vehicles(others)],
            {
                CONF_VISIT_TIMEOUT: 1,
                CONF_HISTORY: _history("off"),
                CONF_PRIVACY: {CONF_STRANGERS: "masked_later", CONF_STRANGERS_DAYS: 1},
            },
        )
        self.known_to = {
            self.cloud.entry_id: frozenset(known),
            self.sdk.entry_id: frozenset(others),
        }

    @property
    def accounts(self) -> tuple[ConfigEntry, ...]:
        """Both."""
        return self.cloud, self.sdk


def _cameras(cameras: Sequence[SoakCamera]) -> Iterator[ConfigSubentryData]:
    """Set cameras up in turn: for triggers, for an interval, and for who asks."""
    for number, camera in enumerate(cameras):
        manner = number % 3
        data: dict[str, Any] = {
            CONF_CAMERA_ENTITY_ID: camera.entity_id,
            CONF_PLACE: f"Place {number // _CAMERAS_OF_A_PLACE}",
            CONF_SCAN_INTERVAL: _INTERVAL if manner == 1 else 0,
            CONF_WEBHOOK_CAMERA: hook_name(camera),
            CONF_COOLDOWN: 2,
        }
        if manner == 0:
            data[CONF_TRIGGERS] = [trigger(camera)]
        yield _subentry(SUBENTRY_TYPE_CAMERA, str(camera.name), data)


def _vehicles(known: Sequence[str]) -> Iterator[ConfigSubentryData]:
    listed = known[::_SHARE_ON_LIST]
    rows = [
        ListedPlate(plate, plate, f"Listed {plate}", "", line)
        for line, plate in enumerate(listed, 2)
    ]
    yield _subentry(SUBENTRY_TYPE_PLATE_LIST, "A list", {CONF_ROWS: stored_rows(rows)})
    for number, plate in enumerate(known):
        if plate not in listed:
            yield _subentry(SUBENTRY_TYPE_VEHICLE, f"Vehicle {plate}", _vehicle(plate, number))


def titles(accounts: Iterable[ConfigEntry]) -> dict[str, str]:
    """Return the cameras' names by the ids of their subentries."""
    return {
        subentry.subentry_id: subentry.title
        for account in accounts
        for subentry in account.get_subentries_of_type(SUBENTRY_TYPE_CAMERA)
    }


def trigger(camera: SoakCamera) -> str:
    """Return the entity id of what moves before a camera."""
    return f"binary_sensor.motion_{camera.unique_id}".replace("-", "_")


def hook_name(camera: SoakCamera) -> str:
    """Return what the sender of webhooks calls a camera."""
    return f"hook-{camera.unique_id}"


def visitor(plate: str) -> ConfigSubentry:
    """Return a vehicle that comes to be known, and is forgotten again."""
    return ConfigSubentry(
        data=MappingProxyType(_vehicle(plate, 1)),
        subentry_type=SUBENTRY_TYPE_VEHICLE,
        title=f"Visitor {plate}",
        unique_id=f"vehicle:visitor {plate}",
    )


def _vehicle(plate: str, number: int) -> dict[str, Any]:
    return {CONF_PLATES: [plate], CONF_CATEGORY: "resident", CONF_MAY_OPEN: number % 10 == 0}


def _is_at_sdk(number: int) -> bool:
    return number % _SHARE_AT_SDK == 0


def _history(pictures: str) -> dict[str, Any]:
    return {
        CONF_HISTORY_DAYS: 1,
        CONF_HISTORY_PICTURES: pictures,
        CONF_HISTORY_MEGABYTES: MOST_MEGABYTES,
    }


def _subentry(kind: str, title: str, data: Mapping[str, Any]) -> ConfigSubentryData:
    return {
        "subentry_type": kind,
        "unique_id": f"{kind}:{title}",
        "title": title,
        "data": {CONF_NAME: title, **data},
    }
