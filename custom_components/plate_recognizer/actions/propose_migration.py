"""The action that reads the older integration's YAML, and says how to go on without it."""

from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType, JsonValueType
import voluptuous as vol

from ..const import CONF_KIND, MODELS, AccountKind
from ..migration.old_platform import Recognition
from ..migration.old_yaml import OldYamlError
from ..migration.proposal import OwnRecognition, ProposedAccount, propose
from .accounts import async_account
from .action import Action, refusal
from .migration_steps import MigrationWords, steps, token_kind
from .old_and_new import AccountHere, CameraHere, Home, VehicleHere, accounts_here, async_home
from .old_names import names

_YAML: Final = "yaml"

_SCHEMA: Final = vol.Schema(
    {
        vol.Required(_YAML): object,
        vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string,
    }
)


async def _propose(call: ServiceCall) -> ServiceResponse:
    hass, text = call.hass, call.data[_YAML]
    if not isinstance(text, str):
        raise refusal("old_yaml_no_text")
    entry_id = call.data.get(ATTR_CONFIG_ENTRY_ID)
    chosen = None if entry_id is None else async_account(hass, entry_id)
    words = await MigrationWords.async_load(hass)
    return await hass.async_add_executor_job(_answer, text, async_home(hass), chosen, words)


def _answer(
    text: str, home: Home, chosen: ConfigEntry | None, words: MigrationWords
) -> JsonObjectType:
    """Return the whole proposal. With thousands of plates it takes a tenth of a second.

    Raises:
        ServiceValidationError: the text can't be read, or the account can't take it over.
    """
    proposal = _proposed(text)
    if chosen is not None:
        _refuse_other_kinds(chosen, proposal)
    accounts = accounts_here(home, proposal, chosen)
    told: list[JsonValueType] = [*steps(accounts, words)]
    return {
        "accounts": [_account(each) for each in accounts],
        "cameras": [_camera(each, camera) for each in accounts for camera in each.cameras],
        "vehicles": [_vehicle(each, vehicle) for each in accounts for vehicle in each.vehicles],
        "steps": told,
        "not_taken_over": [
            {
                "account": each.number,
                "key": leftover.key,
                "value": leftover.value or None,
                "instead": words.instead(leftover),
            }
            for each in accounts
            for leftover in each.leftovers
        ],
        "names": [*names(accounts)],
    }


def _proposed(text: str) -> list[ProposedAccount]:
    try:
        return propose(text)
    except OldYamlError as error:
        raise refusal(error.slug, **error.placeholders) from None


def _refuse_other_kinds(chosen: ConfigEntry, proposal: list[ProposedAccount]) -> None:
    kinds = {MODELS[AccountKind(each.kind)]: None for each in proposal}
    if kinds.keys() != {MODELS[AccountKind(chosen.data[CONF_KIND])]}:
        raise refusal("account_of_another_kind", account=chosen.title, kinds=", ".join(kinds))


def _account(account: AccountHere) -> JsonObjectType:
    proposed, entry = account.proposed, account.entry
    return {
        "account": account.number,
        "kind": proposed.kind,
        "url": proposed.url,
        "token": token_kind(proposed.token),
        "config_entry_id": entry.entry_id if entry else None,
        "recognition": _recognition(proposed.recognition),
    }


def _recognition(recognition: Recognition) -> JsonObjectType:
    return {
        "regions": [*recognition.regions],
        "mmc": recognition.mmc,
        "engine": {
            "detection_rule": recognition.detection_rule.value,
            "region": recognition.region.value,
        },
    }


def _camera(account: AccountHere, camera: CameraHere) -> JsonObjectType:
    return {
        "account": account.number,
        "camera_entity_id": camera.proposed.old.entity_id,
        "name": camera.name,
        "old_name": camera.proposed.old.name,
        "exists": camera.exists,
        "read_by": camera.reader.title if camera.reader else None,
        "own": _own(camera.proposed.own),
    }


def _own(own: OwnRecognition) -> JsonObjectType:
    engine: JsonObjectType = {
        key: rule.value
        for key, rule in (("detection_rule", own.detection_rule), ("region", own.region))
        if rule is not None
    }
    return {"regions": [*own.regions], "engine": engine}


def _vehicle(account: AccountHere, vehicle: VehicleHere) -> JsonObjectType:
    return {
        "account": account.number,
        "data": vehicle.data,
        "known_as": vehicle.known_as.title if vehicle.known_as else None,
    }


PROPOSE_MIGRATION: Final = Action("propose_migration", _propose, _SCHEMA, SupportsResponse.ONLY)
