"""What to do in the UI, and in which order, in sentences of this Home Assistant's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from ..const import DOMAIN
from ..migration.old_platform import Leftover, Token
from .old_and_new import AccountHere


@dataclass(frozen=True, slots=True)
class MigrationWords:
    """The translations of what a proposal says."""

    texts: dict[str, str]

    @classmethod
    async def async_load(cls, hass: HomeAssistant) -> Self:
        """Load them."""
        return cls(await async_get_translations(hass, hass.config.language, "common", {DOMAIN}))

    def say(self, key: str, /, **words: str) -> str:
        """Return a sentence with its braces filled in."""
        return self.texts[f"component.{DOMAIN}.common.{key}"].format_map(words)

    def instead(self, leftover: Leftover) -> str:
        """Say what to use instead of something that isn't taken over."""
        return self.say(f"old_key_{leftover.reason}")


def steps(accounts: list[AccountHere], words: MigrationWords) -> Iterator[str]:
    """Yield what to do, one thing after the other."""
    for account in accounts:
        yield from _account_steps(account, words)
    if any(account.cameras for account in accounts):
        yield words.say("move_scans")
    vehicles = [each for account in accounts for each in account.vehicles]
    if any(each.known_as is None for each in vehicles):
        yield words.say("move_vehicles")
    for key in ("move_side_by_side", "move_automations", "move_end"):
        yield words.say(key)


def token_kind(token: Token | None) -> str:
    """Say where a token is: `missing`, `in_secrets` or `given`."""
    if token is None:
        return "missing"
    return "in_secrets" if token.is_secret else "given"


def _account_steps(account: AccountHere, words: MigrationWords) -> Iterator[str]:
    proposed, number = account.proposed, str(account.number)
    if account.entry is not None:
        yield words.say("move_account_there", number=number, account=account.entry.title)
    else:
        setting_up = words.say(
            f"move_account_{proposed.kind}",
            number=number,
            url=proposed.url or words.say("move_address_unknown"),
        )
        where = words.say(f"move_token_{token_kind(proposed.token)}")
        is_needed = proposed.kind == "cloud" or proposed.token is not None
        yield f"{setting_up} {where}" if is_needed else setting_up
        yield words.say("move_recognition", number=number)
    yield from _camera_steps(account, words)


def _camera_steps(account: AccountHere, words: MigrationWords) -> Iterator[str]:
    number = str(account.number)
    to_choose = [each for each in account.cameras if each.exists and each.subentry_id is None]
    if to_choose:
        cameras = ", ".join(each.name for each in to_choose)
        key = "move_cameras" if account.entry is None else "move_cameras_later"
        yield words.say(key, number=number, cameras=cameras)
    for each in account.cameras:
        if not each.exists:
            camera = each.proposed.old.entity_id
            yield words.say("move_camera_missing", number=number, camera=camera)
        if each.proposed.own.differs:
            yield words.say("move_camera_own", camera=each.name)
