"""What the user chose, read from where Home Assistant keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Self

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
            own: a camera's `regions` and `engine`; what is missing, None or empty is the account's.

        Raises:
            EngineConfigError: a value that the engine does not have.
        """
        own_engine = {
            key: value for key, value in own.get(CONF_ENGINE, {}).items() if value not in (None, [])
        }
        return cls(
            regions=tuple(own.get(CONF_REGIONS) or options.get(CONF_REGIONS, ())),
            mmc=options.get(CONF_MMC, False),
            engine=EngineConfig.from_mapping({**options.get(CONF_ENGINE, {}), **own_engine}),
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
        """Read the options of a config entry; what is missing has its default."""
        return cls(
            found_plate=options.get(CONF_FOUND_PLATE, True),
            daily_cap=int(options.get(CONF_DAILY_CAP, DEFAULT_DAILY_CAP)),
            visit_timeout=timedelta(hours=options.get(CONF_VISIT_TIMEOUT, DEFAULT_VISIT_TIMEOUT)),
            rate=Plan(options.get(CONF_RATE, Plan.LEARN)),
            replicas=int(options.get(CONF_REPLICAS, 1)),
            receives=options.get(CONF_RECEIVES, False),
            local_only=options.get(CONF_LOCAL_ONLY, True),
            allow_url=options.get(CONF_ALLOW_URL, False),
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
        """Read what a camera subentry stores; what is missing has its default."""
        given = {
            key: data[key]
            for key in (CONF_DELAY, CONF_FRAMES, CONF_SPACING, CONF_COOLDOWN)
            if key in data
        }
        return cls(tuple(data.get(CONF_TRIGGERS, ())), **given)


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
        """Read what a camera subentry stores; what is missing has its default."""
        return cls(
            data.get(CONF_WEBHOOK_CAMERA),
            data.get(CONF_WEBHOOK_ARRIVALS, False),
            timedelta(minutes=data.get(CONF_WEBHOOK_TIMEOUT, DEFAULT_WEBHOOK_TIMEOUT)),
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
        """
        camera_entity = data.get(CONF_CAMERA_ENTITY_ID)
        burst = BurstSettings.from_data(data) if camera_entity else BurstSettings()
        default = 0 if burst.triggers else DEFAULT_SCAN_INTERVAL
        interval = data.get(CONF_SCAN_INTERVAL, default) if camera_entity else 0
        return cls(
            name=title,
            camera_entity=camera_entity,
            place=data.get(CONF_PLACE) or title,
            view=view_of(data),
            thresholds=Thresholds(
                **{
                    key: data[key]
                    for key in (CONF_MIN_SCORE, CONF_MIN_DSCORE, CONF_SURE_SCORE)
                    if key in data
                }
            ),
            recognition=RecognitionSettings.merged(options, data),
            burst=burst,
            scan_interval=timedelta(seconds=interval) if interval else None,
            sensitivity=data.get(CONF_SENSITIVITY, DEFAULT_SENSITIVITY),
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
    """
    zone = data.get(CONF_ZONE)
    return View(
        zone=Area(**zone) if zone else None,
        masks=tuple(Area.parse(text) for text in data.get(CONF_MASKS, ())),
    )
