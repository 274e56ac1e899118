"""Asks a sandbox over HTTP, as a client of the API would."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, FormData
from aiohttp.test_utils import TestClient

from tests.sandbox.drawn import blank_picture

LOOKUP = "/v1/plate-reader/"
STATISTICS = "/v1/statistics/"
AUTHORIZED = {"Authorization": "Token sandbox-token"}


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    body: Any
    """Parsed where it is JSON, else text."""
    headers: Mapping[str, str]


class Api:
    """A client of one sandbox; it authorizes itself unless told otherwise."""

    def __init__(self, client: TestClient[Any, Any] | ClientSession) -> None:
        self._client = client

    async def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] = AUTHORIZED,
        **body: Any,  # noqa: ANN401 - handed through to aiohttp
    ) -> Answered:
        """Send one request and return its whole answer."""
        async with self._client.request(
            method, path, headers=headers, allow_redirects=False, **body
        ) as response:
            is_json = response.content_type == "application/json"
            answer = await (response.json() if is_json else response.text())
            return Answered(response.status, answer, response.headers)

    async def lookup(
        self,
        *fields: tuple[str, str],
        image: bytes | None = None,
        headers: Mapping[str, str] = AUTHORIZED,
    ) -> Answered:
        """Look a picture up, a blank one if none is given, with these form fields."""
        form = FormData()
        form.add_field("upload", image or blank_picture(), filename="car.jpg")
        for name, value in fields:
            form.add_field(name, value)
        return await self.ask("POST", LOOKUP, headers=headers, data=form)

    async def statistics(self) -> Any:  # noqa: ANN401 - JSON
        """Return the body of the account's statistics."""
        return (await self.ask("GET", STATISTICS)).body

    async def control(self, method: str, path: str, body: object = None) -> Answered:
        """Use the control interface."""
        return await self.ask(method, f"/sandbox/{path}", headers={}, json=body)

    async def requests(self) -> list[dict[str, Any]]:
        """Return the journal."""
        journal: list[dict[str, Any]] = (await self.control("GET", "requests")).body
        return journal
