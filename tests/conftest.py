"""What all tests share."""

from pathlib import Path

from hypothesis import settings
import pytest

# Imported here, before any `hass` is up: a first import inside a test would look for
# custom_components in the test plugin's own configuration folder.
import custom_components.plate_recognizer  # noqa: F401
from tests.faults.table import RESULT, Row, table, with_table

# How long an example takes says more about the machine than about the code.
settings.register_profile("unhurried", settings(), deadline=None)
settings.register_profile("thorough", settings.get_profile("unhurried"), max_examples=2_000)
settings.load_profile("unhurried")  # what --hypothesis-profile names is loaded after it

LONG = (
    "faults",
    "bench/simulated_day",
    "bench/soak/test_soak.py",
    "bench/test_calibration.py",
    "fuzz",
    "history/test_kill.py",
    "integration/deletion/test_extent.py",
    "integration/deletion/test_visits.py",
    "integration/privacy/test_late_masking.py",
    "integration/test_daily_cap.py",
    "integration/test_limiter.py",
    "integration/test_pacing.py",
    "integration/visits/test_free_looks.py",
    "integration/visits/test_mistakes_of_a_look.py",
    "integration/visits/test_mistakes_of_memory.py",
    "integration/visits/test_vehicle_mode.py",
    "pipeline/test_coach_calibration.py",
    "pipeline/test_gate_disturbances.py",
    "pipeline/test_gate_photos.py",
    "sandbox/driveway",
    "sandbox/reader",
    "sandbox/stream",
)
"""What together takes minutes: `slow`, as if each said so, and run by `script/test --all`."""

SLOW_ROOMS = ("integration", "reference", "security", "faults", "bench", "end_to_end")


@pytest.fixture(autouse=True)
def enable_event_loop_debug() -> None:
    """Take the place of the test plugin's, which has asyncio note a stack with each future.

    That takes a third of the tests' time. `script/test --all` asks for it in asyncio's own way.
    """


def pytest_addoption(parser: pytest.Parser) -> None:
    """Have the fault table written into a page, and the reference into a folder."""
    parser.addoption("--fault-table", type=Path, help="page into which the fault table is written")
    parser.addoption("--reference", type=Path, help="folder into which the reference is written")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the fast tests first, so that what is broken shows early."""
    here = Path(__file__).parent
    for item in items:
        if any(item.path.is_relative_to(here / each) for each in LONG):
            item.add_marker(pytest.mark.slow)
    items.sort(key=_slowness)


def _slowness(item: pytest.Item) -> tuple[bool, int, str, Path]:
    room = item.path.relative_to(Path(__file__).parent).parts[0]
    return (
        item.get_closest_marker("browser") is not None,
        SLOW_ROOMS.index(room) + 1 if room in SLOW_ROOMS else 0,
        _home_assistant(item),  # so that each starts but once
        item.path,
    )


def _home_assistant(item: pytest.Item) -> str:
    """Return with which Home Assistant's process a test runs, where that isn't the pinned one."""
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    version: str | None = parameters.get("home_assistant")
    return version or ""


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the fault table: one row for each fault that was stood."""
    rows = [
        value
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == RESULT
    ]
    if rows:
        printed = table(map(Row._make, rows))
        terminalreporter.section("fault table")
        terminalreporter.write_line(printed)
        page: Path | None = config.getoption("--fault-table")
        if page is not None:
            page.write_text(with_table(page.read_text(), printed))
