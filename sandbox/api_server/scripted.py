"""Answers that a test has written for the next lookups, instead of having their pictures read."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from .expectations import TIMES, misfits


@dataclass(frozen=True, slots=True)
class ScriptedAnswer:
    """The results for so many lookups."""

    results: Sequence[object]
    """In the API's own shape; nobody looks into it."""
    times: int = 1

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Return the answer that was written.

        Raises:
            ValueError: it isn't one.
        """
        if (
            not isinstance(data, dict)
            or not {"results"} <= data.keys() <= {"results", "times"}
            or not isinstance(data["results"], list)
            or misfits(data, {"times": TIMES})
        ):
            raise ValueError('An answer is {"results": […], "times": 1}.')
        return cls(**data)


class ScriptedAnswers:
    """The answers that are still to come."""

    def __init__(self) -> None:
        self._queue: deque[Sequence[object]] = deque()

    def add(self, answer: ScriptedAnswer) -> None:
        """Answer its lookups with its results, after those already queued."""
        self._queue.extend([answer.results] * answer.times)

    def take(self) -> Sequence[object] | None:
        """Return the next results; None: read the picture."""
        return self._queue.popleft() if self._queue else None

    def put_back(self, results: Sequence[object]) -> None:
        """Let the next lookup have what this one was refused."""
        self._queue.appendleft(results)
