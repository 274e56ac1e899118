"""The looks at a home, kept outside of the process: else they would be part of what they count."""

from pathlib import Path
import pickle
from typing import Final

from .census import Census


class Samples:
    """Censuses in a file.

    Each is some hundred small objects. Kept among those of the home, they grow with the scans, and
    hold on to whole stretches of memory that are free but for them.

    Args:
        file: for them. There is none yet.
    """

    def __init__(self, file: Path) -> None:
        self._file: Final = file

    def add(self, sample: Census) -> None:
        """Write one more down."""
        with self._file.open("ab") as file:
            pickle.dump(sample, file)

    def all(self) -> list[Census]:
        """Read them, the oldest first."""
        found = []
        with self._file.open("rb") as file:
            while True:
                try:
                    found.append(pickle.load(file))  # noqa: S301 - of this process
                except EOFError:
                    return found
