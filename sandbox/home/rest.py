"""Home Assistant's REST API, as its owner uses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from aiohttp import ClientError, ClientSession

from .errors import HomeError

type JsonObject = dict[str, Any]

_SHOWN_OF_AN_ANSWER = 500
"""Characters of an unexpected answer that an error repeats."""


@dataclass(frozen=True, slots=True)
class EntityState:
    """What an entity says of itself."""

    entity_id: str
    state: str
    attributes: JsonObject


class RestClient:
    """Speaks to one Home Assistant.

    Args:
        session: an open session; its owner closes it.
        url: the base address, without a slash at its end.
        token: an access token, or None before there is a user.
    """

    def __init__(self, session: ClientSession, url: str, token: str | None = None) -> None:
        self._session = session
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    async def get[Shape](self, path: str, shape: type[Shape]) -> Shape:
        """Ask for something whose JSON has this shape."""
        return await self._request("GET", path, shape)

    async def post[Shape](
        self,
        path: str,
        shape: type[Shape],
        json: Mapping[str, object] | None = None,
        *,
        form: Mapping[str, str] | None = None,
    ) -> Shape:
        """Send JSON or a form, and return the JSON of the answer."""
        return await self._request("POST", path, shape, json=json, data=form)

    async def delete[Shape](self, path: str, shape: type[Shape]) -> Shape:
        """Have something removed, and return the JSON of the answer."""
        return await self._request("DELETE", path, shape)

    async def states(self) -> dict[str, EntityState]:
        """Read the states of all entities, by their id."""
        rows: list[JsonObject] = await self.get("/api/states", list)
        states = (EntityState(row["entity_id"], row["state"], row["attributes"]) for row in rows)
        return {state.entity_id: state for state in states}

    async def act(self, action: str, **data: object) -> None:
        """Perform an action such as `image_processing.scan` and wait until it is done."""
        await self.post(f"/api/services/{action.replace('.', '/')}", list, data)

    async def ask(self, action: str, **data: object) -> JsonObject:
        """Perform an action that answers, such as `plate_recognizer.get_sightings`."""
        path = f"/api/services/{action.replace('.', '/')}?return_response"
        answer: JsonObject = (await self.post(path, dict, data))["service_response"]
        return answer

    async def diagnostics(self, entry_id: str) -> JsonObject:
        """Download the diagnostics of a config entry."""
        return await self.get(f"/api/diagnostics/config_entry/{entry_id}", dict)

    async def _request[Shape](
        self,
        method: str,
        path: str,
        shape: type[Shape],
        *,
        json: Mapping[str, object] | None = None,
        data: Mapping[str, str] | None = None,
    ) -> Shape:
        try:
            async with self._session.request(
                method, self._url + path, json=json, data=data, headers=self._headers
            ) as response:
                body = await response.text()
                if response.status >= HTTPStatus.BAD_REQUEST:
                    raise HomeError(
                        f"{method} {path} answered {response.status}: {body[:_SHOWN_OF_AN_ANSWER]}"
                    )
                parsed = await response.json()
        except ClientError as error:
            raise HomeError(f"{method} {path} was not answered: {error}") from error
        if not isinstance(parsed, shape):
            raise HomeError(f"{method} {path} answered {body[:_SHOWN_OF_AN_ANSWER]}")
        return parsed
