"""All that a running sandbox knows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from .account import Account, Terms
from .clock import Clock
from .faults import Faults
from .health import Health
from .journal import Journal
from .manner import Manner
from .pictures import Pictures
from .readers import Readers
from .scripted import ScriptedAnswers
from .webhooks import Webhooks, WebhookTarget


@dataclass(slots=True, kw_only=True)
class Sandbox:
    """A sandbox from its start, or last reset, to the next one."""

    manner: Manner
    pictures: Pictures
    start: Terms = field(default_factory=Terms)
    """The account at the beginning."""
    start_webhooks: Sequence[WebhookTarget] = ()
    """Where webhooks go at the beginning."""
    clock: Clock = field(default_factory=Clock)
    account: Account = field(init=False)
    faults: Faults = field(init=False, default_factory=Faults)
    answers: ScriptedAnswers = field(init=False, default_factory=ScriptedAnswers)
    journal: Journal = field(init=False, default_factory=Journal)
    readers: Readers = field(init=False, default_factory=Readers)
    webhooks: Webhooks = field(init=False)
    health: Health = field(init=False, default_factory=Health)
    """Told on the SDK's second port, if it has one."""

    def __post_init__(self) -> None:
        self.account = Account(self.start, self.manner)
        self.webhooks = Webhooks(self.start_webhooks)

    def as_at_start(self) -> Self:
        """Return a fresh one. Pictures stay remembered: they read the same as ever."""
        return replace(self)


@dataclass(slots=True)
class Running:
    """The sandbox that takes requests now.

    Every request keeps to the one that took it: what is still under way when the sandbox is reset
    leaves no trace in the next one's journal, account or queues.
    """

    sandbox: Sandbox

    def reset(self) -> None:
        """Go on with everything as at the start."""
        self.sandbox.webhooks.stop()
        self.sandbox = self.sandbox.as_at_start()
