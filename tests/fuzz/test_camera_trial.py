"""The dialog of a camera, gone through in any order: what it asks the API costs as it says.

Meanwhile the camera fails, the server does, and what is changed is removed.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from unittest.mock import patch

from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, SubentryFlowContext
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData, UnknownFlow
from hypothesis import given, strategies as st
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.api import error_answer
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess
from tests.integration.answers import plate
from tests.integration.conftest import lookups_at
from tests.integration.fake_camera import FakeCamera, jpeg

from .anything import TEXTS as ANY_TEXTS, examples, storable_values, stored_badly
from .conftest import Faults
from .stored import assert_set_up_or_refused, entry_with, remove
from .test_dialogs import FORMS, TEXTS, assert_answered

PART: Final = TEXTS["config_subentries"]["camera"]
UNFINISHED: Final = {FlowResultType.FORM, FlowResultType.MENU}
READ: Final = {"plates", "no_plates"}
LOOKUP: Final = {"next_step_id": "lookup"}

OPTIONS: Final = ("lookup", "test", "settings", "save", "received", *PART["step"])
PICTURES: Final = (
    *(jpeg(), jpeg(1, 1), jpeg()[:500], b"", b"no picture", None),
    RuntimeError("lens cap"),
)
BODIES: Final = ("", "{", {"results": [1]}, {"detail": "{no} %s"})
FAULTS: Final = (
    *(
        Fault(kind="status", status=status, body=body)
        for status in (200, 400, 403, 413, 429, 500)
        for body in BODIES
    ),
    Fault(kind="redirect", location="http://127.0.0.1:1/"),
    Fault(kind="drop"),
    Fault(kind="drop_mid_body"),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody, or some script, answers to what is shown."""

    given: Any
    twice: bool = False
    """Whether a second click comes before the answer to the first."""


@dataclass(frozen=True, slots=True)
class Gives:
    """What the camera gives from now on."""

    picture: bytes | Exception | None


@dataclass(frozen=True, slots=True)
class IsRemoved:
    """What is gone from now on: the camera, or its account."""

    what: str


type Move = Chosen | Gives | Fault | IsRemoved

CHOICES: Final = st.sampled_from(OPTIONS).map(lambda option: {"next_step_id": option})
MOVES: Final[st.SearchStrategy[Move]] = st.one_of(
    st.builds(Chosen, CHOICES, st.booleans()),
    st.builds(Chosen, st.sampled_from([LOOKUP, {"next_step_id": "test"}]), st.booleans()),
    st.builds(
        Chosen,
        st.just(FORMS["camera"]) | stored_badly([FORMS["camera"]], most=2),
    ),
    st.builds(Chosen, st.none() | storable_values | st.dictionaries(ANY_TEXTS, storable_values)),
    st.sampled_from([*map(Gives, PICTURES), *FAULTS]),
    st.sampled_from([IsRemoved("camera"), IsRemoved("account")]),
)


class Dialog:
    """One dialog of a camera, and what it has cost."""

    def __init__(self, hass: HomeAssistant, entry: MockConfigEntry, cloud: SandboxProcess) -> None:
        self._hass = hass
        self._flows = hass.config_entries.subentries
        self._entry = entry
        self._cloud = cloud
        self._is_read = False
        """Whether the picture that is shown was read."""
        self.result: Any = None

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to be answered."""
        return self.result["type"] not in UNFINISHED

    async def open(self, context: SubentryFlowContext) -> None:
        """Open it."""
        self.result = await self._flows.async_init(
            (self._entry.entry_id, "camera"), context=context
        )

    async def answer(self, chosen: Chosen) -> None:
        """Answer what is shown, and hold the cost against what was confirmed."""
        before = self._spent
        may_cost = chosen.given == LOOKUP and self.result["type"] is FlowResultType.MENU
        clicks = [self._configure(chosen.given) for _ in range(1 + chosen.twice)]
        for result in await asyncio.gather(*clicks):
            if result is not None:
                self.result = result
                self._check(result)
        if self.is_over:
            return
        await self._hass.async_block_till_done()
        cost = self._spent - before
        assert cost <= (may_cost and not self._is_read), (chosen, cost)
        self._is_read = self.result["step_id"] in READ

    def close(self) -> None:
        """Go away, as who closes the page."""
        if not self.is_over:
            self._flows.async_abort(self.result["flow_id"])

    @property
    def _spent(self) -> int:
        return sum(lookup.billed for lookup in lookups_at(self._cloud))

    async def _configure(self, given: Any) -> Any:  # noqa: ANN401 - whatever comes
        try:
            return await self._flows.async_configure(self.result["flow_id"], given)
        except InvalidData:  # Home Assistant's own no
            return None
        except UnknownFlow:  # the other click has ended it
            return None

    def _check(self, result: Mapping[str, Any]) -> None:
        assert_answered(result, PART)
        if result["type"] is FlowResultType.MENU:
            step = PART["step"][result["step_id"]]
            assert step["description"].format_map(result["description_placeholders"])
            assert {*result["menu_options"]} <= step["menu_options"].keys()


@pytest.mark.parametrize("source", [SOURCE_USER, SOURCE_RECONFIGURE])
@given(st.lists(MOVES, max_size=10))
@examples(25)
async def test_in_whatever_order_it_is_tried_each_lookup_was_confirmed(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    faults: Faults,
    source: str,
    moves: list[Move],
) -> None:
    cloud.reset()
    cloud.answer([plate("ab12cde")], times=3)
    camera.picture = jpeg()
    entry = entry_with(cloud)
    [own] = [each for each in entry.subentries.values() if each.subentry_type == "camera"]
    removed = False
    try:
        assert await assert_set_up_or_refused(hass, entry, faults)
        context = SubentryFlowContext(source=source)
        if source == SOURCE_RECONFIGURE:
            context["subentry_id"] = own.subentry_id
        dialog = Dialog(hass, entry, cloud)
        await dialog.open(context)
        with patch.object(error_answer, "USUAL_WAIT", 0.01):
            await dialog.answer(Chosen(FORMS["camera"]))
            for move in moves:
                match move:
                    case _ if dialog.is_over:
                        break
                    case Chosen():
                        await dialog.answer(move)
                    case Gives(picture):
                        camera.picture = picture
                    case Fault():
                        cloud.fail(move)
                    case IsRemoved("camera") if not removed and own.subentry_id in entry.subentries:
                        hass.config_entries.async_remove_subentry(entry, own.subentry_id)
                    case IsRemoved("account") if not removed:
                        await remove(hass, entry)
                        removed = True
        dialog.close()
        await hass.async_block_till_done()
    finally:
        if not removed:
            await remove(hass, entry)
    faults.check()
