"""The demo's cameras in Home Assistant."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..driveway.playback import Driveway
from ..driveway.story import Story
from ..home import Home, add_picture_camera
from .programme import CameraProgramme, Shot


@dataclass(frozen=True, slots=True)
class ShownCamera:
    """A camera in Home Assistant, and what it shows."""

    name: str
    """As Home Assistant shows it."""
    entity_id: str
    driveway: Driveway
    shots: tuple[Shot, ...]
    story: Story | None


async def show_cameras(home: Home, programme: Iterable[CameraProgramme]) -> list[ShownCamera]:
    """Add the cameras of a programme, each with its first picture."""
    folder = home.folder / "pictures"
    folder.mkdir(exist_ok=True)
    shown = []
    for camera in programme:
        file = folder / f"{camera.name}{camera.suffix}"
        driveway = Driveway(file, [shot.content for shot in camera.shots])
        entity_id = await add_picture_camera(home, camera.name, file)
        name = (await home.rest.states())[entity_id].attributes["friendly_name"]
        shown.append(ShownCamera(name, entity_id, driveway, camera.shots, camera.story))
    return shown
