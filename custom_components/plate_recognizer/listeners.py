"""Those who are told when something happens: one that fails takes nothing from the others."""

from collections.abc import Callable
import logging

from homeassistant.core import CALLBACK_TYPE, callback

_LOGGER = logging.getLogger(__name__)


class Listeners[**What]:
    """Functions that are called when something happens, in the order in which they came."""

    def __init__(self) -> None:
        self._listeners: list[Callable[What, None]] = []

    @callback
    def async_add(self, listener: Callable[What, None]) -> CALLBACK_TYPE:
        """Call `listener` from now on. Returns the function that ends this."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def async_call(self, *args: What.args, **kwargs: What.kwargs) -> None:
        """Tell all. Whoever raises is named in the log: what comes after this has to happen."""
        for listener in tuple(self._listeners):
            try:
                listener(*args, **kwargs)
            except Exception:
                _LOGGER.exception("%r failed", listener)
