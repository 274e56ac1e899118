"""The form of a known vehicle, and what in it is refused."""

from collections.abc import Iterable, Mapping
import re
from typing import Any, Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import CONF_NAME
from homeassistant.helpers.selector import (
    BooleanSelector,
    DateTimeSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from ..api.regions import RegionChoice, predicted_country, region_choices
from ..const import (
    CONF_CAMERAS,
    CONF_CATEGORY,
    CONF_MATCHING,
    CONF_MAY_OPEN,
    CONF_NOTE,
    CONF_PLATES,
    CONF_REGION,
    CONF_TIMES,
    CONF_VALID_FROM,
    CONF_VALID_UNTIL,
)
from ..pipeline.match import Match
from ..pipeline.plate_text import normal_form
from ..pipeline.pseudonyms import is_pseudonym
from ..pipeline.sighting import LONGEST_PLATE
from ..pipeline.verdict import Category
from ..pipeline.weekly_times import WeeklyTimeError, parse_weekly_times, with_english_days
from ..vehicles import known_vehicle
from .check import Problem
from .taken_plates import TakenPlates

_LONGEST_NAME = 100
_SEVERAL = re.compile(r"[,;\n]")


def _choice(key: str, options: list[str]) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(options=options, mode=SelectSelectorMode.DROPDOWN, translation_key=key)
    )


PERMISSIONS: Final = {
    vol.Required(CONF_CATEGORY, default=Category.RESIDENT.value): _choice(
        CONF_CATEGORY, [each.value for each in Category]
    ),
    vol.Required(CONF_MAY_OPEN, default=False): BooleanSelector(),
    vol.Required(CONF_MATCHING, default=Match.EXACT.value): _choice(
        CONF_MATCHING, [each.value for each in Match if each is not Match.NONE]
    ),
}
"""The fields that vehicles and lists have in common: what who is known may."""


def regions_that_are_told() -> list[RegionChoice]:
    """List the regions that answers can name: one that they can't would protect nothing.

    The first call reads files: make it in an executor.
    """
    return [region for region in region_choices() if predicted_country(region.code) is not None]


def vehicle_form(
    regions: Iterable[RegionChoice],
    cameras: Iterable[ConfigSubentry],
    chosen_cameras: Iterable[str],
    strangers: Iterable[SelectOptionDict] = (),
) -> vol.Schema:
    """Return the form of a vehicle.

    Args:
        regions: are suggested.
        cameras: can be chosen.
        chosen_cameras: ids of those chosen before. Removed ones stay on the list: where they just
            disappeared, saving any other change would have the vehicle known before all cameras.
        strangers: whose plates are suggested; any other can be typed.
    """
    names = {each: each for each in chosen_cameras} | {
        camera.subentry_id: camera.title for camera in cameras
    }
    return vol.Schema(
        {
            vol.Required(CONF_NAME): TextSelector(),
            # Without a default, the frontend would choose the first stranger by itself.
            vol.Required(CONF_PLATES, default=list): SelectSelector(
                SelectSelectorConfig(
                    options=list(strangers),
                    multiple=True,
                    custom_value=True,
                    mode=SelectSelectorMode.DROPDOWN,
                )
            ),
            **PERMISSIONS,
            vol.Optional(CONF_REGION): SelectSelector(
                SelectSelectorConfig(
                    options=[
                        SelectOptionDict(value=region.code, label=f"{region.name} ({region.code})")
                        for region in regions
                    ],
                    custom_value=True,
                    mode=SelectSelectorMode.DROPDOWN,
                )
            ),
            vol.Optional(CONF_CAMERAS): SelectSelector(
                SelectSelectorConfig(
                    options=[
                        SelectOptionDict(value=camera_id, label=name)
                        for camera_id, name in names.items()
                    ],
                    multiple=True,
                    mode=SelectSelectorMode.DROPDOWN,
                )
            ),
            vol.Optional(CONF_VALID_FROM): DateTimeSelector(),
            vol.Optional(CONF_VALID_UNTIL): DateTimeSelector(),
            vol.Optional(CONF_TIMES): TextSelector(TextSelectorConfig(multiple=True)),
            vol.Optional(CONF_NOTE): TextSelector(TextSelectorConfig(multiline=True)),
        }
    )


