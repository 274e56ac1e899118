"""The address at which an account's webhook is reached."""

import logging

from homeassistant.components import webhook
from homeassistant.const import CONF_WEBHOOK_ID
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.network import NoURLAvailableError

from ..const import CONF_KIND, DOMAIN, AccountKind
from ..settings import AccountSettings
from ..stored_values import StoredValueError

_LOGGER = logging.getLogger(__name__)


async def async_webhook_address(hass: HomeAssistant, webhook_id: str, *, local_only: bool) -> str:
    """Return what a sender has to be told; only the path where nobody knows what comes before it.

    Args:
        hass: which is to be reached.
        webhook_id: of the hook.
        local_only: whether the sender is in the home's own network. One outside is given the
            address at Home Assistant Cloud where there is one.
    """
    if not local_only and (address := await _async_at_cloud(hass, webhook_id)) is not None:
        return address
    try:
        return webhook.async_generate_url(
            hass, webhook_id, allow_internal=local_only, allow_external=not local_only
        )
    except NoURLAvailableError:
        return webhook.async_generate_path(webhook_id)


async def _async_at_cloud(hass: HomeAssistant, webhook_id: str) -> str | None:
    if "cloud" not in hass.config.components:
        return None
    # Imported where it is set up: it has requirements of its own.
    from hass_nabucasa import CloudError  # noqa: PLC0415
    from homeassistant.components import cloud  # noqa: PLC0415

    if not cloud.async_active_subscription(hass):
        return None
    try:
        return await cloud.async_get_or_create_cloudhook(hass, webhook_id)
    except (cloud.CloudNotAvailable, CloudError) as error:
        _LOGGER.warning("Home Assistant Cloud gave no address for a webhook: %r", error)
        return None


@callback
def async_dialog_ended(hass: HomeAssistant, webhook_id: str | None) -> None:
    """Remove the address at Home Assistant Cloud if no account is reached by it.

    A dialog has to make it to show it. So it is left over where nothing was stored; and where it
    was stored that nobody sends from outside any more, or nobody at all.

    Args:
        hass: where the accounts are.
        webhook_id: of the account, None if it never had any.
    """
    if webhook_id is None:
        return
    for entry in hass.config_entries.async_entries(DOMAIN):
        if entry.data.get(CONF_WEBHOOK_ID) != webhook_id:
            continue
        try:
            settings = AccountSettings.from_options(entry.options)
        except StoredValueError:
            return  # nobody knows whether it is needed
        receives = settings.receives or entry.data[CONF_KIND] == AccountKind.WEBHOOK
        if receives and not settings.local_only:
            return
    hass.create_task(async_give_up_address(hass, webhook_id))


async def async_give_up_address(hass: HomeAssistant, webhook_id: str) -> None:
    """Remove the address at Home Assistant Cloud, if there is one."""
    if "cloud" not in hass.config.components:
        return
    from homeassistant.components import cloud  # noqa: PLC0415 - see above

    try:
        await cloud.async_delete_cloudhook(hass, webhook_id)
    except cloud.CloudNotAvailable, ValueError:  # logged out, or it had none
        return
