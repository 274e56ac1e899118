"""What reading a picture yields."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImageSize:
    """Size of a picture in pixels, with its EXIF orientation applied."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Box:
    """Upright rectangle in pixels of the picture: top left and bottom right corner."""

    xmin: int
    ymin: int
    xmax: int
    ymax: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a plate."""

    text: str
    """Lower case, without separators."""
    score: float
    """0 to 1; not calibrated against anything."""


@dataclass(frozen=True, slots=True)
class PlateRead:
    """One plate in a picture."""

    candidates: tuple[Candidate, ...]
    """At least one, at most five, the likeliest first."""
    dscore: float
    """0 to 1: how sure it is that there is text at all."""
    box: Box

    @property
    def text(self) -> str:
        """The likeliest text."""
        return self.candidates[0].text

    @property
    def score(self) -> float:
        """The score of the likeliest text."""
        return self.candidates[0].score
