"""Says in the log that something is out of order: once, and once when it is over."""

import logging


class Outage:
    """One thing that can fail many times in a row, such as a camera or the API."""

    def __init__(self, logger: logging.Logger, subject: str) -> None:
        self._logger = logger
        self._subject = subject
        self._lasting = False
        self._is_hushed = False

    def hush(self) -> None:
        """Tell nothing more: whatever it is belongs to nobody any more."""
        self._is_hushed = True

    def begins(self, why: object) -> None:
        """Tell that it failed, unless this is known."""
        if not self._lasting and not self._is_hushed:
            self._logger.warning("%s: %s", self._subject, why)
        self._lasting = True

    def ends(self) -> None:
        """Tell that it works again, if it had failed."""
        if self._lasting and not self._is_hushed:
            self._logger.info("%s: works again", self._subject)
        self._lasting = False
