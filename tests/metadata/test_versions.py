"""The Home Assistants that the tests run with."""

from awesomeversion import AwesomeVersion
from homeassistant.const import __version__ as pinned

from tests.end_to_end.versions import OTHERS


def test_the_pinned_one_is_no_older_than_the_oldest_and_no_newer_than_the_newest() -> None:
    oldest, newest = (AwesomeVersion(OTHERS[name]) for name in ("oldest", "newest"))

    assert oldest <= AwesomeVersion(pinned) <= newest