def stored(user_input: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a vehicle subentry stores of a filled-in form: nothing that was left empty."""
    plates = [plate.strip() for plate in user_input[CONF_PLATES]]
    once = {normal_form(plate) or plate: plate for plate in reversed(plates)}
    data = {
        **user_input,
        CONF_NAME: user_input[CONF_NAME].strip(),
        CONF_PLATES: [plate for plate in reversed(once.values()) if plate],
        CONF_TIMES: [
            with_english_days(line)
            for each in user_input.get(CONF_TIMES, ())
            if (line := each.strip())
        ],
        CONF_REGION: user_input.get(CONF_REGION, "").strip(),
        CONF_NOTE: user_input.get(CONF_NOTE, "").strip(),
    }
    return {key: value for key, value in data.items() if value not in (None, "", [])}


def find_vehicle_problem(
    data: Mapping[str, Any], others: Iterable[ConfigSubentry]
) -> Problem | None:
    """Say what in a vehicle's data can't be.

    Args:
        data: of the vehicle.
        others: the account's other vehicles, and its lists.
    """
    if problem := find_name_problem(data):
        return problem
    if not data.get(CONF_PLATES):
        return Problem("plates_missing")
    return (
        _find_plate_problem(data[CONF_PLATES], others)
        or find_permission_problem(data)
        or _find_region_problem(data)
        or _find_time_problem(data.get(CONF_TIMES, ()))
        or _find_validity_problem(data)
    )


def _find_plate_problem(plates: Iterable[str], others: Iterable[ConfigSubentry]) -> Problem | None:
    taken = TakenPlates(others)
    for plate in plates:
        if _SEVERAL.search(plate):
            return Problem("plates_in_one_field", {"plate": plate})
        if len(plate) > LONGEST_PLATE:
            return Problem("plate_too_long", {"most": str(LONGEST_PLATE)})
        if is_pseudonym(plate.upper()):
            return Problem("plate_masked", {"plate": plate})
        if (normal := normal_form(plate)) is None:
            return Problem("plate_empty", {"plate": plate})
        if (vehicle := taken.owner(normal)) is not None:
            return Problem("plate_taken", {"plate": plate, "vehicle": vehicle})
    return None


def find_name_problem(data: Mapping[str, Any]) -> Problem | None:
    """Say if a vehicle or a list has no name, or one that is too long."""
    if not 0 < len(data.get(CONF_NAME, "")) <= _LONGEST_NAME:
        return Problem("name_missing", {"most": str(_LONGEST_NAME)})
    return None


def find_permission_problem(data: Mapping[str, Any]) -> Problem | None:
    """Say if somebody may open who is to be kept out."""
    if data.get(CONF_MAY_OPEN) and data.get(CONF_CATEGORY) in {Category.BLOCKED, Category.IGNORED}:
        return Problem("may_not_open")
    return None


def _find_region_problem(data: Mapping[str, Any]) -> Problem | None:
    region = data.get(CONF_REGION)
    if region is not None and predicted_country(region) is None:
        return Problem("region_not_told", {"region": region})
    return None


def _find_time_problem(lines: Iterable[str]) -> Problem | None:
    try:
        for line in lines:
            parse_weekly_times(line)
    except WeeklyTimeError as error:
        return Problem(error.slug, error.placeholders)
    return None


def _find_validity_problem(data: Mapping[str, Any]) -> Problem | None:
    rules = known_vehicle("", "", data).rules
    if rules.valid_from and rules.valid_until and rules.valid_from >= rules.valid_until:
        words = {"valid_from": data[CONF_VALID_FROM], "valid_until": data[CONF_VALID_UNTIL]}
        return Problem("validity_reversed", words)
    return None
