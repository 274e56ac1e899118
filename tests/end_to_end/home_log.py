"""What in a home's log nobody wants to see."""

import re
from typing import Final

_COMPLAINT: Final = re.compile(
    r"^\S+ \S+ (WARNING|ERROR|CRITICAL) .*plate_recognizer.*$", re.MULTILINE
)
_TRACEBACK: Final = re.compile(r'^ +File ".*/plate_recognizer/.*$', re.MULTILINE)
"""A line of one that goes through the integration, whoever has logged it."""
_CUSTOM: Final = "We found a custom integration plate_recognizer which has not been tested"
"""What Home Assistant says of every custom integration."""
_SLOW: Final = re.compile(r"\[homeassistant\.\S+\] .* (took|is taking over) [\d.]+ seconds")
"""What it says where a machine has too much to do. How long things take is measured in `bench/`."""


def complaints_in(log: str) -> list[str]:
    """Return the lines in which the integration complains, or somebody else does about it."""
    found = (*_COMPLAINT.finditer(log), *_TRACEBACK.finditer(log))
    lines = (line.group() for line in found)
    return [line for line in lines if _CUSTOM not in line and not _SLOW.search(line)]
