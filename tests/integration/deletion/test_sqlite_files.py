"""What was deleted is in no byte of SQLite's files any more."""

from collections.abc import Callable
from datetime import timedelta

from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.tasks import PurgeTask
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from sandbox.process import SandboxProcess

from .database import committed, files_with
from .test_recorder import OTHER, STRANGER, delete, see


@pytest.fixture
def repack(hass: HomeAssistant, recorder: Recorder) -> Callable[[], None]:
    """Have the recorder write its database anew, as `recorder.purge` does with `repack`."""
    long_ago = dt_util.utcnow() - timedelta(days=3650)
    return lambda: recorder.queue_task(PurgeTask(long_ago, repack=True, apply_filter=False))


async def test_sqlite_s_files_hold_no_byte_of_it_any_more(
    hass: HomeAssistant,
    recorded: MockConfigEntry,
    recorder: Recorder,
    cloud: SandboxProcess,
    repack: Callable[[], None],
) -> None:
    await see(hass, cloud, *(STRANGER, OTHER) * 10)
    await committed(recorder)
    assert await files_with(hass, recorder, "ZQ99ZQZ")

    assert await delete(hass, recorded)
    await committed(recorder)
    assert await files_with(hass, recorder, "ZQ99ZQZ") == []
    assert await files_with(hass, recorder, "AB12CDE") == ["database"]

    repack()
    await committed(recorder)
    assert await files_with(hass, recorder, "ZQ99ZQZ") == []
