"""How long a list of plates takes, from its filled-in form until its vehicles are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from time import perf_counter
from typing import Any, Final

from homeassistant.config_entries import SOURCE_USER, ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from custom_components.plate_recognizer.const import CONF_ROWS, DOMAIN, SUBENTRY_TYPE_PLATE_LIST
from custom_components.plate_recognizer.pipeline.misreading import CONFUSION_CLASSES

from .bench import Bench
from .calibration.grammars import GRAMMARS
from .errors import BenchError
from .heartbeat import heartbeat
from .rounds import own_garbage_only

LONGEST_IMPORTS: Final[Mapping[int, float | None]] = {2_000: 2.0, 10_000: None}
"""Seconds for so many rows, where there is a budget; the other is the longest list."""
CONFUSED_OF: Final = 100
"""Of so many rows, one is easily confused with another one."""
_TWINS: Final = str.maketrans({same[0]: same[1] for same in CONFUSION_CLASSES})


@dataclass(frozen=True, slots=True)
class Import:
    """A list that was taken in again and again."""

    rows: int
    seconds: list[float]
    """In each round."""
    late: list[float]
    """How late the event loop was meanwhile, in seconds."""


async def measure_imports(bench: Bench) -> list[Import]:
    """Take lists in through the dialog, as the frontend does, while the cameras' account runs.

    Plates are drawn from all regions, and one of a hundred has another one that is easily confused
    with it: the dialog warns, and the way over the warning is part of what is measured.

    Raises:
        BenchError: there was no warning, the list isn't there afterwards, or the account was
            reloaded.
    """
    hass = bench.home.hass
    [account] = hass.config_entries.async_entries(DOMAIN)
    imports = [Import(rows, [], []) for rows in LONGEST_IMPORTS]
    with own_garbage_only():
        for each in imports * bench.rounds:
            text = _csv(each.rows)
            async with heartbeat() as beats:
                each.seconds.append(await _import(hass, account, text, each.rows))
            each.late.extend(beats)
    return imports


async def _import(hass: HomeAssistant, account: ConfigEntry, text: str, rows: int) -> float:
    running, before = account.runtime_data, account.subentries.keys()
    flows = hass.config_entries.subentries
    form = await flows.async_init(
        (account.entry_id, SUBENTRY_TYPE_PLATE_LIST), context={"source": SOURCE_USER}
    )
    filled_in: dict[str, Any] = {"name": "Yard", CONF_ROWS: text}
    started = perf_counter()
    result = await flows.async_configure(form["flow_id"], filled_in)
    if result["type"] is not FlowResultType.MENU:
        raise BenchError(f"There was no warning of a list of {rows} plates: {result}")
    result = await flows.async_configure(form["flow_id"], {"next_step_id": "save"})
    await hass.async_block_till_done()
    seconds = perf_counter() - started
    added = [account.subentries[each] for each in account.subentries.keys() - before]
    if [len(each.data[CONF_ROWS]) for each in added] != [rows]:
        raise BenchError(f"A list of {rows} plates wasn't taken in: {result}")
    if account.runtime_data is not running:
        raise BenchError("The account was reloaded")
    hass.config_entries.async_remove_subentry(account, added[0].subentry_id)
    await hass.async_block_till_done()
    return seconds


def _twin(plate: str) -> str:
    """Return a plate with one character, if it has such a one, that is taken for another's."""
    for position, char in enumerate(plate):
        if (other := char.translate(_TWINS)) != char:
            return plate[:position] + other + plate[position + 1 :]
    return plate


def _csv(rows: int) -> str:
    random = Random(rows)
    plates: set[str] = set()
    confused = rows // CONFUSED_OF
    while len(plates) < rows:
        plate = random.choice(GRAMMARS).draw(random)
        plates.add(plate)
        if confused and (twin := _twin(plate)) != plate:
            plates.add(twin)
            confused -= 1
    return "".join(f"{plate},Owner of {plate},2030-12-31\n" for plate in sorted(plates))
