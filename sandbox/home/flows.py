"""Config, options and subentry flows, filled in as the frontend does it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from .errors import FlowRefusedError
from .rest import JsonObject, RestClient


class FlowKind(StrEnum):
    """What a flow makes or changes; the value is its part of the address."""

    ENTRY = "flow"
    SUBENTRY = "subentries/flow"
    OPTIONS = "options/flow"


_FINISHED = "create_entry"
_CHANGED = "reconfigure_successful"
"""The reason with which a flow that changes a subentry is aborted when all went well."""
_ASKING = ("form", "menu")


@dataclass(frozen=True, slots=True)
class FlowStep:
    """Where a flow stands: a question (form or menu), or its end."""

    flow_id: str
    type: str
    step_id: str | None
    errors: Mapping[str, str]
    answer: JsonObject
    """The whole answer: `data_schema`, `menu_options`, `result`, `reason` …"""

    @classmethod
    def parse(cls, answer: JsonObject) -> Self:
        """Read Home Assistant's JSON."""
        return cls(
            flow_id=answer["flow_id"],
            type=answer["type"],
            step_id=answer.get("step_id"),
            errors=answer.get("errors") or {},
            answer=answer,
        )

    @property
    def entry_id(self) -> str:
        """The id of the config entry that a finished flow has made."""
        entry_id: str = self.answer["result"]["entry_id"]
        return entry_id

    def asks_for(self, field: str) -> bool:
        """Say whether the form has this field."""
        return any(row["name"] == field for row in self.answer["data_schema"])


class Flow:
    """One flow, step by step.

    Args:
        rest: where to.
        kind: what it makes or changes.
        handler: for an entry the integration's domain, for options the entry's id, for a subentry
            the entry's id and the type of the subentry.
        subentry_id: of the subentry that is to be changed; None to make a new one.
    """

    def __init__(
        self,
        rest: RestClient,
        kind: FlowKind,
        handler: str | list[str],
        subentry_id: str | None = None,
    ) -> None:
        self._rest = rest
        self._path = f"/api/config/config_entries/{kind}"
        self._handler = handler
        self._changed = {} if subentry_id is None else {"subentry_id": subentry_id}

    async def start(self) -> FlowStep:
        """Open the flow."""
        body = {"handler": self._handler, **self._changed}
        return FlowStep.parse(await self._rest.post(self._path, dict, body))

    async def answer(self, step: FlowStep, fields: Mapping[str, object]) -> FlowStep:
        """Fill in the form or choose from the menu, and return what comes next."""
        path = f"{self._path}/{step.flow_id}"
        return FlowStep.parse(await self._rest.post(path, dict, fields))

    async def complete(self, answers: Iterable[Mapping[str, object]]) -> FlowStep:
        """Go through the whole flow with these answers, and return its end.

        Raises:
            FlowRefusedError: a form came back with errors, the flow was aborted, or it did not
                end with the last answer.
        """
        step = await self.start()
        for fields in answers:
            if step.type not in _ASKING:
                raise FlowRefusedError(self._handler, step.answer)
            step = await self.answer(step, fields)
            if step.errors:
                raise FlowRefusedError(self._handler, step.answer)
        return self.finished(step)

    def finished(self, step: FlowStep) -> FlowStep:
        """Return the step if it is the flow's successful end.

        Raises:
            FlowRefusedError: it is not.
        """
        if step.type != _FINISHED and step.answer.get("reason") != _CHANGED:
            raise FlowRefusedError(self._handler, step.answer)
        return step
