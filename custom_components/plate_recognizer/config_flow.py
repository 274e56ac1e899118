"""Where Home Assistant looks for the dialogs; they live in `flows`."""

from .flows.account import AccountFlow

__all__ = ["AccountFlow"]
