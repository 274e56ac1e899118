"""Which entities there are, and to what they belong."""

from dataclasses import dataclass

from .rest import JsonObject
from .websocket import HomeSocket


@dataclass(frozen=True, slots=True)
class RegistryEntity:
    """An entity as the registry knows it."""

    entity_id: str
    translation_key: str | None
    config_entry_id: str | None
    config_subentry_id: str | None
    device_id: str | None
    disabled_by: str | None

    @property
    def domain(self) -> str:
        """What kind of entity it is, such as `sensor`."""
        return self.entity_id.partition(".")[0]


async def read_entities(socket: HomeSocket, config_entry_id: str) -> list[RegistryEntity]:
    """List the entities of a config entry."""
    rows: list[JsonObject] = await socket.command("config/entity_registry/list", list)
    names = RegistryEntity.__dataclass_fields__
    entities = (RegistryEntity(**{name: row[name] for name in names}) for row in rows)
    return [entity for entity in entities if entity.config_entry_id == config_entry_id]
