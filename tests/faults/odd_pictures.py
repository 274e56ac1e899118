"""Pictures as some cameras give them, and what some give instead of one."""

from io import BytesIO
import os

from PIL import Image
from PIL.Image import Exif

from tests.integration.fake_camera import jpeg

LOGIN_PAGE = b"<!DOCTYPE html><html><body><form action=/login>Please log in</form></body></html>"
"""What cameras give whose session has ended."""

MPEG_PART = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 1000
MULTIPART_PART = b"--frame\r\nContent-Type: image/jpeg\r\n\r\n" + jpeg()[:500]

MANY_BYTES = 50_000_000


def encoded(format_: str, mode: str = "RGB", **options: object) -> bytes:
    """Return a picture in another format, mode or manner."""
    file = BytesIO()
    with Image.open(BytesIO(jpeg())) as picture:
        picture.convert(mode).save(file, format_, **options)
    return file.getvalue()


def lying() -> bytes:
    """Return a JPEG that says of itself that it has to be turned."""
    exif = Exif()
    exif[0x0112] = 6
    return encoded("JPEG", exif=exif)


def single_pixel() -> bytes:
    """Return the smallest picture there is."""
    return jpeg(1, 1)


def bomb() -> bytes:
    """Return some kilobytes that become 400 million pixels."""
    file = BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    return file.getvalue()


def huge() -> bytes:
    """Return a JPEG of some 50 MB, with fewer pixels than are too many."""
    width, height = 7_900, 6_400
    file = BytesIO()
    noise = Image.frombytes("L", (width, height), os.urandom(width * height))
    noise.save(file, "JPEG", quality=95)
    return file.getvalue()
