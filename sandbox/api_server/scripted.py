"""Answers that a test has written for lookups, instead of having their pictures read."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from .engine_config import DetectionMode
from .expectations import TEXT, TIMES, misfits, one_of

_EXPECTED: Final = {
    "times": TIMES,
    "picture": TEXT,
    "detection_mode": one_of("plate", "vehicle"),
}
_FORMS: Final = (
    {"results"},
    {"results", "times"},
    {"results", "picture"},
    {"results", "picture", "detection_mode"},
)


@dataclass(frozen=True, slots=True)
class ScriptedAnswer:
    """The results for so many lookups, or for all those of one picture."""

    results: Sequence[object]
    """In the API's own shape; nobody looks into it."""
    times: int = 1
    picture: str | None = None
    """The SHA-256 of the file, in hexadecimal. None: whatever picture is looked up next."""
    detection_mode: DetectionMode | None = None
    """In which the picture has to be looked up; in the other one it is read. None: in any."""

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Return the answer that was written.

        Raises:
            ValueError: it isn't one.
        """
        if (
            not isinstance(data, dict)
            or data.keys() not in _FORMS
            or not isinstance(data["results"], list)
            or misfits(data, _EXPECTED)
        ):
            raise ValueError(
                'An answer is {"results": […], "times": 1} or {"results": […], "picture": "…"}, '
                'the latter with "detection_mode" or without.'
            )
        return cls(**data)


class ScriptedAnswers:
    """The answers that are still to come."""

    def __init__(self) -> None:
        self._queue: deque[Sequence[object]] = deque()
        self._of_pictures: dict[str, ScriptedAnswer] = {}

    def add(self, answer: ScriptedAnswer) -> None:
        """Answer its picture from now on, or its lookups after those already queued."""
        if answer.picture is not None:
            self._of_pictures[answer.picture] = answer
        else:
            self._queue.extend([answer.results] * answer.times)

    def take(self, picture: str | None, mode: DetectionMode) -> Sequence[object] | None:
        """Return the results for a picture's own sake, or the next ones; None: read it."""
        if picture in self._of_pictures:
            answer = self._of_pictures[picture]
            return answer.results if answer.detection_mode in {mode, None} else None
        return self._queue.popleft() if self._queue else None

    def put_back(self, picture: str | None, results: Sequence[object]) -> None:
        """Let the next lookup have what this one was refused."""
        if picture not in self._of_pictures:
            self._queue.appendleft(results)
