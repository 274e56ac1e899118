"""A flow that nobody can start: Home Assistant sets up no entry of an integration without one."""

from homeassistant.config_entries import ConfigFlow

from .entity import DOMAIN


class StubFlow(ConfigFlow, domain=DOMAIN):
    """Asks nothing."""
