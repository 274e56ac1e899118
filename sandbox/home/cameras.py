"""Pictures as cameras: Home Assistant's own `local_file` integration."""

from pathlib import Path

from .flows import Flow, FlowKind
from .home import Home
from .registry import read_entities


async def add_picture_camera(home: Home, name: str, picture: Path) -> str:
    """Add a camera that shows a picture file, read anew at each request.

    Args:
        home: where to add it.
        name: the camera's name. From Home Assistant 2026.11 on a camera is named after its file,
            so name the file alike.
        picture: a file that is there already.

    Returns:
        The camera's entity id.
    """
    flow = Flow(home.rest, FlowKind.ENTRY, "local_file")
    step = await flow.start()
    fields = {"file_path": str(picture)}
    if step.asks_for("name"):
        fields["name"] = name
    end = flow.finished(await flow.answer(step, fields))
    (camera,) = await read_entities(home.socket, end.entry_id)
    return camera.entity_id
