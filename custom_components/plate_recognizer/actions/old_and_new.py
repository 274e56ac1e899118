"""What a proposal finds in this Home Assistant: accounts, cameras and vehicles that are there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import ATTR_CONFIG_ENTRY_ID, CONF_NAME, CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util import slugify

from ..const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_KIND,
    CONF_MATCHING,
    CONF_PLATES,
    DOMAIN,
    MODELS,
    SUBENTRY_TYPE_CAMERA,
    AccountKind,
)
from ..entity_reference import referenced_entity_id
from ..flows.taken_plates import TakenPlates
from ..flows.vehicle_form import find_vehicle_problem
from ..migration.old_platform import Leftover
from ..migration.proposal import ProposedAccount, ProposedCamera
from ..pipeline.match import Match
from ..pipeline.plate_text import normal_form
from ..vehicles import known_subentries

type Readers = dict[str | None, list[tuple[ConfigEntry, ConfigSubentry]]]
"""The cameras of all accounts, each with its account, by the camera entity that they read."""

type EntityIds = Mapping[tuple[str | None, str, str | None], str]
"""By subentry, domain and translation key."""

WATCHED = Match.CANDIDATE
"""The older integration looked for a plate among all candidates, and for nothing similar."""


@dataclass(frozen=True, slots=True)
class CameraHere:
    """A proposed camera, and what there is of it."""

    proposed: ProposedCamera
    name: str
    """As it is called in its account, or will be by the dialog."""
    exists: bool
    reader: ConfigEntry | None
    """The account that reads it already: the one that is meant, before any other."""
    subentry_id: str | None
    """In that account."""


@dataclass(frozen=True, slots=True)
class VehicleHere:
    """A watched plate, and the vehicle or list that has it already."""

    written: str
    data: dict[str, Any]
    """For `add_vehicle`."""
    known_as: ConfigSubentry | None


@dataclass(frozen=True, slots=True)
class AccountHere:
    """A proposed account, and the one that it is, if that is set up."""

    number: int
    """From 1 on."""
    proposed: ProposedAccount
    entry: ConfigEntry | None
    cameras: tuple[CameraHere, ...]
    vehicles: tuple[VehicleHere, ...]
    leftovers: tuple[Leftover, ...]
    entity_ids: EntityIds
    """Of what is set up of it."""

    @property
    def title(self) -> str:
        """As the account is called, or will be."""
        return self.entry.title if self.entry else MODELS[AccountKind(self.proposed.kind)]

    def entity_id(self, key: str, name: str, subentry_id: str | None = None) -> str:
        """Return an entity of the account by its registered name, or the one that it will get.

        Args:
            key: domain and translation key, such as `sensor.plate`.
            name: of its device.
            subentry_id: of the camera or the vehicle that it belongs to; None of the account's.
        """
        domain, translation_key = key.split(".")
        will_be = f"{domain}.{slugify(f'{name} {translation_key}')}"
        return self.entity_ids.get((subentry_id, domain, translation_key), will_be)


@callback
def async_accounts_here(
    hass: HomeAssistant, proposal: list[ProposedAccount], chosen: ConfigEntry | None
) -> list[AccountHere]:
    """Look for what there is of a proposal.

    Args:
        hass: where to look.
        proposal: what was read.
        chosen: the account that takes everything over; None for those with the same token or
            address. Where neither is told, the only one of its kind is meant.
    """
    entries = hass.config_entries.async_entries(DOMAIN, include_ignore=False)
    readers = _readers(hass, entries)
    accounts = []
    for number, proposed in enumerate(proposal, start=1):
        entry = chosen or _same(entries, proposed)
        if entry is None and len(proposal) == 1:
            entry = _only(entries, proposed)
        # Of an account that isn't set up, a plate is known if any account knows it.
        searched = entries if entry is None else [entry]
        known = TakenPlates(each for account in searched for each in known_subentries(account))
        vehicles = [_vehicle(plate, known, entry) for plate in proposed.plates]
        accounts.append(
            AccountHere(
                number,
                proposed,
                entry,
                tuple(_camera(hass, each, readers, entry) for each in proposed.cameras),
                tuple(each for each in vehicles if isinstance(each, VehicleHere)),
                (*proposed.leftovers, *(each for each in vehicles if isinstance(each, Leftover))),
                _entity_ids(hass, entry),
            )
        )
    return accounts


def _readers(hass: HomeAssistant, entries: list[ConfigEntry]) -> Readers:
    """Find what reads each camera entity."""
    readers: Readers = {}
    for entry in entries:
        for subentry in entry.get_subentries_of_type(SUBENTRY_TYPE_CAMERA):
            reference = subentry.data.get(CONF_CAMERA_ENTITY_ID) or ""
            entity_id = referenced_entity_id(hass, reference)
            readers.setdefault(entity_id, []).append((entry, subentry))
    return readers


def _entity_ids(hass: HomeAssistant, entry: ConfigEntry | None) -> EntityIds:
    if entry is None:
        return {}
    return {
        (each.config_subentry_id, each.domain, each.translation_key): each.entity_id
        for each in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    }


def _same(entries: list[ConfigEntry], proposed: ProposedAccount) -> ConfigEntry | None:
    key, told = _identity(proposed)
    if told is None:
        return None
    wanted = proposed.kind, told
    return next(
        (each for each in entries if (each.data[CONF_KIND], each.data.get(key)) == wanted), None
    )


def _only(entries: list[ConfigEntry], proposed: ProposedAccount) -> ConfigEntry | None:
    _, told = _identity(proposed)
    of_kind = [each for each in entries if each.data[CONF_KIND] == proposed.kind]
    return of_kind[0] if told is None and len(of_kind) == 1 else None


def _identity(proposed: ProposedAccount) -> tuple[str, str | None]:
    """Return what an account is known by, and what that is here; None if it isn't told."""
    if proposed.kind == "sdk":
        return CONF_URL, proposed.url
    token = proposed.token
    return CONF_TOKEN, None if token is None or token.is_secret else token.text


def _camera(
    hass: HomeAssistant, proposed: ProposedCamera, readers: Readers, account: ConfigEntry | None
) -> CameraHere:
    entity_id = proposed.old.entity_id
    state = hass.states.get(entity_id)
    own_first = sorted(readers.get(entity_id, ()), key=lambda each: each[0] is not account)
    for reader, subentry in own_first:
        own_id = subentry.subentry_id if reader is account else None
        return CameraHere(proposed, subentry.title, state is not None, reader, own_id)
    return CameraHere(proposed, state.name if state else entity_id, state is not None, None, None)


def _vehicle(written: str, known: TakenPlates, entry: ConfigEntry | None) -> VehicleHere | Leftover:
    plate = written.upper()
    data: dict[str, Any] = {CONF_NAME: plate, CONF_PLATES: [plate], CONF_MATCHING: WATCHED.value}
    if find_vehicle_problem(data, others=()) is not None:
        return Leftover("watched_plates", "no_plate", written)
    if entry is not None:
        data[ATTR_CONFIG_ENTRY_ID] = entry.entry_id
    return VehicleHere(written, data, known.holder(normal_form(plate)))
