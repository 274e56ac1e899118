"""A real Home Assistant process, started fresh and driven as a person would."""

from .cameras import add_picture_camera
from .errors import FlowRefusedError, HomeError
from .flows import Flow, FlowKind, FlowStep
from .home import Home, restarted, running_home
from .process import THIS_PYTHON
from .registry import RegistryEntity, read_entities
from .rest import EntityState, JsonObject

__all__ = [
    "THIS_PYTHON",
    "EntityState",
    "Flow",
    "FlowKind",
    "FlowRefusedError",
    "FlowStep",
    "Home",
    "HomeError",
    "JsonObject",
    "RegistryEntity",
    "add_picture_camera",
    "read_entities",
    "restarted",
    "running_home",
]
