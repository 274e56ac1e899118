"""The integration's own clients, whose lookups are noted."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, override
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant

from custom_components.plate_recognizer.account import Account
from custom_components.plate_recognizer.api.client import CloudClient, SdkClient, SnapshotClient
from custom_components.plate_recognizer.api.errors import SnapshotError
from custom_components.plate_recognizer.api.form import LookupRequest
from custom_components.plate_recognizer.api.models import Recognition
from custom_components.plate_recognizer.burst_scan import BurstScan
from custom_components.plate_recognizer.const import CONF_KIND, AccountKind
from custom_components.plate_recognizer.http_session import async_session
from custom_components.plate_recognizer.usage import AccountClient

from .ledger import Ledger, LookupMade
from .paced_time import PacedClock

_CREATE_CLIENT: Final = "custom_components.plate_recognizer.clients.create_client"


class Noted:
    """Notes lookups, and holds the clock for as long as the server is asked.

    Args:
        clock: of the home.
        ledger: in which they are noted.
        names: of the cameras, by what the API knows them by.
    """

    def __init__(self, clock: PacedClock, ledger: Ledger, names: Mapping[str, str]) -> None:
        self.clock = clock
        self._ledger = ledger
        self._names = names

    @contextmanager
    def lookup(self, request: LookupRequest) -> Iterator[LookupMade]:
        """Note a lookup: what it ends with."""
        camera = self._names[str(request.camera_id)]
        made = self._ledger.begin(camera, request.taken_at, request.nonce)
        try:
            with self.clock.waiting():
                yield made
        except SnapshotError as error:
            made.outcome = error.slug
            raise
        except BaseException:
            made.outcome = "cancelled"
            raise


class NotedClient(SnapshotClient):
    """What the clients of both services note, in front of either."""

    noted: Noted

    @override
    async def lookup(self, request: LookupRequest) -> Recognition:
        with self.noted.lookup(request) as made:
            recognition = await super().lookup(request)
            made.plates = _plates(recognition)
        return recognition

    @override
    async def _ask_account[T](self, path: str, parse: Callable[[object], T]) -> T:
        with self.noted.clock.waiting():
            return await super()._ask_account(path, parse)


class NotedCloudClient(NotedClient, CloudClient):
    """That of the cloud."""


class NotedSdkClient(NotedClient, SdkClient):
    """That of the SDK."""


@contextmanager
def noted_clients(noted: Noted, ledger: Ledger) -> Iterator[None]:
    """Have clients note their lookups, and the ledger told of all cameras and bursts."""
    created = Account.create

    def create_account(hass: HomeAssistant, entry: ConfigEntry[Account]) -> Account:
        account = created(hass, entry)
        account.cameras.async_on_camera(partial(ledger.watch, account))
        return account

    run = BurstScan.async_run

    async def run_burst(burst: BurstScan) -> bool:
        with ledger.burst(burst._scanner.settings.name):  # noqa: SLF001 - nobody else tells whose
            return await run(burst)

    with (
        patch(_CREATE_CLIENT, partial(_create, noted)),
        patch.object(Account, "create", create_account),
        patch.object(BurstScan, "async_run", run_burst),
    ):
        yield


def _create(noted: Noted, hass: HomeAssistant, data: Mapping[str, Any]) -> AccountClient:
    """Return an account's client, as the integration's own function does."""
    session = async_session(hass)
    client: NotedCloudClient | NotedSdkClient
    if data[CONF_KIND] == AccountKind.SDK:
        client = NotedSdkClient(session, data[CONF_URL])
    else:
        client = NotedCloudClient(session, data[CONF_TOKEN], data[CONF_URL])
    client.noted = noted
    return client


def _plates(recognition: Recognition) -> tuple[str, ...]:
    return tuple(
        each.plate.text.upper() for each in recognition.detections if each.plate is not None
    )
