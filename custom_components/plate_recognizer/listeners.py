"""Those who are told when something happens: one that fails takes nothing from the others."""

from collections.abc import Callable, Hashable
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

    def __len__(self) -> int:
        return len(self._listeners)

    @callback
    def async_call(self, *args: What.args, **kwargs: What.kwargs) -> None:
        """Tell all. Whoever raises is named in the log: what comes after this has to happen."""
        for listener in tuple(self._listeners):
            try:
                listener(*args, **kwargs)
            except Exception:
                _LOGGER.exception("%r failed", listener)


class ListenersByKey[Key: Hashable, **What]:
    """Such functions, of which each waits for one thing among many."""

    def __init__(self) -> None:
        self._listeners: dict[Key, Listeners[What]] = {}

    @callback
    def async_add(self, key: Key, listener: Callable[What, None]) -> CALLBACK_TYPE:
        """Call `listener` for that from now on. Returns the function that ends this."""
        listeners = self._listeners.setdefault(key, Listeners())
        remove_listener = listeners.async_add(listener)

        @callback
        def remove() -> None:
            remove_listener()
            if not listeners and self._listeners.get(key) is listeners:
                del self._listeners[key]  # what it was about may never come back

        return remove

    @callback
    def async_call(self, key: Key, *args: What.args, **kwargs: What.kwargs) -> None:
        """Tell all who wait for that."""
        if (listeners := self._listeners.get(key)) is not None:
            listeners.async_call(*args, **kwargs)
