"""What the user chose, read from where Home Assistant keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
import math
from typing import Any, Final, Self

from homeassistant.config_entries import ConfigSubentry

from .api.engine import DetectionMode, EngineConfig
from .const import (
    CONF_ALLOW_URL,
    CONF_CAMERA_ENTITY_ID,
    CONF_COOLDOWN,
    CONF_DAILY_CAP,
    CONF_DELAY,
    CONF_ENGINE,
    CONF_FOUND_PLATE,
    CONF_FRAMES,
    CONF_LOCAL_ONLY,
    CONF_MASKS,
    CONF_MIN_DSCORE,
    CONF_MIN_SCORE,
    CONF_MMC,
    CONF_PLACE,
    CONF_RATE,
    CONF_RECEIVES,
    CONF_REGIONS,
    CONF_REPLICAS,
    CONF_SCAN_INTERVAL,
    CONF_SENSITIVITY,
    CONF_SPACING,
    CONF_SURE_SCORE,
    CONF_TRIGGERS,
    CONF_VISIT_TIMEOUT,
    CONF_WEBHOOK_ARRIVALS,
    CONF_WEBHOOK_CAMERA,
    CONF_WEBHOOK_TIMEOUT,
    CONF_ZONE,
    DEFAULT_DAILY_CAP,
    DEFAULT_SCAN_INTERVAL,
    DEFAULT_VISIT_TIMEOUT,
    DEFAULT_WEBHOOK_TIMEOUT,
)
from .pipeline.area import Area, View
from .pipeline.gate import DEFAULT_SENSITIVITY
from .pipeline.rate import Plan
from .pipeline.sighting import Sighting, Thresholds
from .stored_values import StoredValues

_MOST_HOURS: Final = 24 * 366
_MOST_FRAMES: Final = 1_000
_MOST_REPLICAS: Final = 1_000
"""Of what is stored: more than any form takes."""
_EDGES: Final = ("left", "top", "right", "bottom")


@dataclass(frozen=True, slots=True)
class RecognitionSettings:
    """What the API is told about the plates to expect."""

    regions: tuple[str, ...] = ()
    mmc: bool = False
    engine: EngineConfig = field(default_factory=EngineConfig)

    @classmethod
    def merged(cls, options: Mapping[str, Any], own: Mapping[str, Any]) -> Self:
        """Read an account's options, and what a camera has of its own instead.

        Args:
            options: the account's `regions`, `mmc` and `engine`; what is missing has its default.
            own: a camera's `regions` and `engine`; what is missing or empty is the account's.

        Raises:
            EngineConfigError: a value that the engine does not have.
            StoredValueError: something can't be read.
        """
        of_account, of_camera = StoredValues(options), StoredValues(own)
        own_engine = {
            key: value
            for key, value in of_camera.section(CONF_ENGINE).values.items()
            if value not in (None, [])
        }
        return cls(
            regions=of_camera.texts(CONF_REGIONS) or of_account.texts(CONF_REGIONS),
            mmc=of_account.flag(CONF_MMC, default=False),
            engine=EngineConfig.from_mapping(
                {**of_account.section(CONF_ENGINE).values, **own_engine}
            ),
        )

    @property
    def finds_all_vehicles(self) -> bool:
        """Whether answers have vehicles without a readable plate, too."""
        return self.engine.detection_mode is DetectionMode.VEHICLE

    def asks_for(self, sighting: Sighting) -> bool:
        """Say whether the user wants to know of a vehicle, and not only the tracking of visits."""
        return sighting.reading is not None or self.finds_all_vehicles

    def for_all_vehicles(self) -> Self:
        """Return the same with an engine that finds those without a readable plate, too."""
        return replace(self, engine=replace(self.engine, detection_mode=DetectionMode.VEHICLE))

    def validate(self, chosen: Mapping[str, Any]) -> None:
        """Refuse an engine configuration that can't do what it is meant for.

        Args:
            chosen: of it, what is chosen now. What isn't may be of an older version, and somebody
                else's to mend.

        Raises:
            EngineConfigError: region strict without a region, or a chosen text format that no
                plate can follow.
        """
        self.engine.validate(self.regions)
        if chosen.get("text_formats"):
            self.engine.validate_text_formats()


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """What an account tells, and what it may spend."""

    found_plate: bool
    """Whether core's event `image_processing.found_plate` is fired, for old automations."""

    daily_cap: int
    """Lookups a day that interval scans may spend together."""

    visit_timeout: timedelta
    """Without any look at a vehicle, until its visit ends."""

    rate: Plan
    """Lookups per second at the cloud."""

    replicas: int
    """SDKs behind the address: several, if it is a load balancer's."""

    receives: bool
    """Whether an account with an API takes in webhooks, too."""

    local_only: bool
    """Whether only senders in the home's own network are heard."""

    allow_url: bool
    """Whether an SDK, which is inside of the home's network, may fetch pictures from addresses."""

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Read the options of a config entry; what is missing has its default.

        Raises:
            StoredValueError: something can't be read.
        """
        stored = StoredValues(options)
        return cls(
            found_plate=stored.flag(CONF_FOUND_PLATE, default=True),
            daily_cap=int(stored.number(CONF_DAILY_CAP, DEFAULT_DAILY_CAP)),
            visit_timeout=timedelta(
                hours=stored.number(CONF_VISIT_TIMEOUT, DEFAULT_VISIT_TIMEOUT, most=_MOST_HOURS)
            ),
            rate=stored.choice(CONF_RATE, Plan, Plan.LEARN),
            replicas=int(stored.number(CONF_REPLICAS, 1, least=1, most=_MOST_REPLICAS)),
            receives=stored.flag(CONF_RECEIVES, default=False),
            local_only=stored.flag(CONF_LOCAL_ONLY, default=True),
            allow_url=stored.flag(CONF_ALLOW_URL, default=False),
        )


@dataclass(frozen=True, slots=True)
class BurstSettings:
    """What a trigger sets off: several frames, until the plate is sure. Times are seconds."""

    triggers: tuple[str, ...] = ()
    """Entities whose turning on or firing starts a burst: registry ids, or entity ids."""

    delay: float = 0
    """From the trigger to the first frame."""

    frames: int = 5
    """At most."""

    spacing: float = 1
    """From one frame's asking to the next one's, at least."""

    cooldown: float = 10
    """After the end of a burst, in which triggers start no other."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read what a camera subentry stores; what is missing has its default.

        Raises:
            StoredValueError: something can't be read.
        """
        stored, usual = StoredValues(data), cls()
        return cls(
            triggers=stored.texts(CONF_TRIGGERS),
            delay=stored.number(CONF_DELAY, usual.delay),
            frames=int(stored.number(CONF_FRAMES, usual.frames, least=1, most=_MOST_FRAMES)),
            spacing=stored.number(CONF_SPACING, usual.spacing),
            cooldown=stored.number(CONF_COOLDOWN, usual.cooldown),
        )


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """What a camera's sender is called, and what is made of what it says."""

    camera: str | None = None
    """The sender's name for the camera; None: nobody sends anything."""

    arrivals: bool = False
    """Whether a webhook can be proof of coming."""

    timeout: timedelta = timedelta(minutes=DEFAULT_WEBHOOK_TIMEOUT)
    """Without any word of a vehicle, until its visit ends where nobody can look."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read what a camera subentry stores; what is missing has its default.

        Raises:
            StoredValueError: something can't be read.
        """
        stored = StoredValues(data)
        minutes = stored.number(
            CONF_WEBHOOK_TIMEOUT, DEFAULT_WEBHOOK_TIMEOUT, most=60 * _MOST_HOURS
        )
        return cls(
            stored.text(CONF_WEBHOOK_CAMERA),
            stored.flag(CONF_WEBHOOK_ARRIVALS, default=False),
            timedelta(minutes=minutes),
        )


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """How one camera is read."""

    name: str

    camera_entity: str | None
    """The camera entity: its registry id where it has one, else its entity id. None: there is no
    picture to be had, and webhooks say what it sees."""

    place: str
    view: View
    thresholds: Thresholds
    recognition: RecognitionSettings

    burst: BurstSettings = field(default_factory=BurstSettings)

    scan_interval: timedelta | None = None
    """Between two interval scans; None: the camera is only scanned when asked to."""

    sensitivity: float = DEFAULT_SENSITIVITY
    """Of the change gate, 0 to 100."""

    webhook: WebhookSettings = field(default_factory=WebhookSettings)

    @property
    def can_look(self) -> bool:
        """Whether pictures of the camera can be taken."""
        return self.camera_entity is not None

    @classmethod
    def from_data(cls, data: Mapping[str, Any], title: str, options: Mapping[str, Any]) -> Self:
        """Read what a camera subentry stores; what is missing has its default.

        Args:
            data: of the subentry.
            title: its name, where Home Assistant itself lets a user change it.
            options: of the account's config entry.

        Raises:
            AreaError: zone or masks show nothing.
            EngineConfigError: a value that the engine does not have.
            StoredValueError: something else can't be read.
        """
        stored, usual = StoredValues(data), Thresholds()
        camera_entity = stored.text(CONF_CAMERA_ENTITY_ID) or None
        burst = BurstSettings.from_data(data) if camera_entity else BurstSettings()
        default = 0 if burst.triggers else DEFAULT_SCAN_INTERVAL
        interval = stored.number(CONF_SCAN_INTERVAL, default) if camera_entity else 0
        return cls(
            name=title,
            camera_entity=camera_entity,
            place=stored.text(CONF_PLACE) or title,
            view=view_of(data),
            thresholds=Thresholds(
                min_score=stored.number(CONF_MIN_SCORE, usual.min_score, most=1),
                min_dscore=stored.number(CONF_MIN_DSCORE, usual.min_dscore, most=1),
                sure_score=stored.number(CONF_SURE_SCORE, usual.sure_score, most=1),
            ),
            recognition=RecognitionSettings.merged(options, data),
            burst=burst,
            scan_interval=timedelta(seconds=interval) if interval else None,
            sensitivity=stored.number(CONF_SENSITIVITY, DEFAULT_SENSITIVITY, most=100),
            webhook=WebhookSettings.from_data(data),
        )

    @classmethod
    def from_subentry(cls, subentry: ConfigSubentry, options: Mapping[str, Any]) -> Self:
        """Read a camera subentry of an account with these options."""
        return cls.from_data(subentry.data, subentry.title, options)


def view_of(data: Mapping[str, Any]) -> View:
    """Return what a camera's `zone` and `masks` leave to be sent.

    Raises:
        AreaError: they are no areas, or show nothing.
        StoredValueError: they can't be read.
    """
    stored = StoredValues(data)
    zone = stored.section(CONF_ZONE)
    return View(
        zone=Area(*(zone.number(edge, math.nan, most=100) for edge in _EDGES))
        if zone.values
        else None,
        masks=tuple(map(Area.parse, stored.texts(CONF_MASKS))),
    )
