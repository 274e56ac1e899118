"""The dialogs of a list of plates: taken in as CSV, and given back as such."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final, override

from homeassistant.config_entries import ConfigSubentry, SubentryFlowResult
from homeassistant.const import CONF_NAME
from homeassistant.core import callback
from homeassistant.util import slugify

from ..const import CONF_FILE, CONF_ROWS, SUBENTRY_TYPE_PLATE_LIST
from ..pipeline.known_vehicles import Confusion
from ..pipeline.plate_list import ListedPlate, PlateListError, parse_plate_list
from ..plate_lists import listed_plates
from ..preview import DialogFile, DialogFiles
from ..stored_values import StoredValueError
from .check import Problem, errors_of, placeholders_of
from .plate_list_form import (
    MOST_CONFUSIONS,
    MOST_SHOWN_ROWS,
    PLATE_LIST_FORM,
    exported,
    find_confusions,
    find_list_problem,
    read_uploaded,
    shown,
    stored,
)
from .sentences import async_sentence, plain
from .subentry import SubentryDialog

type Input = dict[str, Any]

_FEW_CONFUSIONS: Final = 5


class PlateListFlow(SubentryDialog):
    """Makes the vehicles of a list known to an account, or changes the list."""

    def __init__(self) -> None:
        self._input: Input | None = None
        self._data: Input = {}
        self._rows: Sequence[ListedPlate] = ()
        """Those that the form speaks of, whether it shows them or not."""
        self._has_faulty_file = False
        """Whether the last rows that were given are those of a file that couldn't be taken in."""
        self._filled_in = ""
        """The text of them that the form has from here, not from who is in front of it."""
        self._checked_against: list[ConfigSubentry] = []
        self._confusions: Sequence[Confusion] = ()
        self._files: DialogFiles | None = None
        self._download = ""

    async def async_step_user(self, user_input: Input | None = None) -> SubentryFlowResult:
        """Ask for the list."""
        return await self._async_step_form("user", user_input)

    async def async_step_reconfigure(self, user_input: Input | None = None) -> SubentryFlowResult:
        """Ask what to change, and offer the rows as a file."""
        if self._input is None:
            data = self.subentry.data
            self._input = {**data, CONF_NAME: self.subentry.title}
            self._fill_in("")
            # What can't be read any more has to be given anew.
            with suppress(StoredValueError):
                rows = tuple(listed_plates(data))
                self._fill_in(await self.hass.async_add_executor_job(shown, rows))
                self._download = await self._async_offer(rows)
                self._rows = rows
        return await self._async_step_form("reconfigure", user_input)

    async def async_step_settings(self, _user_input: Input | None = None) -> SubentryFlowResult:
        """Go back to the form."""
        return await self._async_step_form(self.form_step)

    async def _async_step_form(
        self, step_id: str, user_input: Input | None = None
    ) -> SubentryFlowResult:
        problem: Problem | None = None
        if user_input is not None and (problem := await self._async_read(user_input)) is None:
            return await self._async_step_check()
        return self._show_form(step_id, problem)

    def _show_form(self, step_id: str, problem: Problem | None) -> SubentryFlowResult:
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(PLATE_LIST_FORM, self._input),
            errors=errors_of(problem, PLATE_LIST_FORM),
            description_placeholders={**placeholders_of(problem), "download": self._download},
        )

    async def _async_read(self, user_input: Input) -> Problem | None:
        """Take in a file or a text; neither means the rows as they are, if the form hid them."""
        shown_before, text = (
            (fields or {}).get(CONF_ROWS, "").strip() for fields in (self._input, user_input)
        )
        self._input = {key: value for key, value in user_input.items() if key != CONF_FILE}
        if CONF_FILE in user_input:
            if text not in {"", self._filled_in.strip()}:
                return Problem("list_twice")
            problem = await self._async_read_file(user_input[CONF_FILE])
            self._has_faulty_file = problem is not None
        elif self._has_faulty_file and not text:
            problem = Problem("list_file_faulty")
        elif text or shown_before or not self._rows:
            self._has_faulty_file = False
            problem = await self._async_parse(user_input.get(CONF_ROWS, ""))
        else:
            problem = None
        self._data = stored(user_input, self._rows)
        return problem

    async def _async_read_file(self, file_id: str) -> Problem | None:
        """Take in a file. What was wrong in a short one can be mended where its text is shown.

        The rows from before are forgotten: whoever gave a file doesn't mean them any more.
        """
        self._rows = ()
        self._fill_in("")
        try:
            text = await self.hass.async_add_executor_job(read_uploaded, self.hass, file_id)
        except PlateListError as error:
            return Problem(error.slug, error.placeholders)
        self._fill_in(text if text.count("\n") <= MOST_SHOWN_ROWS else "")
        return await self._async_parse(text)

    def _fill_in(self, text: str) -> None:
        self._filled_in = text
        self._input = {**(self._input or {}), CONF_ROWS: text}

    async def _async_parse(self, text: str) -> Problem | None:
        try:
            self._rows = await self.hass.async_add_executor_job(parse_plate_list, text)
        except PlateListError as error:
            return Problem(error.slug, error.placeholders)
        return None

    async def _async_step_check(self) -> SubentryFlowResult:
        """Look for plates that others have, or that may be confused with theirs."""
        others = self._others
        run = self.hass.async_add_executor_job
        problem = await run(find_list_problem, self._data, self._rows, others)
        if problem is not None:
            return self._show_form(self.form_step, problem)
        self._confusions = await run(find_confusions, self._data, others)
        self._checked_against = others
        return await (self.async_step_lookalike() if self._confusions else self.async_step_save())

    async def async_step_lookalike(self, _user_input: Input | None = None) -> SubentryFlowResult:
        """Warn of plates that may be taken for each other when they are misread."""
        pairs = (
            f"- {plain(each.plate.written)}: {plain(each.other.written)} ({plain(each.owner)})"
            for each in self._confusions[:_FEW_CONFUSIONS]
        )
        count = str(min(len(self._confusions), MOST_CONFUSIONS))
        if len(self._confusions) > MOST_CONFUSIONS:
            count = await async_sentence(self.hass, "common", "more_than", {"count": count})
        return self.async_show_menu(
            step_id="lookalike",
            menu_options=["settings", "save"],
            description_placeholders={"count": count, "pairs": "\n".join(pairs)},
        )

    async def async_step_save(self, _user_input: Input | None = None) -> SubentryFlowResult:
        """Store the list as it was read, unless another one has taken a plate meanwhile."""
        if self._others != self._checked_against:
            return await self._async_step_check()
        return self._store(SUBENTRY_TYPE_PLATE_LIST, self._data)

    @callback
    @override
    def async_remove(self) -> None:
        """Drop the file of the rows when the dialog ends, however it ends."""
        if self._files is not None:
            self._files.async_forget()

    async def _async_offer(self, rows: Sequence[ListedPlate]) -> str:
        """Return a link under which the rows are saved as a file."""
        self._files = DialogFiles(self.hass)
        content = await self.hass.async_add_executor_job(exported, rows)
        name = f"{slugify(self.subentry.title)}.csv"
        address = self._files.async_show("rows", DialogFile(content, "text/csv", saved_as=name))
        words = {"count": str(len(rows))}
        sentence = await async_sentence(self.hass, "common", "rows_download", words)
        # Without a target, the frontend would look for a page of its own under the address.
        return f'<a href="{address}" target="_blank">{sentence}</a>'
