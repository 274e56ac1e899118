"""What script/bootstrap takes for granted."""

from importlib.metadata import metadata
from pathlib import Path
import re

BOOTSTRAP = Path(__file__).parents[1] / "script/bootstrap"


def test_the_oldest_python_is_the_one_that_home_assistant_asks_for() -> None:
    oldest = re.search(r"^readonly OLDEST=(\S+)", BOOTSTRAP.read_text(), re.MULTILINE)

    assert oldest is not None
    assert metadata("homeassistant")["Requires-Python"] == f">={oldest[1]}"
