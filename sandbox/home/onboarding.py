"""The first steps with a fresh Home Assistant, without a person and a browser."""

from dataclasses import dataclass, field

from aiohttp import ClientSession

from .rest import RestClient
from .websocket import HomeSocket

_LIFESPAN_DAYS = 365


@dataclass(frozen=True, slots=True)
class Owner:
    """The person whom Home Assistant belongs to."""

    name: str = "Demo"
    username: str = "demo"
    password: str = field(default="demo", repr=False)


async def onboard(session: ClientSession, url: str, owner: Owner) -> str:
    """Make the owner's account, and return a long-lived access token for it."""
    client_id = f"{url}/"
    stranger = RestClient(session, url)
    made = await stranger.post(
        "/api/onboarding/users",
        dict,
        {
            "client_id": client_id,
            "name": owner.name,
            "username": owner.username,
            "password": owner.password,
            "language": "en",
        },
    )
    tokens = await stranger.post(
        "/auth/token",
        dict,
        form={
            "grant_type": "authorization_code",
            "code": made["auth_code"],
            "client_id": client_id,
        },
    )
    async with HomeSocket.open(session, url, tokens["access_token"]) as socket:
        return await socket.command(
            "auth/long_lived_access_token", str, client_name="sandbox", lifespan=_LIFESPAN_DAYS
        )
