"""What all tests share."""

from pathlib import Path

from hypothesis import settings
import pytest

# Imported here, before any `hass` is up: a first import inside a test would look for
# custom_components in the test plugin's own configuration folder.
import custom_components.plate_recognizer  # noqa: F401

# How long an example takes says more about the machine than about the code.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")

SLOW_ROOMS = ("integration", "security", "bench", "end_to_end")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the fast tests first, so that what is broken shows early."""
    items.sort(key=_slowness)


def _slowness(item: pytest.Item) -> tuple[bool, int]:
    room = item.path.relative_to(Path(__file__).parent).parts[0]
    return (
        item.get_closest_marker("browser") is not None,
        SLOW_ROOMS.index(room) + 1 if room in SLOW_ROOMS else 0,
    )
