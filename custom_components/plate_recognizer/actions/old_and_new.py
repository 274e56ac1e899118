"""What a proposal finds in this Home Assistant: accounts, cameras and vehicles that are there."""

from dataclasses import dataclass
from typing import Any, Self

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import CONF_NAME, CONF_TOKEN, CONF_URL
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

    @classmethod
    def find(
        cls,
        hass: HomeAssistant,
        number: int,
        proposed: ProposedAccount,
        entry: ConfigEntry | None,
    ) -> Self:
        """Look for what there is of a proposed account.

        Args:
            hass: where to look.
            number: of the account in the proposal.
            proposed: the account.
            entry: the one that it is; None if that isn't set up. Then a plate is known if any
                account knows it.
        """
        entries = _entries(hass)
        searched = entries if entry is None else [entry]
        known = [each for account in searched for each in known_subentries(account)]
        vehicles = [_vehicle(plate, known, entry) for plate in proposed.plates]
        return cls(
            number,
            proposed,
            entry,
            tuple(_camera(hass, each, entries, entry) for each in proposed.cameras),
            tuple(each for each in vehicles if isinstance(each, VehicleHere)),
            (*proposed.leftovers, *(each for each in vehicles if isinstance(each, Leftover))),
        )

    @property
    def title(self) -> str:
        """As the account is called, or will be."""
        return self.entry.title if self.entry else MODELS[AccountKind(self.proposed.kind)]

    @callback
    def entity_id(
        self, hass: HomeAssistant, key: str, name: str, subentry_id: str | None = None
    ) -> str:
        """Return an entity of the account by its registered name, or the one that it will get.

        Args:
            hass: whose entities there are.
            key: domain and translation key, such as `sensor.plate`.
            name: of its device.
            subentry_id: of the camera or the vehicle that it belongs to; None of the account's.
        """
        domain, translation_key = key.split(".")
        for each in _entities_of(hass, self.entry):
            if (each.config_subentry_id, each.domain, each.translation_key) == (
                subentry_id,
                domain,
                translation_key,
            ):
                return each.entity_id
        return f"{domain}.{slugify(f'{name} {translation_key}')}"


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
    return [
        AccountHere.find(
            hass,
            number,
            each,
            chosen or _same(hass, each) or (_only(hass, each) if len(proposal) == 1 else None),
        )
        for number, each in enumerate(proposal, start=1)
    ]


def _entries(hass: HomeAssistant) -> list[ConfigEntry]:
    return hass.config_entries.async_entries(DOMAIN, include_ignore=False)


def _entities_of(hass: HomeAssistant, entry: ConfigEntry | None) -> list[er.RegistryEntry]:
    if entry is None:
        return []
    return er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)


def _same(hass: HomeAssistant, proposed: ProposedAccount) -> ConfigEntry | None:
    key, told = _identity(proposed)
    for entry in _entries(hass):
        if told is not None and (entry.data[CONF_KIND], entry.data.get(key)) == (
            proposed.kind,
            told,
        ):
            return entry
    return None


def _only(hass: HomeAssistant, proposed: ProposedAccount) -> ConfigEntry | None:
    _, told = _identity(proposed)
    of_kind = [each for each in _entries(hass) if each.data[CONF_KIND] == proposed.kind]
    return of_kind[0] if told is None and len(of_kind) == 1 else None


def _identity(proposed: ProposedAccount) -> tuple[str, str | None]:
    """Return what an account is known by, and what that is here; None if it isn't told."""
    if proposed.kind == "sdk":
        return CONF_URL, proposed.url
    token = proposed.token
    return CONF_TOKEN, None if token is None or token.is_secret else token.text


def _camera(
    hass: HomeAssistant,
    proposed: ProposedCamera,
    entries: list[ConfigEntry],
    account: ConfigEntry | None,
) -> CameraHere:
    entity_id = proposed.old.entity_id
    readers = [
        (entry, subentry)
        for entry in sorted(entries, key=lambda each: each is not account)
        for subentry in entry.get_subentries_of_type(SUBENTRY_TYPE_CAMERA)
        if referenced_entity_id(hass, subentry.data.get(CONF_CAMERA_ENTITY_ID) or "") == entity_id
    ]
    state = hass.states.get(entity_id)
    for reader, subentry in readers:
        own_id = subentry.subentry_id if reader is account else None
        return CameraHere(proposed, subentry.title, state is not None, reader, own_id)
    return CameraHere(proposed, state.name if state else entity_id, state is not None, None, None)


def _vehicle(
    written: str, known: list[ConfigSubentry], entry: ConfigEntry | None
) -> VehicleHere | Leftover:
    plate = written.upper()
    data: dict[str, Any] = {
        CONF_NAME: plate,
        CONF_PLATES: [plate],
        CONF_MATCHING: WATCHED.value,
    }
    if find_vehicle_problem(data, others=()) is not None:
        return Leftover("watched_plates", "no_plate", written)
    normal = normal_form(plate) or ""
    owner = next((each for each in known if TakenPlates([each]).owner(normal)), None)
    if entry is not None:
        data["config_entry_id"] = entry.entry_id
    return VehicleHere(written, data, owner)
