"""Somebody who searches everything that Home Assistant tells, shows and keeps for a plate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import json
from pathlib import Path
from typing import Any

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir, restore_state
from homeassistant.helpers.json import JSONEncoder
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.diagnostics import async_get_config_entry_diagnostics
from tests.integration.action import act
from tests.integration.receiving.conftest import sender_to  # noqa: F401 - a fixture
from tests.integration.visits.conftest import drive  # noqa: F401 - a fixture

MASKED: dict[str, Any] = {"privacy": {"strangers": "masked", "strangers_days": 7}}
SHOWN: dict[str, Any] = {"privacy": {"strangers": "shown", "strangers_days": 7}}

PLANTED = "QX74VBN"
"""The plate of a stranger, of which nothing else of a test has a trace."""
SAID = "qx74 vbn"
"""As the API says it."""


@dataclass
class Search:
    """Whatever was told since it began, and all that stands there now."""

    hass: HomeAssistant
    storage: Mapping[str, Any]
    caplog: pytest.LogCaptureFixture
    history: Path
    told: list[Event[Any]] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)

    async def ask(self, name: str, /, **fields: object) -> dict[str, Any]:
        """Call an action, and search its answer, too."""
        answer = await act(self.hass, name, **fields)
        self.answers[name] = [*self.answers.get(name, []), answer]
        return answer

    async def places_of(self, plate: str, account: MockConfigEntry) -> set[str]:
        """Return where a plate stands."""
        await self.ask("get_sightings")
        await self.ask("get_decisions", config_entry_id=account.entry_id)
        await restore_state.async_get(self.hass).async_dump_states()
        where = {
            "states": [state.as_dict() for state in self.hass.states.async_all()],
            "storage": self.storage,
            "history": await self.hass.async_add_executor_job(self._history_files),
            "log": [record.getMessage() for record in self.caplog.records],
            "our log": [record.getMessage() for record in self.caplog.records if _is_ours(record)],
            "traces in the log": self.caplog.text,
            "diagnostics": await async_get_config_entry_diagnostics(self.hass, account),
            "issues": [repr(issue) for issue in ir.async_get(self.hass).issues.values()],
            **{f"event {event_type}": found for event_type, found in self._events().items()},
            **self.answers,
        }
        return {name for name, found in where.items() if plate in _comparable(found)}

    def _history_files(self) -> list[str]:
        """Return what stands in the files of histories, in parts that aren't in use, too."""
        raw = [each.read_bytes().decode("latin-1") for each in self.history.iterdir()]
        return ["".join(filter(str.isascii, each)) for each in raw]

    def _events(self) -> dict[str, list[dict[str, Any]]]:
        events: dict[str, list[dict[str, Any]]] = {}
        for event in self.told:
            events.setdefault(str(event.event_type), []).append(dict(event.as_dict()))
        return events


def _is_ours(record: Any) -> bool:  # noqa: ANN401 - of logging
    return bool(record.name.startswith("custom_components.plate_recognizer"))


def _comparable(found: object) -> str:
    """Return a text in which plates stand as they are compared."""
    return "".join(filter(str.isalnum, json.dumps(found, cls=_Encoder).upper()))


class _Encoder(JSONEncoder):
    def default(self, o: object) -> object:
        try:
            return super().default(o)
        except TypeError:
            return repr(o)


@pytest.fixture
async def search(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
    own_history: Path,
) -> Search:
    """A search that begins now. All loggers say all they can."""
    caplog.set_level("DEBUG")
    found = Search(hass, hass_storage, caplog, own_history)

    @callback
    def tell(event: Event[Any]) -> None:
        found.told.append(event)

    hass.bus.async_listen("*", tell)
    return found


def without_ids(event: Event[dict[str, Any]]) -> str:
    """Return an event's data as it goes over the wire, but for the ids, which never come twice."""
    data = {key: value for key, value in event.data.items() if key not in _IDS}
    return json.dumps(data)


_IDS = {"sighting_id", "visit_id", "device_id"}
