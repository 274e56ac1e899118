"""What the dialogs check before they store anything; nothing here costs a lookup."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..api.engine import EngineConfig, EngineConfigError
from ..api.errors import SnapshotError
from ..const import CONF_ENGINE, CONF_REGIONS
from ..exceptions import NO_DETAIL
from ..usage import AccountClient, async_ask_usage


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something can't be stored: the key of its sentence, and what stands in it."""

    slug: str
    placeholders: Mapping[str, str] = field(default_factory=dict)


async def async_find_account_problem(client: AccountClient) -> Problem | None:
    """Ask the API for the account's usage, which is free; say what is wrong, None if nothing."""
    try:
        await async_ask_usage(client)
    except SnapshotError as error:
        return Problem(error.slug, {"detail": error.detail or NO_DETAIL})
    return None


def find_recognition_problem(user_input: Mapping[str, Any]) -> Problem | None:
    """Say what in the regions and the engine's configuration contradicts itself."""
    try:
        EngineConfig.from_mapping(user_input[CONF_ENGINE]).validate(user_input[CONF_REGIONS])
    except EngineConfigError as error:
        return Problem(error.slug, error.placeholders)
    return None
