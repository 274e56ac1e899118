"""What a user can download and attach to a report: no token, no plate, no address of a house."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any

from homeassistant.components.diagnostics import REDACTED, async_redact_data
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_NAME, CONF_TOKEN, CONF_URL, CONF_WEBHOOK_ID
from homeassistant.core import HomeAssistant
from yarl import URL

from .account import PlateRecognizerConfigEntry
from .const import (
    CONF_NOTE,
    CONF_PLATES,
    CONF_ROWS,
    CONF_WEBHOOK_CAMERA,
    CONF_WEBHOOK_SECRET,
)
from .decision_keeper import decision_journal
from .pipeline.decision import Decision, Reason, may_repeat_a_plate
from .pipeline.journal_records import Details, JournalEntry
from .pipeline.pseudonyms import is_pseudonym
from .quota import QuotaGovernor
from .receiving.inbox import Outcome
from .receiving.receiver import Receiver
from .scanner import CameraScanner
from .sdk_health import SdkHealth

_MOST_DECISIONS = 100

_REDACTED = {
    CONF_TOKEN,
    CONF_WEBHOOK_CAMERA,
    CONF_WEBHOOK_ID,
    CONF_WEBHOOK_SECRET,
    CONF_URL,
    "title",  # an SDK's has its address
    CONF_NAME,
    CONF_PLATES,
    CONF_ROWS,
    CONF_NOTE,
}


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: PlateRecognizerConfigEntry
) -> dict[str, Any]:
    """Return how the account is set up and, if it runs, how its cameras' last scans went."""
    diagnostics: dict[str, Any] = {"entry": async_redact_data(entry.as_dict(), _REDACTED)}
    if entry.state is ConfigEntryState.LOADED:
        account = entry.runtime_data
        diagnostics |= {
            "usage": {
                **asdict(account.usage.data),
                "webhooks": _webhooks(account.usage.data.webhooks),
            },
            "usage_known": account.usage.last_update_success,
            "quota": _quota(account.quota),
            "interval_lookups": {
                "today": account.interval_budget.spent_today,
                "daily_cap": account.interval_budget.cap,
            },
            "received": _received(account.receiver),
            "health": _health(account.health),
            "cameras": [_camera(scanner) for scanner in account.scanners.values()],
            "decisions_since": decision_journal(hass, entry.entry_id).begins,
            "decisions": [
                _entry(each)
                for each in islice(
                    decision_journal(hass, entry.entry_id).entries(), _MOST_DECISIONS
                )
            ],
        }
    host = URL(entry.data.get(CONF_URL, "")).host
    return {key: _without(host, value) for key, value in diagnostics.items()}


def _without(host: str | None, value: object) -> object:
    """Return data without the name of the server, which its errors like to repeat."""
    if isinstance(value, str):
        return value.replace(host, REDACTED) if host else value
    if isinstance(value, Mapping):
        return {key: _without(host, each) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(host, each) for each in value]
    return value


def _quota(governor: QuotaGovernor) -> dict[str, Any] | None:
    if (outlook := governor.outlook) is None:
        return None
    return {
        **asdict(outlook),
        "runs_out": outlook.runs_out,
        "lasts": outlook.lasts,
        "reserve": outlook.quota.reserve(outlook.at),
        "is_low": governor.is_low,
    }


def _received(receiver: Receiver | None) -> dict[str, Any] | None:
    if receiver is None:
        return None
    inbox = receiver.inbox
    return {
        "outcomes": {outcome.value: inbox.outcomes[outcome] for outcome in Outcome},
        "without_picture": inbox.without_picture,
        "waiting": len(inbox),
        "unknown_cameras": len(inbox.unknown_names),
        "not_understood": list(inbox.shapes),
    }


def _webhooks(targets: Sequence[str] | None) -> dict[str, Any] | None:
    """Return what is set up at an SDK. The host, and whatever follows it, may be a secret."""
    if targets is None:
        return None
    return {"count": len(targets), "targets": [_without_secret(target) for target in targets]}


def _without_secret(address: str) -> str:
    try:
        url = URL(address)
    except ValueError:
        return REDACTED
    if url.scheme not in {"http", "https"}:
        return REDACTED
    path = "" if url.path_qs in {"", "/"} else f"/{REDACTED}"
    return f"{url.scheme}://{REDACTED}:{url.port}{path}"


def _health(health: SdkHealth | None) -> dict[str, Any] | None:
    if health is None:
        return None
    return {
        **asdict(health.data),
        "has_answered": health.has_answered,
        "answers": health.answers,
    }


def _camera(scanner: CameraScanner) -> dict[str, Any]:
    scan = scanner.news.last_scan
    return {
        # By its id, as a decision's: its name is often that which its sender has for it.
        "subentry_id": scanner.subentry_id,
        "camera_entity_id": scanner.camera_entity_id,
        "scanning": scanner.scanning,
        "last_decision": scanner.news.last_decision and _decision(scanner.news.last_decision),
        "last_scan": None
        if scan is None
        else {
            "decision": _decision(scan.decision),
            "lookup_seconds": scan.lookup_seconds,
            # Who was seen is nobody else's business; how well is what a report needs.
            "sightings": [
                {
                    "status": sighting.status,
                    "status_reason": sighting.status_reason,
                    "score": sighting.score,
                    "dscore": sighting.reading.dscore if sighting.reading else None,
                    "characters": _characters(sighting.plate),
                }
                for sighting in scan.sightings
            ],
        },
    }


def _characters(plate: str | None) -> int | None:
    return None if plate is None or is_pseudonym(plate) else len(plate)


def _decision(decision: Decision) -> dict[str, Any]:
    details = _presentable(decision.reason, decision.details)
    return {**asdict(decision), "details": details}


def _entry(entry: JournalEntry) -> dict[str, Any]:
    return {
        **async_redact_data(asdict(entry), {CONF_NAME}),
        "first": _presentable(entry.reason, entry.first),
        "last": _presentable(entry.reason, entry.last),
    }


def _presentable(reason: Reason, details: Details) -> dict[str, Any]:
    """Return details without the names of vehicles, and without words with plates in them."""
    hidden = {"ambiguous"} | ({"detail"} if may_repeat_a_plate(reason) else set())
    return async_redact_data(dict(details), hidden)
