"""Plate Recognizer for Home Assistant: who is on the driveway, and may the gate open?"""

from homeassistant.const import CONF_WEBHOOK_ID, Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv, issue_registry as ir
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.typing import ConfigType

from .account import Account, PlateRecognizerConfigEntry
from .actions import async_set_up_actions
from .card import async_serve_card
from .const import DOMAIN, PLATFORMS
from .decision_journal import async_load_decisions, async_record_decisions
from .decision_keeper import async_forget_decisions
from .interval_budget import async_forget_spending
from .keeper import async_forget_history
from .late_masking import async_mask_later
from .lookups import no_credits_issue_id
from .media.view import async_set_up_view
from .missing_camera import async_forget_missing
from .preview import async_set_up_previews
from .quota import async_forget_usage, quota_low_issue_id
from .rates import async_forget_rate
from .receiving.address import async_give_up_address
from .receiving.receiver import async_forget_received
from .strangers import async_forget_pseudonyms
from .visits import async_forget_visits
from .websocket import async_set_up_commands

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Set up what all accounts share."""
    async_set_up_previews(hass)
    async_set_up_actions(hass)
    async_set_up_view(hass)
    async_set_up_commands(hass)
    await async_serve_card(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: PlateRecognizerConfigEntry) -> bool:
    """Set up an account: everything that can fail comes before the first entity."""
    account = Account.create(hass, entry)
    await account.quota.async_load()
    await account.usage.async_config_entry_first_refresh()
    await account.interval_budget.async_load()
    await account.visits.async_load()
    decisions = await async_load_decisions(hass, entry, account.history)
    entry.runtime_data = account
    account.async_start()
    async_record_decisions(hass, entry, decisions)
    # Before anything is waited for, so that no change is missed.
    entry.async_on_unload(entry.add_update_listener(_async_entry_changed))
    await account.async_adopt_vehicles()
    account.visits.async_start()

    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    # image_processing can't be forwarded to: only its EntityComponent knows config entries.
    await hass.data[DATA_INSTANCES][Platform.IMAGE_PROCESSING].async_setup_entry(entry)

    async_mask_later(hass, entry)
    account.async_receive()  # now that there are entities to tell of it

    @callback
    def started(_hass: HomeAssistant) -> None:
        account.cameras.async_home_started()

    entry.async_on_unload(async_at_started(hass, started))
    return True


async def async_unload_entry(hass: HomeAssistant, entry: PlateRecognizerConfigEntry) -> bool:
    """Stop an account. What a running lookup still brings is thrown away."""
    account = entry.runtime_data
    account.async_stop()
    await account.interval_budget.async_save()
    await account.quota.async_save()
    await account.visits.async_save()
    if entry.disabled_by is not None:
        _withdraw_issues(hass, entry)
        async_forget_received(hass, entry)
    unloaded = await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
    component = hass.data[DATA_INSTANCES][Platform.IMAGE_PROCESSING]
    return await component.async_unload_entry(entry) and unloaded


async def async_remove_entry(hass: HomeAssistant, entry: PlateRecognizerConfigEntry) -> None:
    """Withdraw what was said and written down of an account that is gone."""
    await async_forget_spending(hass, entry.entry_id)
    await async_forget_usage(hass, entry.entry_id)
    await async_forget_visits(hass, entry.entry_id)
    async_forget_decisions(hass, entry.entry_id)  # before: what writes them would make a new file
    await async_forget_history(hass, entry.entry_id)
    async_forget_pseudonyms(hass, entry.entry_id)
    async_forget_rate(hass, entry.entry_id)
    async_forget_received(hass, entry)
    if (webhook_id := entry.data.get(CONF_WEBHOOK_ID)) is not None:
        await async_give_up_address(hass, webhook_id)
    _withdraw_issues(hass, entry)


def _withdraw_issues(hass: HomeAssistant, entry: PlateRecognizerConfigEntry) -> None:
    ir.async_delete_issue(hass, DOMAIN, no_credits_issue_id(entry.entry_id))
    ir.async_delete_issue(hass, DOMAIN, quota_low_issue_id(entry.entry_id))
    for subentry_id in entry.subentries:
        async_forget_missing(hass, subentry_id)


async def _async_entry_changed(hass: HomeAssistant, entry: PlateRecognizerConfigEntry) -> None:
    """Take in a change: of the account by a reload, of its cameras without disturbing others."""
    account = entry.runtime_data
    if account.is_outdated:
        hass.config_entries.async_schedule_reload(entry.entry_id)
    else:
        account.async_adopt_cameras()
        await account.async_adopt_vehicles()
