"""What everything is drawn on: a picture in its own pixels, drawn larger and scaled down."""

from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

from ..plate_read import Box

WIDTH = 1920
HEIGHT = 1080

OVERSAMPLING = 2
"""Everything is drawn this many times as large; scaling it down makes the edges smooth."""

type Color = tuple[int, int, int]
type Point = tuple[float, float]


def shade(color: Color, brightness: float) -> Color:
    """Make a color darker (below 1) or lighter (above 1)."""
    red, green, blue = (min(255, round(channel * brightness)) for channel in color)
    return red, green, blue


class Canvas:
    """A picture being drawn; all coordinates are pixels of the finished picture."""

    def __init__(self, ground: Image.Image | None = None) -> None:
        size = WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING
        self._image = ground or Image.new("RGB", size)
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def polygon(self, points: Iterable[Point], color: Color, *, opacity: float = 1) -> None:
        """Fill the shape between the points."""
        self._draw.polygon(_enlarged(points), fill=(*color, round(255 * opacity)))

    def rectangle(self, left: float, top: float, right: float, bottom: float, color: Color) -> None:
        """Fill a rectangle."""
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], color)

    def ellipse(self, center: Point, radii: Point, color: Color, *, opacity: float = 1) -> None:
        """Fill an ellipse with these radii along x and y."""
        (x, y), (rx, ry) = center, radii
        corners = _enlarged([(x - rx, y - ry), (x + rx, y + ry)])
        self._draw.ellipse(corners, fill=(*color, round(255 * opacity)))

    def line(self, points: Iterable[Point], color: Color, width: float) -> None:
        """Draw a line through the points."""
        thickness = max(1, round(width * OVERSAMPLING))
        self._draw.line(_enlarged(points), fill=color, width=thickness, joint="curve")

    def gradient(self, top: float, bottom: float, upper: Color, lower: Color) -> None:
        """Fill the whole width between two heights, from one color to another."""
        height = round((bottom - top) * OVERSAMPLING)
        ramp = Image.linear_gradient("L").resize((WIDTH * OVERSAMPLING, height))
        band = Image.composite(
            Image.new("RGB", ramp.size, lower), Image.new("RGB", ramp.size, upper), ramp
        )
        self._image.paste(band, (0, round(top * OVERSAMPLING)))

    def paste(self, picture: Image.Image, box: Box) -> None:
        """Put a picture, scaled, into a box; nothing of it is seen in one without an area."""
        if box.xmin >= box.xmax or box.ymin >= box.ymax:
            return
        size = (box.xmax - box.xmin) * OVERSAMPLING, (box.ymax - box.ymin) * OVERSAMPLING
        scaled = picture.resize(size, Image.Resampling.LANCZOS)
        self._image.paste(scaled, (box.xmin * OVERSAMPLING, box.ymin * OVERSAMPLING))

    def copy(self) -> Canvas:
        """Make another canvas of what is drawn so far, to go on from there."""
        return Canvas(self._image.copy())

    def finished(self, reduction: int = OVERSAMPLING) -> Image.Image:
        """Return the picture in its own size, or reduced even more, with its edges smooth."""
        return self._image.reduce(reduction)


def _enlarged(points: Iterable[Point]) -> Sequence[Point]:
    return [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
