"""Reads the plates of a picture: find text, read it, keep what is a plate."""

from ..plate_read import PlateRead
from .detection import TextDetector, TextLine
from .geometry import Picture, grown, quad_size
from .models import DETECTION_FILE, RECOGNITION_FILE, Model, models_folder
from .plates import ReadLine, could_be_plate, plates_among
from .recognition import Reading, TextRecogniser

_LEAST_HEIGHT, _LEAST_WIDTH = 8, 14
_FLATTEST, _LONGEST = 0.7, 14
"""Width to height of the lines that are worth reading: from half of a stacked plate to text."""
_SURE = 0.97
_OTHER_CROPS = ((0.0, -0.08), (-0.15, -0.08), (0.1, 0.08))
"""How else an unsure plate is cut out: ends and sides moved outwards by shares of its height."""


class PlateReader:
    """Reads plates of Latin letters and digits, up to 5 candidates each.

    Its scores are not calibrated: wrong readings reach 0.99. It does poorly on dark plates, on
    plates less than about 50 pixels wide, and on small stacked letters, and takes some signs and
    fleet numbers for plates. Good for showing that the plumbing works; no measure of the service.
    Not safe for several threads.
    """

    def __init__(self) -> None:
        """Load the models, about 0.2 s.

        Raises:
            ModelsMissingError: the model files aren't installed.
        """
        folder = models_folder()
        self._models = [Model(folder / name) for name in (DETECTION_FILE, RECOGNITION_FILE)]
        self._detector = TextDetector(self._models[0])
        self._recogniser = TextRecogniser(self._models[1])

    def read(self, picture: Picture) -> tuple[PlateRead, ...]:
        """Return the plates of a picture, the surest first; 0.4 to 0.9 s on two cores."""
        lines = [
            ReadLine(line, self._best_reading(picture, line))
            for line in self._detector.find(picture)
            if _is_worth_reading(line)
        ]
        return tuple(plates_among(lines))

    def stop(self) -> None:
        """Break off reading, from another thread."""
        for model in self._models:
            model.stop()

    def _best_reading(self, picture: Picture, line: TextLine) -> Reading:
        """Read a line; one that could be a plate but isn't sure, from other crops as well."""
        best = self._recogniser.read(picture, line.quad)
        if best.score < _SURE and could_be_plate(best.text):
            for along, across in _OTHER_CROPS:
                other = self._recogniser.read(picture, grown(line.quad, along, across))
                if could_be_plate(other.text) and other.score > best.score:
                    best = other
        return best


def _is_worth_reading(line: TextLine) -> bool:
    width, height = quad_size(line.quad)
    if height < _LEAST_HEIGHT or width < _LEAST_WIDTH:
        return False
    return _FLATTEST <= width / height <= _LONGEST
