"""What is a picture after all is read, however odd the camera's way to give it."""

import asyncio
from collections.abc import Callable
from typing import NamedTuple

import pytest

from custom_components.plate_recognizer.const import EVENT_SIGHTING
from tests.integration.fake_camera import jpeg

from .house import KNOWN, House
from .odd_pictures import encoded, huge, lying, single_pixel
from .table import RESULT, Row


class Odd(NamedTuple):
    """A picture that is one."""

    name: str
    picture: Callable[[], bytes]
    size: tuple[int, int] = (320, 240)
    """As it stands upright."""


ODD = [
    Odd("gives PNG", lambda: encoded("PNG")),
    Odd("gives GIF", lambda: encoded("GIF", "P")),
    Odd("gives WebP", lambda: encoded("WEBP")),
    Odd("gives CMYK", lambda: encoded("JPEG", "CMYK")),
    Odd("gives grey", lambda: encoded("JPEG", "L")),
    Odd("gives a progressive JPEG", lambda: encoded("JPEG", progressive=True)),
    Odd("gives a JPEG that lies on its side", lying, (240, 320)),
    Odd("gives a JPEG with noise behind it", lambda: jpeg() + b"\x00" * 60),
    Odd("gives 1 by 1 pixel", single_pixel, (1, 1)),
    Odd("gives 50 MB of JPEG", huge, (7_900, 6_400)),
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
async def test_an_odd_picture_is_read_as_any_other(
    odd: Odd, house: House, record_property: Callable[[str, object], None]
) -> None:
    await house.sees("XY98ZZZ")
    house.camera.is_restless = False
    house.camera.picture = await asyncio.to_thread(odd.picture)

    await house.sees(KNOWN)

    assert house.plates() == ["XY98ZZZ", KNOWN]
    told = house.events()[EVENT_SIGHTING][-1]
    assert (told.data["image_width"], told.data["image_height"]) == odd.size
    assert not house.warnings()
    assert not house.tracebacks()
    record_property(RESULT, [*Row("camera", odd.name, "sighted", recovers="is read as any other")])
