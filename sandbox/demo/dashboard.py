"""A dashboard: who is where, who came and went, and what lookups are left; and the card."""

from collections.abc import Iterable, Sequence
from typing import Final

from ..home import Home, JsonObject, RegistryEntity, read_entities
from .account import DemoAccount, ReadCamera

DASHBOARD: Final = "cameras-demo"
"""Its part of the address. `plate-recognizer` is that of the integration's own page."""
CARD_VIEW: Final = "visitors"
"""The same of the view with the card, within the dashboard's."""

_MOST_COLUMNS: Final = 4
_HOURS_OF_VISITS: Final = 24

_OF_A_CAMERA: Final = (
    ("sensor", "vehicle"),
    ("sensor", "plate"),
    ("sensor", "last_seen"),
    ("sensor", "decision"),
    ("button", "scan"),
)
_WHO_CAME_OR_LEFT: Final = """\
{% for visit in expand(WATCHED) | rejectattr("state", "in", ["unknown", "unavailable"])
                | sort(attribute="state", reverse=true) -%}
{% set told = visit.attributes -%}
**{{ told.vehicle or told.plate or "Unread" }}** {{ told.event_type }}, {{ told.place }}, \
{{ visit.state | as_datetime | relative_time }} ago

{% endfor %}"""
_OF_THE_LOOKUPS: Final = ("lookups_used", "quota_runs_out", "quota_resets", "quota_low")
_OF_THE_WEEK: Final = ("visits_today", "strangers_week", "average_stay")


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
    limit = (await home.rest.states())[account.entity("sensor", "lookups_limit")].state
    config = dashboard(account, int(float(limit)), present)
    await home.socket.command("lovelace/config/save", type(None), url_path=DASHBOARD, config=config)
    return f"{home.url}/{DASHBOARD}"


def dashboard(
    account: DemoAccount, limit: int, vehicles: Sequence[RegistryEntity] = ()
) -> JsonObject:
    """Lay out a view with a section for each camera, who is here, visits, and the lookups.

    A second one has the integration's card, which shows all of that by itself.

    Args:
        account: with its cameras.
        limit: lookups of its plan.
        vehicles: the entities that say whether a known vehicle is here.
    """
    here = [_tile(each.entity_id, name={"type": "device"}) for each in vehicles]
    sections = [
        *map(_camera_section, account.cameras),
        _section("Latest visits", _latest_visits(account.cameras), _visits(account.cameras)),
        _section("Who is here", *here, *_tiles(account.entities, _OF_THE_WEEK)),
        _section("Lookups", _gauge(account, limit), _rows(account.entities, _OF_THE_LOOKUPS)),
    ]
    view = {"title": "Cameras", "path": "cameras", "type": "sections", "sections": sections}
    return {"views": [{**view, "max_columns": _MOST_COLUMNS}, _card_view()]}


def _card_view() -> JsonObject:
    section = {"type": "grid", "cards": [{"type": "custom:plate-recognizer-card"}]}
    return {"title": "Visitors", "path": CARD_VIEW, "type": "sections", "sections": [section]}


def _camera_section(camera: ReadCamera) -> JsonObject:
    picture = camera.entity("image", "picture")
    seen = {"condition": "state", "entity": picture, "state_not": "unknown"}
    nothing_seen = {"condition": "state", "entity": picture, "state": "unknown"}
    found = [camera.entity(domain, key) for domain, key in _OF_A_CAMERA]
    return _section(
        camera.camera.name,
        {**_picture(picture), "visibility": [seen]},
        {**_picture(camera.camera.entity_id), "visibility": [nothing_seen]},
        {"type": "entities", "entities": [_row(entity) for entity in found]},
    )


def _picture(entity_id: str) -> JsonObject:
    shown = {"show_name": False, "show_state": False, "grid_options": {"columns": "full"}}
    return {"type": "picture-entity", "entity": entity_id, **shown}


def _latest_visits(cameras: Iterable[ReadCamera]) -> JsonObject:
    watched = [camera.entity("event", "visit") for camera in cameras]
    return {"type": "markdown", "content": _WHO_CAME_OR_LEFT.replace("WATCHED", repr(watched))}


def _visits(cameras: Iterable[ReadCamera]) -> JsonObject:
    watched = [camera.entity("event", "visit") for camera in cameras]
    return {
        "type": "logbook",
        "hours_to_show": _HOURS_OF_VISITS,
        "target": {"entity_id": watched},
    }


def _gauge(account: DemoAccount, limit: int) -> JsonObject:
    return {
        "type": "gauge",
        "entity": account.entity("sensor", "lookups_remaining"),
        "name": {"type": "entity"},
        "min": 0,
        "max": limit,
        "severity": {"red": 0, "yellow": limit // 10, "green": limit // 4},
    }


def _section(title: str, *cards: JsonObject) -> JsonObject:
    heading = {"type": "heading", "heading": title}
    return {"type": "grid", "cards": [heading, *cards]}


def _of(entities: Iterable[RegistryEntity], keys: Sequence[str]) -> list[RegistryEntity]:
    """Return those of these translation keys that there are, in the order of the keys."""
    by_key = {entity.translation_key: entity for entity in entities if not entity.disabled_by}
    return [by_key[key] for key in keys if key in by_key]


def _tiles(entities: Iterable[RegistryEntity], keys: Sequence[str]) -> list[JsonObject]:
    whole = {"grid_options": {"columns": "full"}}
    return [
        {**_tile(each.entity_id, name={"type": "entity"}), **whole} for each in _of(entities, keys)
    ]


def _tile(entity_id: str, name: JsonObject) -> JsonObject:
    return {"type": "tile", "entity": entity_id, "name": name}


def _rows(entities: Iterable[RegistryEntity], keys: Sequence[str]) -> JsonObject:
    return {"type": "entities", "entities": [_row(each.entity_id) for each in _of(entities, keys)]}


def _row(entity_id: str) -> JsonObject:
    """Make a row; a sensor's is there as soon as it knows something."""
    row = {"entity": entity_id, "name": {"type": "entity"}}
    if not entity_id.startswith("sensor."):
        return row
    known = {"entity": entity_id, "state_not": "unknown"}
    return {"type": "conditional", "conditions": [known], "row": row}
