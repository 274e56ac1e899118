"""All that a running sandbox knows."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .answers import ScriptedAnswers
from .clock import Clock
from .faults import Faults
from .journal import Journal

if TYPE_CHECKING:
    from .account import Account
    from .manner import Manner
    from .pictures import Pictures


@dataclass(slots=True)
class Sandbox:
    """A running sandbox's parts."""

    manner: Manner
    account: Account
    pictures: Pictures
    clock: Clock = field(default_factory=Clock)
    faults: Faults = field(default_factory=Faults)
    answers: ScriptedAnswers = field(default_factory=ScriptedAnswers)
    journal: Journal = field(default_factory=Journal)

    def reset(self) -> None:
        """Be as at the start. Pictures stay remembered: they read the same as ever."""
        for part in (self.account, self.faults, self.answers, self.journal):
            part.reset()
