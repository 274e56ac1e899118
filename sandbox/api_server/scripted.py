"""Answers that a test has written for lookups, instead of having their pictures read."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from .expectations import TEXT, TIMES, misfits

_EXPECTED: Final = {"times": TIMES, "picture": TEXT}
_FORMS: Final = ({"results"}, {"results", "times"}, {"results", "picture"})


@dataclass(frozen=True, slots=True)
class ScriptedAnswer:
    """The results for so many lookups, or for all those of one picture."""

    results: Sequence[object]
    """In the API's own shape; nobody looks into it."""
    times: int = 1
    picture: str | None = None
    """The SHA-256 of the file, in hexadecimal. None: whatever picture is looked up next."""

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
                'An answer is {"results": […], "times": 1} or {"results": […], "picture": "…"}.'
            )
        return cls(**data)


class ScriptedAnswers:
    """The answers that are still to come."""

    def __init__(self) -> None:
        self._queue: deque[Sequence[object]] = deque()
        self._of_pictures: dict[str, Sequence[object]] = {}

    def add(self, answer: ScriptedAnswer) -> None:
        """Answer its picture from now on, or its lookups after those already queued."""
        if answer.picture is not None:
            self._of_pictures[answer.picture] = answer.results
        else:
            self._queue.extend([answer.results] * answer.times)

    def take(self, picture: str | None) -> Sequence[object] | None:
        """Return the results for a picture's own sake, or the next ones; None: read it."""
        if picture in self._of_pictures:
            return self._of_pictures[picture]
        return self._queue.popleft() if self._queue else None

    def put_back(self, picture: str | None, results: Sequence[object]) -> None:
        """Let the next lookup have what this one was refused."""
        if picture not in self._of_pictures:
            self._queue.appendleft(results)
