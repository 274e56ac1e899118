"""Somebody who sends webhooks to a real Home Assistant: Stream's stand-in, a process of its own."""

import asyncio
from dataclasses import dataclass
import json
from pathlib import Path
import sys

from sandbox.home import Home

from .repairs import issues_of

_SECONDS = 30
_PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True)
class OpenReceiver:
    """An account that only receives, as its page shows it."""

    entry_id: str
    address: str
    secret: str

    @property
    def header(self) -> str:
        return f"Token {self.secret}"


async def stream(receiver: OpenReceiver, *options: str, secret: str | None = None) -> list[int]:
    """Have Stream's stand-in send, and return the statuses that it was answered."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "sandbox.stream", receiver.address),
        *("--header", f"Authorization:Token {secret or receiver.secret}"),
        *options,
        cwd=_PROJECT,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await asyncio.wait_for(process.communicate(), _SECONDS)
    return [json.loads(line)["status"] for line in output.splitlines()]


async def until_listed(home: Home, camera: str) -> None:
    async with asyncio.timeout(_SECONDS):
        while True:
            if camera in [
                (each["translation_placeholders"] or {}).get("camera")
                for each in await issues_of(home)
            ]:
                return
            await asyncio.sleep(0.05)


async def remove_receivers(home: Home) -> None:
    """Leave the home as it was: with several accounts, its pages ask which one is meant."""
    entries = await home.rest.get("/api/config/config_entries/entry?domain=plate_recognizer", list)
    for entry in entries:
        if entry["title"] == "Webhook receiver":
            path = f"/api/config/config_entries/entry/{entry['entry_id']}"
            await home.rest.delete(path, dict)
