"""Has what is decided on each camera of an account written down."""

from homeassistant.core import HomeAssistant, callback

from .account import PlateRecognizerConfigEntry
from .decision_keeper import DecisionKeeper, decision_journal
from .history_settings import HistorySettings
from .keeper import History
from .pipeline.journal_records import JournalCamera
from .scan import Scan
from .scanner import CameraScanner


async def async_load_decisions(
    hass: HomeAssistant, entry: PlateRecognizerConfigEntry, history: History
) -> DecisionKeeper:
    """Return what keeps an account's decisions, with those from before."""
    settings = HistorySettings.from_options(entry.options)
    keeper = DecisionKeeper(
        hass,
        entry.entry_id,
        history if settings.is_on_disk else None,
        settings.limits.age,
    )
    await keeper.async_load()
    return keeper


@callback
def async_record_decisions(
    hass: HomeAssistant, entry: PlateRecognizerConfigEntry, keeper: DecisionKeeper
) -> None:
    """Write down what is decided on each camera of an account, as long as it runs."""
    keeper.async_start()
    entry.async_on_unload(keeper.async_stop)
    journal = decision_journal(hass, entry.entry_id)

    def record(scanner: CameraScanner) -> None:
        @callback
        def decided(scan: Scan) -> None:
            camera = JournalCamera(
                scanner.subentry_id, scanner.settings.name, scanner.camera_entity_id
            )
            journal.add(camera, scan.decision)

        scanner.news.async_on_scan(decided)

    entry.runtime_data.cameras.async_on_camera(record)
