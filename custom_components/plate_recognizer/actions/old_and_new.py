"""What a proposal finds in this Home Assistant: accounts, cameras and vehicles that are there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from homeassistant.components import camera
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


@dataclass(frozen=True, slots=True)
class Home:
    """What there is in this Home Assistant, as it was at one moment."""

    entries: list[ConfigEntry]
    """The accounts."""
    readers: Readers
    camera_names: Mapping[str, str]
    """By their entity ids."""
    registered: Mapping[str, list[er.RegistryEntry]]
    """The entities of each account, by its id."""
    known: Mapping[str, list[ConfigSubentry]]
    """The vehicles and lists of each account, likewise."""


@callback
def async_home(hass: HomeAssistant) -> Home:
    """Look what there is now: what is made of it can take its time, elsewhere."""
    entries = hass.config_entries.async_entries(DOMAIN, include_ignore=False)
    registry = er.async_get(hass)
    ids = [entry.entry_id for entry in entries]
    return Home(
        entries,
        _readers(hass, entries),
        {state.entity_id: state.name for state in hass.states.async_all(camera.DOMAIN)},
        {each: er.async_entries_for_config_entry(registry, each) for each in ids},
        {entry.entry_id: [*known_subentries(entry)] for entry in entries},
    )


def accounts_here(
    home: Home, proposal: list[ProposedAccount], chosen: ConfigEntry | None
) -> list[AccountHere]:
    """Look for what there is of a proposal. With thousands of plates it takes some 50 ms.

    Args:
        home: where to look.
        proposal: what was read.
        chosen: the account that takes everything over; None for those with the same token or
            address. Where neither is told, the only one of its kind is meant.
    """
    known = cache(partial(_known, home))
    entity_ids = cache(partial(_entity_ids, home))
    accounts = []
    for number, proposed in enumerate(proposal, start=1):
        entry = chosen or _same(home.entries, proposed)
        if entry is None and len(proposal) == 1:
            entry = _only(home.entries, proposed)
        entry_id = entry.entry_id if entry else None
        vehicles = [_vehicle(plate, known(entry_id), entry) for plate in proposed.plates]
        accounts.append(
            AccountHere(
                number,
                proposed,
                entry,
                tuple(_camera(home, each, entry) for each in proposed.cameras),
                tuple(each for each in vehicles if isinstance(each, VehicleHere)),
                (*proposed.leftovers, *(each for each in vehicles if isinstance(each, Leftover))),
                entity_ids(entry_id),
            )
        )
    return accounts


def _known(home: Home, entry_id: str | None) -> TakenPlates:
    """Return the plates that an account knows; of one that isn't set up, those that any knows."""
    searched = home.known.values() if entry_id is None else [home.known[entry_id]]
    return TakenPlates(each for subentries in searched for each in subentries)


def _readers(hass: HomeAssistant, entries: list[ConfigEntry]) -> Readers:
    """Find what reads each camera entity."""
    readers: Readers = {}
    for entry in entries:
        for subentry in entry.get_subentries_of_type(SUBENTRY_TYPE_CAMERA):
            reference = subentry.data.get(CONF_CAMERA_ENTITY_ID) or ""
            entity_id = referenced_entity_id(hass, reference)
            readers.setdefault(entity_id, []).append((entry, subentry))
    return readers


def _entity_ids(home: Home, entry_id: str | None) -> EntityIds:
    if entry_id is None:
        return {}
    return {
        (each.config_subentry_id, each.domain, each.translation_key): each.entity_id
        for each in home.registered[entry_id]
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


def _camera(home: Home, proposed: ProposedCamera, account: ConfigEntry | None) -> CameraHere:
    entity_id = proposed.old.entity_id
    name = home.camera_names.get(entity_id)
    own_first = sorted(home.readers.get(entity_id, ()), key=lambda each: each[0] is not account)
    for reader, subentry in own_first:
        own_id = subentry.subentry_id if reader is account else None
        return CameraHere(proposed, subentry.title, name is not None, reader, own_id)
    return CameraHere(proposed, name or entity_id, name is not None, None, None)


def _vehicle(written: str, known: TakenPlates, entry: ConfigEntry | None) -> VehicleHere | Leftover:
    plate = written.upper()
    data: dict[str, Any] = {CONF_NAME: plate, CONF_PLATES: [plate], CONF_MATCHING: WATCHED.value}
    if find_vehicle_problem(data, others=()) is not None:
        return Leftover("watched_plates", "no_plate", written)
    if entry is not None:
        data[ATTR_CONFIG_ENTRY_ID] = entry.entry_id
    return VehicleHere(written, data, known.holder(normal_form(plate)))
