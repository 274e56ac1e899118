"""The integration, set up through its config flow as a person does it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ..home import Flow, FlowKind, Home, HomeError, JsonObject, RegistryEntity, read_entities
from .cameras import ShownCamera

_REGIONS: Final = ("gb", "de", "fr", "it", "nl", "us-ca")


@dataclass(frozen=True, slots=True)
class ReadCamera:
    """A camera that the integration reads, and the entities it made for it."""

    camera: ShownCamera
    entities: tuple[RegistryEntity, ...]

    def entity(self, domain: str, key: str) -> str:
        """Find an entity by its domain and its translation key.

        Raises:
            HomeError: there is none.
        """
        return _found(self.entities, domain, key, self.camera.name)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """The account of the integration, with its cameras."""

    entry_id: str
    cameras: tuple[ReadCamera, ...]
    entities: tuple[RegistryEntity, ...]
    """Those of the account itself."""

    def entity(self, domain: str, key: str) -> str:
        """Find an entity of the account by its domain and its translation key.

        Raises:
            HomeError: there is none.
        """
        return _found(self.entities, domain, key, "the account")


async def set_up_account(
    home: Home, url: str, token: str, cameras: Iterable[ShownCamera]
) -> DemoAccount:
    """Go through the config flow with these cameras chosen, and see what came of it.

    Args:
        home: where the cameras are.
        url: the address of the API.
        token: the API's token.
        cameras: each becomes a camera of the account.

    Raises:
        HomeError: a step was refused.
    """
    cameras = tuple(cameras)
    flow = Flow(home.rest, FlowKind.ENTRY, "plate_recognizer")
    end = await flow.complete(
        [
            {"next_step_id": "cloud"},
            {"token": token, "advanced": {"url": url}},
            {"regions": _REGIONS, "mmc": False, "engine": {}},
            {"cameras": [camera.entity_id for camera in cameras]},
        ]
    )
    return await read_account(home, end.entry_id, cameras)


async def keep_pictures(home: Home, entry_id: str, pictures: str = "full") -> None:
    """Choose in the account's settings what is kept of pictures: `full`, `thumbnails` or `off`."""
    form = {"regions": _REGIONS, "engine": {}, "history": {"history_pictures": pictures}}
    await Flow(home.rest, FlowKind.OPTIONS, entry_id).complete([form])
    # It reloads by itself, but nobody waits for that.
    await home.rest.post(f"/api/config/config_entries/entry/{entry_id}/reload", dict)


async def read_account(home: Home, entry_id: str, cameras: Iterable[ShownCamera]) -> DemoAccount:
    """See what the integration has made of an account and these cameras of it.

    Raises:
        HomeError: one of the cameras is none of the account's.
    """
    entities = await read_entities(home.socket, entry_id)
    subentries = await _camera_subentries(home, entry_id)

    def made_for(subentry_id: str | None) -> tuple[RegistryEntity, ...]:
        return tuple(entity for entity in entities if entity.config_subentry_id == subentry_id)

    read = []
    for camera in cameras:
        if camera.name not in subentries:
            raise HomeError(f"The account has no camera {camera.name}, only {set(subentries)}")
        read.append(ReadCamera(camera, made_for(subentries[camera.name])))
    return DemoAccount(entry_id, tuple(read), made_for(None))


async def _camera_subentries(home: Home, entry_id: str) -> dict[str, str]:
    """Return the ids of the account's cameras by their names."""
    rows: list[JsonObject] = await home.socket.command(
        "config_entries/subentries/list", list, entry_id=entry_id
    )
    return {row["title"]: row["subentry_id"] for row in rows if row["subentry_type"] == "camera"}


def _found(entities: Iterable[RegistryEntity], domain: str, key: str, made_for: str) -> str:
    for entity in entities:
        if (entity.domain, entity.translation_key) == (domain, key):
            return entity.entity_id
    raise HomeError(f"The integration made no {domain} {key} for {made_for}")
