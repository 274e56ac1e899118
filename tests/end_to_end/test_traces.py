"""What a real run leaves behind. This file's name comes late: it looks at what the others did."""

import json

import pytest

from sandbox.demo.account import DemoAccount
from sandbox.home import Home
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .home_log import complaints_in
from .versions import also_on_other_versions

pytestmark = [pytest.mark.end_to_end, also_on_other_versions]


@pytest.fixture
def log(home: Home, account: DemoAccount) -> str:
    """Everything Home Assistant has logged since its start."""
    return home.process.log()


def test_the_log_has_no_complaint_of_the_integration_or_about_it(log: str) -> None:
    assert complaints_in(log) == []


def test_nothing_blocked_the_event_loop(log: str) -> None:
    assert "Detected blocking call" not in log


def test_the_token_is_in_no_log_state_or_diagnostics(
    home: Home, background: BackgroundLoop, account: DemoAccount, sandbox: SandboxProcess, log: str
) -> None:
    async def told() -> list[object]:
        return [
            await home.rest.get("/api/states", list),
            await home.rest.diagnostics(account.entry_id),
        ]

    states, diagnostics = background.run(told())

    assert account.entry_id in json.dumps(diagnostics)
    assert "sensor.driveway_plate" in json.dumps(states)
    for text in (log, json.dumps(states), json.dumps(diagnostics)):
        assert sandbox.token not in text
