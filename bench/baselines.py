"""The least that the same job can cost, and what it costs in the older integration's manner."""

from collections.abc import Callable
from io import BytesIO
from json import loads
from typing import Any, Final

from aiohttp import ClientSession
from PIL import Image
from PIL.JpegImagePlugin import get_sampling
import requests  # noqa: TID251 - what the older integration is made of

BARE: Final = "bare.jpg"
CUT: Final = "cut.jpg"
LEAST: Final = "least.jpg"
OLDER: Final = "upload"
"""File names that mark at the server whose upload it is. A scan's is none of these."""

_BOUNDARY: Final = "f8a63e1c5b9d4b0c9d7e2f4a6b8c0d1e"
_PATIENCE: Final = 30.0
"""Seconds; the older integration waits for ever."""
_TAIL: Final = f"\r\n--{_BOUNDARY}--\r\n".encode()
_HEADERS: Final = {
    "Authorization": "Token a-token",
    "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
}


async def bare_post(
    session: ClientSession, url: str, picture: bytes, name: str = BARE
) -> dict[str, object]:
    """Post a picture with aiohttp and return the answer.

    Included: putting the picture between the two ends of a form, one request with the body in one
    block, reading the answer and decoding its JSON. No other fields, no look at the status, no
    time-out but the session's. Half a megabyte in aiohttp's own form takes a tenth longer; handed
    over in three blocks, as the integration does it, a tenth less.
    """
    head = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="upload"; filename="{name}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    body = b"".join((head.encode(), picture, _TAIL))
    async with session.post(url, data=body, headers=_HEADERS) as response:
        answer: dict[str, object] = loads(await response.read())
    return answer


def older_post(url: str, picture: bytes) -> dict[str, Any]:
    """Post a picture as the older integration does, in a thread that waits for it.

    `requests`, hence a connection of its own for each picture, a form with some fields and one
    file, and the answer's JSON. What is around it is in `OlderScan`.
    """
    answer: dict[str, Any] = requests.post(
        url,
        data={"camera_id": "camera", "mmc": False, "config": "{}"},
        files={OLDER: picture},
        headers={"Authorization": _HEADERS["Authorization"]},
        timeout=_PATIENCE,
    ).json()
    return answer


def older_statistics(url: str) -> dict[str, object]:
    """Ask for the account's statistics, as the older integration does after each scan."""
    answer: dict[str, object] = requests.get(
        url, headers={"Authorization": _HEADERS["Authorization"]}, timeout=_PATIENCE
    ).json()
    return answer


def decode_and_encode(picture: bytes, sent: bytes, *, cut: bool = False) -> Callable[[], bytes]:
    """Return the one decoding and the one encoding that it takes to send part of a picture.

    The whole picture is decoded, since JPEG allows no less; what was sent of it is encoded in the
    quality in which it was sent. It lies ready: cutting, painting and scaling are left out, and so
    is finding out which quality is the right one.

    Args:
        picture: the camera's.
        sent: what the integration made of it.
        cut: whether a part of that size is copied from the decoded picture all the same.
    """
    with Image.open(BytesIO(sent)) as image:
        image.load()
        how = {"qtables": image.quantization, "subsampling": get_sampling(image)}  # type: ignore[attr-defined]

    def run() -> bytes:
        with Image.open(BytesIO(picture)) as whole:
            whole.load()
            part = whole.crop((0, 0, *image.size)) if cut else None
        file = BytesIO()
        image.save(file, "JPEG", **how)
        del part
        return file.getvalue()

    return run
