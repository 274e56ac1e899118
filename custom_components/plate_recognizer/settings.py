"""What the user chose, read from where Home Assistant keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from homeassistant.config_entries import ConfigSubentry

from .api.engine import EngineConfig
from .const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_ENGINE,
    CONF_FOUND_PLATE,
    CONF_MMC,
    CONF_PLACE,
    CONF_REGIONS,
)
from .pipeline.sighting import Thresholds


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """How an account asks for recognitions, and what it tells."""

    regions: tuple[str, ...]
    mmc: bool
    engine: EngineConfig
    found_plate: bool
    """Whether core's event `image_processing.found_plate` is fired, for old automations."""

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Read the options of a config entry; what is missing has its default."""
        return cls(
            regions=tuple(options.get(CONF_REGIONS, ())),
            mmc=options.get(CONF_MMC, False),
            engine=EngineConfig.from_mapping(options.get(CONF_ENGINE, {})),
            found_plate=options.get(CONF_FOUND_PLATE, True),
        )


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """How one camera is read."""

    name: str

    camera_entity: str
    """The camera entity: its registry id where it has one, else its entity id."""

    place: str
    thresholds: Thresholds

    @classmethod
    def from_subentry(cls, subentry: ConfigSubentry) -> Self:
        """Read a camera subentry; what is missing has its default."""
        data = subentry.data
        name = subentry.title  # where Home Assistant itself lets a user change it
        return cls(
            name=name,
            camera_entity=data[CONF_CAMERA_ENTITY_ID],
            place=data.get(CONF_PLACE, name),
            thresholds=Thresholds(),
        )
