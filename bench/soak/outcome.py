"""All that a soak has shown."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
import logging
from typing import Final, override

from .busy import Busy, Histogram
from .census import Census
from .household import Plan
from .ledger import Ledger

_OURS: Final = "custom_components.plate_recognizer"
_MOST_ERRORS: Final = 20
"""That are kept in words."""


@dataclass(slots=True)
class Outcome:
    """It has no more in it the longer the soak takes; the samples are added at its end."""

    plan: Plan
    ledger: Ledger
    busy: Busy
    samples: list[Census] = field(default_factory=list)
    callbacks: Histogram = field(default_factory=Histogram)
    longest: str = ""
    """The integration's function that the longest callback was about."""
    pictures: int = 0
    """That cameras were asked for."""
    errors: int = 0
    """Lines of the log, from errors on."""
    error_examples: list[str] = field(default_factory=list)
    warnings: Counter[str] = field(default_factory=Counter)
    """The integration's, by where in its code they are written."""
    after_unload: Counter[str] = field(default_factory=Counter)
    """What goes on then that didn't before the accounts were set up."""
    after_removal: Counter[str] = field(default_factory=Counter)
    left_objects: dict[str, int] = field(default_factory=dict)
    """Instances of the integration's classes that are left then, by class."""
    seconds: float = 0.0

    def take_in(self, callback: tuple[float, str]) -> None:
        """Count a callback: seconds of CPU, and what it was about."""
        seconds, what = callback
        if seconds > self.callbacks.worst:
            self.longest = what
        self.callbacks.add(seconds)


class _LogWatch(logging.Handler):
    """Counts what is written to the log, and keeps the first errors."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(logging.WARNING)
        self._outcome = outcome

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR or record.exc_info:
            self._outcome.errors += 1
            if len(self._outcome.error_examples) < _MOST_ERRORS:
                words = f"{record.name}: {record.getMessage()} {record.exc_info or ''}"
                self._outcome.error_examples.append(words)
        elif record.name.startswith(_OURS):
            self._outcome.warnings[f"{record.module}:{record.lineno}"] += 1


@contextmanager
def log_watched(outcome: Outcome) -> Iterator[None]:
    """Have an outcome take in what is logged for as long as the block takes."""
    watch, root, ours = _LogWatch(outcome), logging.getLogger(), logging.getLogger(_OURS)
    level = ours.level
    # Its warnings are many here, as everything fails all the time: they are counted, and not shown.
    ours.propagate = False
    ours.setLevel(logging.WARNING)
    for logger in (root, ours):
        logger.addHandler(watch)
    try:
        yield
    finally:
        for logger in (root, ours):
            logger.removeHandler(watch)
        ours.setLevel(level)
        ours.propagate = True
