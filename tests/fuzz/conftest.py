"""A home to be set up with damaged files, and dialogs to be filled in with anything."""

from collections.abc import Iterator
import logging

import pytest

from custom_components.plate_recognizer.stored_values import StoredValueError
from tests.integration.conftest import (  # noqa: F401 - fixtures
    _custom_integrations,
    camera,
    cloud,
    cloud_process,
    own_history,
    sdk,
    sdk_process,
    silent_health_port,
)


class Faults(logging.Handler):
    """Takes note of exceptions that nobody expected: those that are logged with their traceback."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take note of one."""
        kind = record.exc_info and record.exc_info[0]
        if kind and not issubclass(kind, StoredValueError):  # core logs whatever refuses a set-up
            self.found.append(record)

    def check(self) -> None:
        """Fail if there was one, with its traceback."""
        found, self.found = self.found, []
        for record in found:
            assert record.exc_info
            raise AssertionError(record.getMessage()) from record.exc_info[1]


@pytest.fixture
def faults() -> Iterator[Faults]:
    """What was logged with a traceback."""
    handler = Faults()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)
