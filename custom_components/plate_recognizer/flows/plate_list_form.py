"""The form of a list of plates, and what in it is refused."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import CONF_NAME
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import (
    FileSelector,
    FileSelectorConfig,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from ..const import CONF_FILE, CONF_ROWS
from ..pipeline.known_vehicles import Confusion
from ..pipeline.plate_list import (
    MOST_ROWS,
    ListedPlate,
    PlateListError,
    decode,
    export_plate_list,
)
from ..plate_lists import listed_vehicles, stored_rows
from ..vehicles import known_vehicles
from .check import Problem
from .taken_plates import TakenPlates
from .vehicle_form import PERMISSIONS, find_name_problem, find_permission_problem

MOST_SHOWN_ROWS: Final = 200
"""A field for text is as tall as its text: nobody finds the button below longer ones."""
MOST_CONFUSIONS: Final = 500
"""Pairs that are looked for: of thousands of plates that all look alike, there are millions."""
_MOST_BYTES: Final = 8 * 1024 * 1024
"""More than the longest list has."""

PLATE_LIST_FORM: Final = vol.Schema(
    {
        vol.Required(CONF_NAME): TextSelector(),
        **PERMISSIONS,
        vol.Optional(CONF_ROWS): TextSelector(TextSelectorConfig(multiline=True)),
        vol.Optional(CONF_FILE): FileSelector(
            FileSelectorConfig(accept=".csv,.txt,text/csv,text/plain")
        ),
    }
)


def read_uploaded(hass: HomeAssistant, file_id: str) -> str:
    """Read an uploaded file, which is gone afterwards. Call it in an executor.

    Raises:
        PlateListError: `list_file_gone`, `list_too_long` or `list_no_text`.
    """
    try:
        with process_uploaded_file(hass, file_id) as path, path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except ValueError:
        raise PlateListError("list_file_gone") from None
    if len(content) > _MOST_BYTES:
        raise PlateListError("list_too_long", most=MOST_ROWS)
    return decode(content)


def shown(rows: Sequence[ListedPlate]) -> str:
    """Return the text that a form shows of rows: nothing if they are many."""
    return export_plate_list(rows) if len(rows) <= MOST_SHOWN_ROWS else ""


def exported(rows: Iterable[ListedPlate]) -> bytes:
    """Return rows as a file that spreadsheets, too, take for UTF-8."""
    return export_plate_list(rows).encode("utf-8-sig")


def stored(user_input: Mapping[str, Any], rows: Iterable[ListedPlate]) -> dict[str, Any]:
    """Return what a subentry stores of a filled-in form and the rows that were read of it."""
    fields = {key: value for key, value in user_input.items() if key != CONF_FILE}
    return {**fields, CONF_NAME: user_input[CONF_NAME].strip(), CONF_ROWS: stored_rows(rows)}


def find_list_problem(
    data: Mapping[str, Any], rows: Iterable[ListedPlate], others: Iterable[ConfigSubentry]
) -> Problem | None:
    """Say what in a list's data can't be. Many rows take some milliseconds: use an executor.

    Args:
        data: of the list.
        rows: those in it.
        others: the account's vehicles, and its other lists.
    """
    if problem := find_name_problem(data) or find_permission_problem(data):
        return problem
    taken = TakenPlates(others)
    for row in rows:
        if (owner := taken.owner(row.normal)) is not None:
            words = {"line": str(row.line), "text": row.plate, "vehicle": owner}
            return Problem("row_plate_taken", words)
    return None


def find_confusions(data: Mapping[str, Any], others: Iterable[ConfigSubentry]) -> list[Confusion]:
    """Find which plates of a list may be taken for others. Call it in an executor.

    Where there are more than `MOST_CONFUSIONS` pairs, one more than that is returned.
    """
    added = tuple(listed_vehicles("", data[CONF_NAME], data))
    return list(islice(known_vehicles(others).confusions_with(added), MOST_CONFUSIONS + 1))
