"""Where the decisions of each account are written down: in memory, and for itself alone."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .account import PlateRecognizerConfigEntry
from .const import DOMAIN
from .pipeline.journal import Journal, JournalCamera
from .scan import Scan
from .scanner import CameraScanner

_ACCOUNTS: HassKey[dict[str, Journal]] = HassKey(f"{DOMAIN}_decisions")
"""By the ids of their config entries: a reload forgets nothing."""


@callback
def async_record_decisions(hass: HomeAssistant, entry: PlateRecognizerConfigEntry) -> None:
    """Write down what is decided on each camera of an account, as long as it runs."""
    journal = decision_journal(hass, entry.entry_id)
    journal.go_on(dt_util.utcnow())
    entry.async_on_unload(lambda: journal.stop(dt_util.utcnow()))

    def record(scanner: CameraScanner) -> None:
        @callback
        def decided(scan: Scan) -> None:
            camera = JournalCamera(
                scanner.subentry_id, scanner.settings.name, scanner.camera_entity_id
            )
            journal.add(camera, scan.decision)

        scanner.news.async_on_scan(decided)

    entry.runtime_data.async_on_camera(record)


@callback
def decision_journal(hass: HomeAssistant, account_id: str) -> Journal:
    """Return the journal of an account; it begins when it is first asked for."""
    journals = hass.data.setdefault(_ACCOUNTS, {})
    if account_id not in journals:
        journals[account_id] = Journal(dt_util.utcnow())
    return journals[account_id]


@callback
def async_forget_decisions(hass: HomeAssistant, account_id: str) -> None:
    """Forget the decisions of an account that is gone."""
    hass.data.get(_ACCOUNTS, {}).pop(account_id, None)
