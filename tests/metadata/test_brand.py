"""The pictures that Home Assistant and HACS show of the integration have the sizes they ask for."""

from homeassistant.components.brands.const import ALLOWED_IMAGES
from PIL import Image

from .files import INTEGRATION

SIZES = {"icon.png": (256, 256), "icon@2x.png": (512, 512)}


def test_the_icon_is_there_in_its_two_sizes_and_nothing_else_is() -> None:
    sizes = {}
    for path in (INTEGRATION / "brand").iterdir():
        with Image.open(path, formats=["PNG"]) as image:
            sizes[path.name] = image.size

    assert sizes == SIZES
    assert SIZES.keys() <= ALLOWED_IMAGES
