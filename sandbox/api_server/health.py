"""How well the SDK is, and what it says of that."""

from dataclasses import dataclass, replace
from typing import Literal, TypedDict

from .expectations import FLAG, misfits

type Question = Literal["liveliness", "readiness"]

QUESTIONS: dict[str, Question] = {"/liveliness/": "liveliness", "/readiness/": "readiness"}
"""Path → question. Both are asked with GET."""

_EXPECTED = dict.fromkeys(("ready", "alive", "hanging", "closed"), FLAG)


class HealthChanges(TypedDict, total=False):
    """What can be set of an SDK's health; see :class:`Health` for the meanings."""

    ready: bool
    alive: bool
    hanging: bool
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the SDK is. Its lookups know nothing of it."""

    ready: bool = True
    alive: bool = True
    hanging: bool = False
    """Whether questions are taken and never answered."""
    closed: bool = False
    """Whether nobody listens on the port."""

    def changed(self, changes: object) -> Health:
        """Return the health with changes as they came in JSON.

        Raises:
            ValueError: they aren't an object, have an unknown name or an unfit value.
        """
        if not isinstance(changes, dict):
            raise ValueError("Changes are a JSON object.")  # noqa: TRY004 - they were sent, not passed
        if unknown := changes.keys() - _EXPECTED.keys():
            raise ValueError(f"Health has no {', '.join(unknown)}; only {', '.join(_EXPECTED)}.")
        if complaints := misfits(changes, _EXPECTED):
            raise ValueError("\n".join(complaints))
        return replace(self, **changes)

    def status(self, question: Question) -> int:
        """Return the HTTP status that answers a question. What the body says isn't documented."""
        is_well = self.alive if question == "liveliness" else self.ready
        return 200 if is_well else 503
