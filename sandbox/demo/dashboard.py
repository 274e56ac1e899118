"""A dashboard of the cameras and of everything the integration made for them."""

from collections.abc import Iterable, Sequence
from typing import Final

from ..home import Home, JsonObject, RegistryEntity, read_entities
from .account import DemoAccount, ReadCamera

DASHBOARD: Final = "plate-recognizer"
"""Its part of the address."""

_MOST_COLUMNS: Final = 4
_HOURS_OF_HISTORY: Final = 1
_NOT_WORTH_A_ROW: Final = {"event", "image", "image_processing"}
"""Kinds of entities whose state is a bare time, or a plate that the sensor shows too."""


async def add_dashboard(home: Home, account: DemoAccount) -> str:
    """Add the dashboard to the sidebar, and return its address."""
    await home.socket.command(
        "lovelace/dashboards/create",
        dict,
        url_path=DASHBOARD,
        title="Plate Recognizer",
        icon="mdi:car-search",
        mode="storage",
        show_in_sidebar=True,
    )
    entities = await read_entities(home.socket, account.entry_id)
    present = [entity for entity in entities if entity.translation_key == "present"]
    config = dashboard(account, present)
    await home.socket.command("lovelace/config/save", type(None), url_path=DASHBOARD, config=config)
    return f"{home.url}/{DASHBOARD}"


def dashboard(account: DemoAccount, vehicles: Sequence[RegistryEntity] = ()) -> JsonObject:
    """Lay out one view: a section for each camera, who is here, the account, and the logbook.

    Args:
        account: with its cameras.
        vehicles: the entities that say whether a known vehicle is here.
    """
    here = [{"entity": each.entity_id, "name": {"type": "device"}} for each in vehicles]
    sections = [
        *map(_camera_section, account.cameras),
        *([_section("Vehicles", {"type": "entities", "entities": here})] if here else []),
        _section("Account", _rows(account.entities)),
        _section("Activity", _logbook(account.cameras)),
    ]
    view = {"title": "Cameras", "path": "cameras", "type": "sections", "sections": sections}
    return {"views": [{**view, "max_columns": _MOST_COLUMNS}]}


def _camera_section(camera: ReadCamera) -> JsonObject:
    picture = {
        "type": "picture-entity",
        "entity": camera.entity("sensor", "plate"),
        "camera_image": camera.camera.entity_id,
        "camera_view": "live",
    }
    return _section(camera.camera.name, picture, _rows(camera.entities))


def _logbook(cameras: Iterable[ReadCamera]) -> JsonObject:
    watched = [camera.entity("event", key) for camera in cameras for key in ("sighting", "visit")]
    return {
        "type": "logbook",
        "hours_to_show": _HOURS_OF_HISTORY,
        "target": {"entity_id": watched},
    }


def _section(title: str, *cards: JsonObject) -> JsonObject:
    heading = {"type": "heading", "heading": title}
    return {"type": "grid", "cards": [heading, *cards]}


def _rows(entities: Iterable[RegistryEntity]) -> JsonObject:
    shown = [
        entity
        for entity in entities
        if entity.disabled_by is None and entity.domain not in _NOT_WORTH_A_ROW
    ]
    return {"type": "entities", "entities": list(map(_row, shown))}


def _row(entity: RegistryEntity) -> JsonObject:
    """Make a row; a sensor's is there as soon as it knows something."""
    row = {"entity": entity.entity_id, "name": {"type": "entity"}}
    if entity.domain != "sensor":
        return row
    known = {"entity": entity.entity_id, "state_not": "unknown"}
    return {"type": "conditional", "conditions": [known], "row": row}
