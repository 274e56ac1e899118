"""What each sensor shows: one row for each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import DEGREE, EntityCategory, UnitOfTime
from homeassistant.helpers.typing import StateType
from homeassistant.util import slugify

from .api.models import YearRange
from .history.statistics import Statistics
from .pipeline.decision import Reason
from .pipeline.sighting import Sighting
from .scan import Scan
from .usage import AccountUsage

type Value = StateType | datetime


@dataclass(frozen=True, kw_only=True)
class AccountSensorDescription(SensorEntityDescription):
    """A sensor of the account. It exists as soon as the account knows its value."""

    value_fn: Callable[[AccountUsage], Value]


@dataclass(frozen=True, kw_only=True)
class StatisticsSensorDescription(SensorEntityDescription):
    """A sensor of the account that shows what its visits come to."""

    value_fn: Callable[[Statistics], Value]

    last_reset_fn: Callable[[Statistics], datetime | None] = lambda _statistics: None
    """When what it counts began at zero."""


@dataclass(frozen=True, kw_only=True)
class SightingSensorDescription(SensorEntityDescription):
    """A sensor of a camera that shows something of the best sighting of a scan."""

    value_fn: Callable[[Sighting], Value]

    sighting_fn: Callable[[Scan], Sighting | None] = lambda scan: scan.best
    """Whose value is shown; None leaves the state as it is."""

    is_plate: bool = False
    """Whether the value may be one that a stranger is not to be seen with."""

    appears_with_value: bool = False
    """Whether the entity is created with its first value only: not every server tells it, and the
    vendor sells most of it as an extra."""

    def value_in(self, scan: Scan) -> Value:
        """Return the value that a scan has for this sensor, None if it has none."""
        sighting = self.sighting_fn(scan)
        return None if sighting is None else self.value_fn(sighting)


@dataclass(frozen=True, kw_only=True)
class VehicleSensorDescription(SensorEntityDescription):
    """A sensor of a known vehicle that shows something of its last sighting."""

    value_fn: Callable[[Sighting], Value]


@dataclass(frozen=True, kw_only=True)
class ScanSensorDescription(SensorEntityDescription):
    """A diagnostic sensor of a camera that shows how a scan went."""

    value_fn: Callable[[Scan], Value]
    """None leaves the state as it is."""

    attributes_fn: Callable[[Scan], dict[str, Any]] = lambda _scan: {}
    """Of the scan that was shown last."""

    is_of_lookups: bool = False
    """Whether only a camera has it whose pictures are looked up here."""

    worth_showing_fn: Callable[[Scan], Any] = lambda _scan: None
    """What else than the value is shown at once when it changes."""


def _slug(value: str | None) -> str | None:
    """Return a value of the API as a state: its translations stand under this key."""
    return None if value is None else slugify(value)


def _years(years: YearRange | None) -> str | None:
    """Return the years as a person writes them: from the first to the last, or the only one."""
    if years is None:
        return None
    told = sorted({each for each in (years.first, years.last) if each is not None})
    return "–".join(map(str, told))  # noqa: RUF001 - as a span of years is written


def minutes(stay: timedelta | None) -> float | None:
    """Return minutes, as exactly as looks that are seconds apart can tell."""
    return None if stay is None else round(stay / timedelta(minutes=1), 1)


ACCOUNT_SENSORS = (
    AccountSensorDescription(
        key="lookups_used",
        translation_key="lookups_used",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value_fn=lambda usage: usage.used,
    ),
    AccountSensorDescription(
        key="lookups_remaining",
        translation_key="lookups_remaining",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda usage: usage.remaining,
    ),
    AccountSensorDescription(
        key="lookups_limit",
        translation_key="lookups_limit",
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda usage: usage.limit,
    ),
    AccountSensorDescription(
        key="quota_resets",
        translation_key="quota_resets",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda usage: usage.resets_on,
    ),
)

QUOTA_RUNS_OUT = SensorEntityDescription(
    key="quota_runs_out",
    translation_key="quota_runs_out",
    device_class=SensorDeviceClass.TIMESTAMP,
    entity_category=EntityCategory.DIAGNOSTIC,
)

STATISTICS_SENSORS = (
    StatisticsSensorDescription(
        key="visits_today",
        translation_key="visits_today",
        # Not one that only increases: a visit can be deleted.
        state_class=SensorStateClass.TOTAL,
        value_fn=lambda statistics: statistics.visits_today,
        last_reset_fn=lambda statistics: statistics.today,
    ),
    StatisticsSensorDescription(
        key="strangers_week",
        translation_key="strangers_week",
        # Different ones: those of two days can't be added.
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda statistics: statistics.strangers_week,
    ),
    StatisticsSensorDescription(
        key="average_stay",
        translation_key="average_stay",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        suggested_display_precision=1,
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda statistics: minutes(statistics.average_stay),
    ),
)

LAST_STAY = SensorEntityDescription(
    key="last_stay",
    translation_key="last_stay",
    device_class=SensorDeviceClass.DURATION,
    native_unit_of_measurement=UnitOfTime.MINUTES,
    suggested_display_precision=1,
    state_class=SensorStateClass.MEASUREMENT,
)

SIGHTING_SENSORS = (
    SightingSensorDescription(
        key="plate",
        translation_key="plate",
        is_plate=True,
        sighting_fn=lambda scan: scan.best_read,
        value_fn=lambda sighting: sighting.plate,
    ),
    SightingSensorDescription(
        key="vehicle",
        translation_key="vehicle",
        sighting_fn=lambda scan: scan.best_read,
        value_fn=lambda sighting: sighting.known.name if sighting.known else None,
    ),
    SightingSensorDescription(
        key="region",
        translation_key="region",
        sighting_fn=lambda scan: scan.best_read,
        value_fn=lambda sighting: sighting.region,
    ),
    SightingSensorDescription(
        key="score",
        translation_key="score",
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=2,
        sighting_fn=lambda scan: scan.best_read,
        value_fn=lambda sighting: sighting.score,
    ),
    SightingSensorDescription(
        key="vehicle_type",
        translation_key="vehicle_type",
        value_fn=lambda sighting: _slug(sighting.vehicle_type),
    ),
    SightingSensorDescription(
        key="make_model",
        translation_key="make_model",
        appears_with_value=True,
        value_fn=lambda sighting: (
            " ".join(name for name in (sighting.make, sighting.model) if name) or None
        ),
    ),
    SightingSensorDescription(
        key="color",
        translation_key="color",
        appears_with_value=True,
        value_fn=lambda sighting: _slug(sighting.color),
    ),
    SightingSensorDescription(
        key="orientation",
        translation_key="orientation",
        appears_with_value=True,
        value_fn=lambda sighting: _slug(sighting.orientation),
    ),
    SightingSensorDescription(
        key="year",
        translation_key="year",
        appears_with_value=True,
        value_fn=lambda sighting: _years(sighting.year),
    ),
    SightingSensorDescription(
        key="direction",
        translation_key="direction",
        native_unit_of_measurement=DEGREE,
        suggested_display_precision=0,
        appears_with_value=True,
        value_fn=lambda sighting: sighting.detection.direction,
    ),
    SightingSensorDescription(
        key="last_seen",
        translation_key="last_seen",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda sighting: sighting.look.taken_at,
    ),
)

VEHICLE_SENSORS = (
    VehicleSensorDescription(
        key="last_seen",
        translation_key="last_seen",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda sighting: sighting.look.taken_at,
    ),
    VehicleSensorDescription(
        key="last_place",
        translation_key="last_place",
        value_fn=lambda sighting: sighting.look.place,
    ),
)

SCAN_SENSORS = (
    ScanSensorDescription(
        key="decision",
        translation_key="decision",
        device_class=SensorDeviceClass.ENUM,
        options=[reason.value for reason in Reason],
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda scan: scan.decision.reason.value,
        attributes_fn=lambda scan: dict(scan.decision.details),
        # Between whom nobody could tell belongs to the vehicle of now, not to the one before.
        worth_showing_fn=lambda scan: scan.decision.details.get("ambiguous"),
    ),
    ScanSensorDescription(
        key="lookup_duration",
        translation_key="lookup_duration",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.SECONDS,
        suggested_display_precision=2,
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda scan: scan.lookup_seconds,
        is_of_lookups=True,
    ),
)
