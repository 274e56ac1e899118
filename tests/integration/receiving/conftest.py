"""An account that receives, and somebody who sends to it over HTTP."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
import json
from typing import Any

from aiohttp import FormData
from aiohttp.test_utils import TestClient
from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.const import CONF_NAME, CONF_WEBHOOK_ID
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer.const import (
    CONF_KIND,
    CONF_WEBHOOK_CAMERA,
    CONF_WEBHOOK_SECRET,
    DOMAIN,
    SUBENTRY_TYPE_CAMERA,
    AccountKind,
)
from custom_components.plate_recognizer.receiving.inbox import Inbox, Outcome
from custom_components.plate_recognizer.receiving.receiver import async_inbox
from tests.integration.conftest import set_up, until

WEBHOOK_ID = "0123456789abcdef" * 4
SECRET = "a-secret-of-the-sender"
GATE = "gate-cam"
GATE_ID = "01RECEIVEDCAMERA0000000000"


def received_camera(
    name: str = "Gate", camera: str = GATE, subentry_id: str = GATE_ID, **data: object
) -> ConfigSubentryDataWithId:
    """Return the subentry of a camera of which only webhooks tell."""
    return {
        "subentry_type": SUBENTRY_TYPE_CAMERA,
        "subentry_id": subentry_id,
        "unique_id": f"camera:{subentry_id}",
        "title": name,
        "data": {CONF_NAME: name, CONF_WEBHOOK_CAMERA: camera, **data},
    }


def receiver_entry(
    *subentries: ConfigSubentryDataWithId, options: dict[str, Any] | None = None
) -> MockConfigEntry:
    """Return an account that only receives."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="Webhook receiver",
        entry_id="01RECEIVER0000000000000000",
        data={
            CONF_KIND: AccountKind.WEBHOOK,
            CONF_WEBHOOK_ID: WEBHOOK_ID,
            CONF_WEBHOOK_SECRET: SECRET,
        },
        options=options or {},
        subentries_data=subentries,
    )


def stream_payload(*results: dict[str, Any], camera: str = GATE, **data: object) -> dict[str, Any]:
    """Return what Stream sends of a camera."""
    return {
        "hook": {"target": "http://home.example/", "id": camera, "event": "recognition"},
        "data": {
            "camera_id": camera,
            "filename": f"{camera}_screenshots/26-02-11/09-14-07.318254.jpg",
            "timestamp": "2026-02-11T09:14:07.318254Z",
            "results": list(results),
            **data,
        },
    }


def snapshot_payload(
    *results: dict[str, Any], camera: str | None = GATE, **data: object
) -> dict[str, Any]:
    """Return what Snapshot sends of a lookup."""
    return {
        "hook": {"target": "http://home.example/", "id": 2, "event": "image.done"},
        "data": {
            "processing_time": 61.2,
            "camera_id": camera,
            "filename": "car.jpg",
            "version": 1,
            "timestamp": "2026-02-11T09:14:07.318254Z",
            "results": list(results),
            **data,
        },
    }


@dataclass
class Sender:
    """Sends webhooks to an account, and waits until something has become of them."""

    client: TestClient[Any, Any]
    hass: HomeAssistant
    account: MockConfigEntry

    @property
    def inbox(self) -> Inbox:
        """What the account has received."""
        return async_inbox(self.hass, self.account.entry_id)

    async def post(
        self, body: str | bytes | FormData, secret: str | None = SECRET, **headers: str
    ) -> int:
        """Post a body as it is, and return the status of the answer."""
        if secret is not None:
            headers = {"Authorization": f"Token {secret}", **headers}
        url = f"/api/webhook/{self.account.data[CONF_WEBHOOK_ID]}"
        async with self.client.post(url, data=body, headers=headers) as response:
            return response.status

    async def send(self, payload: object, picture: bytes | None = None) -> Outcome:
        """Send a payload, and return what has become of it."""
        before = self.inbox.outcomes.copy()
        body: str | FormData = json.dumps(payload)
        if picture is not None:
            form = FormData({"json": json.dumps(payload)})
            form.add_field("upload", picture, filename="car.jpg", content_type="image/jpeg")
            body = form
        assert await self.post(body) == 200
        await self.until(lambda: self.inbox.outcomes != before)
        (outcome,) = self.inbox.outcomes - before
        return outcome

    async def until(self, has_come: Callable[[], bool]) -> None:
        """Let everything go on until something has come."""
        await until(has_come)
        await self.hass.async_block_till_done()


type SenderTo = Callable[[MockConfigEntry], Awaitable[Sender]]


@pytest.fixture
async def sender_to(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator, socket_enabled: None
) -> SenderTo:
    """Set up an account and return somebody who sends to it."""

    async def sender(account: MockConfigEntry) -> Sender:
        await set_up(hass, account)
        return Sender(await hass_client_no_auth(), hass, account)

    return sender
