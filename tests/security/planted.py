"""Secrets in every place that may hold one, and where none of them may be found."""

from base64 import b64encode
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, field
import html
import json
import logging
from pathlib import Path
import traceback
from typing import Any, Final
from urllib.parse import quote

from homeassistant.const import EVENT_CALL_SERVICE, MATCH_ALL
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er, issue_registry as ir
from homeassistant.helpers.json import JSONEncoder

TOKEN: Final = 'tok3n"of/the+account&7f1c'
SDK_TOKEN: Final = "sdk-t0ken-9d03"
SDK_ENTRY_ID: Final = "01SDK000000000000000000000"
SDK_PATH: Final = "p4th-of-a-proxy-e7a2"
LICENSE_KEY: Final = "l1cense-of-an-sdk-83fd"
WEBHOOK_ID: Final = "5a" * 32
WEBHOOK_SECRET: Final = "sender-s3cret-41b7"
CAMERA_PASSWORD: Final = "camera-passw0rd-c2e8"
TYPED_PASSWORD: Final = "typed-passw0rd-6b1d"
NEW_TOKEN: Final = "n3w-token-that-is-refused-0a55"
WRONG_SECRET: Final = "wr0ng-secret-of-a-sender-77fe"
NOTE: Final = "note: the key is under the m4t"
STRANGER: Final = "ZZ99QQX"
OWN: Final = "AB12CDE"
LISTED: Final = "CD34EFG"

CONFIGURED: Final = (TOKEN, SDK_TOKEN, SDK_PATH, WEBHOOK_ID, WEBHOOK_SECRET, NOTE)
SECRETS: Final = (
    *CONFIGURED,
    LICENSE_KEY,
    CAMERA_PASSWORD,
    TYPED_PASSWORD,
    NEW_TOKEN,
    WRONG_SECRET,
)
PLATES: Final = (STRANGER, OWN, LISTED)
"""Which diagnostics tell nobody."""

_MAY_TELL: Final = {
    # It is in the address, which they name. So it is no secret to whoever reads such a log: the
    # other one is, which a sender has to know as well.
    WEBHOOK_ID: (
        "aiohttp.access",
        "homeassistant.components.webhook",
        "homeassistant.helpers.http",
    ),
    # What answers for the SDK writes down what it was asked. The address is also kept beside the
    # counts that are its own, in the folder where Home Assistant keeps the entry with all secrets.
    SDK_PATH: (
        "aiohttp.access",
        f".storage/plate_recognizer.{SDK_ENTRY_ID}.usage",
        "pytest_homeassistant_custom_component.common",
    ),
    # Home Assistant itself writes down what an action is called with.
    TYPED_PASSWORD: ("homeassistant.core",),
}
"""Loggers that aren't ours, by the secret that they may tell at debug level; and one file."""


@dataclass
class Told:
    """All that is told while something is done."""

    hass: HomeAssistant
    events: list[Event] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    """What was shown in dialogs, and answered."""

    def __post_init__(self) -> None:
        """Listen to all events, changes of states among them."""

        @callback
        def heard(event: Event) -> None:
            # What somebody typed into an action is repeated by Home Assistant itself.
            if event.event_type != EVENT_CALL_SERVICE:
                self.events.append(event)

        self.hass.bus.async_listen(MATCH_ALL, heard)

    async def trying(self, asked: Awaitable[object]) -> None:
        """Have something done that may fail, and keep the error with all that is behind it."""
        try:
            self.answers.append(_text(await asked))
        except Exception as error:  # noqa: BLE001 - whatever it is, it may tell something
            self.errors.append("".join(traceback.format_exception(error)))
            self.errors.append(repr(error) + _text(vars(error)))

    def texts(self, records: list[logging.LogRecord], folder: Path) -> Iterator[tuple[str, str]]:
        """Yield all that was told, each with where it was found."""
        formatter = logging.Formatter("%(name)s %(message)s")
        for record in records:
            yield f"log of {record.name}", formatter.format(record)
        for event in self.events:
            yield f"event {event.event_type}", _text(event.as_dict())
        for state in self.hass.states.async_all():
            yield f"state {state.entity_id}", _text(state.as_dict())
        for issue in ir.async_get(self.hass).issues.values():
            yield f"issue {issue.issue_id}", repr(issue)
        yield from self._registered()
        for entry in self.hass.config_entries.async_entries():
            reasons = (entry.reason, entry.error_reason_translation_placeholders)
            yield f"state of the entry {entry.title}", _text(reasons)
        for flow in self.hass.config_entries.flow.async_progress():
            yield "flow in progress", _text(flow)
        yield from (("error", error) for error in self.errors)
        yield from (("answer", answer) for answer in self.answers)
        for file in folder.rglob("*"):
            if file.is_file():
                yield f"file {file.name}", file.read_bytes().decode("latin-1")

    def _registered(self) -> Iterator[tuple[str, str]]:
        for device in dr.async_get(self.hass).devices:
            yield f"device {device.name}", repr(device)
        for entity in er.async_get(self.hass).entities.values():
            yield f"entity {entity.entity_id}", repr(entity)


def found_in(texts: Iterator[tuple[str, str]], secrets: tuple[str, ...]) -> list[str]:
    """Return where which secret was found, in whatever spelling.

    One without its last character is found, too: the rest is soon guessed.
    """
    spelt = [
        (secret, spelling)
        for secret in secrets
        for known in (secret, secret[:-1])
        for spelling in spellings(known)
    ]
    return sorted(
        {
            f"{secret} in {place}: {text[:300]}"
            for place, text in texts
            for secret, spelling in spelt
            if spelling in text and not _is_allowed(secret, place)
        }
    )


def spellings(secret: str) -> set[str]:
    """Return a secret as it is, in an address, JSON, HTML, and in base64 wherever it begins."""
    return {
        secret,
        quote(secret),
        quote(secret, safe=""),
        json.dumps(secret)[1:-1],
        html.escape(secret),
        # Two characters more or less at either end depend on what stands before and behind it.
        *(
            b64encode(bytes(shift) + secret.encode()).decode()[shift and 4 : -4]
            for shift in range(3)
        ),
    }


def _is_allowed(secret: str, place: str) -> bool:
    return place.removeprefix("log of ") in _MAY_TELL.get(secret, ())


def _text(told: object) -> str:
    return json.dumps(told, cls=_Encoder, ensure_ascii=False)


class _Encoder(JSONEncoder):
    """Writes whatever it is, for want of better by its representation."""

    def default(self, o: Any) -> Any:  # noqa: ANN401 - as its base
        """Return something simpler."""
        try:
            return super().default(o)
        except TypeError:
            return repr(o)
